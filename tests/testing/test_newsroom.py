"""The sample newsroom: its articles, its feeds and pages at every instant, its table, its server and clock."""

import asyncio
import html
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import aiohttp
import feedparser
import pytest
import trafilatura

from crosswire.testing.newsroom import expected, newsroom
from crosswire.testing.newsroom.hosting import Watched
from crosswire.testing.newsroom.reading import Outlet, StoryRevision, articles, outlets, read
from crosswire.testing.newsroom.server import Desk, default_speed, first_instant, last_instant, serve

TYPES = ("denial", "number", "outcome", "control", "responsibility", "place", "time", "status")
END = last_instant()
NAMES = {revision.article for revision in articles()}
FINAL = {revision.article: revision for revision in newsroom.standing(END)}
SUMMARY_ONLY = {outlet.id for outlet in outlets() if not outlet.full_text}


def links(outlet: Outlet, now: datetime) -> list[str]:
    """Read a feed as a stranger would, and return the links of its entries."""
    body = newsroom.feed(outlet, now).body
    if outlet.format == "json":
        return [str(item["url"]) for item in json.loads(body)["items"]]
    found = feedparser.parse(body)
    assert not found.bozo, found.get("bozo_exception")
    return [entry.get("link", "") for entry in found.entries]


def bodies(outlet: Outlet, now: datetime) -> dict[str, str]:
    """Return the text that each entry of a feed carries, by link."""
    body = newsroom.feed(outlet, now).body
    if outlet.format == "json":
        items = json.loads(body)["items"]
        said = {str(item["url"]): item.get("content_html") or item.get("summary", "") for item in items}
    else:
        entries = feedparser.parse(body).entries
        said = {entry.get("link"): entry.get("content", [{"value": entry.summary}])[0]["value"] for entry in entries}
    return {link: html.unescape(re.sub(r"</?p>", " ", text)) for link, text in said.items()}


def by_id(name: str) -> Outlet:
    return next(outlet for outlet in outlets() if outlet.id == name)


def test_the_newsroom_has_what_it_promises() -> None:
    assert len(NAMES) >= 40
    assert len(outlets()) >= 8
    assert {outlet.format for outlet in outlets()} == {"rss2", "rss1", "atom", "json"}
    assert {outlet.full_text for outlet in outlets()} == {True, False}
    assert len({revision.published_at.date() for revision in articles()}) == 5


@pytest.mark.parametrize("revision", articles(), ids=lambda revision: f"{revision.article} {revision.number}")
def test_an_article_is_whole(revision: StoryRevision) -> None:
    assert revision.title
    assert len(revision.paragraphs) == 1 if revision.withdrawn else len(revision.paragraphs) >= 4
    assert first_instant() <= revision.published_at <= revision.revised_at <= END


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.id)
@pytest.mark.parametrize("hours", [0, 5, 24, 48, 200])
def test_every_feed_can_be_read_and_lists_what_has_been_published(outlet: Outlet, hours: int) -> None:
    now = first_instant() + timedelta(hours=hours)
    published = {newsroom.NOWHERE + revision.path for revision in newsroom.standing(now, outlet.id)}
    found = links(outlet, now)
    assert published <= set(found)
    broken = outlet.malformed is not None and outlet.malformed.published <= now
    assert len(found) == len(published) + broken


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.id)
def test_a_full_text_feed_carries_the_whole_article_and_a_summary_feed_its_first_paragraph(outlet: Outlet) -> None:
    said = bodies(outlet, END)
    for revision in (found for found in FINAL.values() if found.outlet == outlet.id):
        shown = revision.paragraphs if outlet.full_text else revision.paragraphs[:1]
        assert " ".join(said[newsroom.NOWHERE + revision.path].split()) == " ".join(shown)


@pytest.mark.parametrize("article", sorted(name for name in NAMES if name.partition("/")[0] in SUMMARY_ONLY))
def test_a_page_gives_the_article_without_its_furniture(article: str) -> None:
    shown = newsroom.page(article, END)
    if FINAL[article].withdrawn:
        assert shown.status == 410
        return
    text = trafilatura.extract(shown.body.decode(), include_comments=False, favor_precision=True) or ""
    assert [paragraph for paragraph in FINAL[article].paragraphs if paragraph not in text] == []
    assert "cookies" not in text
    assert "inbox" not in text


def test_a_script_in_a_title_is_never_markup() -> None:
    [name] = [name for name, revision in FINAL.items() if "<script>" in revision.title]
    outlet = by_id(name.partition("/")[0])
    for body in (newsroom.feed(outlet, END), newsroom.page(name, END), newsroom.front(outlet, END)):
        assert b"<script" not in body.body
    assert '<script>alert("crosswire")</script>' in feedparser.parse(newsroom.feed(outlet, END).body).entries[0].title


