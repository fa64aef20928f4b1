"""What the poll stage remembers, in PostgreSQL: any number of pollers share the work; a dead one loses its leases."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import orjson
from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from crosswire.edges.store.database import Connection, Database, one
from crosswire.poll.feeds import ArticleHead, Feed, Schedule, SeenEntry
from crosswire.poll.memory import MOST_CHECKS, FeedHealth, Leased, Remembrance, host_of

Result = TypeVar("Result")
LEASE_LOCK = 0x66656564
FEED, SCHEDULE, SEEN = TypeAdapter(Feed), TypeAdapter(Schedule), TypeAdapter(SeenEntry)

# One transaction at a time chooses, so that two pollers together give an outlet or a host no more than its share.
LEASE = """
    with live as (select host, outlet_id from feeds where leased_until > %(now)s),
    due as (
        select feed_id, host, next_poll,
               row_number() over (partition by outlet_id order by next_poll nulls first, feed_id) as of_outlet
        from feeds
        where not muted and (next_poll is null or next_poll <= %(now)s)
          and (leased_until is null or leased_until <= %(now)s)
          and outlet_id not in (select outlet_id from live)
    ),
    alone as (
        select feed_id, host, next_poll,
               row_number() over (partition by host order by next_poll nulls first, feed_id) as of_host
        from due where of_outlet = 1
    ),
    chosen as (
        select feed_id from alone
        where of_host + (select count(*) from live where live.host = alone.host) <= %(per_host)s
        order by next_poll nulls first, feed_id limit %(limit)s
    ),
    picked as (select feed_id from feeds where feed_id in (select feed_id from chosen) for update skip locked)
    update feeds set worker = %(worker)s, leased_until = %(until)s
    from picked where feeds.feed_id = picked.feed_id
    returning feed, schedule
"""
END_LEASE = """
    update feeds set schedule = %(schedule)s, next_poll = %(next_poll)s, muted = %(muted)s, host = %(host)s,
                     worker = '', leased_until = null
    where feed_id = %(feed_id)s and worker = %(worker)s and leased_until is not null
    returning feed_id
"""
KEEP_ENTRY = """
    insert into feed_entries (feed_id, key, first_seen, last_listed, next_check, entry) values (%s, %s, %s, %s, %s, %s)
    on conflict (feed_id, key) do update
    set last_listed = excluded.last_listed, next_check = excluded.next_check, entry = excluded.entry
"""
KEEP_HEAD = """
    insert into article_heads (article_id, revision, content_hash) values (%s, %s, %s)
    on conflict (article_id) do update set revision = excluded.revision, content_hash = excluded.content_hash
    where article_heads.revision <= excluded.revision
"""
KEEP_OUTCOME = """
    insert into feed_outcomes (feed_id, outcome, times) values (%s, %s, %s)
    on conflict (feed_id, outcome) do update set times = feed_outcomes.times + excluded.times
"""
ADD = """
    insert into feeds (feed_id, outlet_id, host, feed, schedule) values (%s, %s, %s, %s, %s)
    on conflict (feed_id) do update
    set outlet_id = excluded.outlet_id, feed = excluded.feed, muted = false,
        next_poll = case when feeds.muted then null else feeds.next_poll end,
        schedule = case when feeds.muted then excluded.schedule else feeds.schedule end
    returning xmax = 0
"""
HEALTH = """
    select feed, schedule,
           (select count(*) from feed_entries e where e.feed_id = feeds.feed_id),
           (select count(*) / greatest(1, extract(epoch from max(first_seen) - min(first_seen)) / 86400)
            from feed_entries e where e.feed_id = feeds.feed_id),
           (select coalesce(jsonb_object_agg(outcome, times), '{}') from feed_outcomes o
            where o.feed_id = feeds.feed_id)
    from feeds order by feed->>'folder', feed->'outlet'->>'name', feed->>'url'
