"""Figures in running text: numbers, years and dates as the intervals that their wording allows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import Any

from crosswire.contradict.lexicon import read
from crosswire.contradict.wording import concept

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PERCENT = r"\s*(?:%|per\s?cent)"
_JOINED = re.compile(r"\s*(?:-{1,2}|–|—|−|to|until|through)\s*")
_ABOUT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: ``kind`` is year, date, percent, money, ordinal or number; both bounds inclusive; ``of`` its nouns.

    A year is the interval of its days as year * 372 + month * 31 + day, so that a date lies in its year.
    """

    kind: str
    low: float
    high: float
    of: tuple[str, ...]
    text: str
    start: int
    exact: bool = True

    def meets(self, other: "Figure") -> bool:
        """Tell whether one value would satisfy both."""
        return self.low <= other.high and other.low <= self.high


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of ``text`` in its order."""
    found: list[Figure] = []
    taken = 0
    for match in _pattern().finditer(text):
        if match.start() >= taken and (figure := _figure(text, match)) is not None:
            found.append(figure)
            taken = match.end()
    return (*found, *_spans(text, found))


def _spans(text: str, found: list[Figure]) -> Iterator[Figure]:
    """Yield the spans between two figures of one kind: "between 10 and 34", "May 1 to June 30", "1998 -- 2002"."""
    for first, second in pairwise(found):
        between = text[first.start + len(first.text) : second.start]
        ahead = text[: first.start].rstrip().casefold()
        joined = _JOINED.fullmatch(between) or (between.strip() == "and" and ahead.endswith("between"))
        # What stands in brackets is a life: nobody is born on all of its days.
        lived = "(" in text[max(0, first.start - 12) : first.start] and first.kind == "year"
        if first.kind == second.kind and joined and not lived:
            low, high = min(first.low, second.low), max(first.high, second.high)
            yield replace(
                first, low=low, high=high, text=text[first.start : second.start + len(second.text)], exact=False
            )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read("figures.toml")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    data = _data()
    month = "|".join(sorted(data["months"], key=len, reverse=True))
    words = "|".join(sorted(data["words"], key=len, reverse=True))
    scales = "|".join(data["scales"])
    ordinals = "|".join(data["ordinals"])
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{month})\b\.?(?:\s*,?\s*(?P<year>\d{{4}})\b)?"
        rf"|\b(?P<month2>{month})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:\s*,?\s*(?P<year2>\d{{4}})\b)?"
        rf"|\b(?P<month3>{month})\.?\s+(?:of\s+)?(?P<year3>\d{{4}})\b"
        rf"|\b(?P<from>1\d{{3}}|20\d{{2}})\s*(?:-{{1,2}}|–|—|to|until|through)\s*(?P<to>1\d{{3}}|20\d{{2}}|\d{{2}})\b"
        rf"|\b(?P<decade>1\d{{2}}0|20\d0)\s?'?s\b"
        rf"|(?P<money>[$€£])\s?(?P<amount>{_NUMBER})(?:\s*(?P<scale2>{scales})\b)?"
        rf"|\b(?P<nth>\d+)(?:st|nd|rd|th)\b"
        rf"|(?<![\w.,-])(?P<number>{_NUMBER})(?:[\s-]*(?P<scale>{scales})s?\b)?(?P<percent>{_PERCENT})?(?![\w]*\d)"
        rf"|\b(?P<words>(?:{words})(?:[\s-](?:{words}))?)(?:[\s-](?P<scale3>{scales}))?\b(?P<percent2>{_PERCENT})?"
        rf"|\b(?P<ordinal>{ordinals})\b",
        re.IGNORECASE,
    )


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    kind, low, high = _value(match)
    if kind == "year" and match["number"] and _counted(text, match):
        kind, low, high = "number", float(match["number"]), float(match["number"])
    low, high, exact = _bounded(text[: match.start()], kind, low, high)
    of = _nouns(text[match.end() :]) or _nouns_before(text[: match.start()])
    return Figure(kind=kind, low=low, high=high, of=of, text=match.group().strip(), start=match.start(), exact=exact)


def _value(match: re.Match[str]) -> tuple[str, float, float]:
    got = {key: value for key, value in match.groupdict().items() if value is not None}
    month = got.get("month") or got.get("month2") or got.get("month3")
    if month:
        year = got.get("year") or got.get("year2") or got.get("year3")
        return _date(year, _data()["months"][month.casefold()], got.get("day") or got.get("day2"))
    if "from" in got:
        end = got["to"] if len(got["to"]) == 4 else got["from"][:2] + got["to"]
        return "year", _start(int(got["from"])), _start(int(end) + 1) - 1
    if "decade" in got and got["decade"].endswith("00"):
        return "year", _start(int(got["decade"])), _start(int(got["decade"]) + 100) - 1
    if "decade" in got:
        return "year", _start(int(got["decade"])), _start(int(got["decade"]) + 10) - 1
    if "nth" in got or "ordinal" in got:
        value = float(got["nth"]) if "nth" in got else float(_data()["ordinals"][got["ordinal"].casefold()])
        return "ordinal", value, value
    return _plain(got)


def _plain(got: dict[str, str]) -> tuple[str, float, float]:
    scale = next((_data()["scales"][got[key].casefold()] for key in ("scale", "scale2", "scale3") if key in got), 1)
    digits = (got.get("number") or got.get("amount") or "").replace(",", "")
    value = (
        float(digits)
        if digits
        else float(sum(_data()["words"][w] for w in re.split(r"[\s-]", got["words"].casefold())))
    )
    if "money" in got:
        return "money", value * scale, value * scale
    if "percent" in got or "percent2" in got:
        return "percent", value, value
    if scale == 1 and re.fullmatch(r"1\d{3}|20\d\d", got.get("number", "")):
        return "year", _start(int(value)), _start(int(value) + 1) - 1
    return "number", value * scale, value * scale


def _start(year: int) -> float:
    return year * 372.0


def _date(year: str | None, month: int, day: str | None) -> tuple[str, float, float]:
    if year is None:
        at = (month - 1) * 31.0 + int(day or 1) - 1
        return "date", at, at
    first = _start(int(year)) + (month - 1) * 31
    if day is None:
        return "year", first, first + 30
    at = first + int(day) - 1
    return "year", at, at


def _counted(text: str, match: re.Match[str]) -> bool:
    """Tell a count of four digits from a year: a plural noun follows, and no preposition of time stands before."""
    timed = re.search(
        r"\b(?:in|since|by|of|until|from|to|and|between|before|after|during|early|late|mid)[\s-]*$",
        text[: match.start()],
        re.I,
    )
    return not timed and bool(re.match(r"\s+[a-z]+s\b", text[match.end() :]))


def _bounded(before: str, kind: str, low: float, high: float) -> tuple[float, float, bool]:
    tail = re.sub(r"\s+(?:the|a|an|early|late|of|year)?\s*$", " ", before[-30:].casefold() + " ").rstrip()
    for bound, phrases in _data()["before"].items():
        if any(re.search(rf"(?<!\w){re.escape(phrase)}$", tail) for phrase in phrases):
            if kind in {"year", "date"} and bound in {"about"}:
                return low, high, False
            return (*_widened(bound, low, high), False)
    return low, high, True


def _widened(bound: str, low: float, high: float) -> tuple[float, float]:
    tiny = 1e-6 * max(abs(high), 1)
    return {
        "above": (high + tiny, inf),
        "below": (-inf, low - tiny),
        "least": (low, inf),
        "most": (-inf, high),
        "about": (low * (1 - _ABOUT), high * (1 + _ABOUT)),
    }[bound]


def _nouns(after: str) -> tuple[str, ...]:
    words = re.match(r"[\s-]*((?:[A-Za-z]+[\s-]+){0,2}[A-Za-z]+)", after)
    if not words or after[:1] in ",.;:)":
        return ()
    kept: list[str] = []
    for word in re.split(r"[\s-]+", words.group(1)):
        if word.casefold() in _stops():
            break
        kept.append(concept(word))
    return tuple(kept)


def _nouns_before(before: str) -> tuple[str, ...]:
    words = re.findall(r"[A-Za-z]+", before[-40:])
    return tuple(concept(word) for word in words[-3:] if word.casefold() not in _stops())


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(_data()["stops"])


def compatible(mine: Figure, others: Iterator[Figure]) -> bool:
    """Tell whether any of ``others`` may be the same figure."""
    return any(mine.meets(other) for other in others)
