"""A whole system for a test: engines, topics, tables and stages; articles go in, records are waited for."""

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, LiteralString, TypeVar

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from crosswire import flow
from crosswire.edges import children, topics
from crosswire.edges.children import Child
from crosswire.edges.engines import DataFolder, start_kafka, start_postgres
from crosswire.edges.messages import messages
from crosswire.edges.producer import Producer
from crosswire.edges.store import database as store
from crosswire.edges.waiting import READS, Broker, BrokerAway, stored
from crosswire.testing.containers import Containers, containers, missing
from crosswire_schemas.codec import Unreadable, decode
from crosswire_schemas.records import Article, Record
from crosswire_schemas.topics import RECORD_TOPICS

STAGES = ("extract", "contradict", "sink")
# Invented articles are of one day, however long ago that is when a test runs.
REMEMBER_DAYS = "36500"
# How much contradict has left to rule on and to publish.
LEFT: LiteralString = "select (select count(*) from outbox) + (select count(*) from memory_touched)"
Kind = TypeVar("Kind", bound=Record)


class NotSeen(AssertionError):
    """What was waited for did not come; says what came instead, and how the stages fare."""


class System:
    """A running system: addresses for your own clients, a way in, and a way to wait for what comes out."""

    def __init__(self, kafka: str, database: str, folder: Path, engines: Containers | None) -> None:
        self.kafka = kafka
        self.database = database
        self.containers = engines
        self._folder = folder
        self._stages: dict[str, Child] = {}
        self._seen: list[Record] = []
        self._consumer: Any = None
        self._broker = Broker(kafka)

    def start(self, stage: str) -> None:
        """Start a worker of ``stage``, as ``crosswire run`` does; does nothing where it runs."""
        if stage not in self._stages or self._stages[stage].process.poll() is not None:
            addresses = {"CROSSWIRE_KAFKA": self.kafka, "CROSSWIRE_DATABASE": self.database}
            variables = {**addresses, "CROSSWIRE_REMEMBER_DAYS": REMEMBER_DAYS}
            log = self._folder / f"{stage}.log"
            self._stages[stage] = children.start(stage, ["run", stage, "--with-parent"], variables, log)

    def stop(self, stage: str) -> None:
        """End the worker of ``stage`` in order: what it has in hand is finished."""
        children.stop([self._stages.pop(stage)])

    def kill(self, stage: str) -> None:
        """End the worker of ``stage`` as kill -9 does."""
        child = self._stages.pop(stage)
        child.process.kill()
        child.process.wait()

    def publish(self, *articles: Article) -> None:
        """Put ``articles`` on their topic, and return when the broker has them."""
        with Producer(self.kafka, client="crosswire-testing") as producer:
            producer.send(messages(articles, flow.POLL.writes, stage="testing", now=datetime.now(UTC)))

    def records(self, kind: type[Kind]) -> list[Kind]:
        """Return all records of ``kind`` that are on the topics by now, repeats included."""
        self._take_in()
        return [record for record in self._seen if isinstance(record, kind)]

    def wait_for(
        self, kind: type[Kind], where: Callable[[Kind], bool] = lambda record: True, *, seconds: float = 60.0
    ) -> Kind:
        """Return the first record of ``kind`` on the topics for which ``where`` holds. Raises ``NotSeen``.

        A broker that does not answer is asked again until the time is over.
        """
        until = time.monotonic() + seconds
        while True:
            silent = self._read()
            for record in self._seen:
                if isinstance(record, kind) and where(record):
                    return record
            time.sleep(0.2)
            if time.monotonic() > until:
                raise NotSeen(f"no {kind.__name__} as wanted in {seconds:.0f} s. {silent}{self._state()}")

    def _read(self) -> str:
        try:
            self._take_in()
        except KafkaError as error:
            return f"Kafka did not answer when last asked ({error!r}). "
        return ""

    def settle(self, *, seconds: float = 60.0) -> None:
        """Return when no running stage has anything left to read, so that what is absent will stay so.

        Raises ``NotSeen`` when it takes longer than ``seconds``.
        """
        until = time.monotonic() + seconds
        quiet = 0
        while quiet < 3:
            quiet = quiet + 1 if self._idle() else 0
            if time.monotonic() > until:
                raise NotSeen(f"still at work after {seconds:.0f} s. {self._state()}")
            time.sleep(0.5)

    def _idle(self) -> bool:
        running = [stage for stage in self._stages if stage in READS]
        try:
            waiting = self._broker.waiting(running, stored(self.database))
        except BrokerAway:
            return False
        # Of what a broker that has just started does not know yet it cannot be said that nothing waits.
        whole = {at.topic for at in waiting} >= {topic for stage in running for topic in READS[stage]}
        ruled = "contradict" not in running or self.query(LEFT) == [(0,)]
        return whole and ruled and not any(at.messages for at in waiting)

    def query(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that ``query``, SQL with ``%s`` for each of ``values``, finds in the system's database."""
        import psycopg

        with psycopg.connect(self.database, connect_timeout=10) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def _take_in(self) -> None:
        if self._consumer is None:
            self._consumer = _reader(self.kafka)
        reader = self._consumer
        ends = reader.end_offsets(reader.assignment())
        while any(reader.position(at) < end for at, end in ends.items()):
            for found in reader.poll(timeout_ms=300).values():
                self._seen += [record for message in found if (record := _record(message.value)) is not None]

    def _state(self) -> str:
        kinds = [type(record).__name__ for record in self._seen]
        came = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds))) or "nothing"
        ended = [said for child in self._stages.values() if (said := child.ended())]
        return "\n".join([f"What came: {came}; the stages' logs are in {self._folder}", *ended])

    def close(self) -> None:
        """End the stages and let go of the connections."""
        children.stop(list(self._stages.values()))
        self._broker.close()
        if self._consumer is not None:
            self._consumer.close()


