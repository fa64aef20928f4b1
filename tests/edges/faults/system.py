"""Engines and stages of one run: started, killed, started again as a supervisor does, and compared at the end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition

from crosswire.edges import topics
from crosswire.edges.engines import DataFolder, Engine, start_kafka, start_postgres
from crosswire.edges.messages import message
from crosswire.edges.producer import Producer, Undelivered
from crosswire.edges.store.database import upgrade
from crosswire_schemas.examples import ARTICLE
from crosswire_schemas.records import Article
from crosswire_schemas.topics import ARTICLES, RECORD_TOPICS
from tests.edges.faults.stages import identified, written
from tests.edges.working import NOW

STAGES = ("extract", "contradict", "sink")
ENGINES: dict[str, Callable[..., Engine]] = {"kafka": start_kafka, "postgres": start_postgres}
END = """
    select 'article', article_id, record::text from articles
    union all select 'claim', claim_id, record::text || withdrawn from claims
    union all select 'extraction', article_id, record::text from extractions
    union all select 'contradiction', contradiction_id, (record - 'version' - 'updated_at')::text
        from contradictions where state = 'open'
    union all select 'matter', matter_id, (record - 'version' - 'updated_at')::text from matters
"""


def article(number: int) -> Article:
    outlet = replace(ARTICLE.outlet, id=written(number)[0], name=written(number)[0])
    return replace(ARTICLE, article_id=identified(number), outlet=outlet, title=str(number))


class System:
    """The engines on one folder and a process a stage; what dies is started again unless it is to stay down."""

    def __init__(self, folder: DataFolder, logs: Path) -> None:
        self._folder = folder
        self._logs = logs
        self.engines = {name: start(folder, lambda _: None) for name, start in ENGINES.items()}
        topics.create(self.kafka)
        upgrade(self.database)
        self._processes = {name: self._start(name) for name in STAGES}

    @property
    def kafka(self) -> str:
        return self.engines["kafka"].address

    @property
    def database(self) -> str:
        return self.engines["postgres"].address

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.edges.faults.stages", name, self.kafka, self.database]
        with (self._logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log)

    def kill(self, name: str) -> None:
        """End a stage or an engine at once, as a power cut would."""
        if name in self.engines:
            os.kill(self.engines[name].pid, signal.SIGKILL)
            time.sleep(0.5)
            self.engines[name] = ENGINES[name](self._folder, lambda _: None)
        else:
            self._processes[name].kill()

    def pause(self, name: str, seconds: float) -> None:
        """Stop a stage for a while, so that its group goes on without it."""
        self._processes[name].send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self._processes[name].send_signal(signal.SIGCONT)

    def cut_connections(self) -> None:
        """End every session of PostgreSQL, in the middle of whatever it does."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()")

    def make_read_only(self, seconds: float) -> None:
        """Let PostgreSQL refuse every write for a while, as after a failover or on a full disk."""
        for value in ("on", "off"):
            with psycopg.connect(self.database, autocommit=True) as connection:
                connection.execute(f"alter system set default_transaction_read_only = {value}")
                connection.execute("select pg_reload_conf()")
            time.sleep(seconds if value == "on" else 0)
            self.tend()

    def join_and_leave(self, seconds: float) -> None:
        """Let a second worker join each group and leave it, so that partitions move twice."""
        guests = [self._start(name) for name in STAGES]
        time.sleep(seconds)
        for guest in guests:
            guest.terminate()
        for guest in guests:
            guest.wait(30)

    def tend(self) -> None:
        """Start again what died."""
        for name, process in self._processes.items():
            if process.poll() is not None:
                process.wait()
                self._processes[name] = self._start(name)

    def publish(self, numbers: range) -> None:
        """Publish articles, again where Kafka did not take them."""
        with Producer(self.kafka, client="test", timeout_ms=10_000) as producer:
            batch = [message(article(number), ARTICLES, stage="poll", now=NOW) for number in numbers]
            while True:
                with suppress(Undelivered):
                    producer.send(batch)
                    return
                self.tend()

    def finished(self) -> bool:
        """Whether every message was handled and every finding published and stored."""
        with suppress(psycopg.Error), psycopg.connect(self.database, connect_timeout=5) as connection:
            waiting = connection.execute("select (select count(*) from outbox) + (select count(*) from memory_touched)")
            if waiting.fetchone() != (0,):
                return False
            stored = connection.execute('select coalesce(sum("offset"), 0) from positions').fetchone()
            return stored == (sum(self._ends().values()),) and self._committed() == self._ends(("claims", "articles"))
        return False

    def _ends(self, kinds: tuple[str, ...] = ("",)) -> dict[Any, int]:
        consumer = KafkaConsumer(bootstrap_servers=self.kafka, enable_auto_commit=False)
        partitions = [
            TopicPartition(topic.name, number)
            for topic in RECORD_TOPICS
            if any(kind in topic.name for kind in kinds)
            for number in range(topic.partitions)
        ]
        ends = consumer.end_offsets(partitions)
        consumer.close()
        return {partition: end for partition, end in ends.items() if end}

    def _committed(self) -> dict[Any, int]:
        client = KafkaAdminClient(bootstrap_servers=self.kafka)
        offsets = client.list_group_offsets(["crosswire-extract", "crosswire-contradict"])
        client.close()
        return {
            partition: found.offset for group in offsets.values() for partition, found in group.items() if found.offset
        }

    def end(self) -> list[tuple[str, str, str]]:
        """What the tables hold, without versions and times of writing."""
        with psycopg.connect(self.database) as connection:
            return sorted(connection.execute(END).fetchall())

    def flowed(self) -> dict[str, set[str]]:
        """The distinct ids on each topic."""
        ends = self._ends()
        consumer = KafkaConsumer(bootstrap_servers=self.kafka, auto_offset_reset="earliest", enable_auto_commit=False)
        consumer.assign(list(ends))
        found: dict[str, set[str]] = {}
        while any(consumer.position(partition) < end for partition, end in ends.items()):
            for partition, batch in consumer.poll(500).items():
                found.setdefault(partition.topic, set()).update(
                    dict(each.headers)["ce_subject"].decode() for each in batch
                )
        consumer.close()
        return found

    def stop(self) -> None:
        """End the stages, then the engines."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
        for engine in self.engines.values():
            engine.stop()


@contextmanager
def running(path: Path) -> Iterator[System]:
    """A system on engines and data of its own."""
    path.mkdir()
    with DataFolder(path / "data").claim() as folder:
        system = System(folder, path)
        try:
            yield system
        finally:
            system.stop()
