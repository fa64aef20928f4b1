"""Which contradictions are sent on, and what a notice carries."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from crosswire.notify import notice, wanted, wishes
from crosswire_schemas import decode
from crosswire_schemas.examples import CONTRADICTION

NOW = datetime(2025, 6, 9, 15, tzinfo=UTC)
FILTERS = [
    ("no filter wants all", {}, True),
    ("its type", {"types": "denial, number"}, True),
    ("another type", {"types": "denial"}, False),
    ("an outlet by name in any case", {"outlets": "river news"}, True),
    ("an outlet by id", {"outlets": "morning-post"}, True),
    ("another outlet", {"outlets": "the times"}, False),
    ("a word of a passage", {"words": "Oder"}, True),
    ("a word of none", {"words": "Danube"}, False),
    ("its score", {"least_score": 0.9}, True),
    ("a higher score", {"least_score": 0.91}, False),
    ("one wish of two is not met", {"types": "number", "words": "Danube"}, False),
]


@pytest.mark.parametrize(("given", "expected"), [case[1:] for case in FILTERS], ids=[case[0] for case in FILTERS])
def test_what_is_wanted(given: dict[str, object], expected: bool) -> None:
    settings = {"types": "", "outlets": "", "words": "", "least_score": 0.0} | given
    assert wanted(CONTRADICTION, wishes(**settings)) is expected  # type: ignore[arg-type]


def test_a_notice_is_the_record_under_a_key_that_tells_a_repeat() -> None:
    sent = notice(CONTRADICTION, b"", NOW)
    assert decode(sent.body) == CONTRADICTION
    assert sent.headers["Idempotency-Key"] == f"{CONTRADICTION.contradiction_id}:1"
    assert "webhook-signature" not in sent.headers


def test_the_signature_is_over_id_instant_and_body() -> None:
    sent = notice(CONTRADICTION, b"key", NOW)
    signed = f"{sent.headers['webhook-id']}.{sent.headers['webhook-timestamp']}.".encode() + sent.body
    expected = base64.b64encode(hmac.new(b"key", signed, hashlib.sha256).digest()).decode()
    assert sent.headers["webhook-signature"] == f"v1,{expected}"
