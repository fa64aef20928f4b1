"""What a Source, a Stage, a RememberingStage and a Sink are: data and plain functions, with no Kafka in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from crosswire_schemas.records import Record
from crosswire_schemas.topics import Topic

Outcome = Literal["stored", "unchanged", "duplicate", "dead_letter", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one input: the records it gave, and its one counted outcome with a reason from a closed list."""

    records: tuple[Record, ...] = ()
    outcome: Outcome = "stored"
    reason: str | None = None


Step = Callable[[Record], Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where records come from: reads the world, writes topics."""

    name: str
    writes: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A pure function over one topic: ``prepare(settings)`` gives the step, once for each worker."""

    name: str
    reads: Topic
    writes: tuple[Topic, ...]
    prepare: Callable[[Any], Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberingStage:
    """A function over one topic and a memory: ``step(records, memory)`` gives one result for each record.

    While there is nothing to read it is called without records, to do what was left over.
    """

    name: str
    reads: Topic
    writes: tuple[Topic, ...]
    step: Callable[[Sequence[Record], Any], Sequence[Result]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sink:
    """Where records end: reads topics, writes rows."""

    name: str
    reads: tuple[Topic, ...]


AnyStage = Source | Stage | RememberingStage | Sink
