"""Decides what each entry of a polled feed becomes: a new article, a revision, a withdrawal, or nothing, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crosswire.poll import articles, patterns
from crosswire.poll.candidates import Candidate, listed_hash
from crosswire.poll.feeds import ArticleHead, Feed, SeenEntry
from crosswire.poll.outcomes import PASSING, EntryOutcome, FetchOutcome
from crosswire.poll.settings import PollSettings
from crosswire_schemas.identity import content_hash, identify
from crosswire_schemas.records import Article

TOUCHED_EVERY = timedelta(days=1)
GONE = frozenset({FetchOutcome.NOT_FOUND, FetchOutcome.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to publish, what to remember once that is acknowledged, and how each entry ended."""

    articles: tuple[Article, ...] = ()
    seen: tuple[SeenEntry, ...] = ()
    outcomes: Mapping[EntryOutcome, int]


def decide(
    feed: Feed,
    found: Sequence[Candidate],
    heads: Mapping[str, ArticleHead],
    now: datetime,
    settings: PollSettings,
    *,
    over_cap: int = 0,
    stale: bool = False,
) -> Decision:
    """Decide each candidate, in the order of the document; ``heads`` holds the newest revision of their articles.

    ``stale`` says that the document is older than one read before (an old copy in a cache): it revises nothing.

    Deciding over the state that the last decision left publishes nothing again.
    """
    published: list[Article] = []
    remembered: dict[str, SeenEntry] = {}
    outcomes: Counter[EntryOutcome] = Counter({EntryOutcome.REFUSED_OVER_CAP: over_cap} if over_cap else {})
    known, done = dict(heads), set[str]()
    for candidate in found:
        if stale and candidate.seen:
            outcomes[EntryOutcome.STALE] += 1
            continue
        if candidate.key in done:
            outcomes[EntryOutcome.DUPLICATE] += 1
            continue
        done.add(candidate.key)
        outcome, article, seen = _decide_one(feed, candidate, known.get(candidate.article_id), now, settings)
        outcomes[outcome] += 1
        if article:
            published.append(article)
            known[article.article_id] = articles.head(article)
        if seen:
            remembered[seen.key] = seen
    return Decision(articles=tuple(published), seen=tuple(remembered.values()), outcomes=dict(outcomes))


def both(decided: Decision, checked: Decision) -> Decision:
    """Join two decisions of one poll; what the feed itself says of an entry goes before a look at its page."""
    done = {entry.key for entry in decided.seen} | {article.article_id for article in decided.articles}
    published = [article for article in checked.articles if article.article_id not in done]
    seen = [entry for entry in checked.seen if entry.key not in done]
    outcomes = Counter(decided.outcomes) + Counter(checked.outcomes)
    return Decision(articles=(*decided.articles, *published), seen=(*decided.seen, *seen), outcomes=outcomes)


_Decided = tuple[EntryOutcome, Article | None, SeenEntry | None]


def _decide_one(
    feed: Feed, candidate: Candidate, head: ArticleHead | None, now: datetime, settings: PollSettings
) -> _Decided:
    seen = candidate.seen
    if _is_withdrawn(candidate):
        return _withdraw(feed, candidate, head, now)
    if seen and candidate.is_recheck and not candidate.page:
        return EntryOutcome.UNCHANGED, None, _rechecked(feed, seen, settings)
    if seen and _says_nothing_new(candidate, seen):
        return EntryOutcome.UNCHANGED, None, _touched(seen, now)
    return _publish(feed, candidate, head, now, settings)


def _says_nothing_new(candidate: Candidate, seen: SeenEntry) -> bool:
    """Whether the feed says what it said before; a summary says nothing new of a text that came from the page."""
    same = seen.listed_hash == listed_hash(candidate.listed.entry) and not seen.withdrawn
    return candidate.page is None and (same or seen.from_page)


def _rechecked(feed: Feed, seen: SeenEntry, settings: PollSettings) -> SeenEntry:
    again = feed.recheck or seen.wants_page
    due = next_check(seen.first_seen, seen.checks + 1, settings) if again else None
    return replace(seen, checks=seen.checks + 1, next_check=due)


