"""What is handed to a producer: records with topic, key, headers and bytes, sizes checked before anything is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from crosswire_schemas import headers
from crosswire_schemas.codec import encode
from crosswire_schemas.records import Record
from crosswire_schemas.topics import Topic

# Room for what Kafka itself writes around a record: batch header, varints, an uncompressed worst case.
OVERHEAD = 512


class Rejected(RuntimeError):
    """A message that the broker does not take: ``reason`` as of a dead letter (oversize or rejected)."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message for one topic; ``value`` None is a tombstone. It has no timestamp: the broker sets it."""

    topic: str
    value: bytes | None
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    partition: int | None = None


def message(record: Record, topic: Topic, *, stage: str, now: datetime, traceparent: str | None = None) -> Message:
    """Return ``record`` as a message for ``topic``, written by ``stage`` at ``now``. Raises ``Rejected`` (oversize)."""
    value = encode(record)
    pairs = tuple(headers.headers(record, source=stage, now=now, traceparent=traceparent))
    key = headers.key(record)
    return checked(Message(topic=topic.name, key=key, value=value, headers=pairs), topic)


def checked(outgoing: Message, topic: Topic) -> Message:
    """Return ``outgoing``; raises ``Rejected`` when it is over what ``topic`` takes."""
    size = len(outgoing.value or b"") + len(outgoing.key or b"") + sum(len(n) + len(v) for n, v in outgoing.headers)
    if size + OVERHEAD > topic.max_message_bytes:
        raise Rejected("oversize", f"{size} bytes for {topic.name}, which takes {topic.max_message_bytes}")
    return outgoing


def messages(
    records: Iterable[Record], writes: Iterable[Topic], *, stage: str, now: datetime, traceparent: str | None = None
) -> list[Message]:
    """Return one message for each record and each of the topics ``writes`` that holds records of its kind."""
    topics = tuple(writes)
    return [
        message(record, topic, stage=stage, now=now, traceparent=traceparent)
        for record in records
        for topic in topics
        if record.record in topic.records
    ]
