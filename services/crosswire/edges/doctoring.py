"""What the doctor looks at: each check asks one thing of the world and says what it found, and what to do about it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from crosswire.edges import topics
from crosswire.edges.brokers import Address, client_options
from crosswire.edges.store import database as store
from crosswire.edges.waiting import READS, STORED, Broker, BrokerAway, Waiting, stored
from crosswire_schemas.topics import TOPICS

LEAST_POSTGRES = 140000
LEAST_FREE_GB = 2.0
MOST_CLOCK_SECONDS = 5.0
MOST_WAITING = 10_000
MOST_OUTBOX_SECONDS = 60
TIMEOUT_MS = 5_000
Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one check found; ``do`` is empty where all is well."""

    what: str
    do: str = ""


def examine(kafka: Address | None, database: str | None, data: Path) -> Iterator[Found]:
    """Yield what every check found; what needs an engine that is away is not asked."""
    broker, tables = answering(kafka), connecting(database)
    yield from (broker, tables)
    if not broker.do and kafka:
        yield from _topics(kafka)
    if not tables.do and database:
        schema = _schema(database)
        yield schema
        yield from _asked(database) if not schema.do else ()
        if not (broker.do or schema.do) and kafka:
            yield from _waiting(kafka, database)
    yield disk(data)


def answering(address: Address | None) -> Found:
    """Return whether Kafka answers at ``address``."""
    if address is None:
        return Found(what="Kafka's address is not set", do="name it with --kafka HOST:PORT or CROSSWIRE_KAFKA")
    try:
        client = _admin(address)
        brokers = len(client.describe_cluster()["brokers"])
        client.close()
    except (KafkaError, OSError, ValueError) as error:
        return Found(what=f"Kafka at {address} does not answer: {error}", do="start it, or mend --kafka")
    return Found(what=f"Kafka at {address} answers: {brokers} broker(s)")


def _admin(address: Address) -> Any:
    return KafkaAdminClient(**client_options(address), bootstrap_timeout_ms=TIMEOUT_MS, request_timeout_ms=TIMEOUT_MS)


def connecting(url: str | None) -> Found:
    """Return whether PostgreSQL answers at ``url``, and in a version that will do."""
    if url is None:
        return Found(what="PostgreSQL's address is not set", do="name it with --database URL or CROSSWIRE_DATABASE")
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            number, host = connection.info.server_version, f"{connection.info.host}:{connection.info.port}"
    except psycopg.Error as error:
        return Found(what=f"PostgreSQL does not answer: {str(error).strip()}", do="start it, or mend --database")
    name = f"PostgreSQL at {host} answers: version {number // 10000}.{number % 10000}"
    return Found(what=name, do="" if number >= LEAST_POSTGRES else "upgrade it: Crosswire needs version 14 or later")


def _topics(address: Address) -> Iterator[Found]:
    try:
        wrong = topics.differences(address)
    except topics.TopicsUnreachable as error:
        yield Found(what=str(error), do="start Kafka, or mend --kafka")
        return
    for each in wrong:
        yield Found(what=f"{each.topic}: {each.what} is {each.found}, declared is {each.declared}", do=each.mend)
    if not wrong:
        yield Found(what=f"all {len(TOPICS)} topics are as declared")


def _schema(url: str) -> Found:
    try:
        return Found(what=f"the tables are of schema version {store.check(url)}, as this Crosswire needs")
    except store.SchemaMismatch as error:
        what, _, do = str(error).partition(": ")
        return Found(what=what, do=do)


def _asked(url: str) -> Iterator[Found]:
    try:
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            for check in (_clock, _outbox, _letters, _feeds):
                yield check(connection)
    except psycopg.Error as error:
        yield Found(what=f"PostgreSQL refused: {error}", do="look into its log")


def _row(connection: Connection, query: str) -> tuple[Any, ...]:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row


def _clock(connection: Connection) -> Found:
    (there,) = _row(connection, "select clock_timestamp()")
    return clocks(abs((datetime.now(UTC) - there).total_seconds()))


def clocks(apart: float) -> Found:
    """Return what it means that this machine's clock and PostgreSQL's are ``apart`` seconds."""
    what = f"the clocks of this machine and of PostgreSQL's are {apart:.1f} s apart"
    return Found(what=what, do="set both by NTP" if apart > MOST_CLOCK_SECONDS else "")


def _outbox(connection: Connection) -> Found:
    rows, age = _row(connection, "select count(*), coalesce(extract(epoch from now() - min(since)), 0) from outbox")
    what = f"{rows} records wait to be published, the oldest for {age:.0f} s"
    return Found(what=what, do="see that contradict runs: it publishes them" if age > MOST_OUTBOX_SECONDS else "")


def _letters(connection: Connection) -> Found:
    rows, stages = _row(
        connection,
        "select count(*), coalesce(string_agg(distinct stage, ', '), '') from dead_letters "
        "where failed_at > now() - interval '1 day'",
    )
    if not rows:
        return Found(what="no dead letters in the last day")
    return Found(what=f"{rows} dead letters in the last day, of {stages}", do="read them: crosswire dead-letters list")


def _feeds(connection: Connection) -> Found:
    rows, failing = _row(
        connection,
        "select count(*), count(*) filter (where (schedule->>'failures')::integer >= 3 and not muted) from feeds",
    )
    if not rows:
        return Found(what="there are no feeds", do="add some: crosswire feeds add URL, or feeds import FILE")
    what = f"{rows} feeds, {failing} of them failing three times in a row or more"
    return Found(what=what, do="see which and why: crosswire feeds list" if failing else "")


def _waiting(kafka: Address, database: str) -> Iterator[Found]:
    broker = Broker(kafka)
    try:
        found = broker.waiting([stage for stage in READS if stage != "notify"], stored(database))
        groups = _members(kafka)
    except (BrokerAway, KafkaError, psycopg.Error) as error:
        yield Found(what=f"what waits could not be told: {error}", do="run the doctor again")
        return
    finally:
        broker.close()
    for stage in sorted({at.stage for at in found}):
        yield behind(stage, [at for at in found if at.stage == stage], groups.get(stage, 0))


def _members(address: Address) -> dict[str, int]:
    client = _admin(address)
    try:
        described = client.describe_groups([f"crosswire-{stage}" for stage in READS])
    finally:
        client.close()
    return {str(name).removeprefix("crosswire-"): len(group["members"]) for name, group in described.items()}


def behind(stage: str, found: list[Waiting], workers: int) -> Found:
    """Return how ``stage`` keeps up, of the partitions ``found`` and the number of its ``workers``."""
    messages = sum(at.messages for at in found)
    what = f"{stage}: {messages} messages wait, {workers} worker(s) read"
    if not workers:
        return Found(what=what, do=f"start it: crosswire run {stage}")
    more = f"add workers: docker compose up --scale {stage}={workers + 1}" if stage != STORED else "give it time"
    return Found(what=what, do=more if messages > MOST_WAITING else "")


def disk(data: Path, usage: Callable[[Path], Any] = shutil.disk_usage) -> Found:
    """Return whether the disk under ``data``, or where it would be made, has room."""
    there = next(path for path in (data.absolute(), *data.absolute().parents) if path.exists())
    free = usage(there).free / 1e9
    what = f"{free:.1f} GB are free on the disk of {there}"
    return Found(what=what, do=f"make room: {LEAST_FREE_GB:.0f} GB at least" if free < LEAST_FREE_GB else "")