def _record(value: bytes | None) -> Record | None:
    # Tombstones, and what a test put there that cannot be read.
    try:
        return None if value is None else decode(value)
    except Unreadable:
        return None


def _reader(address: str) -> Any:
    consumer = KafkaConsumer(bootstrap_servers=address.split(","), group_id=None, enable_auto_commit=False)
    # Each topic as it is declared, so that nothing has to be asked of a broker that may be away.
    places = [TopicPartition(topic.name, number) for topic in RECORD_TOPICS for number in range(topic.partitions)]
    consumer.assign(places)
    consumer.seek_to_beginning(*places)
    return consumer


@contextlib.contextmanager
def system(*, stages: Sequence[str] = STAGES, engines: str = "any") -> Iterator[System]:
    """Run a system of its own, with empty topics and tables, while the block runs.

    ``stages`` are started as processes of their own. ``engines`` is "containers", "embedded", or "any": containers
    where Docker answers, else the embedded engines (``pip install 'crosswire[embedded]'``). Raises ``RuntimeError``
    where neither can be had.
    """
    with tempfile.TemporaryDirectory(prefix="crosswire-testing-") as name:
        folder = Path(name)
        with _engines(engines, folder) as (kafka, database, own):
            topics.create(kafka)
            store.upgrade(database)
            running = System(kafka, database, folder, own)
            try:
                for stage in stages:
                    running.start(stage)
                yield running
            finally:
                running.close()


@contextlib.contextmanager
def _engines(wanted: str, folder: Path) -> Iterator[tuple[str, str, Containers | None]]:
    without = "embedded engines were asked for" if wanted == "embedded" else missing()
    if without is None:
        with containers() as own:
            yield own.kafka, own.database, own
    elif wanted == "containers":
        raise RuntimeError(f"no containers: {without}")
    else:
        with _embedded(folder) as (kafka, database):
            yield kafka, database, None


@contextlib.contextmanager
def _embedded(path: Path) -> Iterator[tuple[str, str]]:
    folder, said = DataFolder(path / "engines"), list[str]()
    with folder.claim(), contextlib.ExitStack() as stack:
        postgres = start_postgres(folder, said.append)
        stack.callback(postgres.stop)
        kafka = start_kafka(folder, said.append)
        stack.callback(kafka.stop)
        yield kafka.address, postgres.address
