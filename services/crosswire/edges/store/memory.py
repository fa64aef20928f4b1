"""Contradict's memory in PostgreSQL: what came is filed in one transaction, ruled on in a second; see outbox.py."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import psycopg

from crosswire.contradict.opinion import Opinion
from crosswire.contradict.rows import Filed
from crosswire.edges.store import filings, locking, pruning, settling
from crosswire.edges.store.database import Connection, Database
from crosswire_schemas.records import Extraction

LEFT_OVER = timedelta(seconds=30)
TRIES = 5
PRUNE_EVERY = timedelta(hours=1)
Found = TypeVar("Found")


class StoredMemory:
    """The memory of all workers of contradict, in one database."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        remember: timedelta | None = None,
        opinion: Opinion | None = None,
    ) -> None:
        """``clock`` dates the records where ``settle`` is not given a time.

        Articles fetched longer ago than ``remember`` are taken out, now and then; without it none.
        """
        self._database = database
        self._clock = clock
        self._remember = remember
        self._opinion = opinion
        self._pruned_at: datetime | None = None

    def file(self, filed: Sequence[Filed], listings: Sequence[Extraction]) -> frozenset[str]:
        """Store a batch, idempotently, and return the ids of the matters whose positions may have changed."""

        def store(connection: Connection) -> frozenset[str]:
            locking.exclude(connection)
            touched = filings.file(connection, filed, listings)
            if touched:
                # The second transaction follows, and what it makes sure to be on the disk comes after this in the log.
                connection.execute("set local synchronous_commit to off")
            return touched

        return self._again(store)

    def settle(self, touched: Iterable[str], now: datetime | None) -> None:
        """Bring the touched matters up to date: compare new positions, rule on pairs, keep the changed records."""
        self._prune_now_and_then()
        waiting = sorted({*touched, *self._left_over()})
        while waiting:
            waiting = self._again(partial(self._settle, touched=waiting, now=now))

    def _left_over(self) -> list[str]:
        with self._database.transaction() as connection:
            rows = connection.execute(
                "select matter_id from memory_touched where since < now() - %s order by matter_id limit 1000",
                (LEFT_OVER,),
            ).fetchall()
        return [matter for (matter,) in rows]

    def _settle(self, connection: Connection, touched: Sequence[str], now: datetime | None) -> list[str]:
        locking.hold(connection, touched)
        locking.share(connection)
        return settling.settle(connection, touched, now or self._clock(), self._opinion)

    def _again(self, work: Callable[[Connection], Found]) -> Found:
        """Do ``work`` in a transaction, again where PostgreSQL ended one of two that waited for each other."""
        for left in range(TRIES, 0, -1):
            try:
                with self._database.transaction() as connection:
                    return work(connection)
            except (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
                if left == 1:
                    raise
                time.sleep(0.05 * (TRIES - left + 1))
        raise AssertionError("unreachable")

    def _prune_now_and_then(self) -> None:
        """Take out a few articles that are past their time, if any may be: the stream does not wait for all of them."""
        now = self._clock()
        if self._remember is None or (self._pruned_at is not None and now - self._pruned_at < PRUNE_EVERY):
            return
        if self.prune(now - self._remember, most=pruning.AT_ONCE) < pruning.AT_ONCE:
            self._pruned_at = now

    def prune(self, before: datetime, *, most: int | None = None) -> int:
        """Take out articles fetched before ``before``, at most ``most``, with their claims; nothing is published.

        Returns how many. In short transactions, so that others go on meanwhile.
        """
        removed = 0
        while (most is None or removed < most) and (count := self._again(partial(pruning.prune, before=before))):
            removed += count
        return removed
