"""A feed that lies about time, another lie at each visit: its entries are stored once, at a time that can be."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from crosswire.edges.store.database import Database
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.poll.dates import EARLIEST, FUTURE
from crosswire.poll.feeds import Feed, feed_id
from crosswire_schemas.records import Outlet
from tests.deploy.composing import docker_is_here
from tests.faults.load import made
from tests.faults.running import running

FIRST, ALL, VISITS = 40, 60, 6
LIES = (
    "Sun, 31 Dec 1899 23:00:00 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Thu, 01 Jan 2105 12:00:00 +0000",
    "Tue, 31 Feb 2025 25:61:00 GMT",
    "tomorrow at noon",
    "2025-06-10T12:00:00+99:00",
    "99999999999999",
    "",
)


def dated(number: int) -> str:
    """The lie with ``number``; each ninth is a time that can be, but is another at each visit."""
    if number % 9 == 8:
        return format_datetime(datetime.now(UTC) - timedelta(hours=number))
    return LIES[number % len(LIES)]


def feed(visit: int) -> bytes:
    items = (
        f"<item><title>{escape(article.title)} {number}</title><link>https://lies.example/{number}</link>"
        f"<guid>{number}</guid><pubDate>{dated(number + visit)}</pubDate>"
        f"<description>{escape(article.text)}</description></item>"
        for number, article in ((number, made(number)) for number in range(FIRST if visit < VISITS // 2 else ALL))
    )
    head = f"<title>Lies</title><link>https://lies.example/</link><lastBuildDate>{dated(visit)}</lastBuildDate>"
    return f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


@contextmanager
def liar() -> Iterator[tuple[str, list[str]]]:
    """The feed's address, and what was asked for."""
    visits = list[str]()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/feed"):
                self.send_error(404)
                return
            body = feed(len(visits))
            self.send_response_only(200)
            self.send_header("Date", dated(len(visits) + 1))
            self.send_header("Last-Modified", dated(len(visits) + 2))
            # One of the future would be a wish, and heard: to be asked again in half a day, which is the most.
            self.send_header("Expires", LIES[0])
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            visits.append(self.path)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/feed.xml", visits
    server.shutdown()


@pytest.mark.timeout(600)
def test_what_a_feed_says_that_lies_about_time_is_stored_once_and_at_a_time_that_can_be() -> None:
    docker_is_here()
    began = datetime.now(UTC)
    with running() as system, liar() as (url, visits):
        with Database(system.database) as database:
            added = Feed(feed_id=feed_id(url), url=url, outlet=Outlet(id="lies", name="Lies"))
            asyncio.run(FeedsInDatabase(database).add([added]))
        pace = {f"CROSSWIRE_POLL_{name}": "0.5" for name in ("INTERVAL", "SHORTEST", "LONGEST")}
        system.odd["poll"] = ("crosswire", {**pace, "CROSSWIRE_ALLOW": "127.0.0.1", "CROSSWIRE_HOST_PAUSE": "0"})
        system.start("poll")
        system.until(lambda: len(visits) > 2 * VISITS and system.handled() >= ALL, 300, "the visits")
        time.sleep(2)
        system.stop("poll")
        system.rest(60)
        stored = system.query("select record->>'url', revision, published_at from articles")
        assert sorted((address, revision) for address, revision, _ in stored) == sorted(
            (f"https://lies.example/{number}", 1) for number in range(ALL)
        )
        assert [at for *_, at in stored if not EARLIEST <= at <= datetime.now(UTC) + FUTURE] == []
        assert sum(at >= began for *_, at in stored) > ALL / 2
        assert system.handled() == ALL
        assert system.query("select count(*) from dead_letters") == [(0,)]