def _touched(seen: SeenEntry, now: datetime) -> SeenEntry | None:
    """Remember that an entry is still listed, at most once a day: most polls then write nothing of it."""
    return replace(seen, last_listed=now) if now - seen.last_listed > TOUCHED_EVERY else None


def _is_withdrawn(candidate: Candidate) -> bool:
    entry, seen, visit = candidate.listed.entry, candidate.seen, candidate.visit
    vanished = bool(seen and visit and visit.outcome in GONE)
    return entry.deleted or vanished or bool(patterns.whole("retractions", "titles").match(entry.title))


def _withdraw(feed: Feed, candidate: Candidate, head: ArticleHead | None, now: datetime) -> _Decided:
    seen = candidate.seen
    if seen is None or head is None:
        return EntryOutcome.REFUSED_EMPTY, None, None
    if seen.withdrawn:
        return EntryOutcome.UNCHANGED, None, _touched(seen, now)
    article = articles.withdrawal(feed, seen, head, now)
    return EntryOutcome.WITHDRAWN, article, replace(seen, withdrawn=True, last_listed=now, next_check=None)


def _publish(
    feed: Feed, candidate: Candidate, head: ArticleHead | None, now: datetime, settings: PollSettings
) -> _Decided:
    seen = candidate.seen
    draft = articles.draft(candidate.listed.entry, candidate.page, seen, settings)
    if not draft.text and not draft.title:
        return EntryOutcome.REFUSED_EMPTY, None, seen
    remembered = _remember(feed, candidate, draft, now, settings)
    if head is not None and seen is None:
        return EntryOutcome.DUPLICATE, None, remembered
    changed = _changed(seen, draft)
    same = head is not None and head.content_hash == content_hash(draft.title, draft.text)
    if seen and not seen.withdrawn and (not changed or same):
        return EntryOutcome.UNCHANGED, None, remembered
    article = articles.article(feed, candidate.article_id, remembered, draft, head=head, changed=changed, now=now)
    return (EntryOutcome.REVISED if seen else EntryOutcome.NEW), article, remembered


def _changed(seen: SeenEntry | None, draft: articles.Draft) -> tuple[str, ...]:
    if seen is None:
        return ()
    title = ("title",) if " ".join(seen.title.split()) != " ".join(draft.title.split()) else ()
    return title + (("text",) if seen.text_hash != text_hash(draft.body) else ())


def _remember(
    feed: Feed, candidate: Candidate, draft: articles.Draft, now: datetime, settings: PollSettings
) -> SeenEntry:
    entry, seen = candidate.listed.entry, candidate.seen
    first = seen.first_seen if seen else now
    rechecked = seen is not None and candidate.is_recheck
    checks = (seen.checks if seen else 0) + rechecked
    wants_page = bool(candidate.visit and not draft.from_page and candidate.visit.outcome in PASSING)
    return SeenEntry(
        key=candidate.key,
        article_id=candidate.article_id,
        url=entry.link or feed.url,
        canonical_url=candidate.canonical_url,
        title=draft.title,
        language=draft.language,
        listed_hash=seen.listed_hash if seen and rechecked else listed_hash(entry),
        text_hash=text_hash(draft.body),
        published_at=seen.published_at if seen else draft.published(now),
        first_seen=first,
        last_listed=seen.last_listed if seen and rechecked else now,
        from_page=draft.from_page,
        page_title=draft.page_title,
        checks=checks,
        wants_page=wants_page,
        next_check=next_check(first, checks, settings) if (feed.recheck or wants_page) and entry.link else None,
    )


def next_check(first: datetime, checks: int, settings: PollSettings) -> datetime | None:
    """Return when the page of an article first seen at ``first`` is looked at again after ``checks`` looks, or None."""
    after = settings.recheck_after
    return first + timedelta(seconds=after[checks]) if checks < len(after) else None


def text_hash(text: str) -> str:
    """Return the hash of a body, white space folded."""
    return identify("text", " ".join(text.split()))
