"""Runs any stage on Faust: one stateless agent, every setting said, inputs committed once their outputs are there."""

import asyncio
import contextlib
import logging
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import faust
from faust.types import EventT

from crosswire.edges.brokers import Address
from crosswire.edges.handling import Handler, Taken, work_of
from crosswire.edges.hanging import Here
from crosswire.edges.letters import Incoming
from crosswire.edges.messages import Message
from crosswire.edges.metrics import Metrics
from crosswire.edges.stream_settings import Timing, settings_of
from crosswire.stage import RememberingStage, Stage

log = logging.getLogger(__name__)
IDLE_SECONDS = 1.0


class WorkerFailed(RuntimeError):
    """A worker stopped because going on would lose or repeat without end; what it had in hand is not committed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one worker is to do: a stage, Kafka's address, what the stage is given, and how patiently."""

    stage: Stage | RememberingStage
    address: Address
    settings: Any
    memory: Any
    metrics: Metrics
    timing: Timing
    fatal: tuple[type[Exception], ...]


class Worker:
    """One worker of one stage: the Faust app, the queue between its agent and the handler, and the way to stop."""

    def __init__(self, job: Job, folder: str, executor: Executor) -> None:
        self._stage = job.stage
        self._timing = job.timing
        self._metrics = job.metrics
        self._size = job.timing.batch if isinstance(job.stage, RememberingStage) else 1
        self._app = faust.App(**settings_of(job.stage, job.address, folder, job.timing))
        self._topics = {topic.name: self._topic(topic.name) for topic in job.stage.writes}
        self._waiting: asyncio.Queue[EventT[Any]] = asyncio.Queue(maxsize=self._size)
        self._stopping = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._handler = Handler(
            job.stage,
            work_of(job.stage, job.settings, job.memory),
            send=self._send,
            executor=executor,
            clock=lambda: datetime.now(UTC),
            metrics=job.metrics,
            seconds=job.timing.step,
            fatal=job.fatal,
        )
        self._app.agent(self._topic(job.stage.reads.name), name=job.stage.name, concurrency=1)(self._agent)

    def _topic(self, name: str) -> Any:
        return self._app.topic(name, key_serializer="raw", value_serializer="raw", internal=False)

    async def _agent(self, stream: Any) -> None:
        async for event in stream.noack().events():
            await self._waiting.put(event)

    async def _send(self, messages: Sequence[Message]) -> "asyncio.Future[Any]":
        return asyncio.gather(*[await self._publish(message) for message in messages])

    async def _publish(self, message: Message) -> Any:
        topic = self._topics.setdefault(message.topic, self._topic(message.topic))
        return await topic.send(
            key=message.key, value=message.value, headers=list(message.headers), partition=message.partition
        )

    def stop(self) -> None:
        """Ask the worker, from any thread, to end what it has in hand, commit it and return."""
        # Where the loop is closed it has returned already.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def run(self) -> None:
        """Work until stopped. Raises ``WorkerFailed``; then what was in hand is not committed."""
        starting = asyncio.create_task(self._app.start())
        tasks = {
            "the broker": starting,
            "a crash": asyncio.create_task(self._crashed()),
            "the work": asyncio.create_task(self._drain()),
            "the end of patience": asyncio.create_task(self._patience()),
        }
        try:
            await self._watch(tasks)
        except Exception as error:
            raise WorkerFailed(f"{self._stage.name} stopped: {error!r}") from error
        finally:
            for task in tasks.values():
                task.cancel()
            await self._close()

    async def _close(self) -> None:
        try:
            await asyncio.wait_for(self._app.stop(), self._timing.flush)
        except TimeoutError:
            # What was handled and not committed is handled again; ids see to it that this is no harm.
            log.warning("%s could not commit within %s s of its end", self._stage.name, self._timing.flush)

    async def _patience(self) -> None:
        await self._stopping.wait()
        await asyncio.sleep(self._timing.flush)
        raise TimeoutError(f"what was in hand did not end within {self._timing.flush} s")

    async def _watch(self, tasks: dict[str, asyncio.Task[None]]) -> None:
        pending = set(tasks.values())
        while pending and not tasks["the work"].done():
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def _crashed(self) -> None:
        await self._app.wait_until_stopped()
        if self._app.crash_reason is not None:
            raise self._app.crash_reason

    async def _drain(self) -> None:
        while not self._stopping.is_set():
            batch = await self._batch()
            if batch:
                # Taken up, too, so that a stage is seen to hang that does so on the first message it is given.
                self._beat()
                self._measure(batch)
                await self._handler.handle([self._taken(event) for event in batch])
                if self._waiting.empty():
                    await self._handler.land()
            else:
                await self._handler.rest()
                self._metrics.set("crosswire_lag_seconds", 0, stage=self._stage.name)
            self._beat()
        await self._handler.bury()

    def _beat(self) -> None:
        self._metrics.set("crosswire_handled_timestamp_seconds", time.time(), stage=self._stage.name)

    async def _batch(self) -> list[EventT[Any]]:
        try:
            found = [await asyncio.wait_for(self._waiting.get(), IDLE_SECONDS)]
        except TimeoutError:
            return []
        while len(found) < self._size and not self._waiting.empty():
            found.append(self._waiting.get_nowait())
        # After a rebalance the broker gives what was not committed again, to whomever it now belongs.
        current = self._app.consumer_generation_id
        return [event for event in found if event.message.generation_id == current]

    def _taken(self, event: EventT[Any]) -> Taken:
        found = event.message
        incoming = Incoming(
            topic=found.topic,
            partition=found.partition,
            offset=found.offset,
            timestamp=int((found.timestamp or 0) * 1000),
            key=found.key,
            value=found.value,
            headers=tuple(cast("Iterable[tuple[str, bytes]]", found.headers or ())),
        )
        return Taken(incoming=incoming, release=event.ack)

    def _measure(self, batch: Sequence[EventT[Any]]) -> None:
        newest = {(event.message.tp): event.message.offset for event in batch}
        for partition, offset in newest.items():
            lag = max(0, (self._app.consumer.highwater(partition) or 0) - offset - 1)
            labels = {"topic": partition.topic, "partition": str(partition.partition)}
            self._metrics.set("crosswire_lag_messages", lag, stage=self._stage.name, **labels)
        oldest = min(event.message.timestamp or time.time() for event in batch)
        self._metrics.set("crosswire_lag_seconds", max(0.0, time.time() - oldest), stage=self._stage.name)


