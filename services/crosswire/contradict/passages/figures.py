"""Figures in running text: numbers, years and dates as the intervals that their wording allows."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from math import inf

from crosswire.contradict.passages.dates import dates
from crosswire.contradict.passages.figure import YEAR, Figure, bounded, data
from crosswire.contradict.words.wording import concept

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PERCENT = r"\s*(?:%|per\s?cent)"
_JOINED = re.compile(r"\s*,?\s*(?:-{1,2}|–|—|−|to|until|till|through|and\s+ended(?:\s+on)?)\s*(?:the\s+)?")
_DASH = re.compile(r"\s*(?:-{1,2}|–|—|−)\s*")
_HUNDRED = 100
# How far into a text the brackets of a life may open.
_HEADLONG = 250
_NAMED = re.compile(r"[\w,] [A-Z][a-z]+ $")
# "The population was 1,425", "a population of 1,425".
_ABOUT = re.compile(
    r"\b([A-Za-z]+)\s+(?:(?:is|was|were|are|of|at|totall?ed|numbers?|numbered|has been|had been|stood at)\s+)"
    r"(?:(?:only|just|about|around|over|some|approximately|nearly|almost|roughly|under|below|above|more|less|fewer|than|at|"
    r"least|most|between|up|to|an|estimated|a)\s+)*$"
)


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of ``text`` in its order; the two ends of a span as one."""
    taken = [False] * (len(text) + 1)
    found = []
    for kind, low, high, start, end in dates(text):
        taken[start:end] = [True] * (end - start)
        found.append(_made(text, (kind, low, high), start, end))
    for match in _pattern().finditer(text):
        if not taken[match.start()] and not _label(text, match) and (value := _value(match)) is not None:
            found.append(_made(text, value, match.start(), match.end()))
    return tuple(_spans(text, sorted(found, key=lambda figure: figure.start)))


def _label(text: str, match: re.Match[str]) -> bool:
    """Tell a number that is part of a name: "Formula 3", "Channel 4"."""
    return bool(match["number"]) and bool(_NAMED.search(text[: match.start()]))


def _spans(text: str, found: list[Figure]) -> Iterator[Figure]:
    """Yield the figures, two that are the ends of one span joined: "between 10 and 34", "May 1 to June 30"."""
    at = 0
    while at < len(found):
        joined = _span(text, found[at], found[at + 1]) if at + 1 < len(found) else None
        yield joined or found[at]
        at += 2 if joined else 1


def _span(text: str, first: Figure, second: Figure) -> Figure | None:
    between = text[first.end : second.start]
    ahead = text[: first.start].rstrip().casefold()
    joined = _JOINED.fullmatch(between) or (between.strip() == "and" and ahead.endswith("between"))
    # What stands in brackets is a life: nobody is born on all of its days.
    lived = _bracketed(text, first) and first.timed and 5 * YEAR < second.low - first.low < 120 * YEAR
    if not joined or (lived and not ahead.endswith("from")):
        return None
    if _short(first, second, between):
        second = replace(second, kind="year", low=_full(first, second), high=_full(first, second) + YEAR - 1)
    if first.kind == "date" and second.kind == "year":
        first = _dated(first, second)
    if first.kind != second.kind or first.kind == "ordinal":
        return None
    low, high = min(first.low, second.low), max(first.high, second.high)
    low, high = (first.low, second.high) if inf in {high, -low} else (low, high)
    return replace(
        first,
        low=low,
        high=high,
        of=second.of,
        text=text[first.start : second.end],
        exact=False,
        span=True,
    )


def _bracketed(text: str, figure: Figure) -> bool:
    """Tell whether a figure stands in the text's first brackets."""
    opened = text.find("(")
    return 0 <= opened < figure.start and text.rfind(")", opened, figure.start) < 0 and opened < _HEADLONG


