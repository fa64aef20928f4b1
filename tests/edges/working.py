"""Runs a stage in a thread against the real broker, and reads what is on a topic and what a group has committed."""

import gc
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition

from crosswire.edges import streams, topics
from crosswire.edges.letters import Incoming
from crosswire.edges.messages import Message, message
from crosswire.edges.metrics import Metrics
from crosswire.edges.producer import Producer
from crosswire.edges.stream_settings import Timing
from crosswire.stage import RememberingStage, Result, Stage
from crosswire_schemas.examples import ARTICLE, CLAIM, EXTRACTION
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Article, Record
from crosswire_schemas.topics import ARTICLES, CLAIMS, EVENTS, Topic, dead_letters

QUICK = Timing(delivery=6.0, session=6.0, heartbeat=1.0, commit=0.2, flush=15.0, batch=20)
NOW = datetime(2025, 1, 1, tzinfo=UTC)


def article(number: int) -> Article:
    return replace(ARTICLE, article_id=identify("test", number), title=str(number))


def split(record: Record) -> Result:
    """One claim and the extraction for each article; by its title an article can be made to fail."""
    assert isinstance(record, Article)
    if record.title.startswith("bug"):
        raise KeyError(f"no rule for {record.title}")
    if record.title.startswith("large"):
        return Result(records=(replace(CLAIM, article_id=record.article_id, url="x" * 3_000_000),))
    if record.title.startswith("refused"):
        return Result(outcome="refused", reason="language")
    return Result(records=tuple(replace(each, article_id=record.article_id) for each in (CLAIM, EXTRACTION)))


class Bench:
    """One stage with topics of its own on the real broker."""

    def __init__(self, address: str, tag: str, *, partitions: int = 1, create: bool = True) -> None:
        """``create``: the topics, which are there already where another process works on them."""
        self.address = address
        self.source = replace(ARTICLES, name=f"{tag}.articles", partitions=partitions)
        self.claims = replace(CLAIMS, name=f"{tag}.claims", partitions=1)
        self.events = replace(EVENTS, name=f"{tag}.events", partitions=1)
        self.name = tag
        self.dead = dead_letters(tag, self.source)
        if create:
            topics.create(address, topics=[self.source, self.claims, self.events, self.dead])

    def stage(self, step: Callable[[Record], Result] = split) -> Stage:
        return Stage(name=self.name, reads=self.source, writes=(self.claims,), prepare=lambda _: step)

    def remembering(self, step: Callable[[Sequence[Record], Any], Sequence[Result]]) -> RememberingStage:
        return RememberingStage(name=self.name, reads=self.source, writes=(self.claims,), step=step)

    def put(self, *inputs: Record | bytes) -> None:
        with Producer(self.address, client="test") as producer:
            producer.send([self.wrapped(each) for each in inputs])

    def wrapped(self, given: Record | bytes) -> Message:
        """The message that carries what is given to the stage."""
        if isinstance(given, bytes):
            return Message(topic=self.source.name, key=b"key", value=given, headers=(("x-from", b"test"),))
        return message(given, self.source, stage="test", now=NOW)

    def read(self, topic: Topic) -> list[Incoming]:
        consumer = KafkaConsumer(bootstrap_servers=self.address, auto_offset_reset="earliest", enable_auto_commit=False)
        partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
        consumer.assign(partitions)
        ends, found = consumer.end_offsets(partitions), []
        while any(consumer.position(each) < ends[each] for each in partitions):
            found += [each for batch in consumer.poll(500).values() for each in batch]
        consumer.close()
        return [
            Incoming(
                topic=each.topic,
                partition=each.partition,
                offset=each.offset,
                timestamp=each.timestamp,
                key=each.key,
                value=each.value,
                headers=tuple(each.headers),
            )
            for each in found
        ]

    def committed(self) -> int:
        """How many messages of its source the group has committed."""
        group = f"crosswire-{self.name}"
        client = KafkaAdminClient(bootstrap_servers=self.address)
        try:
            offsets = client.list_group_offsets([group])
        finally:
            client.close()
        return sum(found.offset for found in offsets.get(group, {}).values())


class Running:
    """A worker in a thread; leaving the ``with`` stops it and raises what stopped it before."""

    def __init__(self, bench: Bench, stage: Stage | RememberingStage, **options: Any) -> None:
        self.metrics = Metrics()
        self.error: BaseException | None = None
        self._bench = bench
        self._stage = stage
        self._options: dict[str, Any] = {"timing": QUICK, "metrics": self.metrics} | options
        self._started = threading.Event()
        self._worker: list[streams.Worker] = []
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            streams.run(self._stage, self._bench.address, started=self._on_start, **self._options)
        except streams.WorkerFailed as error:
            self.error = error

    def _on_start(self, worker: streams.Worker) -> None:
        self._worker.append(worker)
        self._started.set()

    def __enter__(self) -> "Running":
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *exception: object) -> None:
        if self._thread.is_alive():
            self._worker[0].stop()
        self._thread.join(30)
        assert not self._thread.is_alive(), "the worker did not stop"
        # What Faust left unfinished is finalised here and not in the middle of somebody's ast.parse, which Python 3.11
        # then ends with a SystemError.
        gc.collect()

    def ended(self, seconds: float = 40) -> BaseException:
        """Wait for the worker to fail and return with what."""
        self._thread.join(seconds)
        assert self.error is not None, "the worker goes on"
        return self.error

    def count(self, outcome: str, reason: str = "") -> int:
        return int(
            self.metrics.value("crosswire_outcomes_total", stage=self._stage.name, outcome=outcome, reason=reason)
        )


def until(condition: Callable[[], bool], seconds: float = 40) -> None:
    """Wait for ``condition``; fail when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
