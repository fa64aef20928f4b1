"""Prints, for every status and lie: what became of the poll, when the next comes, and what that asks; run by name."""

import asyncio
import logging
from datetime import UTC, datetime

from test_fetch import ANSWERS, FEED, SETTINGS, Names, Play, says, serving

from crosswire.edges.fetch import Fetcher
from crosswire.edges.parser_process import Parsers
from crosswire.edges.polling import Poller
from crosswire.poll.feeds import Feed, Schedule, feed_id
from crosswire.poll.memory import FeedsInMemory, Leased
from crosswire_schemas.records import Outlet

HTML = b"<!DOCTYPE html><html><head><title>We are moving</title></head><body><p>Back soon.</p></body></html>"
TAGS = ('ETag: "1"', "Last-Modified: Wed, 01 May 2024 10:00:00 GMT")
MORE: dict[str, Play] = {
    "a feed with validators": says(200, FEED, *TAGS),
    "a feed that may be kept for six hours": says(200, FEED, "Cache-Control: max-age=21600"),
    "a feed that turned into a page": says(200, HTML, "Content-Type: text/html", *TAGS),
    "an error page with status 200": says(200, b"<html><body>Internal error</body></html>"),
    "429 with Retry-After of an hour": says(429, b"", "Retry-After: 3600"),
    "503 with Retry-After of a year": says(503, b"", "Retry-After: 31536000"),
    "302 to 169.254.169.254": says(302, b"", "Location: http://169.254.169.254/latest/meta-data/"),
    "301 to another address": says(301, b"", "Location: http://inside.test/"),
    "half of a feed": says(200, FEED[:30]),
    "an empty body": says(200, b""),
}


async def row(case: str, play: Play) -> str:
    """Poll twice and tell the first poll's outcome and the second's request."""
    async with serving(play) as (server, url):
        feed = Feed(feed_id=feed_id(url), url=url, outlet=Outlet(id="a", name="A"))
        now = datetime.now(UTC)

        async def publish(_: object) -> None:
            return None

        async with Fetcher(SETTINGS, Names({"inside.test": ["10.0.0.1"]})) as fetch, Parsers(SETTINGS) as parse:
            poller = Poller(
                FeedsInMemory([feed]), fetch, parse, publish, clock=lambda: now, chance=lambda: 0.0, settings=SETTINGS
            )
            first = (await poller.look(Leased(feed=feed, schedule=Schedule(), until=now))).schedule
            before = len(server.requests)
            await poller.look(Leased(feed=feed, schedule=first, until=now))
        sent = server.requests[before].decode().lower() if len(server.requests) > before else ""
    conditional = "conditional" if "if-none-match" in sent or "if-modified-since" in sent else "unconditional"
    due = (first.next_poll - now).total_seconds() / 60 if first.next_poll else 0.0
    next_one = "never: muted until it is added again" if first.muted else f"in {due:.0f} min, {conditional}"
    return f"{case:<52} {(first.last_outcome or '').value:<22} {next_one}"  # type: ignore[union-attr]


async def main() -> None:
    """Print the table."""
    logging.disable()
    print(f"{'input':<52} {'outcome':<22} next")
    for case, play in {**{name: play for name, (play, _) in ANSWERS.items()}, **MORE}.items():
        print(await row(case, play))


if __name__ == "__main__":
    asyncio.run(main())