def test_a_revision_replaces_the_article_and_keeps_its_identity() -> None:
    outlet = by_id("harbour-ledger")
    before, after = (newsroom.feed(outlet, END - timedelta(hours=hours)).body.decode() for hours in (70, 0))
    assert "2,300 jobs" in before
    assert "2,300 jobs" not in after
    assert all("tag:newsroom.example,2025-06-10:harbour-ledger/velmet-ostrava" in body for body in (before, after))


def test_an_article_file_of_another_form_is_refused() -> None:
    text = (
        "published: 2025-06-09 10:00\nauthor: A\nsection: B\n====\nTitle\n\nText.\n==== changed 2025-06-09 11:00\nTitle"
    )
    with pytest.raises(ValueError, match="write '==== revised DATE'"):
        list(read("x/y", text))


@pytest.mark.parametrize("row", expected.flagged(), ids=lambda row: row.name)
def test_a_flagged_pair_is_of_articles_that_exist_and_opens_when_both_are_out(row: expected.Flagged) -> None:
    assert {*row.left, *row.right} <= NAMES
    assert row.type in TYPES
    assert set(row.accept) <= set(TYPES)
    assert min(FINAL[name].published_at for name in row.left) <= row.opens
    assert min(FINAL[name].published_at for name in row.right) <= row.opens
    assert row.opens in {revision.revised_at for revision in articles() if revision.article in {*row.left, *row.right}}
    assert (row.closes is None) == (row.closed_because is None)


@pytest.mark.parametrize("row", expected.quiet(), ids=lambda row: row.name)
def test_a_quiet_group_is_of_articles_that_exist(row: expected.Quiet) -> None:
    assert set(row.articles) <= NAMES
    assert len(row.articles) >= 2


def test_every_type_is_flagged_at_least_twice_at_the_end_and_once_within_twenty_seconds() -> None:
    staying = Counter(row.type for row in expected.flagged() if row.must and row.closes is None)
    assert [kind for kind in TYPES if staying[kind] < 2] == []
    soon = first_instant() + timedelta(seconds=20 * default_speed())
    early = [row for row in expected.flagged() if row.must and row.opens <= soon]
    assert {row.type for row in early} == set(TYPES)
    assert len(early) * 2 >= sum(row.must for row in expected.flagged())


def test_what_closes_does_so_by_a_revision_or_a_withdrawal_of_that_instant() -> None:
    closing = [row for row in expected.flagged() if row.closes]
    assert {row.closed_because for row in closing} == {"revised", "withdrawn"}
    for row in closing:
        [revision] = [r for r in articles() if r.article in {*row.left, *row.right} and r.revised_at == row.closes]
        assert revision.withdrawn == (row.closed_because == "withdrawn")


def test_the_articles_said_to_be_unverified_say_so() -> None:
    said = {
        revision.article
        for revision in articles()
        if any("could not independently verify" in paragraph for paragraph in revision.paragraphs)
    }
    assert said == set(expected.unverified())


def test_a_comparison_tells_what_was_found_missed_and_falsely_flagged() -> None:
    row, *others = expected.flagged()
    flags = [
        {"type": row.type, "state": "open", "left": {"id": row.right[0]}, "right": {"id": row.left[0]}},
        {"type": "number", "state": "open", "left": {"id": "a/b"}, "right": {"url": "http://h/c/2025/06/09/d"}},
    ]
    result = expected.compare(map(expected.found_in, flags), expected.flagged())
    assert result.found == (row,)
    assert result.wrong_state == ()
    assert result.missed == tuple(other for other in others if other.must)
    assert [(set(flag.left), set(flag.right)) for flag in result.false] == [({"a/b"}, {"c/d"})]


@pytest.mark.parametrize(
    ("closes", "states", "wrong"),
    [
        (None, ["open"], False),
        (None, ["closed"], True),
        (None, ["closed", "open"], False),
        (END, ["closed"], False),
        (END, ["open"], True),
        (END, ["closed", "open"], True),
    ],
)
def test_a_comparison_tells_what_should_have_closed_or_stayed_open(
    closes: datetime | None, states: list[str], wrong: bool
) -> None:
    row = expected.Flagged(name="x", type="time", left=("a/b",), right=("c/d",), opens=END, why="", closes=closes)
    sides = {"type": "time", "left": {"id": "a/b"}, "right": {"id": "c/d"}}
    result = expected.compare([expected.found_in({**sides, "state": state}) for state in states], [row])
    assert result.wrong_state == ((row,) if wrong else ())


def test_the_lines_for_check_are_the_final_revisions_without_the_withdrawn() -> None:
    lines = {line["id"]: line for line in newsroom.check_lines()}
    assert set(lines) == {name for name, revision in FINAL.items() if not revision.withdrawn}
    assert lines["harbour-ledger/velmet-ostrava"]["title"] == "Velmet Steel to cut 900 jobs in Ostrava"
    assert all(set(line) == {"id", "title", "text", "outlet", "published", "url"} for line in lines.values())


