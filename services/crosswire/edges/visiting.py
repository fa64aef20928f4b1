"""Visiting story pages: as robots.txt allows, as long as the lease lasts."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from crosswire.edges.parser_process import ParserDied, ParserTimedOut
from crosswire.poll.answers import Answer
from crosswire.poll.candidates import Visit
from crosswire.poll.entries import Document, NotAFeed
from crosswire.poll.outcomes import READABLE, FetchOutcome
from crosswire.poll.pages import Page
from crosswire.poll.robots import LARGEST, NOTHING_ALLOWED, Robots, parse
from crosswire.poll.settings import PollSettings

LEASE_USED = 0.6
MOST_ROBOTS = 5000
NO_ANSWER_KEPT = 600.0

Clock = Callable[[], datetime]


class Fetch(Protocol):
    """What fetches: ``edges.fetch.Fetcher``, or a test's."""

    async def feed(self, url: str, *, etag: str = "", last_modified: str = "") -> Answer:
        """Fetch a feed."""

    async def page(self, url: str) -> Answer:
        """Fetch a page."""


class Parse(Protocol):
    """What reads: ``edges.parser_process.Parsers``, or a test's."""

    async def read_feed(self, body: bytes, content_type: str, url: str) -> Document:
        """Read a feed document."""

    async def read_page(self, body: bytes, content_type: str, url: str) -> Page:
        """Read a story page."""


class Visitor:
    """Fetches and reads pages; ``count`` is told the outcome of each."""

    def __init__(
        self, fetch: Fetch, parse: Parse, clock: Clock, settings: PollSettings, count: Callable[[str], None]
    ) -> None:
        self._fetch = fetch
        self._parse = parse
        self._clock = clock
        self._settings = settings
        self._count = count
        self._robots: dict[str, tuple[float, Robots]] = {}

    async def visit(self, urls: Sequence[str], until: datetime) -> dict[str, Visit]:
        """Fetch pages one after another, as long as the lease allows; those not reached are left out."""
        visits: dict[str, Visit] = {}
        seconds = (until - self._clock()).total_seconds() * LEASE_USED
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for url in urls:
                    visits[url] = await self._visit_one(url)
        return visits

    async def _visit_one(self, url: str) -> Visit:
        if not (await self._rules(url)).allows(url):
            self._count(FetchOutcome.ROBOTS_DISALLOW.value)
            return Visit(outcome=FetchOutcome.ROBOTS_DISALLOW)
        answer = await self._fetch.page(url)
        outcome, page = answer.outcome, None
        if outcome is FetchOutcome.READ:
            try:
                page = await self._parse.read_page(answer.body, answer.content_type, answer.url)
            except (ParserTimedOut, ParserDied) as error:
                outcome = unread(error)[0]
        self._count(outcome.value)
        return Visit(outcome=outcome, page=page if page and page.text else None)

    async def _rules(self, url: str) -> Robots:
        """The site's robots.txt, kept for a while; a site that cannot serve it is left alone for now (RFC 9309)."""
        origin = "/".join(url.split("/", 3)[:3])
        until, rules = self._robots.get(origin, (0.0, Robots()))
        if time.monotonic() < until:
            return rules
        answer = await self._fetch.page(f"{origin}/robots.txt")
        if answer.outcome in READABLE:
            rules = parse(answer.body[:LARGEST].decode("utf-8", "replace"))
        else:
            rules = Robots() if 400 <= answer.status < 500 and answer.status != 429 else NOTHING_ALLOWED
        if len(self._robots) >= MOST_ROBOTS:
            self._robots.pop(next(iter(self._robots)))
        kept = self._settings.robots_kept if answer.status else min(self._settings.robots_kept, NO_ANSWER_KEPT)
        self._robots[origin] = (time.monotonic() + kept, rules)
        return rules


def unread(error: Exception) -> tuple[FetchOutcome, str]:
    """Name the outcome of a reading that failed, and why."""
    if isinstance(error, NotAFeed):
        return FetchOutcome(error.kind), error.detail
    timed_out = isinstance(error, ParserTimedOut)
    return FetchOutcome.PARSER_TIMED_OUT if timed_out else FetchOutcome.PARSER_DIED, str(error)
