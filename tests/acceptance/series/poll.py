"""The poll stage with the captures' clock: ``python -m tests.acceptance.series.poll KAFKA DATABASE TIMES PAUSE``."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crosswire import flow
from crosswire.edges import log, messages
from crosswire.edges.fetch import Fetcher
from crosswire.edges.parent import end_with_parent
from crosswire.edges.parser_process import Parsers
from crosswire.edges.polling import Poller
from crosswire.edges.producer import Producer
from crosswire.edges.store.database import Database
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.poll.answers import Answer
from crosswire.poll.settings import MINUTE, PollSettings
from crosswire_schemas.records import Article
from tests.acceptance.series.captures import WRITTEN, instant

# A feed is due again at its next capture, whatever its server, its wishes or a failure say: one capture a poll.
SETTINGS = PollSettings(
    contact="https://crosswire.example/",
    allow_addresses=("127.0.0.1",),
    host_pause=0.0,
    host_connections=8,
    first_interval=MINUTE,
    shortest_interval=MINUTE,
    longest_interval=MINUTE,
    longest_hint=0.0,
    longest_backoff=MINUTE,
    jitter=0.0,
)


@dataclass(slots=True)
class Clock:
    """The clock of the poller: the moment of the captures that it now reads."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Timed:
    """Fetches feeds as they were at the clock's moment."""

    fetcher: Fetcher
    clock: Clock

    async def feed(self, url: str, *, etag: str = "", last_modified: str = "") -> Answer:
        """Fetch a feed as it was."""
        then = f"{url}?at={self.clock.now:{WRITTEN}}"
        return await self.fetcher.feed(then, etag=etag, last_modified=last_modified)

    async def page(self, url: str) -> Answer:
        """Pages are not fetched."""
        raise AssertionError(url)


async def main(kafka: str, database: str, times: Sequence[datetime], pause: float) -> None:
    """Poll every feed once at each of ``times``, going on where an earlier process was killed."""
    clock = Clock(times[0])
    with Database(database) as opened, Producer(kafka, client="crosswire-poll") as out:
        memory, sending = FeedsInDatabase(opened), asyncio.Lock()
        await memory.release_all()
        async with AsyncExitStack() as stack:
            fetcher = await stack.enter_async_context(Fetcher(SETTINGS))
            parsers = await stack.enter_async_context(Parsers(SETTINGS))

            async def publish(articles: Sequence[Article]) -> None:
                batch = messages.messages(articles, flow.POLL.writes, stage="poll", now=datetime.now(UTC))
                async with sending:
                    await asyncio.to_thread(out.send, batch)

            poller = Poller(
                memory, Timed(fetcher, clock), parsers, publish, clock=clock, chance=lambda: 0.0, settings=SETTINGS
            )
            for moment in times:
                clock.now = moment
                while leased := await memory.lease("poll", moment, 8, SETTINGS.lease, 8):
                    await asyncio.gather(*map(poller.poll, leased))
                    await asyncio.sleep(pause)


if __name__ == "__main__":
    log.configure("console", "warning")
    end_with_parent()
    moments = [instant(written) for written in Path(sys.argv[3]).read_text().split()]
    asyncio.run(main(sys.argv[1], sys.argv[2], moments, float(sys.argv[4])))
