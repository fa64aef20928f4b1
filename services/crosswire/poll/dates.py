"""Dates of entries in every habit: feedparser's, ISO 8601, RFC 5322, other languages; nonsense is no date."""

import re
from calendar import timegm
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any

import dateparser

_ISO_LIKE = re.compile(r"^\d{4}-\d\d-\d\d(?:\D|$)")
_TIGHT = re.compile(r"^([A-Za-z]{3,9}),(\d)")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
FUTURE = timedelta(hours=1)
UNREAD = 40
Reader = Callable[..., datetime | None]


def of_struct(value: object) -> datetime | None:
    """Return the instant of feedparser's UTC ``struct_time``, or None where it is none."""
    if not isinstance(value, struct_time | tuple) or len(value) != 9:
        return None
    try:
        return datetime.fromtimestamp(timegm(value), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def reader() -> Reader:
    """Return ``of_text`` for one document: it guesses no more once so many dates could not be read.

    Each of them takes up to a tenth of a second, and a thousand entries would take longer than a document is given.
    """
    unread = 0

    def read(value: str, language: str = "") -> datetime | None:
        nonlocal unread
        found = of_text(value, language) if unread < UNREAD else _in_utc(_iso(value.strip()))
        unread += found is None and bool(value)
        return found

    return read


def of_text(value: str, language: str = "") -> datetime | None:
    """Return the instant that ``value`` writes (UTC where it names no zone), or None; ``language`` is a hint."""
    value = value.strip()
    if not 6 <= len(value) <= 60:
        return None
    return _in_utc(_iso(value) or _other(value, language))


def _in_utc(found: datetime | None) -> datetime | None:
    if found is None:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _iso(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _other(value: str, language: str) -> datetime | None:
    if not any(char.isdigit() for char in value) or _ISO_LIKE.match(value):
        return None
    value = _TIGHT.sub(r"\1, \2", value)
    hint = language[:2].lower()
    return (_parsed(value, [hint]) if hint.isalpha() else None) or _parsed(value, [])


def _parsed(value: str, languages: list[str]) -> datetime | None:
    settings: Any = {"REQUIRE_PARTS": ["year", "month", "day"], "PARSERS": ["absolute-time"]}
    try:
        return dateparser.parse(value, languages=languages or None, settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None


def plausible(dates: Iterable[datetime | None], now: datetime) -> datetime | None:
    """Return the first date that is neither before news were on the web nor more than an hour ahead of ``now``."""
    return next((date for date in dates if date and EARLIEST <= date <= now + FUTURE), None)