def run(
    stage: Stage | RememberingStage,
    address: Address,
    *,
    settings: Any = None,
    memory: Any = None,
    metrics: Metrics | None = None,
    timing: Timing | None = None,
    fatal: tuple[type[Exception], ...] = (),
    started: Callable[[Worker], None] | None = None,
) -> None:
    """Run one worker of ``stage`` against Kafka at ``address`` until SIGTERM or SIGINT.

    ``settings`` is given to the stage's ``prepare``, ``memory`` to its step; ``fatal`` are the errors of the memory's
    engine; ``started`` gets the worker, so that a thread may stop it. Raises ``WorkerFailed``.
    """
    job = Job(
        stage=stage,
        address=address,
        settings=settings,
        memory=memory,
        metrics=metrics or Metrics(),
        timing=timing or Timing(),
        fatal=fatal,
    )
    with tempfile.TemporaryDirectory(prefix="crosswire-") as folder:
        if threading.current_thread() is threading.main_thread():
            _run_here(job, folder, started)
            return
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix=stage.name) as executor:
            asyncio.run(_serve(job, folder, executor, started))


def _run_here(job: Job, folder: str, started: Callable[[Worker], None] | None) -> None:
    """Do the steps in this thread, the main one, and all else in another: a step that hangs can be ended then."""
    executor, workers = Here(), list[Worker]()

    def on_start(worker: Worker) -> None:
        workers.append(worker)
        if started is not None:
            started(worker)

    def stop(number: int, _: object) -> None:
        if not workers:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        for worker in workers:
            worker.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        executor.beside(lambda: asyncio.run(_serve(job, folder, executor, on_start)), f"{job.stage.name}-stream")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _serve(job: Job, folder: str, executor: Executor, started: Callable[[Worker], None] | None) -> None:
    worker = Worker(job, folder, executor)
    if started is not None:
        started(worker)
    await worker.run()
