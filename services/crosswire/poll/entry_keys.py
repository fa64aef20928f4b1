"""Which entry is which from poll to poll: by GUID where a feed uses it as one, else by link, else by words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz

from crosswire.poll import addresses
from crosswire.poll.entries import Entry
from crosswire.poll.feeds import SeenEntry
from crosswire_schemas.identity import article_id, identify

ANOTHER_STORY = 60.0
"""Below this likeness of titles (0 to 100), and with another address and day, a GUID was used for another story."""
WORDS = 200
OTHER_DAY = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedEntry:
    """An entry, the key it is remembered by, the one it has if its GUID turns out to be reused, and its identity."""

    entry: Entry
    key: str
    other_key: str
    identity: str
    """What the article id is made of: the canonical address where only this entry has it."""


def keyed(entries: Sequence[Entry]) -> tuple[KeyedEntry, ...]:
    """Give each entry of one document its keys; entries told apart by nothing get the same key."""
    of_guid, of_link = _sharing(entries)
    return tuple(_keyed(entry, of_guid, of_link) for entry in entries)


def _sharing(entries: Iterable[Entry]) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    of_guid: defaultdict[str, set[str]] = defaultdict(set)
    of_link: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        link = addresses.canonical(entry.link)
        of_guid[entry.guid].add(link or entry.title)
        of_link[link].add(entry.title or entry.text[:WORDS])
    return of_guid, of_link


def _keyed(entry: Entry, of_guid: Mapping[str, set[str]], of_link: Mapping[str, set[str]]) -> KeyedEntry:
    link = addresses.canonical(entry.link)
    own_guid = bool(entry.guid) and len(of_guid[entry.guid]) == 1
    own_link = bool(link) and len(of_link[link]) == 1
    words = (entry.title, "" if entry.title else entry.text[:WORDS])
    if own_guid:
        key = identify("guid", entry.guid)
    elif own_link:
        key = identify("link", link)
    else:
        key = identify("words", entry.guid, link, *words)
    return KeyedEntry(
        entry=entry,
        key=key,
        other_key=identify("reused", entry.guid, link, *words),
        identity=link if own_link else f"{link}#{key}",
    )


def is_another_story(seen: SeenEntry, entry: Entry) -> bool:
    """Whether ``entry`` under the key of ``seen`` tells another story: the feed uses its GUIDs again."""
    if not (entry.link and entry.title and seen.title):
        return False
    if addresses.canonical(entry.link) == addresses.canonical(seen.url):
        return False
    if fuzz.token_set_ratio(seen.title.casefold(), entry.title.casefold()) >= ANOTHER_STORY:
        return False
    return entry.published_at is None or abs(entry.published_at - seen.published_at) > OTHER_DAY


def id_of(outlet_id: str, keyed_entry: KeyedEntry, canonical_url: str) -> str:
    """Return the article's id: by ``canonical_url`` where the page named a better address than the entry's own."""
    alone = "#" not in keyed_entry.identity
    return article_id(outlet_id, canonical_url if alone and canonical_url else keyed_entry.identity)
