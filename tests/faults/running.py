"""A system that can be harmed: real stages as processes, wires that can be cut, and what is there in the end."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition

from crosswire.edges import topics
from crosswire.edges.children import Child
from crosswire.edges.producer import Undelivered
from crosswire.edges.store import database as store
from crosswire.testing.running import STAGES, NotSeen, System
from crosswire_schemas.records import Article
from crosswire_schemas.topics import ARTICLES, CLAIMS, EVENTS
from tests.faults.engines import Engines, engines
from tests.faults.newer import FIELD

ROOT = Path(__file__).parents[2]
Rows = frozenset[tuple[str, str, str]]
# What follows from each article alone, so that it can be told at any time; and what follows from all of them.
OF_ARTICLES = f"""
    select 'article', article_id, md5((record - '{FIELD}')::text) from articles
    union all select 'claim', claim_id, md5((record - '{FIELD}')::text) from claims where not withdrawn
    union all select 'event', event_id, md5((record - '{FIELD}')::text) from events where not withdrawn
    union all select 'extraction', article_id, md5((record - '{FIELD}')::text) from extractions
"""
OF_ALL = f"""
    select 'contradiction', contradiction_id, (record - '{{version,updated_at,{FIELD}}}'::text[])::text
        from contradictions where state = 'open'
    union all select 'matter', matter_id, (record - '{{version,updated_at,{FIELD}}}'::text[])::text from matters
    union all select 'dead letter', stage, reason from dead_letters
"""


class Harmed(System):
    """A system whose workers have names (``extract``, ``extract-guest``) and may be of another version or time."""

    def __init__(self, found: Engines, folder: Path) -> None:
        super().__init__(found.address, found.database, folder, None)
        self.engines = found
        self.odd: dict[str, tuple[str, Mapping[str, str]]] = {}

    def start(self, stage: str) -> None:
        """Start the worker ``stage``, or start it again where it ended."""
        child = self._stages.get(stage)
        if child is None or child.process.poll() is not None:
            module, variables = self.odd.get(stage, ("crosswire", {}))
            kind, log = stage.partition("-")[0], self._folder / f"{stage}.log"
            self._stages[stage] = _worker(
                stage, [module, "run", kind], {**self.engines.variables(kind), **variables}, log
            )

    def process(self, stage: str) -> subprocess.Popen[bytes]:
        return self._stages[stage].process

    def log(self, stage: str) -> str:
        return (self._folder / f"{stage}.log").read_text(errors="replace")

    def members(self) -> dict[str, int]:
        """How many workers of each stage Kafka knows."""
        client: Any = KafkaAdminClient(bootstrap_servers=self.kafka)
        found = client.describe_groups([f"crosswire-{stage}" for stage in STAGES])
        client.close()
        return {name: len(group["members"]) for name, group in found.items()}

    def tend(self) -> None:
        """Start again what ended, as compose and Kubernetes do."""
        for stage in list(self._stages):
            self.start(stage)

    def given(self, articles: list[Article]) -> None:
        """Publish as the poller does: again where the broker was away."""
        for _ in range(60):
            with suppress(Undelivered):
                self.publish(*articles)
                return
            self.tend()
        raise AssertionError("the broker stayed away")

    def until(self, done: Callable[[], bool], seconds: float, what: str) -> float:
        """Tend until it is ``done``; the seconds that this took."""
        began = time.monotonic()
        while True:
            with suppress(psycopg.Error, NotSeen, OSError, RuntimeError):
                if done():
                    return time.monotonic() - began
            assert time.monotonic() < began + seconds, f"{what} took more than {seconds:.0f} s. {self._state()}"
            self.tend()
            time.sleep(0.2)

    def stored(self, article: Article) -> bool:
        """Whether ``article`` has gone all the way."""
        return bool(self.query("select 1 from extractions where article_id = %s", [article.article_id]))

    def rest(self, seconds: float) -> None:
        """Return when everything was handled and stored."""
        self.until(lambda: self.settle(seconds=3) is None, seconds, "coming to rest")

    def handled(self) -> int:
        """How many articles have gone all the way; none that can be told where PostgreSQL is away."""
        return int(self.query("select count(*) from extractions")[0][0])

    def rows(self, query: str) -> Rows:
        return frozenset((str(kind), str(key), str(value)) for kind, key, value in self.query(query))

    def flowed(self) -> dict[str, set[str]]:
        """The distinct ids on each topic that depends on each article alone."""
        consumer: Any = KafkaConsumer(bootstrap_servers=self.kafka, group_id=None, enable_auto_commit=False)
        places = [
            TopicPartition(topic.name, number)
            for topic in (ARTICLES, CLAIMS, EVENTS)
            for number in range(topic.partitions)
        ]
        consumer.assign(places)
        consumer.seek_to_beginning(*places)
        ends = consumer.end_offsets(places)
        found: dict[str, set[str]] = {}
        while any(consumer.position(at) < end for at, end in ends.items()):
            for at, batch in consumer.poll(500).items():
                found.setdefault(at.topic, set()).update(dict(each.headers)["ce_subject"].decode() for each in batch)
        consumer.close()
        return found


def _worker(name: str, command: list[str], variables: Mapping[str, str], log: Path) -> Child:
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**os.environ, **variables, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    return Child(name=name, process=process, log=log)


@contextmanager
def running(megabytes: int = 600) -> Iterator[Harmed]:
    """A system of its own on engines of its own; Kafka's disk has so many ``megabytes``."""
    with tempfile.TemporaryDirectory(prefix="crosswire-faults-") as folder, engines(megabytes) as found:
        system = Harmed(found, Path(folder))
        try:
            system.until(lambda: _made(system), 90, "the engines' start")
            for stage in STAGES:
                system.start(stage)
            yield system
        finally:
            for child in system._stages.values():
                # One that is frozen hears nothing else.
                child.process.send_signal(signal.SIGCONT)
            system.close()


def _made(system: Harmed) -> bool:
    store.upgrade(system.database)
    topics.create(system.kafka)
    return True
