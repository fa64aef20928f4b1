"""The sink at work: reads every topic (kafka-python), stores rows and positions in one transaction."""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import psycopg
from kafka import ConsumerRebalanceListener, KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from crosswire.edges.brokers import Address, client_options
from crosswire.edges.letters import Incoming, envelope, letter, received
from crosswire.edges.metrics import Metrics
from crosswire.edges.producer import Producer, Undelivered
from crosswire.edges.store.database import ENGINE_ERRORS, Database
from crosswire.edges.store.rows import Partition, positions, remember, store
from crosswire.sink.rows import Removal, Row, removal, row
from crosswire.stage import Sink
from crosswire_schemas.codec import Unreadable, decode
from crosswire_schemas.topics import TOPICS, dead_letters

log = logging.getLogger(__name__)
BATCH = 500


class SinkFailed(RuntimeError):
    """The sink stopped: an engine does not answer. What was not stored is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One message and what it becomes: a row, a removal, nothing, or a dead letter with its reason."""

    incoming: Incoming
    entry: Row | Removal | None = None
    failure: tuple[str, str] | None = None


def decide(incoming: Incoming) -> Decided:
    """Return what ``incoming`` becomes."""
    if incoming.value is None:
        records = TOPICS[incoming.topic].records if incoming.topic in TOPICS else ()
        return Decided(incoming=incoming, entry=removal(records, incoming.key or b""))
    try:
        return Decided(incoming=incoming, entry=row(decode(incoming.value), incoming.value))
    except Unreadable as error:
        return Decided(incoming=incoming, failure=(error.reason, error.detail))


class Sinking:
    """One sink; several share the partitions of all its topics as one consumer group."""

    def __init__(self, sink: Sink, address: Address, database: Database, *, metrics: Metrics) -> None:
        self._sink = sink
        self._database = database
        self._metrics = metrics
        self._stopping = threading.Event()
        self._producer = Producer(address, client=f"crosswire-{sink.name}")
        self._dead = dead_letters(sink.name, max(sink.reads, key=lambda topic: topic.max_message_bytes))
        self._consumer = _consumer(address, sink)
        self._consumer.subscribe([topic.name for topic in sink.reads], listener=_Seeker(self._consumer, database))

    def stop(self) -> None:
        """Ask the sink, from any thread or signal handler, to end its batch and return."""
        self._stopping.set()

    def run(self) -> None:
        """Store until stopped. Raises ``SinkFailed``."""
        try:
            while not self._stopping.is_set():
                self._turn()
        except (KafkaError, Undelivered) as error:
            raise SinkFailed(f"the sink lost Kafka: {error!r}") from error
        except ENGINE_ERRORS as error:
            raise SinkFailed(f"the sink lost PostgreSQL: {error}") from error
        finally:
            self._consumer.close(timeout_ms=5000)
            self._producer.close()

    def _turn(self) -> None:
        polled = self._consumer.poll(timeout_ms=500, max_records=BATCH)
        batch = [decide(received(each)) for found in polled.values() for each in found]
        if batch:
            self.keep(batch)
            self._measure(polled)
        self._metrics.set("crosswire_handled_timestamp_seconds", time.time(), stage=self._sink.name)

    def keep(self, batch: Sequence[Decided]) -> None:
        """Store ``batch`` and its positions; what cannot be stored goes to the dead letters first."""
        started = time.perf_counter()
        failed = [decided for decided in batch if decided.failure]
        for decided in failed:
            self._bury(decided)
        self._store([decided for decided in batch if not decided.failure], _ends(batch))
        self._metrics.outcome(self._sink.name, "unchanged", "tombstone", sum(_idle(decided) for decided in batch))
        self._metrics.observe("crosswire_step_seconds", time.perf_counter() - started, stage=self._sink.name)

    def _store(self, batch: Sequence[Decided], ends: dict[Partition, int]) -> None:
        entries = [decided.entry for decided in batch if decided.entry]
        try:
            with self._database.transaction() as connection:
                stored = sum(store(connection, entries).values())
                remember(connection, ends)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            self._apart(batch, ends, error)
            return
        self._metrics.outcome(self._sink.name, "stored", None, stored)
        self._metrics.outcome(self._sink.name, "duplicate", None, len(entries) - stored)

    def _apart(self, batch: Sequence[Decided], ends: dict[Partition, int], error: Exception) -> None:
        if len(batch) > 1:
            for decided in batch:
                self._store([decided], {})
        else:
            self._bury(replace(batch[0], entry=None, failure=("invalid", str(error))))
        self._store([], ends)

    def _bury(self, decided: Decided) -> None:
        incoming, (reason, detail), now = decided.incoming, decided.failure or ("bug", ""), datetime.now(UTC)
        log.warning("dead letter %s/%s/%s: %s %s", incoming.topic, incoming.partition, incoming.offset, reason, detail)
        # A dead letter that cannot be stored would come back as the next one, without end.
        if incoming.topic != self._dead.name:
            dead = letter(incoming, stage=self._sink.name, reason=reason, detail=detail, now=now)
            self._producer.send([envelope(dead, self._dead, now=now)])
        self._metrics.outcome(self._sink.name, "dead_letter", reason)

    def _measure(self, polled: dict[Any, list[Any]]) -> None:
        for partition, found in polled.items():
            end = self._consumer.highwater(partition) or 0
            labels = {"topic": partition.topic, "partition": str(partition.partition)}
            lag = max(0, end - found[-1].offset - 1)
            self._metrics.set("crosswire_lag_messages", lag, stage=self._sink.name, **labels)
        oldest = min(found[0].timestamp for found in polled.values()) / 1000
        self._metrics.set("crosswire_lag_seconds", max(0.0, time.time() - oldest), stage=self._sink.name)


def _consumer(address: Address, sink: Sink) -> Any:
    return KafkaConsumer(
        **client_options(address),
        client_id=f"crosswire-{sink.name}",
        group_id=f"crosswire-{sink.name}",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_poll_records=BATCH,
        max_partition_fetch_bytes=4 * 1024 * 1024,
        session_timeout_ms=15_000,
        heartbeat_interval_ms=3_000,
        allow_auto_create_topics=False,
        metrics_enabled=False,
    )


class _Seeker(ConsumerRebalanceListener):  # type: ignore[misc]
    """On assignment goes to where the rows end, whatever Kafka's own group offsets say."""

    def __init__(self, consumer: Any, database: Database) -> None:
        self._consumer = consumer
        self._database = database

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Nothing is in hand between two polls."""

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Seek to the stored position, or to the beginning; one past the end is reset to the beginning by Kafka."""
        partitions = list(assigned)
        with self._database.transaction() as connection:
            stored = positions(connection, [(each.topic, each.partition) for each in partitions])
        for each in partitions:
            self._consumer.seek(each, stored.get((each.topic, each.partition), 0))


def _idle(decided: Decided) -> bool:
    return decided.entry is None and decided.failure is None


def _ends(batch: Sequence[Decided]) -> dict[Partition, int]:
    return {(each.incoming.topic, each.incoming.partition): each.incoming.offset + 1 for each in batch}
