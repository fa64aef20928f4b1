"""When a feed is polled next and how, by what servers, feeds and experience say (RFC 9110, 9111, RSS 2.0)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crosswire.poll.answers import Answer
from crosswire.poll.entries import NO_WISHES, Wishes
from crosswire.poll.feeds import Schedule
from crosswire.poll.outcomes import HEALTHY, FetchOutcome
from crosswire.poll.settings import PollSettings

FASTER, SLOWER = 0.5, 1.25
FAILURES_OF_ADOPTED = 5
"""After so many failures the address to which a feed moved is given up for the one under which it was added."""
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.I)
_NO_STORE = re.compile(r"\bno-(?:cache|store)\b", re.I)
HOURS_A_WEEK = 7 * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts:
    """What one poll of a feed came to: the answer, what the feed wishes, the hash of its body, whether it had news."""

    answer: Answer
    outcome: FetchOutcome
    detail: str = ""
    wishes: Wishes = NO_WISHES
    body_hash: str = ""
    built_at: datetime | None = None
    had_news: bool = False


def is_conditional(schedule: Schedule, settings: PollSettings) -> bool:
    """Whether the next request may carry validators: not after failures, and now and then not, as servers lie."""
    due_whole = settings.unconditional_every > 0 and (schedule.polls + 1) % settings.unconditional_every == 0
    return schedule.failures == 0 and not due_whole


def next_poll(schedule: Schedule, facts: PollFacts, now: datetime, settings: PollSettings, chance: float) -> Schedule:
    """Return the schedule after a poll that ended at ``now``; ``chance`` is a number from 0 to 1 that spreads polls."""
    healthy = facts.outcome in HEALTHY
    after = _moved(replace(schedule, polls=schedule.polls + 1), facts, now, settings)
    after = replace(
        after, last_outcome=facts.outcome, last_detail=" ".join(facts.detail.replace("\x00", "").split())[:500]
    )
    if healthy:
        return _after_success(after, facts, now, settings, chance)
    return _after_failure(after, facts, now, settings, chance)


def _after_success(
    schedule: Schedule, facts: PollFacts, now: datetime, settings: PollSettings, chance: float
) -> Schedule:
    interval = _adapted(schedule.interval or settings.first_interval, facts.had_news, settings)
    hint = min(max(_server_hint(facts.answer.headers, now), facts.wishes.interval or 0.0), settings.longest_hint)
    wait = max(interval, hint) * (1 + settings.jitter * chance)
    due = skipping(now + timedelta(seconds=wait), facts.wishes)
    whole = facts.outcome is FetchOutcome.READ
    kept = facts.outcome in (FetchOutcome.NOT_MODIFIED, FetchOutcome.SAME_BODY)
    headers = facts.answer.headers
    return replace(
        schedule,
        next_poll=due,
        interval=interval,
        failures=0,
        last_success=now,
        etag=headers.get("etag", schedule.etag if kept else "") if whole or kept else "",
        last_modified=headers.get("last-modified", schedule.last_modified if kept else "") if whole or kept else "",
        built_at=newest(schedule.built_at, facts.built_at, now),
        body_hash=facts.body_hash or (schedule.body_hash if kept else ""),
    )


def _adapted(interval: float, had_news: bool, settings: PollSettings) -> float:
    factor = FASTER if had_news else SLOWER
    return min(max(interval * factor, settings.shortest_interval), settings.longest_interval)


def _after_failure(
    schedule: Schedule, facts: PollFacts, now: datetime, settings: PollSettings, chance: float
) -> Schedule:
    failures = schedule.failures + 1
    interval = schedule.interval or settings.first_interval
    wait = min(interval * 2.0 ** min(failures - 1, 20), settings.longest_backoff) * (1 + settings.jitter * chance)
    if facts.outcome in (FetchOutcome.RATE_LIMITED, FetchOutcome.UNAVAILABLE):
        asked = retry_after(facts.answer.headers, now)
        wait = max(wait if asked is None else 0.0, min(asked or 0.0, settings.longest_retry_after))
        wait = max(wait, settings.shortest_interval)
    return replace(
        schedule,
        next_poll=now + timedelta(seconds=wait),
        interval=interval,
        failures=failures,
        adopted_url="" if failures >= FAILURES_OF_ADOPTED else schedule.adopted_url,
        muted=schedule.muted or facts.outcome is FetchOutcome.GONE,
    )


def _moved(schedule: Schedule, facts: PollFacts, now: datetime, settings: PollSettings) -> Schedule:
    """Follow a permanent redirect for good once it has led to the same feed, poll after poll, for long enough."""
    if facts.outcome not in HEALTHY:
        return schedule
    target = facts.answer.moved_to
    if not target:
        return replace(schedule, moved_to="", moved_since=None, moved_polls=0)
    if target != schedule.moved_to or schedule.moved_since is None:
        return replace(schedule, moved_to=target, moved_since=now, moved_polls=1)
    polls = schedule.moved_polls + 1
    long_enough = (now - schedule.moved_since).total_seconds() >= settings.stable_redirect_for
    if polls >= settings.stable_redirect_polls and long_enough:
        return replace(schedule, adopted_url=target, moved_to="", moved_since=None, moved_polls=0)
    return replace(schedule, moved_polls=polls)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that Retry-After asks to wait (a number or a date), or None."""
    value = headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(min(int(value[:12]), 10**9))
    date = _http_date(value)
    return max(0.0, (date - now).total_seconds()) if date else None


def _server_hint(headers: Mapping[str, str], now: datetime) -> float:
    """Return for how many seconds the answer is fresh by Cache-Control and Age, else by Expires and Date."""
    control = headers.get("cache-control", "")
    if _NO_STORE.search(control):
        return 0.0
    max_age = _MAX_AGE.search(control)
    if max_age:
        age = headers.get("age", "").strip()
        return max(0.0, float(max_age.group(1)) - (int(age[:9]) if age.isdigit() else 0))
    expires = _http_date(headers.get("expires", ""))
    sent = _http_date(headers.get("date", "")) or now
    return max(0.0, (expires - sent).total_seconds()) if expires else 0.0


def _http_date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def skipping(due: datetime, wishes: Wishes) -> datetime:
    """Return the first moment from ``due`` on that the feed does not ask to skip; ``due`` where it asks to skip all."""
    moment = due
    for _ in range(HOURS_A_WEEK + 1):
        if moment.hour not in wishes.skip_hours and moment.weekday() not in wishes.skip_days:
            return moment
        moment = (moment + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    return due


def is_body_known(schedule: Schedule, body_hash: str) -> bool:
    """Whether a body of this hash is the one read last: nothing needs to be parsed."""
    return bool(body_hash) and body_hash == schedule.body_hash


def newest(known: datetime | None, built_at: datetime | None, now: datetime) -> datetime | None:
    """Return the later of two times at which a feed says it was made; a time yet to come is none."""
    said = built_at if built_at and built_at <= now else None
    return max((time for time in (known, said) if time), default=None)


def is_stale(schedule: Schedule, built_at: datetime | None) -> bool:
    """Whether a document made at ``built_at`` is older than one that was read before."""
    return bool(built_at and schedule.built_at and built_at < schedule.built_at)
