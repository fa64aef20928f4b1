"""What is remembered of a feed, of its entries and of the articles they became."""

from dataclasses import dataclass
from datetime import datetime

from crosswire.poll.outcomes import FetchOutcome
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that the operator asked for."""

    feed_id: str
    url: str
    outlet: Outlet
    folder: str = ""
    full_text: bool = False
    recheck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How the last polls of a feed went and when the next is due. Times in UTC, ``interval`` in seconds."""

    next_poll: datetime | None = None
    interval: float = 0.0
    polls: int = 0
    failures: int = 0
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    built_at: datetime | None = None
    moved_to: str = ""
    moved_since: datetime | None = None
    moved_polls: int = 0
    adopted_url: str = ""
    last_success: datetime | None = None
    last_outcome: FetchOutcome | None = None
    last_detail: str = ""
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """An entry that was published. ``listed_hash`` is of what the feed says, ``text_hash`` of the published body."""

    key: str
    article_id: str
    url: str
    canonical_url: str
    title: str
    language: str
    listed_hash: str
    text_hash: str
    published_at: datetime
    first_seen: datetime
    last_listed: datetime
    from_page: bool = False
    page_title: str = ""
    checks: int = 0
    next_check: datetime | None = None
    wants_page: bool = False
    """Whether the summary was published because the page could not be had at the time."""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHead:
    """The newest revision published of an article, by whichever of the outlet's feeds."""

    article_id: str
    revision: int
    content_hash: str


def feed_id(url: str) -> str:
    """Return the id of a feed: of the address under which it was added."""
    return identify("feed", url)
