"""One notice: the record as it flowed, signed as Standard Webhooks 1.0 has it (standardwebhooks.com)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from crosswire_schemas.codec import encode
from crosswire_schemas.records import Contradiction


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is posted: the body's bytes and the headers."""

    body: bytes
    headers: Mapping[str, str]


def notice(found: Contradiction, secret: bytes, now: datetime) -> Notice:
    """Return the notice of ``found``; the same version has the same ``Idempotency-Key``, however often it is sent.

    The signature is an HMAC-SHA256 with ``secret`` over id, instant and body, left out where ``secret`` is empty.
    """
    body = encode(found)
    name, at = f"{found.contradiction_id}:{found.version}", str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": name,
        "webhook-id": name,
        "webhook-timestamp": at,
    }
    if secret:
        headers["webhook-signature"] = f"v1,{_signature(secret, f'{name}.{at}.'.encode() + body)}"
    return Notice(body=body, headers=headers)


def _signature(secret: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
