"""What is known of an entry before it is decided: remembered, listed now, and seen on its page."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from crosswire.poll import addresses, entry_keys
from crosswire.poll.entries import Document, Entry
from crosswire.poll.entry_keys import KeyedEntry
from crosswire.poll.feeds import ArticleHead, Feed, SeenEntry
from crosswire.poll.outcomes import FetchOutcome
from crosswire.poll.pages import Page
from crosswire.poll.settings import PollSettings
from crosswire_schemas.identity import identify


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What fetching the page of an entry gave."""

    outcome: FetchOutcome
    page: Page | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry with all that is known of it: remembered, listed now, and seen on its page."""

    listed: KeyedEntry
    seen: SeenEntry | None
    visit: Visit | None
    article_id: str
    canonical_url: str

    @property
    def page(self) -> Page | None:
        """What its page says, where that was fetched and can be read."""
        return self.visit.page if self.visit else None

    @property
    def is_recheck(self) -> bool:
        """Whether only its page was looked at again; the feed need not list it any more."""
        return not self.listed.identity

    @property
    def key(self) -> str:
        """The key under which it is remembered."""
        return self.seen.key if self.seen else self.listed.key


def recalled(listed: KeyedEntry, seen: Mapping[str, SeenEntry]) -> tuple[KeyedEntry, SeenEntry | None]:
    """Return what is remembered of an entry; where its GUID now tells another story, it goes by its other key."""
    known = seen.get(listed.key)
    reused = known is not None and entry_keys.is_another_story(known, listed.entry)
    if listed.other_key not in seen and not reused:
        return listed, known
    listed = replace(listed, key=listed.other_key)
    return listed, seen.get(listed.key)


def wanted_pages(
    feed: Feed, document: Document, seen: Mapping[str, SeenEntry], settings: PollSettings
) -> tuple[str, ...]:
    """Return the pages to fetch before deciding: of entries that are new or changed and carry a summary only."""
    if not feed.full_text:
        return ()
    pairs = (recalled(listed, seen) for listed in entry_keys.keyed(document.entries))
    links = [
        listed.entry.link
        for listed, known in pairs
        if (known is None or known.listed_hash != listed_hash(listed.entry))
        and len(listed.entry.text) <= settings.longest_summary
    ]
    return tuple(dict.fromkeys(link for link in links if link))


def candidates(
    feed: Feed, document: Document, seen: Mapping[str, SeenEntry], visits: Mapping[str, Visit]
) -> tuple[Candidate, ...]:
    """Bring together what is known of each entry of ``document``."""
    pairs = (recalled(listed, seen) for listed in entry_keys.keyed(document.entries))
    return tuple(_candidate(feed, listed, known, visits.get(listed.entry.link)) for listed, known in pairs)


def unrecognised(found: Sequence[Candidate], heads: Mapping[str, ArticleHead]) -> tuple[str, ...]:
    """Return the articles that are published, of which this feed lists nothing under a key that it is known by."""
    return tuple(one.article_id for one in found if one.seen is None and one.article_id in heads)


def renamed(found: Sequence[Candidate], before: Mapping[str, SeenEntry]) -> tuple[Candidate, ...]:
    """Recall entries that say something new under a new key; ``before`` is what the feed said of their articles.

    A key that is still listed was not exchanged: then two entries speak of one article, and neither revises it.
    """
    listed = {one.key for one in found}
    return tuple(_renamed(one, before.get(one.article_id), listed) for one in found)


def _renamed(one: Candidate, before: SeenEntry | None, listed: Set[str]) -> Candidate:
    if one.seen or before is None or before.key in listed:
        return one
    if before.listed_hash == listed_hash(one.listed.entry) and not before.withdrawn:
        return one
    return replace(one, seen=replace(before, key=one.key))


def rechecks(feed: Feed, due: Sequence[SeenEntry], visits: Mapping[str, Visit]) -> tuple[Candidate, ...]:
    """Bring together what the pages of remembered entries show now that they are looked at again.

    Where the feed's own text was published, a page tells only whether the story is still there.
    """
    return tuple(_recheck(feed, seen, visits[seen.url]) for seen in due if seen.url in visits)


def _recheck(feed: Feed, seen: SeenEntry, visit: Visit) -> Candidate:
    listed = KeyedEntry(entry=_remembered(seen), key=seen.key, other_key="", identity="")
    counts = seen.from_page or seen.wants_page
    return _candidate(feed, listed, seen, visit if counts else replace(visit, page=None))


def _remembered(seen: SeenEntry) -> Entry:
    return Entry(guid=seen.key, link=seen.url, title=seen.title, language=seen.language)


def _candidate(feed: Feed, listed: KeyedEntry, seen: SeenEntry | None, visit: Visit | None) -> Candidate:
    page = visit.page if visit else None
    address = (page.canonical_url if page else "") or addresses.canonical(listed.entry.link)
    return Candidate(
        listed=listed,
        seen=seen,
        visit=visit,
        article_id=seen.article_id if seen else entry_keys.id_of(feed.outlet.id, listed, address),
        canonical_url=seen.canonical_url if seen else address or feed.url,
    )


def listed_hash(entry: Entry) -> str:
    """Return the hash of what a feed says in an entry, white space folded."""
    return identify("listed", " ".join(entry.title.split()), " ".join(entry.text.split()))
