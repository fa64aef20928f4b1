"""The sink on the real engines: every message once in the rows, whatever is repeated, refused or gone in between."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest

from crosswire.edges import sinking, topics
from crosswire.edges.letters import Incoming
from crosswire.edges.messages import Message, messages
from crosswire.edges.metrics import Metrics
from crosswire.edges.producer import Producer
from crosswire.edges.sinking import Decided, Sinking, decide
from crosswire.edges.store.database import Database
from crosswire.edges.store.pages import Pages
from crosswire.edges.store.rows import remember
from crosswire.sink.rows import Row
from crosswire.stage import Sink
from crosswire_schemas.codec import encode
from crosswire_schemas.examples import CLAIM, EXAMPLES
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Claim, Record
from crosswire_schemas.topics import DEAD_LETTERS, RECORD_TOPICS, Topic, dead_letters
from tests.edges.working import Bench, until

NOW = datetime(2025, 1, 1, tzinfo=UTC)


class SinkBench:
    """A sink with topics of its own."""

    def __init__(self, address: str, tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = (*RECORD_TOPICS, DEAD_LETTERS["extract"])
        self.reads = tuple(replace(each, name=f"{tag}.{each.name}", partitions=2) for each in kept)
        self.sink = Sink(name=tag, reads=self.reads)
        self.dead = dead_letters(tag, self.reads[0])
        self.address = address
        self.metrics = Metrics()
        topics.create(address, topics=[*self.reads, self.dead])
        monkeypatch.setattr(sinking, "TOPICS", {topic.name: topic for topic in self.reads})

    def put(self, *records: Record) -> None:
        with Producer(self.address, client="test") as producer:
            producer.send(messages(records, self.reads, stage="test", now=NOW))

    def put_bytes(self, topic: Topic, value: bytes | None, key: bytes = b"key") -> None:
        with Producer(self.address, client="test") as producer:
            producer.send([Message(topic=topic.name, key=key, value=value)])

    @contextmanager
    def running(self, database: Database) -> Iterator[list[BaseException]]:
        failed: list[BaseException] = []
        one = Sinking(self.sink, self.address, database, metrics=self.metrics)

        def run() -> None:
            try:
                one.run()
            except sinking.SinkFailed as error:
                failed.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield failed
        one.stop()
        thread.join(30)
        assert not thread.is_alive()

    def count(self, outcome: str, reason: str = "") -> int:
        labels = {"stage": self.sink.name, "outcome": outcome, "reason": reason}
        return int(self.metrics.value("crosswire_outcomes_total", **labels))


@pytest.fixture
def bench(kafka_address: str, tag: str, monkeypatch: pytest.MonkeyPatch) -> SinkBench:
    return SinkBench(kafka_address, tag, monkeypatch)


def claims(count: int) -> list[Claim]:
    return [
        replace(CLAIM, claim_id=identify("claim", number), article_id=identify("article", number // 5))
        for number in range(count)
    ]


def stored(database: Database) -> int:
    return int(Pages(database).status()["rows"]["claims"])


def test_every_record_ends_in_its_table_and_is_counted_once(bench: SinkBench, database: Database) -> None:
    bench.put(*EXAMPLES.values())
    with bench.running(database):
        until(lambda: bench.count("stored") == len(EXAMPLES))
    assert set(Pages(database).status()["rows"].values()) == {1}
    # The extraction is on two topics.
    assert bench.count("duplicate") == 1


def test_a_sink_goes_on_where_the_rows_end_whatever_the_group_says(bench: SinkBench, database: Database) -> None:
    bench.put(*claims(50))
    with bench.running(database):
        until(lambda: stored(database) == 50)
    with database.transaction() as connection:
        connection.execute("delete from claims")
    bench.put(*claims(60)[50:])
    with bench.running(database):
        until(lambda: stored(database) == 10)
    with database.transaction() as connection:
        connection.execute("delete from claims")
        connection.execute("delete from positions")
    with bench.running(database):
        until(lambda: stored(database) == 60)


def test_a_position_past_the_end_of_a_new_topic_begins_anew(bench: SinkBench, database: Database) -> None:
    with database.transaction() as connection:
        for partition in range(2):
            connection.execute("insert into positions values (%s, %s, 1000)", (bench.reads[1].name, partition))
    bench.put(*claims(10))
    with bench.running(database):
        until(lambda: stored(database) == 10)


def test_two_sinks_share_the_work_and_store_each_row_once(bench: SinkBench, database: Database) -> None:
    bench.put(*claims(500))
    with bench.running(database), bench.running(database):
        bench.put(*claims(1500)[500:])
        until(lambda: stored(database) == 1500)


@pytest.mark.parametrize("value", [b"no json", b'{"record":"claim"}'], ids=["no JSON", "no schema"])
def test_what_cannot_be_read_is_a_dead_letter_and_the_rest_is_stored(
    bench: SinkBench, database: Database, value: bytes, kafka_address: str, tag: str
) -> None:
    bench.put_bytes(bench.reads[1], value)
    bench.put(CLAIM)
    with bench.running(database):
        until(lambda: stored(database) == 1 and bench.count("dead_letter", decided(value)) == 1)
    (dead,) = Bench(kafka_address, f"{tag}b").read(bench.dead)
    assert b'"stage":"' + tag.encode() in (dead.value or b"")


def decided(value: bytes) -> str:
    return "unreadable" if value == b"no json" else "schema"


def test_what_postgresql_cannot_hold_is_a_dead_letter_and_the_rest_of_its_batch_is_stored(
    bench: SinkBench, database: Database
) -> None:
    unholdable = replace(CLAIM, claim_id=identify("claim", "nul"), url="a\0b")
    bench.put(*claims(20), unholdable, *claims(40)[20:])
    with bench.running(database):
        until(lambda: stored(database) == 40 and bench.count("dead_letter", "invalid") == 1)
    with database.transaction() as connection:
        (read,) = connection.execute('select sum("offset") from positions').fetchone() or (0,)
    assert read == 41


def test_a_dead_letter_that_cannot_be_stored_does_not_come_back_without_end(
    bench: SinkBench, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    looped = replace(bench.reads[-1], name=bench.dead.name, partitions=1)
    bench.sink = Sink(name=bench.sink.name, reads=(*bench.reads, looped))
    bench.put_bytes(looped, b"no json")
    bench.put(CLAIM)
    with bench.running(database):
        until(lambda: stored(database) == 1 and bench.count("dead_letter", "unreadable") == 1)
        bench.put(*claims(3))
        until(lambda: stored(database) == 4)
    assert bench.count("dead_letter", "unreadable") == 1


def test_a_tombstone_takes_out_its_row(bench: SinkBench, database: Database) -> None:
    found = EXAMPLES["contradiction"]
    bench.put(found)
    bench.put_bytes(bench.reads[3], None, key=found.contradiction_id.encode())  # type: ignore[union-attr]
    with bench.running(database):
        until(lambda: bench.count("stored") >= 2)
    assert Pages(database).contradictions().items == []


def test_a_sink_that_loses_postgresql_fails_and_its_successor_stores_all(
    bench: SinkBench, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.put(*claims(200))
    real = remember

    def cut(connection: psycopg.Connection, ends: dict[tuple[str, int], int]) -> None:
        real(connection, ends)
        connection.execute("select pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(sinking, "remember", cut)
    with bench.running(database) as failed:
        until(lambda: bool(failed))
    assert "lost PostgreSQL" in str(failed[0])
    assert stored(database) == 0
    monkeypatch.setattr(sinking, "remember", real)
    with bench.running(database):
        until(lambda: stored(database) == 200)


def test_an_unknown_tombstone_is_nothing() -> None:
    incoming = Incoming(topic="other", partition=0, offset=0, timestamp=0, key=b"k", value=None, headers=())
    assert decide(incoming) == Decided(incoming=incoming)


def test_a_record_is_kept_as_it_flowed() -> None:
    value = encode(CLAIM)[:-1] + b',"later":1}'
    incoming = Incoming(topic="t", partition=0, offset=0, timestamp=0, key=b"k", value=value, headers=())
    entry = decide(incoming).entry
    assert isinstance(entry, Row)
    assert entry.values[-1] == value.decode()
