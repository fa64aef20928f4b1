"""Contradict's memory in PostgreSQL: what came is filed in one transaction, ruled on in a second, published by a third.

The locks: filing excludes filing and ruling (``LOCK``, exclusive), so that counts and what they count are one; ruling
takes it shared, after the touched matters and before the pairs, each in the order of ids.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import psycopg

from crosswire.contradict import meeting, ruling
from crosswire.contradict.rows import Filed, Met, Pair, Ruling, Stand
from crosswire.edges.store import clearing, filings, plain, reading
from crosswire.edges.store.database import Connection, Database
from crosswire_schemas.codec import encode
from crosswire_schemas.headers import subject
from crosswire_schemas.records import Contradiction, Extraction, Matter
from crosswire_schemas.topics import CONTRADICTIONS, MATTERS

LOCK = 0x66696C65
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
    ) -> None:
        """``clock`` dates the records where ``settle`` is not given a time.

        Articles fetched longer ago than ``remember`` are taken out, now and then; without it none.
        """
        self._database = database
        self._clock = clock
        self._remember = remember
        self._pruned_at: datetime | None = None

    def file(self, filed: Sequence[Filed], listings: Sequence[Extraction]) -> frozenset[str]:
        """Store a batch, idempotently, and return the ids of the matters whose positions may have changed."""

        def store(connection: Connection) -> frozenset[str]:
            connection.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
            return filings.file(connection, filed, listings)

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
        """Rule on ``touched``; return the matters on the other side of what opened or closed, or is newly related."""
        connection.execute(
            "select from memory_matters where matter_id = any(%s) order by matter_id for update", (list(touched),)
        )
        connection.execute("select pg_advisory_xact_lock_shared(%s)", (LOCK,))
        connection.execute("delete from memory_touched where matter_id = any(%s)", (list(touched),))
        bereft = clearing.clear(connection, touched, publish=True)
        related = _compare(connection, touched)
        found = reading.pairs(connection, touched)
        ruled = ruling.rule(reading.desk(connection, touched, found), now or self._clock())
        _keep(connection, ruled)
        return _others(connection, {*bereft, *related, *_turned(found, ruled)} - set(touched))

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
        now = self._clock()
        if self._remember is not None and (self._pruned_at is None or now - self._pruned_at >= PRUNE_EVERY):
            self._pruned_at = now
            self.prune(now - self._remember)

    def prune(self, before: datetime) -> int:
        """Take out articles fetched before ``before`` with their claims; nothing is published. Returns how many."""

        def remove(connection: Connection) -> int:
            connection.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
            rows = connection.execute(
                "select article_id from memory_listings where fetched_at < %s limit 500", (before,)
            ).fetchall()
            touched = filings.remove(connection, [article for (article,) in rows])
            clearing.clear(connection, sorted(touched), publish=False)
            return len(rows)

        removed = 0
        while count := self._again(remove):
            removed += count
        return removed


def _compare(connection: Connection, touched: Sequence[str]) -> set[str]:
    """Compare positions never compared before with those of the matters that may ask the same.

    Returns the matters that are now related to one to which they were not.
    """
    fresh = _by_matter(reading.stands(connection, touched, fresh=True))
    if not fresh:
        return set()
    near = reading.near(connection, fresh)
    others = _by_matter(reading.stands(connection, set().union(*near.values())))
    met = [
        meeting.meet(stands, [stand for other in sorted(near[matter]) for stand in others[other]])
        for matter, stands in sorted(fresh.items())
    ]
    connection.execute(
        "update memory_positions set compared = true where position_id = any(%s)",
        ([stand.position_id for stands in fresh.values() for stand in stands],),
    )
    return _meet(connection, met)


def _by_matter(stands: Iterable[Stand]) -> dict[str, list[Stand]]:
    found: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        found[stand.matter_id].append(stand)
    return found


def _meet(connection: Connection, met: Sequence[Met]) -> set[str]:
    pairs = {pair.contradiction_id: pair for each in met for pair in each.pairs}
    related = {couple for each in met for couple in each.related}
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into memory_pairs (contradiction_id, left_position, right_position, left_matter, right_matter, "
            "pair) values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
            [_pair(pairs[key]) for key in sorted(pairs)],
        )
    both = sorted({order for first, second in related for order in ((first, second), (second, first))})
    rows = connection.execute(
        "insert into memory_related (matter_id, other) select * from unnest(%s::text[], %s::text[]) "
        "on conflict do nothing returning matter_id",
        ([first for first, _ in both], [second for _, second in both]),
    ).fetchall()
    return {matter for (matter,) in rows}


def _pair(pair: Pair) -> tuple[str, ...]:
    return (
        pair.contradiction_id,
        pair.left,
        pair.right,
        pair.left_matter,
        pair.right_matter,
        plain.dump(pair),
    )


def _keep(connection: Connection, ruled: Ruling) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "update memory_pairs set pair = %s where contradiction_id = %s",
            [(plain.dump(pair), pair.contradiction_id) for pair in ruled.pairs],
        )
        cursor.executemany(
            "update memory_matters set version = %s, digest = %s where matter_id = %s",
            [(version, digest, matter) for matter, (version, digest) in sorted(ruled.versions.items())],
        )
    clearing.post(connection, [(subject(record), _topic(record), encode(record)) for record in ruled.records])


def _topic(record: Contradiction | Matter) -> str:
    return CONTRADICTIONS.name if isinstance(record, Contradiction) else MATTERS.name


def _turned(found: Sequence[Pair], ruled: Ruling) -> set[str]:
    """Return the matters whose contradictions opened or closed."""
    before = {pair.contradiction_id: pair.state for pair in found}
    turned = [pair for pair in ruled.pairs if pair.state != before[pair.contradiction_id]]
    return {matter for pair in turned for matter in (pair.left_matter, pair.right_matter)}


def _others(connection: Connection, matters: set[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into memory_touched (matter_id) values (%s) on conflict do nothing",
            [(matter,) for matter in sorted(matters)],
        )
    return sorted(matters)
