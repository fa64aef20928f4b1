"""Headers of every message: CloudEvents 1.0, Kafka binding, binary mode, and the W3C traceparent."""

from datetime import UTC, datetime

from crosswire_schemas.codec import schema_name
from crosswire_schemas.records import Article, Claim, Contradiction, DeadLetter, Event, Extraction, Matter, Record

Headers = list[tuple[str, bytes]]


def subject(record: Record) -> str:
    """Return the id of ``record``: with its revision or version it tells a repeat."""
    match record:
        case Claim():
            return record.claim_id
        case Event():
            return record.event_id
        case Contradiction():
            return record.contradiction_id
        case Matter():
            return record.matter_id
        case Article() | Extraction():
            return record.article_id
        case DeadLetter():
            return f"{record.topic}/{record.partition}/{record.offset}"


def number(record: Record) -> int:
    """Return the revision or version of ``record``; the attempts of a dead letter."""
    match record:
        case Contradiction() | Matter():
            return record.version
        case DeadLetter():
            return record.attempts
        case _:
            return record.revision


def key(record: Record) -> bytes:
    """Return the Kafka key of ``record``: the article's id, or its own on the compacted topics."""
    whole = isinstance(record, Contradiction | Matter | DeadLetter)
    return (subject(record) if whole else record.article_id).encode()  # type: ignore[union-attr]


def headers(record: Record, *, source: str, now: datetime, traceparent: str | None = None) -> Headers:
    """Return the headers of ``record``.

    ``source`` is the stage that wrote it, ``now`` the instant of writing.
    Follows CloudEvents 1.0.2, Kafka protocol binding.
    """
    pairs = {
        "ce_specversion": "1.0",
        "ce_id": f"{subject(record)}:{number(record)}",
        "ce_source": f"crosswire/{source}",
        "ce_type": schema_name(record.record),
        "ce_subject": subject(record),
        "ce_time": now.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "ce_dataschema": f"urn:{schema_name(record.record).replace('.', ':')}",
        "content-type": "application/json",
    }
    trace: dict[str, str] = {"traceparent": traceparent} if traceparent else {}
    return [(name, value.encode()) for name, value in (pairs | trace).items()]
