"""Serves the sample newsroom on loopback, its five days passing in a minute while one watches."""

import hashlib
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
    """Runs from the story's first instant, ``speed`` story seconds a second of ``clock``, and stops at its last."""

    def __init__(self, speed: float, clock: Callable[[], float]) -> None:
        self._speed, self._clock, self._started = speed, clock, clock()

    def now(self) -> datetime:
        """Return the story's instant."""
        whole = (last_instant() - first_instant()).total_seconds()
        return first_instant() + timedelta(seconds=min(whole, (self._clock() - self._started) * self._speed))


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
    port: int = 0, *, speed: float | None = None, clock: Callable[[], float] = time.monotonic
) -> RunningNewsroom:
    """Serve on loopback until closed. ``port`` 0 takes a free one; ``speed`` is story seconds a second of ``clock``.

    Raises ``OSError`` where the port is taken.
    """
    story = StoryClock(default_speed() if speed is None else speed, clock)
    runner = web.AppRunner(application(story), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return RunningNewsroom(runner, f"http://{LOOPBACK}:{runner.addresses[0][1]}", story)


def application(story: StoryClock) -> web.Application:
    """Return the web application: the feeds, front pages and article pages of every outlet, by the story's clock."""
    app = web.Application()
    for outlet in outlets():

        async def feed(request: web.Request, outlet: Outlet = outlet) -> web.Response:
            return answer(request, newsroom.feed(outlet, story.now(), _base(request)))

        async def front(request: web.Request, outlet: Outlet = outlet) -> web.Response:
            return answer(request, newsroom.front(outlet, story.now(), _base(request)))

        app.router.add_get(newsroom.feed_path(outlet), feed)
        app.router.add_get(f"/{outlet.id}/", front)

    async def page(request: web.Request) -> web.Response:
        name = f"{request.match_info['outlet']}/{request.match_info['name']}"
        return answer(request, newsroom.page(name, story.now(), _base(request)))

    app.router.add_get(r"/{outlet}/{year:\d{4}}/{month:\d\d}/{day:\d\d}/{name}", page)
    return app


def answer(request: web.Request, shown: Shown) -> web.Response:
    """Return ``shown`` with its validators, or 304 where the reader has it already (RFC 9110, section 13)."""
    etag = f'"{hashlib.blake2b(shown.body, digest_size=12).hexdigest()}"'
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