"""


class FeedsInDatabase:
    """A ``FeedMemory`` in PostgreSQL. Each call is one transaction, made in a thread beside the event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def _run(self, work: Callable[[Connection], Result]) -> Result:
        def in_transaction() -> Result:
            with self._database.transaction() as connection:
                return work(connection)

        return await asyncio.to_thread(in_transaction)

    async def lease(self, worker: str, now: datetime, limit: int, seconds: float, per_host: int) -> Sequence[Leased]:
        """Give ``worker`` due feeds, the longest due first."""
        until = now + timedelta(seconds=seconds)
        values = {"worker": worker, "now": now, "limit": limit, "until": until, "per_host": per_host}

        def lease(connection: Connection) -> list[Leased]:
            connection.execute("select pg_advisory_xact_lock(%s)", (LEASE_LOCK,))
            rows = connection.execute(LEASE, values).fetchall()
            return [Leased(feed=_feed(feed), schedule=_schedule(said), until=until) for feed, said in rows]

        return await self._run(lease)

    async def seen(self, feed_id: str, keys: Sequence[str]) -> Mapping[str, SeenEntry]:
        """Return remembered entries by key."""
        query = "select key, entry from feed_entries where feed_id = %s and key = any(%s)"
        rows = await self._run(lambda c: c.execute(query, (feed_id, list(keys))).fetchall())
        return {key: SEEN.validate_python(entry) for key, entry in rows}

    async def of_articles(self, feed_id: str, article_ids: Sequence[str]) -> Mapping[str, SeenEntry]:
        """Return the entry last listed of each article; costs a look at all entries of the feed."""
        query = """
            select entry from feed_entries where feed_id = %s and entry->>'article_id' = any(%s)
            order by last_listed, key
        """
        rows = await self._run(lambda c: c.execute(query, (feed_id, list(article_ids))).fetchall())
        return {entry.article_id: entry for (row,) in rows for entry in [SEEN.validate_python(row)]}

    async def due_checks(self, feed_id: str, now: datetime) -> Sequence[SeenEntry]:
        """Return entries whose page is due."""
        query = """
            select entry from feed_entries where feed_id = %s and next_check <= %s order by next_check, key limit %s
        """
        rows = await self._run(lambda c: c.execute(query, (feed_id, now, MOST_CHECKS)).fetchall())
        return [SEEN.validate_python(entry) for (entry,) in rows]

    async def heads(self, article_ids: Sequence[str]) -> Mapping[str, ArticleHead]:
        """Return the newest revisions."""
        query = "select article_id, revision, content_hash from article_heads where article_id = any(%s)"
        rows = await self._run(lambda c: c.execute(query, (list(article_ids),)).fetchall())
        return {row[0]: ArticleHead(article_id=row[0], revision=row[1], content_hash=row[2]) for row in rows}

    async def remember(self, feed_id: str, worker: str, left: Remembrance) -> bool:
        """Keep what a poll left, unless the lease was lost."""
        return await self._run(lambda connection: _remember(connection, feed_id, worker, left))

    async def release(self, feed_id: str, worker: str) -> None:
        """End a lease."""
        query = "update feeds set worker = '', leased_until = null where feed_id = %s and worker = %s"
        await self._run(lambda connection: connection.execute(query, (feed_id, worker)))

    async def release_all(self) -> None:
        """End every lease: for whoever knows that no other poller runs."""
        query = "update feeds set worker = '', leased_until = null where leased_until is not null"
        await self._run(lambda connection: connection.execute(query))

    async def add(self, feeds: Sequence[Feed]) -> int:
        """Add or update feeds."""

        def add(connection: Connection) -> int:
            rows = [
                (f.feed_id, f.outlet.id, host_of(f.url), _json(FEED, f), _json(SCHEDULE, Schedule())) for f in feeds
            ]
            return sum(bool(one(connection.execute(ADD, row).fetchone())) for row in rows)

        return await self._run(add)

    async def remove(self, feed_id: str) -> bool:
        """Stop polling a feed."""
        query = "delete from feeds where feed_id = %s returning feed_id"
        return await self._run(lambda connection: connection.execute(query, (feed_id,)).fetchone() is not None)

    async def health(self) -> Sequence[FeedHealth]:
        """Return all feeds and how they fare."""
        rows = await self._run(lambda connection: connection.execute(HEALTH).fetchall())
        return [
            FeedHealth(
                feed=_feed(feed),
                schedule=_schedule(said),
                entries=entries,
                entries_a_day=float(a_day or 0),
                outcomes=outcomes,
            )
            for feed, said, entries, a_day, outcomes in rows
        ]


def _remember(connection: Connection, feed_id: str, worker: str, left: Remembrance) -> bool:
    schedule, feed = (
        left.schedule,
        connection.execute("select feed from feeds where feed_id = %s", (feed_id,)).fetchone(),
    )
    values = {
        "schedule": _json(SCHEDULE, schedule),
        "next_poll": schedule.next_poll,
        "muted": schedule.muted,
        "host": host_of(schedule.adopted_url or (_feed(feed[0]).url if feed else "")),
        "feed_id": feed_id,
        "worker": worker,
    }
    if connection.execute(END_LEASE, values).fetchone() is None:
        return False
    entries = [(feed_id, e.key, e.first_seen, e.last_listed, e.next_check, _json(SEEN, e)) for e in left.seen]
    heads = [(head.article_id, head.revision, head.content_hash) for head in left.heads]
    outcomes = [(feed_id, outcome, times) for outcome, times in sorted(left.outcomes.items())]
    with connection.cursor() as cursor:
        for query, rows in ((KEEP_ENTRY, entries), (KEEP_HEAD, heads), (KEEP_OUTCOME, outcomes)):
            cursor.executemany(query, rows)
        if left.forget_before:
            forget = "delete from feed_entries where feed_id = %s and last_listed < %s"
            cursor.execute(forget, (feed_id, left.forget_before))
    return True


def _json(kind: TypeAdapter[Any], value: object) -> Jsonb:
    return Jsonb(kind.dump_python(value, mode="json"), dumps=orjson.dumps)


def _feed(value: object) -> Feed:
    return FEED.validate_python(value)


def _schedule(value: object) -> Schedule:
    return SCHEDULE.validate_python(value)