class Hands:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def served(visit: Callable[[str, aiohttp.ClientSession, Hands], Awaitable[None]]) -> None:
    """Serve the newsroom at its default speed for the length of a visit."""

    async def run() -> None:
        hands = Hands()
        running = await serve(clock=hands)
        try:
            async with aiohttp.ClientSession() as session:
                await visit(running.base, session, hands)
        finally:
            await running.close()

    asyncio.run(run())


def test_the_server_answers_304_until_the_feed_has_changed() -> None:
    async def visit(base: str, session: aiohttp.ClientSession, hands: Hands) -> None:
        url = base + "/harbour-ledger/feed.rss"
        async with session.get(url) as first:
            assert first.status == 200
            etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        for condition in ({"If-None-Match": etag}, {"If-None-Match": f"W/{etag}"}, {"If-Modified-Since": changed}):
            async with session.get(url, headers=condition) as again:
                assert (again.status, await again.read()) == (304, b"")
        async with session.get(url, headers={"If-None-Match": '"other"', "If-Modified-Since": changed}) as other:
            assert other.status == 200
        async with session.get(url, headers={"If-Modified-Since": "yesterday"}) as unclear:
            assert unclear.status == 200
        hands.at += 10
        for condition in ({"If-None-Match": etag}, {"If-Modified-Since": changed}):
            async with session.get(url, headers=condition) as later:
                assert later.status == 200

    served(visit)


def test_a_page_is_missing_then_there_then_gone() -> None:
    name = "marmara-evening/tirab-killed"

    async def visit(base: str, session: aiohttp.ClientSession, hands: Hands) -> None:
        seen = []
        for moment in (FINAL[name].published_at - timedelta(minutes=1), FINAL[name].published_at, END):
            hands.at = 100 + (moment - first_instant()).total_seconds() / default_speed() + 0.001
            async with session.get(base + FINAL[name].path) as answer:
                seen.append(answer.status)
        assert seen == [404, 200, 410]

    served(visit)


def test_the_feeds_of_the_server_and_its_list_are_the_same_and_all_answer() -> None:
    async def run() -> None:
        running = await serve(speed=1e9, clock=iter_clock())
        try:
            listed = [outline.attrib for outline in ET.fromstring(running.opml()).iter("outline")]
            assert [one["xmlUrl"] for one in listed] == running.feeds
            assert [(one["text"], one["crosswireCountry"]) for one in listed] == [
                (o.name, o.country) for o in outlets()
            ]
            async with aiohttp.ClientSession() as session:
                for one in listed:
                    async with session.get(one["htmlUrl"]) as front:
                        assert one["xmlUrl"] in await front.text()
                    async with session.get(one["xmlUrl"]) as feed:
                        assert feed.status == 200
        finally:
            await running.close()

    asyncio.run(run())


def iter_clock() -> Callable[[], float]:
    ticks: Iterator[int] = iter(range(10_000))
    return lambda: float(next(ticks))


def test_the_clock_runs_through_the_story_in_a_minute_and_then_stands_still() -> None:
    async def run() -> None:
        hands = Hands()
        running = await serve(clock=hands)
        try:
            seen = []
            for second in (0, 30, 60, 600):
                hands.at = 100.0 + second
                seen.append(running.clock.now())
            half = first_instant() + (END - first_instant()) / 2
            assert [seen[0], seen[2], seen[3]] == [first_instant(), END, END]
            assert abs(seen[1] - half) < timedelta(seconds=1)
        finally:
            await running.close()

    asyncio.run(run())


def test_the_story_is_told_in_universal_time() -> None:
    assert {revision.published_at.tzinfo for revision in articles()} == {UTC}


def test_a_paced_desk_shows_every_revision_of_an_article_before_the_next() -> None:
    desk = Desk("luzon-signal")
    seen, tags = {}, ""
    for _ in range(60):
        until = desk.advance(last_instant(), tags)
        for revision in newsroom.standing(until, "luzon-signal"):
            seen.setdefault(revision.article, set()).add(revision.number)
        tags = f'"{int(until.timestamp())}-x"'
    written = {}
    for revision in articles():
        if revision.outlet == "luzon-signal":
            written.setdefault(revision.article, set()).add(revision.number)
    assert seen == written
    assert any(len(numbers) > 1 for numbers in written.values())


def test_a_reader_that_forgot_what_it_saw_is_shown_it_again() -> None:
    desk = Desk("luzon-signal")
    first = desk.advance(last_instant(), "")
    second = desk.advance(last_instant(), f'"{int(first.timestamp())}-x"')
    assert first < second
    assert desk.advance(last_instant(), f'"{int(first.timestamp())}-x"') == second


def test_the_story_waits_while_nobody_watches_and_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("crosswire.testing.newsroom.hosting.time.monotonic", lambda: now[0])
    file = tmp_path / "seconds"
    watched = Watched(file)
    for step, reached in ((1.0, 1.0), (60.0, 4.0), (1.0, 5.0)):
        now[0] += step
        assert watched() == reached
    assert Watched(file).seconds == 5.0
