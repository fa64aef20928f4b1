"""The one publisher of contradict: drains the outbox in order and deletes what the broker has acknowledged."""

import contextlib
import logging
import threading
import time
from datetime import UTC, datetime, timedelta

from crosswire.edges.brokers import Address
from crosswire.edges.messages import Message, message
from crosswire.edges.metrics import Metrics
from crosswire.edges.producer import Producer
from crosswire.edges.store.clearing import POSTED
from crosswire.edges.store.database import ENGINE_ERRORS, Connection, Database
from crosswire_schemas.codec import decode
from crosswire_schemas.records import Contradiction
from crosswire_schemas.topics import CONTRADICTIONS, MATTERS, TOPICS

log = logging.getLogger(__name__)
LOCK = 0x6F7574626F78
BATCH = 500
IDLE_SECONDS = 0.2
AGAIN_SECONDS = 2.0
STOP_SECONDS = 30.0
# A matter that many claims touch changes often: readers get its newest state once in this time.
MATTER_EVERY = timedelta(seconds=1)
DUE = """
    select place, id, topic, value from outbox
    where topic <> %s or value is null or since <= now() - %s order by place limit %s
"""
# What is being replaced meanwhile is left alone, since waiting for it could be waiting for each other.
DONE = "delete from outbox where place in (select place from outbox where place = any(%s) for update skip locked)"


class Publisher:
    """Publishes from a thread of its own, inside a ``with``, while it holds the database's advisory lock.

    Of several, one publishes and the others wait until it is gone. What an engine's failure ends is
    begun again; ``failures`` counts how often.
    """

    def __init__(self, database: Database, address: Address, *, metrics: Metrics, stage: str = "contradict") -> None:
        """``address`` of Kafka; ``stage`` is named as the source of what is published."""
        self.failures = 0
        self._database = database
        self._stage = stage
        self._metrics = metrics
        self._producer = Producer(address, client=f"crosswire-{stage}-publisher")
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"{stage}-publisher", daemon=True)

    def __enter__(self) -> "Publisher":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stopping.set()
        self._thread.join(STOP_SECONDS)
        self._producer.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._session()
            except Exception:
                # It is begun again whatever it was, and loudly: without it what was found would never be seen.
                self.failures += 1
                log.exception("publishing from the outbox failed, trying again in %s s", AGAIN_SECONDS)
                self._tell_what_waits()
                self._stopping.wait(AGAIN_SECONDS)

    def _tell_what_waits(self) -> None:
        # What Kafka refuses is to be seen waiting; where it is PostgreSQL that fails, there is nothing to tell.
        with contextlib.suppress(*ENGINE_ERRORS), self._database.session() as connection:
            self._metrics.set("crosswire_outbox_rows", self._left(connection))

    def _left(self, connection: Connection) -> int:
        found = connection.execute("select count(*) from outbox").fetchone()
        return int(found[0]) if found else 0

    def _session(self) -> None:
        with self._database.session() as connection:
            connection.execute(f"listen {POSTED}")
            while not self._stopping.is_set():
                if not (self._holds(connection) and self.drain(connection)):
                    # Until something is posted; what is not due yet, and the end, are looked for now and then.
                    list(connection.notifies(timeout=IDLE_SECONDS, stop_after=1))

    def _holds(self, connection: Connection) -> bool:
        found = connection.execute(
            "select exists(select from pg_locks where locktype = 'advisory' and objid = %(low)s and classid = %(high)s "
            "and pid = pg_backend_pid() and granted) or pg_try_advisory_lock(%(lock)s)",
            {"low": LOCK & 0xFFFFFFFF, "high": LOCK >> 32, "lock": LOCK},
        ).fetchone()
        return found is not None and bool(found[0])

    def drain(self, connection: Connection) -> int:
        """Publish what is due, a batch of it; return how much that was."""
        rows = connection.execute(DUE, (MATTERS.name, MATTER_EVERY, BATCH)).fetchall()
        now = datetime.now(UTC)
        self._producer.send([self._message(topic, key, value, now) for _, key, topic, value in rows])
        if rows:
            connection.execute(DONE, ([place for place, *_ in rows],))
        self._measure(connection, rows)
        return len(rows)

    def _message(self, topic: str, key: str, value: bytes | None, now: datetime) -> Message:
        if value is None:
            return Message(topic=topic, key=key.encode(), value=None)
        return message(decode(bytes(value)), TOPICS[topic], stage=self._stage, now=now)

    def _measure(self, connection: Connection, rows: list[tuple[int, str, str, bytes | None]]) -> None:
        self._metrics.set("crosswire_outbox_rows", self._left(connection))
        self._metrics.set("crosswire_handled_timestamp_seconds", time.time(), stage=f"{self._stage}-publisher")
        for _, _, topic, value in rows:
            record = decode(bytes(value)) if value is not None and topic == CONTRADICTIONS.name else None
            if isinstance(record, Contradiction):
                self._metrics.count("crosswire_flags_total", type=record.type)
