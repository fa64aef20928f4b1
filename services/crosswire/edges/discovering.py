"""Finding and trying out a feed: behind the address of a site, or for a look at what it would publish."""

from dataclasses import dataclass

from crosswire.edges.parser_process import ParserDied, ParserTimedOut
from crosswire.edges.visiting import Fetch, Parse, unread
from crosswire.poll import addresses, outlets
from crosswire.poll.answers import Answer
from crosswire.poll.discovery import feed_links
from crosswire.poll.entries import Document, NotAFeed
from crosswire.poll.feeds import Feed, feed_id
from crosswire.poll.outcomes import FETCH_WORDS, READABLE, FetchOutcome
from crosswire.poll.settings import PollSettings

MOST_TRIED = 12


class NoFeed(Exception):
    """No feed was found; says what was met instead."""


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that was found, and what it says now."""

    url: str
    document: Document


async def find_feed(fetch: Fetch, parse: Parse, url: str) -> Found:
    """Return the feed at ``url``, or the one behind the page there. Raises ``NoFeed``."""
    url = url if "://" in url else f"https://{url}"
    answer = await fetch.feed(url)
    found = await _read(parse, answer, url)
    if isinstance(found, Found):
        return found
    if found is not FetchOutcome.HTML_PAGE:
        raise NoFeed(f"{addresses.shown(url)}: {FETCH_WORDS[found]}" + (f" ({answer.detail})" if answer.detail else ""))
    for link in feed_links(answer.body, answer.content_type, answer.url)[:MOST_TRIED]:
        found = await _read(parse, await fetch.feed(link.url), link.url)
        if isinstance(found, Found):
            return found
    raise NoFeed(f"{addresses.shown(url)} is a web page, and no feed was found behind it: give the feed's own address")


async def _read(parse: Parse, answer: Answer, url: str) -> Found | FetchOutcome:
    if answer.outcome not in READABLE:
        return answer.outcome
    try:
        return Found(answer.moved_to or url, await parse.read_feed(answer.body, answer.content_type, answer.url))
    except (NotAFeed, ParserTimedOut, ParserDied) as error:
        return unread(error)[0]


def feed_of(found: Found, settings: PollSettings, *, name: str = "", country: str = "", folder: str = "") -> Feed:
    """Return the feed to add for what was found; ``name`` '' takes the feed's own title."""
    return Feed(
        feed_id=feed_id(found.url),
        url=found.url,
        outlet=outlets.outlet(found.url, found.document.link, name or found.document.title, country),
        folder=folder,
        full_text=settings.full_text,
        recheck=settings.recheck,
    )