def _dated(first: Figure, second: Figure) -> Figure:
    """Return a day without a year as of the year in which the span that it begins ends: "May 1 to June 30, 1945"."""
    year = second.low // YEAR * YEAR
    return replace(first, kind="year", low=first.low + year, high=first.high + year)


def _short(first: Figure, second: Figure, between: str) -> bool:
    """Tell the short end of a span of years: 1997–98."""
    short = re.fullmatch(r"\d\d", second.text) and re.fullmatch(r"\d{4}", first.text)
    return bool(short and first.kind == "year" and _DASH.fullmatch(between))


def _full(first: Figure, second: Figure) -> float:
    return float(int(first.text[:2] + second.text) * YEAR)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(data()["words"], key=len, reverse=True))
    scales = "|".join(data()["scales"])
    ordinals = "|".join(data()["ordinals"])
    tens = rf"(?:{words})(?:[\s-](?:{words}))?"
    return re.compile(
        rf"(?P<money>[$€£])\s?(?P<amount>{_NUMBER})(?:\s*(?P<scale2>{scales})\b)?"
        rf"|\b(?P<nth>\d+)(?:st|nd|rd|th)\b"
        rf"|(?<![\w.,])(?<!\D-)(?P<number>{_NUMBER})(?:[\s-]*(?P<scale>{scales})s?\b)?(?P<percent>{_PERCENT})?(?![\w]*\d)"
        rf"|\b(?P<words>{tens}(?:[\s-](?:{scales})(?:[\s-](?:and\s)?{tens})?)*)\b(?P<percent2>{_PERCENT})?"
        rf"|\b(?P<one>an?)(?=\s+(?:decade|century|week|year|month)\b)"
        rf"|\b(?P<ordinal>{ordinals})\b",
        re.IGNORECASE,
    )


def _made(text: str, value: tuple[str, float, float], start: int, end: int) -> Figure:
    kind, low, high = value
    before = text[:start]
    low, high, exact = bounded(before, kind, low, high)
    told = _ABOUT.search(before) if kind in {"number", "percent", "money"} else None
    return Figure(
        kind=kind,
        low=low,
        high=high,
        of=_nouns(text[end:]),
        text=text[start:end].strip(),
        start=start + len(text[start:end]) - len(text[start:end].lstrip()),
        exact=exact,
        about=concept(told.group(1)) if told else "",
    )


def _value(match: re.Match[str]) -> tuple[str, float, float] | None:
    got = {key: value for key, value in match.groupdict().items() if value is not None}
    if "nth" in got or "ordinal" in got:
        value = float(got["nth"]) if "nth" in got else float(data()["ordinals"][got["ordinal"].casefold()])
        return "ordinal", value, value
    if "one" in got:
        return "number", 1.0, 1.0
    scale = next((data()["scales"][got[key].casefold()] for key in ("scale", "scale2") if key in got), 1)
    digits = (got.get("number") or got.get("amount") or "").replace(",", "")
    value = float(digits) if digits else _worded(got["words"].casefold())
    if "money" in got:
        return "money", value * scale, value * scale
    kind = "percent" if "percent" in got or "percent2" in got else "number"
    return kind, value * scale, value * scale


def _worded(wording: str) -> float:
    """Return the number that its words make: two hundred and eleven thousand."""
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", wording):
        scale = data()["scales"].get(word)
        if scale == _HUNDRED:
            part *= scale
        elif scale:
            total, part = total + part * scale, 0.0
        else:
            part += data()["words"].get(word, 0)
    return total + part


def _nouns(after: str) -> tuple[str, ...]:
    words = re.match(r"[\s-]*((?:[A-Za-z]+[\s-]+){0,3}[A-Za-z]+)", after)
    if not words or after[:1] in ",.;:)":
        return ()
    kept: list[str] = []
    for word in re.split(r"[\s-]+", words.group(1)):
        if word.casefold() in _stops():
            break
        kept.append(concept(word))
    return tuple(kept)


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(data()["stops"])
