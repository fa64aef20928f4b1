"""What the poll stage needs remembered between polls: a protocol, and one that keeps it in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from crosswire.poll.feeds import ArticleHead, Feed, Schedule, SeenEntry

NEVER_POLLED = Schedule()
MOST_CHECKS = 20
"""Pages looked at again in one poll of a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A feed that this worker alone may poll until ``until``."""

    feed: Feed
    schedule: Schedule
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembrance:
    """What one poll leaves behind: written in one transaction, after what it published was acknowledged."""

    schedule: Schedule
    seen: Sequence[SeenEntry] = ()
    heads: Sequence[ArticleHead] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    forget_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """A feed, how it fares, and the outcomes of its polls and entries so far."""

    feed: Feed
    schedule: Schedule
    entries: int
    entries_a_day: float
    outcomes: Mapping[str, int]


class FeedMemory(Protocol):
    """Feeds, their schedules and seen entries. A worker that dies loses its leases when they end."""

    async def lease(self, worker: str, now: datetime, limit: int, seconds: float, per_host: int) -> Sequence[Leased]:
        """Give ``worker`` at most ``limit`` due feeds for ``seconds``: one an outlet, ``per_host`` a host at a time."""

    async def seen(self, feed_id: str, keys: Sequence[str]) -> Mapping[str, SeenEntry]:
        """Return those entries of a feed under ``keys`` that are remembered, by key."""

    async def of_articles(self, feed_id: str, article_ids: Sequence[str]) -> Mapping[str, SeenEntry]:
        """Return by article the entry of a feed, under whatever key, that was last listed of each of these."""

    async def due_checks(self, feed_id: str, now: datetime) -> Sequence[SeenEntry]:
        """Return entries whose page is due to be looked at again, the longest due first."""

    async def heads(self, article_ids: Sequence[str]) -> Mapping[str, ArticleHead]:
        """Return the newest published revision of each of these articles that has one."""

    async def remember(self, feed_id: str, worker: str, left: Remembrance) -> bool:
        """Keep what a poll left and end the lease; False, and nothing kept, where the lease was lost."""

    async def release(self, feed_id: str, worker: str) -> None:
        """End a lease without a poll."""

    async def add(self, feeds: Sequence[Feed]) -> int:
        """Add feeds that are not there, bring the others up to date, unmute them; return how many were new."""

    async def remove(self, feed_id: str) -> bool:
        """Stop polling a feed; what was published stays known. Return whether it was there."""

    async def health(self) -> Sequence[FeedHealth]:
        """Return all feeds and how they fare, by folder and outlet."""


@dataclass(slots=True)
class _Kept:
    feed: Feed
    schedule: Schedule = NEVER_POLLED
    worker: str = ""
    until: datetime | None = None
    seen: dict[str, SeenEntry] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)


class FeedsInMemory:
    """A ``FeedMemory`` for tests, dry runs and replays: forgets all when the process ends."""

    def __init__(self, feeds: Sequence[Feed] = ()) -> None:
        self._kept = {feed.feed_id: _Kept(feed) for feed in feeds}
        self._heads: dict[str, ArticleHead] = {}

    async def lease(self, worker: str, now: datetime, limit: int, seconds: float, per_host: int) -> Sequence[Leased]:
        """Give ``worker`` due feeds, the longest due first."""
        live = [kept for kept in self._kept.values() if kept.until and kept.until > now]
        outlets = {kept.feed.outlet.id for kept in live}
        hosts = Counter(_host(kept) for kept in live)
        leased: list[Leased] = []
        for kept in sorted(self._kept.values(), key=_due):
            taken = kept.until is not None and kept.until > now
            if len(leased) == limit or taken or kept.schedule.muted or (kept.schedule.next_poll or now) > now:
                continue
            if kept.feed.outlet.id in outlets or hosts[_host(kept)] >= per_host:
                continue
            outlets.add(kept.feed.outlet.id)
            hosts[_host(kept)] += 1
            kept.worker, kept.until = worker, now + timedelta(seconds=seconds)
            leased.append(Leased(feed=kept.feed, schedule=kept.schedule, until=kept.until))
        return leased

    async def seen(self, feed_id: str, keys: Sequence[str]) -> Mapping[str, SeenEntry]:
        """Return remembered entries by key."""
        known = self._kept[feed_id].seen
        return {key: known[key] for key in keys if key in known}

    async def of_articles(self, feed_id: str, article_ids: Sequence[str]) -> Mapping[str, SeenEntry]:
        """Return the entry last listed of each article."""
        wanted = set(article_ids)
        known = [entry for entry in self._kept[feed_id].seen.values() if entry.article_id in wanted]
        return {entry.article_id: entry for entry in sorted(known, key=lambda entry: (entry.last_listed, entry.key))}

    async def due_checks(self, feed_id: str, now: datetime) -> Sequence[SeenEntry]:
        """Return entries whose page is due."""
        due = [entry for entry in self._kept[feed_id].seen.values() if entry.next_check and entry.next_check <= now]
        return sorted(due, key=lambda entry: (entry.next_check, entry.key))[:MOST_CHECKS]

    async def heads(self, article_ids: Sequence[str]) -> Mapping[str, ArticleHead]:
        """Return the newest revisions."""
        return {key: self._heads[key] for key in article_ids if key in self._heads}

    async def remember(self, feed_id: str, worker: str, left: Remembrance) -> bool:
        """Keep what a poll left, unless the lease was lost."""
        kept = self._kept.get(feed_id)
        if kept is None or kept.worker != worker:
            return False
        kept.schedule, kept.worker, kept.until = left.schedule, "", None
        kept.seen.update({entry.key: entry for entry in left.seen})
        kept.outcomes.update(left.outcomes)
        for head in left.heads:
            known = self._heads.get(head.article_id, head)
            self._heads[head.article_id] = head if head.revision >= known.revision else known
        if left.forget_before:
            kept.seen = {key: entry for key, entry in kept.seen.items() if entry.last_listed >= left.forget_before}
        return True

    async def release(self, feed_id: str, worker: str) -> None:
        """End a lease."""
        kept = self._kept.get(feed_id)
        if kept and kept.worker == worker:
            kept.worker, kept.until = "", None

    async def add(self, feeds: Sequence[Feed]) -> int:
        """Add or update feeds."""
        new = [feed for feed in feeds if feed.feed_id not in self._kept]
        for feed in feeds:
            kept = self._kept.setdefault(feed.feed_id, _Kept(feed))
            kept.feed, kept.schedule = feed, _unmuted(kept.schedule)
        return len(new)

    async def remove(self, feed_id: str) -> bool:
        """Stop polling a feed."""
        return self._kept.pop(feed_id, None) is not None

    async def health(self) -> Sequence[FeedHealth]:
        """Return all feeds and how they fare."""
        ordered = sorted(self._kept.values(), key=lambda kept: (kept.feed.folder, kept.feed.outlet.name, kept.feed.url))
        return [_health(kept) for kept in ordered]


def _due(kept: _Kept) -> tuple[bool, float, str]:
    due = kept.schedule.next_poll
    return due is not None, due.timestamp() if due else 0.0, kept.feed.feed_id


def _host(kept: _Kept) -> str:
    return host_of(kept.schedule.adopted_url or kept.feed.url)


def _unmuted(schedule: Schedule) -> Schedule:
    return Schedule() if schedule.muted else schedule


def host_of(url: str) -> str:
    """Return the host by which the share of a server is counted."""
    return urlsplit(url).hostname or ""


def _health(kept: _Kept) -> FeedHealth:
    times = [entry.first_seen for entry in kept.seen.values()]
    days = max((max(times) - min(times)).total_seconds() / 86400, 1.0) if times else 1.0
    return FeedHealth(
        feed=kept.feed,
        schedule=kept.schedule,
        entries=len(times),
        entries_a_day=len(times) / days,
        outcomes=dict(kept.outcomes),
    )
