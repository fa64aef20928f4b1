"""How values are put on a page: hostile characters disarmed, addresses checked, times in words."""

import re
import tomllib
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from crosswire.console.store import Json

# Controls that reorder the text around them (Unicode TR 9), and those that no text needs.
UNRULY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def disarmed(text: str) -> str:
    """Return ``text`` of the same length with every control and bidirectional override made visible as U+FFFD."""
    return UNRULY.sub("\N{REPLACEMENT CHARACTER}", text)


def address(url: object) -> str:
    """Return ``url`` where it is an absolute http(s) address, else an empty string, which templates do not link."""
    if not isinstance(url, str) or UNRULY.search(url):
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def instant(value: object) -> datetime | None:
    """Return the instant that a record's field or a column says, in UTC; None for what is none."""
    try:
        read = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return read.replace(tzinfo=read.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def moment(value: object) -> str:
    """Return an instant as '9 June 2025, 14:05 UTC'; as it came where it is none."""
    read = instant(value)
    return f"{_day(read)}, {read:%H:%M} UTC" if read else str(value)


def short(value: object) -> str:
    """Return an instant as '9 Jun, 14:05'."""
    read = instant(value)
    return f"{read.day} {read:%b}, {read:%H:%M}" if read else str(value)


def period(interval: Json | None) -> str:
    """Return an interval in words, as finely as its precision: '9 June 2025', 'June 2025', '9 June 2025 to …'."""
    if not interval:
        return ""
    first, last = instant(interval.get("from")), instant(interval.get("to"))
    if first is None or last is None:
        return ""
    match interval.get("precision"):
        case "minute" | "hour":
            return moment(interval["from"]) if first == last else f"{moment(first)} to {moment(last)}"
        case "month" if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        case "year" if first.year == last.year:
            return str(first.year)
    return _day(first) if first.date() == last.date() else f"{_day(first)} to {_day(last)}"


def ago(value: object, now: datetime) -> str:
    """Return how long before ``now`` an instant was, roughly: '3 minutes ago'."""
    read = instant(value)
    if read is None:
        return ""
    seconds = (now - read).total_seconds()
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            return f"{counted(int(seconds // size), name)} ago"
    return "just now" if seconds >= 0 else f"on {moment(read)}"


def counted(number: int, noun: str, many: str = "") -> str:
    """Return '1 claim', '2 claims'; ``many`` for a plural that is not noun + s."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def words(name: object) -> str:
    """Return a name of an enumeration or a field as words: 'not_stated' is 'not stated'."""
    return str(name).replace("_", " ")


def percent(score: object) -> str:
    """Return a probability as a whole percentage."""
    return f"{round(float(score) * 100)}%" if isinstance(score, int | float) else ""


def quantity(value: Json) -> str:
    """Return what a quantity allows: 'at least 11 people killed', '24 to 99 drones'."""
    low, high = value.get("low"), value.get("high")
    bounds = {
        (True, True): f"{_number(low)}" if low == high else f"{_number(low)} to {_number(high)}",
        (True, False): f"{'more than' if value.get('low_open') else 'at least'} {_number(low)}",
        (False, True): f"{'fewer than' if value.get('high_open') else 'at most'} {_number(high)}",
        (False, False): "some",
    }[low is not None, high is not None]
    unit, of = str(value.get("unit") or ""), str(value.get("of") or "")
    if unit == "percent":
        return f"{bounds}%{f' ({of})' if of else ''}"
    nouns = [noun if low == high == 1 else plural(noun) for noun in (unit, of) if noun]
    return " ".join([bounds, *dict.fromkeys(nouns)])


@lru_cache(maxsize=1)
def _plurals() -> frozenset[str]:
    source = files("crosswire.console").joinpath("data", "plurals.toml")
    return frozenset(tomllib.loads(source.read_text("utf-8"))["plurals"])


def plural(noun: str) -> str:
    """Return a noun for several: 'jobs', 'armies'; codes of currencies, names and plurals stay."""
    if not (noun.isalpha() and noun.islower()) or noun in _plurals() or noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun + ("es" if noun.endswith(("x", "ch", "sh")) else "s")


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else ""
