"""Dead letters: a message that could not be handled, as it came, with the reason."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import crosswire
from crosswire.edges.messages import Message
from crosswire_schemas import headers
from crosswire_schemas.codec import encode
from crosswire_schemas.records import DeadLetter
from crosswire_schemas.topics import Topic

ATTEMPTS = "crosswire-attempts"
DETAIL_CHARACTERS = 20_000

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message as the broker gave it; ``timestamp`` in milliseconds since 1970 UTC."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]

    @property
    def place(self) -> Place:
        """Where it lies: topic, partition and offset."""
        return self.topic, self.partition, self.offset

    @property
    def attempts(self) -> int:
        """How often it was handled before: replays count."""
        found = next((value for name, value in self.headers if name == ATTEMPTS and value), b"0")
        return int(found) if found.isdigit() else 0


def received(found: Any) -> Incoming:
    """Return a message as kafka-python's consumer gave it."""
    return Incoming(
        topic=found.topic,
        partition=found.partition,
        offset=found.offset,
        timestamp=found.timestamp,
        key=found.key,
        value=found.value,
        headers=tuple(found.headers or ()),
    )


def _base64(data: bytes | None) -> str:
    return base64.b64encode(data or b"").decode()


def _pairs(found: Iterable[tuple[str, bytes | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _base64(value)) for name, value in found if name != ATTEMPTS)


def letter(incoming: Incoming, *, stage: str, reason: str, detail: str, now: datetime) -> DeadLetter:
    """Return the dead letter of ``stage`` for ``incoming``; ``reason`` from the closed list of the record."""
    return DeadLetter(
        stage=stage,
        topic=incoming.topic,
        partition=incoming.partition,
        offset=incoming.offset,
        key=None if incoming.key is None else _base64(incoming.key),
        headers=_pairs(incoming.headers),
        timestamp=incoming.timestamp,
        reason=reason,
        detail=detail[-DETAIL_CHARACTERS:],
        version=crosswire.__version__,
        failed_at=now,
        attempts=incoming.attempts + 1,
        original=_base64(incoming.value),
    )


def envelope(dead: DeadLetter, topic: Topic, *, now: datetime, traceparent: str | None = None) -> Message:
    """Return the message that carries ``dead`` on ``topic``, under the key that the original had."""
    return Message(
        topic=topic.name,
        key=None if dead.key is None else base64.b64decode(dead.key),
        value=encode(dead),
        headers=tuple(headers.headers(dead, source=dead.stage, now=now, traceparent=traceparent)),
    )


def original(dead: DeadLetter) -> Message:
    """Return the message that ``dead`` holds, for the topic that it came from, with its attempts so far."""
    kept = tuple((name, base64.b64decode(value)) for name, value in dead.headers)
    return Message(
        topic=dead.topic,
        key=None if dead.key is None else base64.b64decode(dead.key),
        value=base64.b64decode(dead.original),
        headers=(*kept, (ATTEMPTS, str(dead.attempts).encode())),
    )
