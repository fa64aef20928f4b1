"""RSS, RDF and Atom of every age, read by feedparser from bytes that we fetched."""

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

import feedparser

from crosswire.poll import dates, markup
from crosswire.poll.entries import Document, Entry, NotAFeed, Wishes
from crosswire.poll.settings import DAY, HOUR, MINUTE, PollSettings

PERIODS = {"hourly": HOUR, "daily": DAY, "weekly": 7 * DAY, "monthly": 30 * DAY, "yearly": 365 * DAY}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# What feedparser lets through of its own mistakes on ill-formed documents.
FAILURES = (LookupError, AttributeError, TypeError, ValueError, ArithmeticError, AssertionError, RecursionError)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_SKIPPED_HOURS = re.compile(rb"<skipHours>(.*?)</skipHours>", re.I | re.S)
_SKIPPED_DAYS = re.compile(rb"<skipDays>(.*?)</skipDays>", re.I | re.S)
_DELETED = re.compile(rb"<(?:\w+:)?deleted-entry\b[^>]*\bref\s*=\s*[\"']([^\"']+)[\"']", re.I)
_OPENED = re.compile(rb"<(item|entry)[\s>]", re.I)
_BYLINE = re.compile(r"^by\s+", re.I)


def read(body: bytes, charset: str, *, base: str, settings: PollSettings) -> Document:
    """Read an RSS, RDF or Atom document. Raises ``NotAFeed`` where it is none."""
    content_type = "application/xml" + (f"; charset={charset}" if charset else "")
    headers = {"content-type": content_type, "content-location": base}
    found = _parsed(body, headers)
    version = found.get("version", "")
    if not version and not found.entries and not found.feed.get("title"):
        raise NotAFeed("not_a_feed", str(found.get("bozo_exception", "no element of a feed")))
    raw = found.entries[:-1] if len(found.entries) > 1 and _cut_short(body) else found.entries
    feed = found.feed
    date = dates.reader()
    entries = [_entry(entry, base, _text(feed, "language"), date) for entry in raw[: settings.max_entries]]
    return Document(
        format=version or "unknown",
        title=_title(feed),
        link=markup.web_address(_text(feed, "link"), base),
        language=_text(feed, "language"),
        built_at=_date(feed, ("updated", "published"), "", dates.of_text),
        wishes=_wishes(feed, body),
        entries=(*entries, *_tombstones(body)),
        over_cap=max(0, len(raw) - settings.max_entries),
    )


def _parsed(body: bytes, headers: Mapping[str, str]) -> Any:
    parse: Any = feedparser.parse  # type: ignore[attr-defined]
    try:
        return parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    except FAILURES as error:
        raise NotAFeed("not_a_feed", f"feedparser fails on it with {type(error).__name__}: {error}") from error


def _cut_short(body: bytes) -> bool:
    """Whether the document ends inside its last entry: what is there of it is no account of it."""
    opened = list(_OPENED.finditer(body))
    if not opened:
        return False
    closing = b"</" + opened[-1].group(1)
    return closing in body and body.rfind(closing) < opened[-1].start()


def _entry(entry: Mapping[str, Any], base: str, language: str, date: dates.Reader) -> Entry:
    said = _text(entry, "language") or _detail_language(entry) or language
    return Entry(
        guid=_text(entry, "id"),
        link=_link(entry, base),
        title=_title(entry),
        text=_body(entry),
        authors=_authors(entry),
        tags=tuple(dict.fromkeys(tag for tag in map(_term, entry.get("tags") or ()) if tag)),
        language=said,
        published_at=_date(entry, ("published", "created"), said, date),
        updated_at=_date(entry, ("updated",), said, date),
    )


def _text(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key) if key in holder else None
    return value.strip() if isinstance(value, str) else ""


def _detail_language(entry: Mapping[str, Any]) -> str:
    details = [entry.get("title_detail"), *(entry.get("content") or ())]
    return next((said for detail in details if detail and (said := _text(detail, "language"))), "")


def _title(holder: Mapping[str, Any]) -> str:
    detail = holder.get("title_detail") or {}
    return markup.title_text(_text(holder, "title"), html=detail.get("type") in _HTML)


def _body(entry: Mapping[str, Any]) -> str:
    details = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    return max((_detail(detail) for detail in details), key=len)


def _detail(detail: Mapping[str, Any]) -> str:
    kind, value = _text(detail, "type") or "text/html", _text(detail, "value")
    if kind in _HTML or markup.looks_like_html(value):
        return markup.paragraphs(value)
    return markup.plain_paragraphs(value) if kind.startswith("text/") else ""


def _link(entry: Mapping[str, Any], base: str) -> str:
    links: Iterable[Mapping[str, Any]] = entry.get("links") or ()
    hrefs = [(link.get("rel", "alternate"), _text(link, "href")) for link in links]
    alternates = [href for rel, href in hrefs if rel == "alternate"]
    first = _text(entry, "link")
    # feedparser falls back on an enclosure, which is no page; and an id is a link only where it does not say otherwise.
    first = "" if alternates and first in {href for rel, href in hrefs if rel == "enclosure"} else first
    named = (markup.web_address(link, base) for link in (_text(entry, "feedburner_origlink"), first, *alternates))
    identity = markup.web_address(_text(entry, "id"), "") if entry.get("guidislink", True) else ""
    return next((found for found in named if found), identity)


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = [_text(author, "name") for author in entry.get("authors") or () if author]
    names = [name for name in names if name] or [_text(entry, "author")]
    return tuple(dict.fromkeys(_BYLINE.sub("", markup.one_line(name)) for name in names if name))


def _term(tag: Mapping[str, Any]) -> str:
    return markup.one_line(_text(tag, "label") or _text(tag, "term"))


def _date(entry: Mapping[str, Any], keys: Iterable[str], language: str, date: dates.Reader) -> Any:
    for key in keys:
        if key not in set(entry):
            continue
        found = dates.of_struct(entry.get(f"{key}_parsed")) or date(_text(entry, key), language)
        if found:
            return found
    return None


def _wishes(feed: Mapping[str, Any], body: bytes) -> Wishes:
    hours = _SKIPPED_HOURS.search(body)
    days = _SKIPPED_DAYS.search(body)
    named = days.group(1).decode("latin-1").lower() if days else ""
    return Wishes(
        interval=_interval(feed),
        skip_hours=tuple(
            sorted({int(hour) % 24 for hour in re.findall(rb"\b\d{1,2}\b", hours.group(1) if hours else b"")})
        ),
        skip_days=tuple(index for index, day in enumerate(DAYS) if day in named),
    )


def _interval(feed: Mapping[str, Any]) -> float | None:
    ttl = _text(feed, "ttl")
    if ttl.isdigit() and len(ttl) < 7:
        return int(ttl) * MINUTE or None
    period = PERIODS.get(_text(feed, "sy_updateperiod").lower())
    frequency = _text(feed, "sy_updatefrequency") or "1"
    return period / max(1, int(frequency)) if period and frequency.isdigit() else None


def _tombstones(body: bytes) -> tuple[Entry, ...]:
    """Atom's deleted entries (RFC 6721)."""
    return tuple(Entry(guid=ref.decode("utf-8", "replace"), deleted=True) for ref in _DELETED.findall(body))
