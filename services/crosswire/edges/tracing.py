"""The W3C traceparent of a message: carried on with its trace, a new span for each hop."""

import re
import secrets
from collections.abc import Iterable

HEADER = "traceparent"
SHAPE = re.compile(r"^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$")


def started() -> str:
    """Return the traceparent of a trace that begins here."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def carried(headers: Iterable[tuple[str, bytes | None]]) -> str:
    """Return the traceparent for what is written because of a message with ``headers``; a new trace where it has none.

    Follows W3C Trace Context, level 1.
    """
    found = next((value for name, value in headers if name == HEADER and value), b"")
    parsed = SHAPE.match(found.decode("ascii", "replace"))
    return f"00-{parsed[1]}-{secrets.token_hex(8)}-{parsed[2]}" if parsed else started()
