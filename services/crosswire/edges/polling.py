"""The poll stage at work: leases due feeds, fetches and reads them, publishes what is decided, remembers it last."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b

from crosswire.edges import log
from crosswire.edges.parser_process import ParserDied, ParserTimedOut
from crosswire.edges.visiting import Clock, Fetch, Parse, Visitor, unread
from crosswire.poll import articles, candidates, decide, entry_keys, schedule
from crosswire.poll.answers import Answer
from crosswire.poll.candidates import Candidate, Visit
from crosswire.poll.decide import Decision
from crosswire.poll.entries import Document, NotAFeed
from crosswire.poll.feeds import Feed, Schedule, SeenEntry
from crosswire.poll.memory import FeedMemory, Leased, Remembrance
from crosswire.poll.outcomes import READABLE, EntryOutcome, FetchOutcome
from crosswire.poll.schedule import PollFacts
from crosswire.poll.settings import PollSettings
from crosswire_schemas.records import Article

LOG = log.logger("crosswire.poll")

Publish = Callable[[Sequence[Article]], Awaitable[None]]
Chance = Callable[[], float]
Count = Callable[[str, str, int], None]


class PublishFailed(Exception):
    """What was decided could not be published: the stage stops, and remembers nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one poll of a feed came to."""

    schedule: Schedule
    decision: Decision
    document: Document | None = None


class Poller:
    """Polls feeds one by one; ``count`` is told each outcome: kind ("feed", "page", "entry"), outcome, how many."""

    def __init__(
        self,
        memory: FeedMemory,
        fetch: Fetch,
        parse: Parse,
        publish: Publish,
        *,
        clock: Clock,
        chance: Chance,
        settings: PollSettings,
        worker: str = "poll",
        count: Count = lambda kind, outcome, amount: None,
    ) -> None:
        self._memory = memory
        self._fetch = fetch
        self._parse = parse
        self._publish = publish
        self._clock = clock
        self._chance = chance
        self._settings = settings
        self._worker = worker
        self._count = count
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="decide")
        self._visitor = Visitor(fetch, parse, clock, settings, lambda outcome: count("page", outcome, 1))

    async def poll(self, leased: Leased) -> None:
        """Poll a leased feed: publish, then remember. Raises ``PublishFailed``; every other end is remembered."""
        feed = leased.feed
        try:
            polled = await self.look(leased)
        except asyncio.CancelledError:
            await asyncio.shield(self._memory.release(feed.feed_id, self._worker))
            raise
        except Exception as error:  # one feed's trouble must not stop the others
            LOG.exception("polling failed", feed=feed.feed_id, outlet=feed.outlet.name)
            polled = self._failed(leased.schedule, FetchOutcome.BUG, repr(error))
        await self._hand_on(polled.decision.articles)
        left = Remembrance(
            schedule=polled.schedule,
            seen=polled.decision.seen,
            heads=[articles.head(article) for article in polled.decision.articles],
            outcomes=self._counted(polled),
            forget_before=self._clock() - timedelta(seconds=self._settings.forget_entries_after),
        )
        if not await self._memory.remember(feed.feed_id, self._worker, left):
            LOG.warning("the lease was lost; another poller publishes the same again", feed=feed.feed_id)

    async def _hand_on(self, articles: Sequence[Article]) -> None:
        if not articles:
            return
        try:
            await self._publish(articles)
        except Exception as error:
            raise PublishFailed(f"{len(articles)} articles were not acknowledged: {error}") from error

    def _counted(self, polled: Polled) -> Mapping[str, int]:
        outcome = polled.schedule.last_outcome or FetchOutcome.BUG
        self._count("feed", outcome.value, 1)
        for entry, amount in polled.decision.outcomes.items():
            self._count("entry", entry.value, amount)
        return {outcome.value: 1} | {f"entry_{entry.value}": n for entry, n in polled.decision.outcomes.items()}

    async def look(self, leased: Leased) -> Polled:
        """Fetch, read and decide a feed without publishing or remembering anything: also the dry run."""
        feed, before, until = leased.feed, leased.schedule, leased.until
        conditional = schedule.is_conditional(before, self._settings)
        answer = await self._fetch.feed(
            before.adopted_url or feed.url,
            etag=before.etag if conditional else "",
            last_modified=before.last_modified if conditional else "",
        )
        checked = await self._recheck(feed, until)
        if answer.outcome not in READABLE:
            return self._ended(before, PollFacts(answer=answer, outcome=answer.outcome, detail=answer.detail), checked)
        body_hash = blake2b(answer.body, digest_size=16).hexdigest()
        if conditional and schedule.is_body_known(before, body_hash):
            facts = PollFacts(answer=answer, outcome=FetchOutcome.SAME_BODY, body_hash=body_hash)
            return self._ended(before, facts, checked)
        return await self._read(leased, answer, body_hash, checked)

    async def _read(self, leased: Leased, answer: Answer, body_hash: str, checked: Decision) -> Polled:
        feed, before, until = leased.feed, leased.schedule, leased.until
        try:
            document = await self._parse.read_feed(answer.body, answer.content_type, answer.url)
        except (NotAFeed, ParserTimedOut, ParserDied) as error:
            outcome, detail = unread(error)
            return self._ended(before, PollFacts(answer=answer, outcome=outcome, detail=detail), checked)
        document, seen = await self._recall(feed, document, answer.outcome)
        visits, postponed = await self._pages(feed, document, seen, until)
        decided = await self._decide(feed, before, document, seen, visits=visits, postponed=postponed)
        facts = PollFacts(
            answer=answer,
            outcome=answer.outcome,
            wishes=document.wishes,
            body_hash="" if postponed else body_hash,
            built_at=document.built_at,
            had_news=bool(decided.articles),
        )
        polled = self._ended(before, facts, decide.both(decided, checked))
        again = replace(polled.schedule, etag="", last_modified="", body_hash="") if postponed else polled.schedule
        return replace(polled, schedule=again, document=document)

    def _ended(self, before: Schedule, facts: PollFacts, decision: Decision) -> Polled:
        after = schedule.next_poll(before, facts, self._clock(), self._settings, self._chance())
        return Polled(schedule=after, decision=decision)

    def _failed(self, before: Schedule, outcome: FetchOutcome, detail: str) -> Polled:
        facts = PollFacts(answer=Answer(outcome=outcome, url=""), outcome=outcome, detail=detail)
        return self._ended(before, facts, Decision(outcomes={}))

    async def _recall(
        self, feed: Feed, document: Document, outcome: FetchOutcome
    ) -> tuple[Document, Mapping[str, SeenEntry]]:
        if outcome is FetchOutcome.TRUNCATED and len(document.entries) > 1:
            document = replace(document, entries=document.entries[:-1])
        keyed = entry_keys.keyed(document.entries)
        keys = dict.fromkeys(key for entry in keyed for key in (entry.key, entry.other_key))
        return document, await self._memory.seen(feed.feed_id, list(keys))

    async def _decide(
        self,
        feed: Feed,
        before: Schedule,
        document: Document,
        seen: Mapping[str, SeenEntry],
        *,
        visits: Mapping[str, Visit],
        postponed: frozenset[str],
    ) -> Decision:
        everything = candidates.candidates(feed, document, seen, visits)
        found: Sequence[Candidate] = [one for one in everything if one.listed.entry.link not in postponed]
        heads = await self._memory.heads([one.article_id for one in found])
        if strange := candidates.unrecognised(found, heads):
            found = candidates.renamed(found, await self._memory.of_articles(feed.feed_id, strange))
        stale = schedule.is_stale(before, document.built_at)
        now, cap = self._clock(), document.over_cap
        # In a thread of its own: a feed made to be slow to clean must not keep the others from their leases.
        deciding = partial(decide.decide, feed, found, heads, now, self._settings, over_cap=cap, stale=stale)
        decided = await asyncio.get_running_loop().run_in_executor(self._thread, deciding)
        waiting = {EntryOutcome.POSTPONED: len(everything) - len(found)} if len(everything) > len(found) else {}
        return replace(decided, outcomes={**decided.outcomes, **waiting})

    async def _pages(
        self, feed: Feed, document: Document, seen: Mapping[str, SeenEntry], until: datetime
    ) -> tuple[dict[str, Visit], frozenset[str]]:
        wanted = candidates.wanted_pages(feed, document, seen, self._settings)
        visits = await self._visitor.visit(wanted[: self._settings.max_pages], until)
        return visits, frozenset(wanted) - frozenset(visits)

    async def _recheck(self, feed: Feed, until: datetime) -> Decision:
        looks = feed.recheck or feed.full_text
        due = await self._memory.due_checks(feed.feed_id, self._clock()) if looks else ()
        if not due:
            return Decision(outcomes={})
        visits = await self._visitor.visit([entry.url for entry in due], until)
        found = candidates.rechecks(feed, due, visits)
        heads = await self._memory.heads([one.article_id for one in found])
        return decide.decide(feed, found, heads, self._clock(), self._settings)


async def poll_forever(
    memory: FeedMemory,
    fetch: Fetch,
    parse: Parse,
    publish: Publish,
    *,
    clock: Clock,
    chance: Chance,
    settings: PollSettings,
    stop: asyncio.Event,
    worker: str = "poll",
    count: Count = lambda kind, outcome, amount: None,
) -> None:
    """Poll due feeds until ``stop`` is set, then end those in hand. Raises ``PublishFailed``, errors of memory."""
    poller = Poller(
        memory, fetch, parse, publish, clock=clock, chance=chance, settings=settings, worker=worker, count=count
    )
    running: set[asyncio.Task[None]] = set()
    try:
        while not stop.is_set():
            free = settings.concurrency - len(running)
            if free >= settings.concurrency / 4:
                leased = await memory.lease(worker, clock(), free, settings.lease, settings.host_connections)
                running |= {asyncio.create_task(poller.poll(one)) for one in leased}
            running = await _wait(running, stop, settings.idle_pause)
        ended = (await asyncio.wait(running, timeout=settings.stop_patience))[0] if running else ()
        for task in ended:
            task.result()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _wait(running: set[asyncio.Task[None]], stop: asyncio.Event, pause: float) -> set[asyncio.Task[None]]:
    """Wait for a poll to end, for the stop, or for the pause; pass on the error of a poll."""
    stopping = asyncio.create_task(stop.wait())
    done, left = await asyncio.wait({*running, stopping}, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    for task in done - {stopping}:
        task.result()
    return {task for task in running if task in left}
