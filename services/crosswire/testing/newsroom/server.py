"""Serves the sample newsroom on loopback, its five days passing in a minute while one watches."""

import hashlib
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from crosswire.testing.newsroom import newsroom
from crosswire.testing.newsroom.newsroom import Shown
from crosswire.testing.newsroom.reading import Outlet, articles, outlets

LOOPBACK = "127.0.0.1"
REAL_SECONDS = 60.0


def first_instant() -> datetime:
    """Return the instant at which the story begins: its first article."""
    return articles()[0].revised_at


def last_instant() -> datetime:
    """Return the instant at which the story ends and its clock stands still: the last thing published."""
    return articles()[-1].revised_at


def default_speed() -> float:
    """Return the story seconds a real second at which the whole story takes a minute."""
    return (last_instant() - first_instant()).total_seconds() / REAL_SECONDS


class StoryClock:
    """Runs from the story's first instant, ``speed`` story seconds a second of ``clock``, and stops at its last.

    ``begun`` are the seconds of ``clock`` that had passed in an earlier run.
    """

    def __init__(self, speed: float, clock: Callable[[], float], begun: float = 0.0) -> None:
        self._speed, self._clock, self._started = speed, clock, clock() - begun

    def now(self) -> datetime:
        """Return the story's instant."""
        whole = (last_instant() - first_instant()).total_seconds()
        return first_instant() + timedelta(seconds=min(whole, (self._clock() - self._started) * self._speed))


class Desk:
    """What one outlet shows: never two revisions of an article at once to a reader that tells what it has seen.

    So every revision is there to be polled, however late the poll; readers tell by the validator (RFC 9110, 8.8.3).
    """

    def __init__(self, outlet: str) -> None:
        self._revisions = [
            (revision.revised_at, revision.article) for revision in articles() if revision.outlet == outlet
        ]
        self.shown = first_instant() - timedelta(seconds=1)

    def advance(self, now: datetime, tags: str) -> datetime:
        """Return the instant up to which to show the outlet at ``now`` to a reader that has ``tags``."""
        known = re.search(r'"(\d+)-', tags)
        since = datetime.fromtimestamp(int(known[1]), UTC) if known else self.shown
        fresh = [(instant, article) for instant, article in self._revisions if since < instant <= now]
        again = (instant for at, (instant, article) in enumerate(fresh) if article in {name for _, name in fresh[:at]})
        limit = next(again, now + timedelta(seconds=1))
        until = max((instant for instant, _ in fresh if instant < limit), default=since)
        self.shown = max(self.shown, until)
        return until


class RunningNewsroom:
    """A newsroom that serves; ``base`` is its address without a final slash, ``feeds`` are its feeds' addresses."""

    def __init__(self, runner: web.AppRunner, base: str, clock: StoryClock) -> None:
        self._runner, self.base, self.clock = runner, base, clock
        self.feeds = [base + newsroom.feed_path(outlet) for outlet in outlets()]

    def opml(self) -> str:
        """Return the list of its feeds as OPML, with each outlet's name and country."""
        return newsroom.opml(self.base)

    async def close(self) -> None:
        """Stop serving and free the port."""
        await self._runner.cleanup()


async def serve(
    port: int = 0,
    *,
    speed: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    begun: float = 0.0,
    paced: bool = False,
) -> RunningNewsroom:
    """Serve on loopback until closed. ``port`` 0 takes a free one; ``speed`` is story seconds a second of ``clock``.

    ``begun`` are the seconds of ``clock`` that the story has run before. ``paced`` shows each revision of an article
    to a reader before the next, however fast the story goes. Raises ``OSError`` where the port is taken.
    """
    story = StoryClock(default_speed() if speed is None else speed, clock, begun)
    runner = web.AppRunner(application(story, paced=paced), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return RunningNewsroom(runner, f"http://{LOOPBACK}:{runner.addresses[0][1]}", story)


def application(story: StoryClock, *, paced: bool = False) -> web.Application:
    """Return the web application: the feeds, front pages and article pages of every outlet, by the story's clock."""
    app = web.Application()
    desks = {outlet.id: Desk(outlet.id) for outlet in outlets()} if paced else {}

    def shown(outlet: str) -> datetime:
        return desks[outlet].shown if outlet in desks else story.now()

    for outlet in outlets():

        async def feed(request: web.Request, outlet: Outlet = outlet) -> web.Response:
            desk, tags = desks.get(outlet.id), request.headers.get("If-None-Match", "")
            now = desk.advance(story.now(), tags) if desk else story.now()
            return answer(
                request, newsroom.feed(outlet, now, _base(request)), f"{int(now.timestamp())}-" if desk else ""
            )

        async def front(request: web.Request, outlet: Outlet = outlet) -> web.Response:
            return answer(request, newsroom.front(outlet, shown(outlet.id), _base(request)))

        app.router.add_get(newsroom.feed_path(outlet), feed)
        app.router.add_get(f"/{outlet.id}/", front)

    async def page(request: web.Request) -> web.Response:
        outlet = request.match_info["outlet"]
        return answer(request, newsroom.page(f"{outlet}/{request.match_info['name']}", shown(outlet), _base(request)))

    app.router.add_get(r"/{outlet}/{year:\d{4}}/{month:\d\d}/{day:\d\d}/{name}", page)
    return app


def answer(request: web.Request, shown: Shown, mark: str = "") -> web.Response:
    """Return ``shown`` with its validators, or 304 where the reader has it already (RFC 9110, section 13).

    ``mark`` goes before the hash in the entity tag.
    """
    etag = f'"{mark}{hashlib.blake2b(shown.body, digest_size=12).hexdigest()}"'
    headers = {
        "ETag": etag,
        "Last-Modified": format_datetime(shown.changed_at, usegmt=True),
        "Cache-Control": "no-cache",
    }
    if shown.status == 200 and _has(request, etag, shown.changed_at):
        return web.Response(status=304, headers=headers)
    return web.Response(status=shown.status, body=shown.body, headers={**headers, "Content-Type": shown.content_type})


def _has(request: web.Request, etag: str, changed: datetime) -> bool:
    if tags := request.headers.get("If-None-Match"):
        return "*" in tags or etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    try:
        since = parsedate_to_datetime(request.headers.get("If-Modified-Since", ""))
    except ValueError:
        return False
    return changed <= (since if since.tzinfo else since.replace(tzinfo=UTC))


def _base(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}"
