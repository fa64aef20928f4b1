"""When a feed is polled next: after what servers and feeds say, what experience says, and what went wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crosswire.poll.answers import Answer
from crosswire.poll.entries import Wishes
from crosswire.poll.feeds import Schedule
from crosswire.poll.outcomes import FETCH_WORDS, HEALTHY, FetchOutcome, of_status
from crosswire.poll.schedule import PollFacts, is_conditional, is_stale, newest, next_poll
from crosswire.poll.settings import DAY, HOUR, MINUTE, PollSettings

NOW = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)  # a Wednesday
SETTINGS = PollSettings(jitter=0.0)
BEFORE = Schedule(interval=HOUR)


def facts(outcome: FetchOutcome = FetchOutcome.READ, moved_to: str = "", **said: object) -> PollFacts:
    headers = {str(name).replace("_", "-"): str(value) for name, value in said.items()}
    answer = Answer(outcome=outcome, url="https://a.test/feed", headers=headers, moved_to=moved_to)
    return PollFacts(answer=answer, outcome=outcome)


def wait(before: Schedule, what: PollFacts, settings: PollSettings = SETTINGS, chance: float = 0.0) -> float:
    due = next_poll(before, what, NOW, settings, chance).next_poll
    assert due is not None
    return (due - NOW).total_seconds()


def http(seconds: float) -> str:
    return format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)


WAITS: dict[str, tuple[PollFacts, float]] = {
    "nothing new: a quarter longer": (facts(), 1.25 * HOUR),
    "news: half as long": (replace(facts(), had_news=True), 0.5 * HOUR),
    "max-age asks for more": (facts(cache_control="public, max-age=10800"), 3 * HOUR),
    "max-age less the age of the copy": (facts(cache_control="max-age=10800", age="3600"), 2 * HOUR),
    "max-age asks for less": (facts(cache_control="max-age=60"), 1.25 * HOUR),
    "no-store forbids keeping, not coming": (facts(cache_control="no-store, max-age=99999"), 1.25 * HOUR),
    "max-age for ever is capped": (facts(cache_control="max-age=31536000"), 12 * HOUR),
    "Expires asks for more": (facts(expires=http(2 * HOUR), date=http(0)), 2 * HOUR),
    "Expires that is over": (facts(expires="0"), 1.25 * HOUR),
    "Expires against a clock that is wrong": (facts(expires=http(-DAY + 2 * HOUR), date=http(-DAY)), 2 * HOUR),
    "the feed's ttl": (replace(facts(), wishes=Wishes(interval=4 * HOUR)), 4 * HOUR),
    "an hour to skip": (replace(facts(), wishes=Wishes(skip_hours=(13, 14))), 3 * HOUR),
    "days to skip": (replace(facts(), wishes=Wishes(skip_days=(2, 3))), 36 * HOUR),
    "all hours to skip is no wish": (replace(facts(), wishes=Wishes(skip_hours=tuple(range(24)))), 1.25 * HOUR),
    "a first failure": (facts(FetchOutcome.SERVER_ERROR), HOUR),
    "Retry-After in seconds": (facts(FetchOutcome.RATE_LIMITED, retry_after="7200"), 2 * HOUR),
    "Retry-After as a date": (facts(FetchOutcome.UNAVAILABLE, retry_after=http(3 * HOUR)), 3 * HOUR),
    "Retry-After for ever is capped": (facts(FetchOutcome.UNAVAILABLE, retry_after="99999999"), 2 * DAY),
    "Retry-After at once is not believed": (facts(FetchOutcome.RATE_LIMITED, retry_after="0"), 10 * MINUTE),
    "Retry-After that is nonsense": (facts(FetchOutcome.RATE_LIMITED, retry_after="soon"), HOUR),
    "Retry-After on another failure is not asked": (facts(FetchOutcome.NOT_FOUND, retry_after="5"), HOUR),
}


@pytest.mark.parametrize("case", WAITS, ids=str)
def test_the_wait_after_a_poll(case: str) -> None:
    what, seconds = WAITS[case]
    assert wait(BEFORE, what) == pytest.approx(seconds)


def test_the_interval_stays_within_its_limits() -> None:
    fast = slow = Schedule()
    for _ in range(40):
        fast = next_poll(fast, replace(facts(), had_news=True), NOW, SETTINGS, 0.0)
        slow = next_poll(slow, facts(FetchOutcome.NOT_MODIFIED), NOW, SETTINGS, 0.0)
    assert (fast.interval, slow.interval) == (SETTINGS.shortest_interval, SETTINGS.longest_interval)


def test_failures_back_off_to_a_limit_and_success_ends_them() -> None:
    after, waits = BEFORE, []
    for _ in range(12):
        waits.append(wait(after, facts(FetchOutcome.NOT_FOUND)))
        after = next_poll(after, facts(FetchOutcome.NOT_FOUND), NOW, SETTINGS, 0.0)
    assert waits[:4] == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]
    assert waits[-1] == SETTINGS.longest_backoff
    assert after.failures == 12
    assert next_poll(after, facts(), NOW, SETTINGS, 0.0).failures == 0


def test_chance_only_lengthens_and_no_more_than_the_jitter() -> None:
    settings = replace(SETTINGS, jitter=0.1)
    for what in (facts(), facts(FetchOutcome.SERVER_ERROR)):
        base = wait(BEFORE, what, settings, 0.0)
        assert base < wait(BEFORE, what, settings, 0.5) < wait(BEFORE, what, settings, 1.0) <= base * 1.1001


def test_gone_mutes_and_not_found_does_not() -> None:
    assert next_poll(BEFORE, facts(FetchOutcome.GONE), NOW, SETTINGS, 0.0).muted
    assert not next_poll(BEFORE, facts(FetchOutcome.NOT_FOUND), NOW, SETTINGS, 0.0).muted


def test_validators_are_kept_renewed_and_dropped() -> None:
    after = next_poll(BEFORE, facts(etag='"1"', last_modified="x"), NOW, SETTINGS, 0.0)
    assert (after.etag, after.last_modified) == ('"1"', "x")
    kept = next_poll(after, facts(FetchOutcome.NOT_MODIFIED), NOW, SETTINGS, 0.0)
    assert (kept.etag, kept.last_modified) == ('"1"', "x")
    cut = next_poll(after, facts(FetchOutcome.TRUNCATED, etag='"2"'), NOW, SETTINGS, 0.0)
    assert (cut.etag, cut.last_modified) == ("", "")


def test_now_and_then_and_after_failures_a_fetch_is_unconditional() -> None:
    polls = [is_conditional(Schedule(polls=n), SETTINGS) for n in range(40)]
    assert polls.count(False) == 2
    assert not is_conditional(Schedule(failures=1), SETTINGS)


def test_a_move_is_taken_over_only_once_it_has_been_stable() -> None:
    there = "https://b.test/feed"
    moved, after = facts(moved_to=there), Schedule(interval=HOUR)
    for day in range(4):
        assert after.adopted_url == ""
        after = next_poll(after, moved, NOW + timedelta(days=day), SETTINGS, 0.0)
        if day >= 2:
            break
    assert after.adopted_url == there


@pytest.mark.parametrize(
    "between",
    [facts(), facts(moved_to="https://c.test/feed")],
    ids=["a poll without the move", "a move elsewhere"],
)
def test_a_move_that_is_not_stable_is_not_taken_over(between: PollFacts) -> None:
    moved, after = facts(moved_to="https://b.test/feed"), Schedule(interval=HOUR)
    for day, what in enumerate([moved, moved, between, moved, moved]):
        after = next_poll(after, what, NOW + timedelta(days=day), SETTINGS, 0.0)
    assert after.adopted_url == ""


def test_an_adopted_address_that_keeps_failing_is_given_up() -> None:
    after = Schedule(interval=HOUR, adopted_url="https://b.test/feed")
    for _ in range(5):
        assert after.adopted_url
        after = next_poll(after, facts(FetchOutcome.NOT_FOUND), NOW, SETTINGS, 0.0)
    assert after.adopted_url == ""


def test_a_move_to_a_page_that_is_no_feed_is_not_taken_over() -> None:
    broken = replace(facts(moved_to="https://b.test/"), outcome=FetchOutcome.HTML_PAGE)
    after = Schedule(interval=HOUR)
    for day in range(9):
        after = next_poll(after, broken, NOW + timedelta(days=day), SETTINGS, 0.0)
    assert after.adopted_url == ""


def test_an_older_document_is_stale_and_a_future_one_is_not_believed() -> None:
    hour = timedelta(hours=1)
    assert is_stale(Schedule(built_at=NOW), NOW - hour)
    assert not is_stale(Schedule(built_at=NOW), NOW)
    assert not is_stale(Schedule(built_at=NOW), None)
    assert not is_stale(Schedule(), NOW)
    assert newest(NOW - hour, NOW + hour, NOW) == NOW - hour
    assert newest(None, NOW, NOW) == NOW


def test_every_outcome_has_its_words_and_every_status_an_outcome() -> None:
    assert set(FETCH_WORDS) == set(FetchOutcome)
    assert {of_status(status) for status in range(200, 600)} <= set(FetchOutcome)
    assert of_status(200) in HEALTHY
    assert not HEALTHY & {of_status(status) for status in range(400, 600)}
