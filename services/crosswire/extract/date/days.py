"""Days: the calendar arithmetic behind wordings of time, and the words that they are made of."""

import calendar
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from crosswire.extract.count.numbers import value_of

Tense = Literal["past", "future"]
Kind = Literal["point", "window"]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days or instants ``from_`` to ``to``, both inclusive; a window is a stretch over which something went on."""

    from_: date
    to: date
    precision: str
    kind: Kind = "point"


@dataclass(frozen=True, slots=True)
class Base:
    """From where to reckon: publication, the day of the report above the wording, the day last told of, the tense."""

    now: datetime
    said: date
    told: date
    tense: Tense

    @property
    def today(self) -> date:
        """The day of publication."""
        return self.now.date()


def nearest(at: Callable[[int], date], base: Base) -> date:
    """Return the date in the year that the tense asks for: the last one, or in the future the next."""
    for year in (base.today.year, base.today.year + (1 if base.tense == "future" else -1)):
        on = at(year)
        if (on >= base.today.replace(day=1)) if base.tense == "future" else (on <= base.today + DAY):
            return on
    return at(base.today.year)


def number_of(wording: str) -> float:
    """Return how many a wording like "two", "a few" means."""
    word = wording.lower().strip().removesuffix(" of")
    if word.startswith("half"):
        return 0.5
    vague = listed()["vague"]
    value = value_of(word)
    return float(value) if value is not None else float(vague.get(word.split(" ")[-1], vague.get(word, 3)))


def moved(on: date, unit: str, many: float) -> date:
    """Return ``on`` moved by ``many`` units."""
    if unit in {"month", "year", "decade", "century"}:
        months = round(many * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
        year, month = plus(on.year, on.month, months)
        return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))
    return on + timedelta(days=round(many * {"week": 7, "weekend": 7, "fortnight": 14}.get(unit, 1)))


def beginning(on: date, unit: str) -> date:
    """Return the first day of the unit that ``on`` lies in."""
    if unit == "week":
        return on - timedelta(days=on.weekday())
    if unit == "month":
        return on.replace(day=1)
    return date(on.year - on.year % {"decade": 10, "century": 100}.get(unit, 1), 1, 1)


def days_in(unit: str) -> int:
    """Return how many days a unit has."""
    return {"week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652, "century": 36525}.get(unit, 1)


def coarse(unit: str) -> str:
    """Return the precision of a wording in ``unit``."""
    return {"decade": "year", "century": "year", "fortnight": "week", "night": "day"}.get(unit, unit)


def ordered(one: Any, other: Any) -> tuple[Any, Any]:
    """Return the two, the earlier first."""
    return (one, other) if one <= other else (other, one)


def shifted(year: int, which: str) -> int:
    """Return the year that "last", "this" or "next" year means."""
    return year + {"last": -1, "next": 1}.get(which, 0)


def plus(year: int, month: int, months: int) -> tuple[int, int]:
    """Return the year and month ``months`` later."""
    number = year * 12 + month - 1 + months
    return number // 12, number % 12 + 1


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_number(wording: str) -> int:
    """Return which month a name is."""
    return int(listed()["months"][wording.lower().rstrip(".")])


@cache
def listed() -> dict[str, Any]:
    """Return the words of dates."""
    text = files("crosswire.extract").joinpath("data/en/dates/words.toml").read_text("utf-8")
    return tomllib.loads(text)
