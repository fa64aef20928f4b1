"""Dates in running text: days, months, years, decades and centuries, as intervals of days."""

import re
from collections.abc import Iterator
from functools import lru_cache

from crosswire.contradict.passages.figure import MONTH, YEAR, data

_COUNTED = re.compile(r"\s+[a-z]+[^\Wsui]s\b")
_TIMELY = re.compile(
    r"\b(?:in|since|by|of|until|from|to|and|between|before|after|during|early|late|mid)[\s-]*$", re.IGNORECASE
)
# Parts of a decade, century or year, as shares of it.
_PARTS = {"early": (0.0, 0.45), "mid": (0.3, 0.7), "late": (0.55, 1.0)}


def dates(text: str) -> Iterator[tuple[str, float, float, int, int]]:
    """Yield each date of ``text``: its kind (year or date), interval, and where it stands."""
    for match in _pattern().finditer(text):
        got = {key: value for key, value in match.groupdict().items() if value is not None}
        if "bare" in got and _count(text, match):
            continue
        found = _value(got)
        if found is not None:
            yield (*found, match.start(), match.end())


def _count(text: str, match: re.Match[str]) -> bool:
    """Tell a count of four digits from a year: a plural noun follows, and no preposition of time stands before."""
    return not _TIMELY.search(text[: match.start()]) and bool(_COUNTED.match(text[match.end() :]))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(data()["months"], key=len, reverse=True))
    ordinal = "|".join(data()["ordinals"])
    tens = "|".join(word for word, value in data()["words"].items() if value >= 20)
    units = "|".join(word for word, value in data()["words"].items() if 0 < value < 20)
    part = r"(?:(?:the\s+)?(?P<part{0}>early|mid|late)[\s-]+(?:the\s+)?)?"
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{month})\b\.?(?:\s*,?\s*(?P<year>\d{{4}})(?!\d))?"
        rf"|\b(?P<month2>{month})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:\s*,?\s*(?P<year2>\d{{4}})(?!\d))?"
        rf"|\b(?P<month3>{month})\.?\s+(?:of\s+)?(?P<year3>\d{{4}})\b"
        rf"|\b{part.format(1)}(?P<decade>1\d{{2}}0|20\d0)\s?['’]?s\b"
        rf"|\b{part.format(2)}(?:(?P<century>\d{{1,2}})(?:st|nd|rd|th)|(?P<nth>{ordinal}|twentieth|twenty[\s-]first))"
        rf"[\s-]century\b"
        rf"|(?<=\bin )(?P<month4>{month})\b|(?<=\bon )(?P<month5>{month})\b|(?<=\bof )(?P<month6>{month})\b"
        rf"|(?<![\w.,$€£])(?<!\D[-–])(?P<bare>1\d{{3}}|20\d\d)(?![\w]*\d)(?!,\d{{3}}|\.\d|\s*(?:%|per\s?cent))"
        rf"|\b(?P<head>{units}|twenty)[\s-](?:hundred(?:[\s-]and)?[\s-])?(?P<ten>{tens})(?:[\s-](?P<unit>{units}))?\b"
        rf"|\b(?P<head2>{units}|twenty)[\s-]hundred(?:[\s-]and)?[\s-](?P<unit2>{units})\b"
        rf"|(?<![\w-])two[\s-]thousand(?:[\s-]and)?[\s-](?P<since>{units})\b(?![\s-](?:hundred|thousand))",
        re.IGNORECASE,
    )


def _value(got: dict[str, str]) -> tuple[str, float, float] | None:
    month = next((got[key] for key in ("month", "month2", "month3", "month4", "month5", "month6") if key in got), None)
    if month:
        return _date(
            got.get("year") or got.get("year2") or got.get("year3"),
            data()["months"][month.casefold()],
            got.get("day") or got.get("day2"),
        )
    if "decade" in got:
        length = 100 if got["decade"].endswith("00") else 10
        return _within(int(got["decade"]), length, got.get("part1"))
    if "century" in got or "nth" in got:
        return _within((_ordinal(got) - 1) * 100, 100, got.get("part2"))
    year = _spelled(got) if "bare" not in got else int(got["bare"])
    return None if year is None else _within(year, 1, None)


def _ordinal(got: dict[str, str]) -> int:
    if "century" in got:
        return int(got["century"])
    known = data()["ordinals"] | {"twentieth": 20, "twenty-first": 21}
    return int(known[re.sub(r"\s", "-", got["nth"].casefold())])


def _spelled(got: dict[str, str]) -> int | None:
    """Return a year in words; two numbers that make none are nothing."""
    words = data()["words"]
    if "since" in got:
        return 2000 + int(words[got["since"].casefold()])
    head, ten, unit = ((got.get(key) or got.get(f"{key}2") or "zero").casefold() for key in ("head", "ten", "unit"))
    year = words[head] * 100 + words[ten] + words[unit]
    return year if 1000 < year < 2100 and (words[unit] < 10 or ten == "zero") else None


def _within(year: int, length: int, part: str | None) -> tuple[str, float, float]:
    first, last = _PARTS[part.casefold()] if part else (0.0, 1.0)
    days = length * YEAR
    return "year", year * YEAR + first * days, year * YEAR + last * days - 1


def _date(year: str | None, month: int, day: str | None) -> tuple[str, float, float] | None:
    if day is not None and not 1 <= int(day) <= MONTH:
        return None
    at = (month - 1) * MONTH + (int(day) - 1 if day else 0)
    low = at + (int(year) * YEAR if year else 0.0)
    return "year" if year else "date", low, low if day else low + MONTH - 1
