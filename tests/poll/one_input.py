"""One input of the fuzzer, from bytes to articles; the fuzzer and the test of its corpus run the same."""

from contextlib import suppress
from datetime import UTC, datetime

from crosswire.poll import candidates, dates, decide
from crosswire.poll.entries import NotAFeed
from crosswire.poll.feeds import Feed, feed_id
from crosswire.poll.formats import read_feed
from crosswire.poll.pages import read_page
from crosswire.poll.settings import PollSettings
from crosswire_schemas.codec import decode, encode
from crosswire_schemas.records import Outlet

SETTINGS = PollSettings()
URL = "https://a.test/feed"
FEED = Feed(feed_id=feed_id(URL), url=URL, outlet=Outlet(id="a.test", name="A"))
# Seconds of processor time that no input may take.
LIMIT = 2.0
NOW = datetime(2024, 5, 1, tzinfo=UTC)
TYPES = ("", "text/xml", "application/json", "text/html; charset=iso-8859-1", "application/xml; charset=utf-16")


def warm() -> None:
    """Load what the first odd date loads, the languages of the world: the limit of an input is not for that."""
    dates.of_text("the 1st of nowhere 2024")


def publish(data: bytes) -> None:
    """Read, decide and encode; the first byte chooses what the server calls it, or that it is a page."""
    if not data:
        return
    kind, body = data[0] % (len(TYPES) + 1), data[1:]
    if kind == len(TYPES):
        read_page(body, "text/html", URL)
        return
    with suppress(NotAFeed):
        document = read_feed(body, TYPES[kind], URL, SETTINGS)
        found = candidates.candidates(FEED, document, {}, {})
        for article in decide.decide(FEED, found, {}, NOW, SETTINGS).articles:
            assert decode(encode(article)) == article
