"""One, two and four workers of contradict on the real engines, killed at random: they end as one process does."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaConsumer, TopicPartition

from crosswire.contradict import step
from crosswire.contradict.remember.recall import Recall
from crosswire.edges.messages import message
from crosswire.edges.producer import Producer
from crosswire.edges.waiting import Broker, BrokerAway
from crosswire.testing import System, system
from crosswire.testing.running import LEFT
from crosswire_schemas.codec import decode
from crosswire_schemas.records import Contradiction, Matter, Record
from crosswire_schemas.topics import CLAIMS, CONTRADICTIONS, MATTERS
from tests.contradict.test_memory import end, newsroom

PORTIONS = 6
SECONDS = 300.0


class Crew:
    """Workers as processes; one that was killed is started again."""

    def __init__(self, running: System, size: int, logs: Path) -> None:
        self._command = [sys.executable, "-m", "crosswire", "run", "contradict"]
        self._command += ["--kafka", running.kafka, "--database", running.database]
        self._log = (logs / "workers.log").open("ab")
        self.processes = [self._start() for _ in range(size)]

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdout=self._log, stderr=self._log)

    def kill(self, number: int) -> None:
        """End one as kill -9 does, and start another in its place."""
        self.processes[number].kill()
        self.processes[number].wait()
        self.processes[number] = self._start()

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
        self._log.close()


@contextmanager
def working(running: System, size: int, logs: Path) -> Iterator[Crew]:
    crew = Crew(running, size, logs)
    try:
        yield crew
    finally:
        crew.close()


def put(running: System, records: list[Record]) -> None:
    with Producer(running.kafka, client="test") as producer:
        now = datetime.now(UTC)
        producer.send([message(record, CLAIMS, stage="test", now=now) for record in records])


def finish(running: System) -> None:
    """Return when every claim was handled and every finding published. Fails when that takes too long."""
    broker, until, quiet = Broker(running.kafka), time.monotonic() + SECONDS, 0
    while quiet < 3:
        assert time.monotonic() < until, f"still at work after {SECONDS:.0f} s"
        quiet = quiet + 1 if idle(running, broker) else 0
        time.sleep(0.5)
    broker.close()


def idle(running: System, broker: Broker) -> bool:
    left = running.query(LEFT)
    try:
        return left == [(0,)] and not any(at.messages for at in broker.waiting(["contradict"], {}))
    except BrokerAway:
        return False


def published(running: System) -> dict[str, Contradiction | Matter]:
    """What a reader of the compacted topics holds in the end."""
    consumer: Any = KafkaConsumer(bootstrap_servers=running.kafka, auto_offset_reset="earliest", group_id=None)
    parts = [
        TopicPartition(topic.name, number) for topic in (CONTRADICTIONS, MATTERS) for number in range(topic.partitions)
    ]
    consumer.assign(parts)
    ends, found = consumer.end_offsets(parts), {}
    while any(consumer.position(part) < ends[part] for part in parts):
        for batch in consumer.poll(500).values():
            found.update({each.key.decode(): decode(each.value) if each.value else None for each in batch})
    consumer.close()
    return {key: record for key, record in found.items() if isinstance(record, Contradiction | Matter)}


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_workers_that_are_killed_end_as_one_process(workers: int, seed: int, tmp_path: Path) -> None:
    records, chance, recall = newsroom(300), random.Random(seed), Recall()
    step(records, recall)
    chance.shuffle(records)
    with system(stages=(), engines="embedded") as running, working(running, workers, tmp_path) as crew:
        size = len(records) // PORTIONS + 1
        for start in range(0, len(records), size):
            put(running, records[start : start + size])
            time.sleep(chance.uniform(1, 6))
            crew.kill(chance.randrange(workers))
        finish(running)
        found = Recall()
        found.published = published(running)
    assert any("contradiction_id" in record for record in end(recall))  # type: ignore[operator]
    assert end(found) == end(recall)
