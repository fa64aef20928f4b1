"""Periods: the wordings of time that are known, by pattern, and what each means in days."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from crosswire.extract.count.numbers import words
from crosswire.extract.date import calendar as calendar_dates
from crosswire.extract.date import relative as relative_dates
from crosswire.extract.date.days import Base, Period, listed

UNITS = "second|minute|hour|day|night|week|fortnight|month|year|decade|century"
SHAPES: Mapping[str, Callable[[Mapping[str, str], Base], Period | None]] = {
    **calendar_dates.SHAPES,
    **relative_dates.SHAPES,
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: its shape, its trigger, its expression, and the words one of which must stand before (none: any)."""

    shape: str
    needs: str
    match: re.Pattern[str]
    after: frozenset[str]


def period(shape: str, found: re.Match[str], base: Base) -> Period | None:
    """Return what ``found``, a match of a pattern of ``shape``, means; None where it is no date after all."""
    given = {name: text.lower() for name, text in found.groupdict().items() if text}
    try:
        return SHAPES[shape](given, base)
    except (ValueError, OverflowError):
        return None


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the wordings of dates, in the order in which they are tried."""
    return tuple(
        Pattern(
            row["shape"],
            row["needs"],
            _expression(r"(?<![\w$€£])(?:" + row["match"] + ")"),
            frozenset(row.get("after", ())),
        )
        for row in _listed()["pattern"]
    )


@cache
def triggers() -> Mapping[str, re.Pattern[str]]:
    """Return by name what a line must hold to be searched for the patterns that need it."""
    return {name: _expression(match) for name, match in _listed()["triggers"].items()}


def _expression(match: str) -> re.Pattern[str]:
    fill = _fillings()
    names = "|".join(fill)
    return re.compile(re.sub(r"\{(" + names + r")\}", lambda found: fill[found.group(1)], match), re.IGNORECASE)


@cache
def _fillings() -> Mapping[str, str]:
    known = listed()
    months = [re.escape(name.capitalize()) + (r"\b\.?" if _short(name) else "") for name in known["months"]]
    holidays = [name.title().replace("'S", "'s") for name in known["holidays"]]
    number = _either(words())
    return {
        "month": f"(?-i:{_either(months)})",
        "weekday": f"(?-i:{_either(day.capitalize() for day in known['weekdays'])})",
        "number": rf"(?:\d[\d,.]*|{number}(?:[- ]{number})?|a dozen|dozens of|hundreds of)",
        "unit": f"(?:{UNITS})",
        "year": r"(?:1[5-9]|20)\d{2}(?![\d,]\d|%| ?(?:m|km|million|percent)\b)",
        "season": _either(known["seasons"]),
        "holiday": f"(?-i:{_either(re.escape(name).replace(chr(39), '[’' + chr(39) + ']') for name in holidays)})",
    }


def _short(month: str) -> bool:
    return len(month) <= 4 and month not in {"may", "june", "july"}


def _either(options: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(options, key=len, reverse=True)) + ")"


@cache
def _listed() -> dict[str, Any]:
    text = files("crosswire.extract").joinpath("data/en/dates/patterns.toml").read_text("utf-8")
    return tomllib.loads(text)
