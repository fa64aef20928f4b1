"""What becomes of the messages a stage is handed: read, worked on, sent on, and only then let go; how it may fail."""

import asyncio
import contextlib
import logging
import time
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crosswire.edges import tracing
from crosswire.edges.hanging import Hung, ended_after
from crosswire.edges.letters import Incoming, Place, envelope, letter
from crosswire.edges.messages import Message, Rejected, messages
from crosswire.edges.metrics import Metrics
from crosswire.stage import RememberingStage, Result, Stage
from crosswire_schemas.codec import Unreadable, decode
from crosswire_schemas.records import Record
from crosswire_schemas.topics import Topic, dead_letters

log = logging.getLogger(__name__)
BUGS_IN_A_ROW = 5
# So many messages may be worked off and not acknowledged yet: the next is not to wait for the broker.
FLYING = 32

Work = Callable[[Sequence[Record]], Sequence[Result]]
# Hands messages to the producer, in order; what it returns is done when the broker has them all.
Send = Callable[[Sequence[Message]], Awaitable["asyncio.Future[Any]"]]


class TooManyBugs(RuntimeError):
    """Several messages in a row failed unforeseen: the code or its surroundings are wrong, not the messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One message in hand; ``release`` lets it go: it will not be read again."""

    incoming: Incoming
    release: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flight:
    """One message that was worked off, whose outputs are on their way since ``started``."""

    taken: Taken
    result: Result
    arrived: "asyncio.Future[Any]"
    started: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a message goes to the dead letters: ``reason`` of their closed list; ``hung``: its step had to be ended."""

    reason: str
    detail: str
    hung: bool = False


def work_of(stage: Stage | RememberingStage, settings: Any, memory: Any) -> Work:
    """Return what ``stage`` does with several records; a Stage is prepared here, once for each worker."""
    if isinstance(stage, RememberingStage):
        return lambda records: stage.step(records, memory)
    step = stage.prepare(settings)
    return lambda records: [step(record) for record in records]


def attempt(
    work: Work, records: Sequence[Record], fatal: tuple[type[Exception], ...], seconds: float
) -> list[Result | Failure]:
    """Return one result or failure for each of ``records``; where several fail together, each is tried alone.

    What lasts for ``seconds`` fails. Raises what is in ``fatal``: errors of an engine, which say nothing of a message;
    without records, whatever it is.
    """
    try:
        with ended_after(seconds):
            return list(work(records))
    except Exception as error:
        if not records or isinstance(error, (*fatal, MemoryError)):
            raise
        if len(records) == 1:
            return [Failure(reason="bug", detail=traceback.format_exc(), hung=isinstance(error, Hung))]
        return [found for record in records for found in attempt(work, [record], fatal, seconds)]


def read(incoming: Incoming) -> Record | Failure:
    """Return the record in ``incoming``, or why there is none."""
    try:
        return decode(incoming.value or b"")
    except Unreadable as error:
        return Failure(reason=error.reason, detail=error.detail)


class Handler:
    """Handles batches for one worker; a message is released when all that it gave is acknowledged."""

    def __init__(
        self,
        stage: Stage | RememberingStage,
        work: Work,
        *,
        send: Send,
        executor: Executor,
        clock: Callable[[], datetime],
        metrics: Metrics,
        seconds: float,
        fatal: tuple[type[Exception], ...] = (),
    ) -> None:
        """``seconds``: how long a step may take."""
        self._stage = stage
        self._work = work
        self._send = send
        self._executor = executor
        self._clock = clock
        self._metrics = metrics
        self._fatal = fatal
        self._seconds = seconds
        self._hung: dict[Place, Failure] = {}
        self._dead: Topic = dead_letters(stage.name, stage.reads)
        self._held: list[tuple[Taken, Failure]] = []
        self._flying: deque[_Flight] = deque()
        self._bugs = 0
        # A line an article, not a line a claim.
        self._level = logging.DEBUG if isinstance(stage, RememberingStage) else logging.INFO

    async def handle(self, batch: Sequence[Taken]) -> None:
        """Handle ``batch`` in order; what it gave may be on its way on return: see ``land``.

        Raises errors of engines, and ``TooManyBugs``; then nothing of ``batch`` is released.
        """
        # A step that hangs may outlast the session with the broker, which then gives its message again.
        found = [self._hung.get(taken.incoming.place) or read(taken.incoming) for taken in batch]
        records = [record for record in found if not isinstance(record, Failure)]
        results = iter(await self._step(records))
        for taken, entry in zip(batch, found, strict=True):
            result = entry if isinstance(entry, Failure) else next(results)
            if isinstance(result, Failure) and result.hung:
                self._hung[taken.incoming.place] = result
            await self._end(taken, result)
        await self.land(FLYING)

    async def rest(self) -> None:
        """Do what is left over while there is nothing to read: letters held back, what a memory has not settled."""
        await self.bury()
        if isinstance(self._stage, RememberingStage):
            # That the engine is away is told by the publisher, and by the next message.
            with contextlib.suppress(*self._fatal):
                await self._attempt([])

    async def _attempt(self, records: list[Record]) -> list[Result | Failure]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, attempt, self._work, records, self._fatal, self._seconds)

    async def _step(self, records: list[Record]) -> list[Result | Failure]:
        if not records:
            return []
        started = time.perf_counter()
        results = await self._attempt(records)
        self._metrics.observe("crosswire_step_seconds", time.perf_counter() - started, stage=self._stage.name)
        if len(results) != len(records):
            raise TooManyBugs(f"{self._stage.name} gave {len(results)} results for {len(records)} inputs")
        return results

    async def _end(self, taken: Taken, entry: Result | Failure) -> None:
        if isinstance(entry, Failure):
            await self._fail(taken, entry)
            return
        trace = tracing.carried(taken.incoming.headers)
        now = self._clock()
        try:
            outgoing = messages(entry.records, self._stage.writes, stage=self._stage.name, now=now, traceparent=trace)
        except Rejected as error:
            await self._fail(taken, Failure(reason=error.reason, detail=error.detail))
            return
        await self._succeed(taken, entry, outgoing)

    async def _succeed(self, taken: Taken, result: Result, outgoing: list[Message]) -> None:
        if self._held:
            await self.bury()
        self._bugs = 0
        started = time.perf_counter()
        arrived = await self._send(outgoing)
        self._flying.append(_Flight(taken=taken, result=result, arrived=arrived, started=started))

    async def land(self, left: int = 0) -> None:
        """Release, in order, messages whose outputs the broker has; wait until at most ``left`` are on their way."""
        while self._flying and (len(self._flying) > left or self._flying[0].arrived.done()):
            flight = self._flying[0]
            await flight.arrived
            self._flying.popleft()
            flight.taken.release()
            self._tell(flight)

    def _tell(self, flight: _Flight) -> None:
        stage, result = self._stage.name, flight.result
        self._metrics.observe("crosswire_send_seconds", time.perf_counter() - flight.started, stage=stage)
        self._metrics.outcome(stage, result.outcome, result.reason)
        log.log(self._level, "%s %s", result.outcome, result.reason or "", extra=self._named(flight.taken))
        for record in result.records:
            self._metrics.count("crosswire_records_total", stage=stage, record=record.record)

    async def _fail(self, taken: Taken, failure: Failure) -> None:
        # Held back until something succeeds: of five bugs in a row none is to be released, nor what follows them.
        self._held.append((taken, failure))
        self._bugs += failure.reason == "bug"
        if self._bugs >= BUGS_IN_A_ROW:
            await self.land()
            raise TooManyBugs(
                f"{self._bugs} messages in a row failed unforeseen; the last, at "
                f"{taken.incoming.topic}/{taken.incoming.partition}/{taken.incoming.offset}, with:\n{failure.detail}"
            )
        if self._bugs == 0 or len(self._held) >= 20 * BUGS_IN_A_ROW:
            await self.bury()

    async def bury(self) -> None:
        """Send what is held back to the dead letters and release it, after all that came before it."""
        await self.land()
        held, self._held = self._held, []
        for taken, failure in held:
            dead = letter(
                taken.incoming,
                stage=self._stage.name,
                reason=failure.reason,
                detail=failure.detail,
                now=self._clock(),
            )
            trace = tracing.carried(taken.incoming.headers)
            await (await self._send([envelope(dead, self._dead, now=dead.failed_at, traceparent=trace)]))
            taken.release()
            self._metrics.outcome(self._stage.name, "dead_letter", failure.reason)
            log.warning("dead letter: %s %s", dead.reason, dead.detail, extra=self._named(taken))

    def _named(self, taken: Taken) -> dict[str, str]:
        """Return what a line of the log says of a message: where it is, its key, the trace that it belongs to."""
        incoming = taken.incoming
        trace = next((value for name, value in incoming.headers if name == tracing.HEADER and value), b"")
        return {
            "stage": self._stage.name,
            "at": f"{incoming.topic}/{incoming.partition}/{incoming.offset}",
            "article_id": (incoming.key or b"").decode("ascii", "replace"),
            "traceparent": trace.decode("ascii", "replace"),
        }
