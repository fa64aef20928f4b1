"""Serves feedparser's 2,107 test feeds and other captures over HTTP and polls them whole; run by name."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from aiohttp import web
from tests.poll.expectations import DATA, files, headers

from crosswire.edges.fetch import Fetcher
from crosswire.edges.parser_process import Parsers
from crosswire.edges.polling import Poller
from crosswire.poll.feeds import Feed, feed_id
from crosswire.poll.memory import FeedsInMemory
from crosswire.poll.outcomes import EntryOutcome, FetchOutcome
from crosswire.poll.settings import PollSettings
from crosswire_schemas.codec import decode, encode
from crosswire_schemas.records import Article, Outlet

BODILESS = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection"})


def served() -> dict[str, tuple[bytes, dict[str, str]]]:
    """Return what is served by path: body and headers as the file's first comment states them."""
    table = {}
    for name, body in files():
        said = {key: value for key, value in headers(body).items() if key not in BODILESS}
        table[name] = (body, {"content-type": "application/xml", **said})
    for folder in ("miniflux_fixtures", "mediacloud_fixtures"):
        for path in sorted((DATA / folder).rglob("*")):
            if path.is_file():
                table[str(path.relative_to(DATA))] = (path.read_bytes(), {"content-type": "text/html"})
    return table


async def main() -> None:
    """Poll each twice; print the outcomes of both rounds."""
    table, published, outcomes = served(), list[Article](), [Counter[str](), Counter[str]()]
    rounds = 0

    async def answer(request: web.Request) -> web.Response:
        body, headers = table[request.path[1:]]
        return web.Response(body=body, headers=headers)

    async def publish(articles: Sequence[Article]) -> None:
        for article in articles:
            assert decode(encode(article)) == article
        published.extend(articles)

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    settings = PollSettings(allow_addresses=("127.0.0.0/8",), host_connections=8, host_pause=0.0)
    feeds = [
        Feed(feed_id=feed_id(base + n), url=base + quote(n), outlet=Outlet(id=n, name=Path(n).name)) for n in table
    ]
    memory, started, counts = FeedsInMemory(feeds), time.time(), [0, 0]
    async with Fetcher(settings) as fetch, Parsers(settings) as parse:
        for rounds in (0, 1):
            now = datetime(2024, 5, 1 + rounds * 3, tzinfo=UTC)
            poller = Poller(
                memory, fetch, parse, publish, clock=lambda now=now: now, chance=random.random, settings=settings,
                count=lambda kind, outcome, amount, into=outcomes[rounds]: into.update({f"{kind} {outcome}": amount}),
            )  # fmt: skip
            for leased in await memory.lease("poll", now, len(feeds), 1e6, len(feeds)):
                await poller.poll(leased)
            counts[rounds] = len(published) - sum(counts)
    await runner.cleanup()
    print(f"{len(feeds)} files polled twice in {time.time() - started:.1f} s")
    for n, counted in enumerate(outcomes):
        print(f"round {n + 1}: {counts[n]} articles,", dict(sorted(counted.items())))
        named = {f"feed {one.value}" for one in FetchOutcome} | {f"entry {one.value}" for one in EntryOutcome}
        assert set(counted) <= named
        assert sum(amount for key, amount in counted.items() if key.startswith("feed ")) == len(feeds)


if __name__ == "__main__":
    asyncio.run(main())
