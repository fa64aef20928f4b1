"""The publisher of the outbox, on the real engines: in order, one at a time, nothing lost, versions never backwards."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crosswire.edges import outbox, topics
from crosswire.edges.metrics import Metrics
from crosswire.edges.outbox import Publisher
from crosswire.edges.store.clearing import post
from crosswire.edges.store.database import Database
from crosswire_schemas.codec import decode, encode
from crosswire_schemas.examples import CONTRADICTION, MATTER
from crosswire_schemas.headers import subject
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Contradiction, Matter
from crosswire_schemas.topics import CONTRADICTIONS, MATTERS, Topic
from tests.edges.working import Bench, until

Put = Callable[..., None]


@pytest.fixture
def own(kafka_address: str, tag: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Topic]:
    """The compacted topics under names of this test's own."""
    made = {each.name: replace(each, name=f"{tag}.{each.name}", partitions=1) for each in (CONTRADICTIONS, MATTERS)}
    topics.create(kafka_address, topics=made.values())
    monkeypatch.setattr(outbox, "TOPICS", {topic.name: topic for topic in made.values()})
    monkeypatch.setattr(outbox, "MATTERS", made[MATTERS.name])
    monkeypatch.setattr(outbox, "CONTRADICTIONS", made[CONTRADICTIONS.name])
    return made


@pytest.fixture
def put(database: Database, own: dict[str, Topic]) -> Put:
    def put(*records: Contradiction | Matter | str) -> None:
        rows: list[tuple[str, str, bytes | None]] = []
        for each in records:
            if isinstance(each, str):
                rows.append((each, own[CONTRADICTIONS.name].name, None))
            else:
                kind = CONTRADICTIONS if isinstance(each, Contradiction) else MATTERS
                rows.append((subject(each), own[kind.name].name, encode(each)))
        with database.transaction() as connection:
            post(connection, rows)

    return put


@pytest.fixture
def read(kafka_address: str, tag: str, own: dict[str, Topic]) -> Callable[[Topic], list[Any]]:
    bench = Bench(kafka_address, f"{tag}b")

    def read(topic: Topic) -> list[Any]:
        found = bench.read(own[topic.name])
        return [(each.key, decode(each.value) if each.value else None) for each in found]

    return read


def waiting(database: Database) -> int:
    with database.transaction() as connection:
        found = connection.execute("select count(*) from outbox").fetchone()
    return int(found[0]) if found else 0


def numbered(count: int, version: int = 1) -> list[Contradiction]:
    return [replace(CONTRADICTION, contradiction_id=identify("test", n), version=version) for n in range(count)]


def test_what_waits_is_published_in_order_and_taken_out(
    kafka_address: str, database: Database, put: Put, read: Callable[[Topic], list[Any]]
) -> None:
    put(*numbered(1200))
    metrics = Metrics()
    with Publisher(database, kafka_address, metrics=metrics):
        until(lambda: waiting(database) == 0)
    assert [record for _, record in read(CONTRADICTIONS)] == numbered(1200)
    assert metrics.value("crosswire_flags_total", type="number") == 1200


def test_a_tombstone_is_published_under_its_key(
    kafka_address: str, database: Database, put: Put, read: Callable[[Topic], list[Any]]
) -> None:
    put(CONTRADICTION)
    with Publisher(database, kafka_address, metrics=Metrics()):
        until(lambda: waiting(database) == 0)
        put(CONTRADICTION.contradiction_id)
        until(lambda: waiting(database) == 0)
    assert read(CONTRADICTIONS) == [
        (CONTRADICTION.contradiction_id.encode(), CONTRADICTION),
        (CONTRADICTION.contradiction_id.encode(), None),
    ]


def test_a_matter_that_changes_often_is_published_at_most_once_a_second(
    kafka_address: str, database: Database, put: Put, read: Callable[[Topic], list[Any]]
) -> None:
    began = time.monotonic()
    with Publisher(database, kafka_address, metrics=Metrics()):
        for version in range(1, 101):
            put(replace(MATTER, version=version))
        until(lambda: waiting(database) == 0)
    versions = [record.version for _, record in read(MATTERS)]
    assert versions[-1] == 100
    assert len(versions) <= 1 + time.monotonic() - began


def test_of_two_publishers_one_publishes_and_the_other_takes_over_when_it_is_gone(
    kafka_address: str, database: Database, put: Put, read: Callable[[Topic], list[Any]]
) -> None:
    with (
        Publisher(database, kafka_address, metrics=Metrics()),
        Publisher(database, kafka_address, metrics=Metrics()),
    ):
        for version in range(1, 31):
            put(*numbered(10, version))
            if version % 10 == 0:
                cut_off_the_publisher(database)
        until(lambda: waiting(database) == 0)
    told: dict[bytes, list[int]] = {}
    for key, record in read(CONTRADICTIONS):
        told.setdefault(key, []).append(record.version)
    assert len(told) == 10
    assert all(versions == sorted(versions) and versions[-1] == 30 for versions in told.values())


def cut_off_the_publisher(database: Database) -> None:
    """End the session that holds the lock, as a crash of its process does."""
    with database.transaction() as connection:
        connection.execute(
            "select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid) "
            "where l.locktype = 'advisory' and a.datname = current_database() and l.pid <> pg_backend_pid()"
        )


def test_while_kafka_is_away_everything_waits_and_nothing_is_lost(
    kafka_address: str,
    database: Database,
    put: Put,
    read: Callable[[Topic], list[Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(*numbered(3))
    away = Publisher(database, "127.0.0.1:9", metrics=Metrics())
    monkeypatch.setattr(away._producer, "_timeout_ms", 500)
    with away:
        until(lambda: away.failures > 0)
    assert waiting(database) == 3
    with Publisher(database, kafka_address, metrics=Metrics()):
        until(lambda: waiting(database) == 0)
    assert len(read(CONTRADICTIONS)) == 3
