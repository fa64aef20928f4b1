"""Coverage-guided fuzzing of the path from bytes to articles, with atheris where it is installed; run by name.

``python tests/poll/fuzz_bytes.py -max_total_time=300 -timeout=2 CORPUS_FOLDER``: arguments are libFuzzer's.
"""

import sys
from contextlib import suppress
from datetime import UTC, datetime

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["crosswire", "feedparser"]):
    from crosswire.poll import candidates, decide
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
NOW = datetime(2024, 5, 1, tzinfo=UTC)
TYPES = ("", "text/xml", "application/json", "text/html; charset=iso-8859-1", "application/xml; charset=utf-16")


def publish(data: bytes) -> None:
    """Read, decide and encode; the first byte chooses what the server calls it, or that it is a page."""
    kind, body = data[0] % (len(TYPES) + 1), data[1:]
    if kind == len(TYPES):
        read_page(body, "text/html", URL)
        return
    with suppress(NotAFeed):
        document = read_feed(body, TYPES[kind], URL, SETTINGS)
        found = candidates.candidates(FEED, document, {}, {})
        for article in decide.decide(FEED, found, {}, NOW, SETTINGS).articles:
            assert decode(encode(article)) == article


def one(data: bytes) -> None:
    """Run one input."""
    if data:
        publish(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
