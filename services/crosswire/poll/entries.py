"""What a feed says, whatever its format: a document and its entries, as plain text."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as listed now. Texts are plain; addresses absolute; an empty string or None is absent."""

    guid: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How often a feed asks to be read: seconds between polls, hours (0-23, GMT) and days (0 = Monday) to skip."""

    interval: float | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One feed document that was read."""

    format: str
    title: str = ""
    link: str = ""
    language: str = ""
    built_at: datetime | None = None
    wishes: Wishes = NO_WISHES
    entries: tuple[Entry, ...] = ()
    over_cap: int = 0


class NotAFeed(ValueError):
    """Bytes that are no feed; ``kind`` is ``empty``, ``html_page`` or ``not_a_feed``."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
