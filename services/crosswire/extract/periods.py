"""Periods: what a wording of time means in days, reckoned from a date; the shapes of wordings are data."""

import calendar
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from crosswire.extract.numbers import value_of, words

Tense = Literal["past", "future"]
Kind = Literal["point", "window"]
DAY = timedelta(days=1)
UNITS = "second|minute|hour|day|week|month|year|decade"
FIRSTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
LAST = date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """Days or instants ``from_`` to ``to``, both inclusive; a window is a stretch over which something was counted or went on."""

    from_: date
    to: date
    precision: str
    kind: Kind = "point"


@dataclass(frozen=True, slots=True)
class Base:
    """From where to reckon: the instant of publication, the day of the report above the wording, the day last told of, the tense."""

    now: datetime
    said: date
    told: date
    tense: Tense

    @property
    def today(self) -> date:
        """The day of publication."""
        return self.now.date()


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


def _day(given: Mapping[str, str], base: Base) -> Period:
    month, day = _month_number(given["month"]), int(given["day"])
    year = int(given["year"]) if "year" in given else None
    first = date(year, month, day) if year else _nearest(lambda y: date(y, month, day), base)
    last = date(first.year, month, int(given["day2"])) if "day2" in given else first
    last = max(last, first)
    if "over" in given or "edge" in given:
        return Period(first - DAY, last, "day") if "over" in given else Period(first, last + DAY, "day")
    return Period(first, last, "day", "point" if first == last else "window")


def _iso(given: Mapping[str, str], base: Base) -> Period:
    on = date(int(given["year"]), int(given["month"]), int(given["day"]))
    return Period(on, on, "day")


def _month(given: Mapping[str, str], base: Base) -> Period:
    month = _month_number(given["month"])
    which = given.get("which", "").strip()
    if "year" in given:
        year = int(given["year"])
    else:
        year = _nearest(lambda y: date(y, month, 1), base).year
        if which == "last" and (year, month) == (base.today.year, base.today.month):
            year -= 1
        elif which == "next" and date(year, month, 1) <= base.today:
            year += 1
    return _part(given.get("part", ""), date(year, month, 1), _month_end(year, month))


def _part(part: str, first: date, last: date) -> Period:
    """Cut "early", "mid", "late" out of a month or year; the first ten days of a month are early in it."""
    word = part.lower().split(" ")[-2] if " of" in part.lower() else part.lower()
    days = (last - first).days
    third = 10 if days < 31 else days // 3
    if word in {"early", "beginning", "start", "first"}:
        last = first + timedelta(
            days=(14 if word == "first" and days < 31 else days // 2 if word == "first" else third - 1)
        )
    elif word in {"mid", "middle"}:
        first, last = first + timedelta(days=third), first + timedelta(days=2 * third - 1)
    elif word in {"late", "end", "second"}:
        first = first + timedelta(days=(15 if days < 31 else days // 2 + 1) if word == "second" else 2 * third)
    return Period(first, last, "month" if days < 31 or word else "year")


def _quarter(given: Mapping[str, str], base: Base) -> Period | None:
    year = int(given["year"]) if "year" in given else _shifted(base.today.year, given["which"])
    size = 6 if "half" in given.get("kind", "") else 3
    nth = given["nth"].lower()
    if not given.get("kind") and not nth.startswith("q"):
        return None
    place = FIRSTS.get(nth, 12 // size)
    return Period(date(year, size * (place - 1) + 1, 1), _month_end(year, size * place), "month")


def _decade(given: Mapping[str, str], base: Base) -> Period:
    first = int(given["decade"])
    cut = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(given.get("part", ""), (0, 9))
    return Period(date(first + cut[0], 1, 1), date(first + cut[1], 12, 31), "year")


def _season(given: Mapping[str, str], base: Base) -> Period:
    month = _words()["seasons"][given["season"].lower()]
    if "year" in given:
        year = int(given["year"])
    else:
        year = _nearest(lambda y: date(y, month, 1), base).year
        if given.get("which") == "last" and base.today <= _month_end(*_plus(year, month, 2)):
            year -= 1
        elif given.get("which") == "next":
            year += 1
    return Period(date(year, month, 1), _month_end(*_plus(year, month, 2)), "month")


def _year(given: Mapping[str, str], base: Base) -> Period:
    year = int(given["year"])
    return _part(given.get("part", ""), date(year, 1, 1), date(year, 12, 31))


def _years(given: Mapping[str, str], base: Base) -> Period:
    years = sorted(int(year) for year in given.values())
    return Period(date(years[0], 1, 1), date(years[-1], 12, 31), "year", "window")


def _weekday(given: Mapping[str, str], base: Base) -> Period:
    number = _words()["weekdays"][given["weekday"].lower()]
    which = given.get("which", "")
    back = (base.today.weekday() - number) % 7
    on = base.today - timedelta(days=back)
    if which in {"next", "coming"} or (base.tense == "future" and which not in {"last", "previous"} and back):
        on += timedelta(days=7)
    elif which in {"last", "previous"} and not back:
        on -= timedelta(days=7)
    if "over" in given:
        return Period(on - DAY, on, "day")
    return Period(on, on + DAY, "day") if "edge" in given else Period(on, on, "day")


def _near(given: Mapping[str, str], base: Base) -> Period:
    wording = given["near"].lower()
    if wording == "last night":
        return Period(base.today - DAY, base.today, "day")
    shift = {"the day before yesterday": -2, "yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2}.get(
        wording, 0
    )
    on = base.today + timedelta(days=shift)
    return Period(on, on, "day")


def _over(given: Mapping[str, str], base: Base) -> Period:
    return Period(base.said - DAY, base.said, "day")


def _ago(given: Mapping[str, str], base: Base) -> Period | None:
    unit, way = given["unit"].lower(), given["way"]
    many = _many(given.get("many", "")) + (0.5 if "half" in given else 0)
    if "many" not in given and "half" not in given:
        many = 0
    sign = 1 if way in {"later", "after", "afterward", "afterwards"} else -1
    if unit in {"second", "minute", "hour"}:
        return (
            _hours(sign, many, unit, base)
            if way == "ago" or base.told == base.today
            else Period(base.told, base.told, "day")
        )
    if not many:
        return Period(*_ordered(base.today, base.today + sign * timedelta(days=_days(unit) * 4)), _coarse(unit))
    middle = _moved(base.today if way == "ago" else base.told, unit, sign * many)
    return _around(middle, unit, many)


def _hours(sign: int, many: float, unit: str, base: Base) -> Period:
    each = timedelta(hours=1) if unit == "hour" else timedelta(minutes=1)
    if not many:
        return Period(*_ordered(base.now, base.now + sign * 12 * each), "hour")
    at = base.now + sign * many * each
    at = at.replace(second=0, microsecond=0) if unit == "minute" else at.replace(minute=0, second=0, microsecond=0)
    return Period(at, at, unit)


def _around(middle: date, unit: str, many: float) -> Period:
    if unit == "day":
        return Period(middle, middle, "day")
    if unit == "week":
        return Period(middle - 3 * DAY, middle + 3 * DAY, "week") if many != 1 else Period(middle, middle, "week")
    if unit == "month":
        return Period(middle.replace(day=1), _month_end(middle.year, middle.month), "month")
    spread = 5 if unit == "decade" else 0
    return Period(date(middle.year - spread, 1, 1), date(middle.year + spread, 12, 31), "year")


def _window(given: Mapping[str, str], base: Base) -> Period:
    unit = given["unit"].lower()
    many = _many(given.get("many", "")) if "many" in given else (1 if "which" in given else 0)
    ahead = given["which"] in {"next", "coming", "following"}
    if unit in {"second", "minute", "hour"}:
        if base.said == base.today:
            span = timedelta(hours=many) if unit == "hour" else timedelta(minutes=many)
            return Period(*_ordered(base.now, base.now + span if ahead else base.now - span), "hour", "window")
        days = max(round(many / 24), 1) if unit == "hour" else 1
        return Period(base.said - days * DAY, base.said, "day", "window")
    other = _moved(base.said, unit, many if ahead else -many)
    return Period(*_ordered(base.said, other), _coarse(unit), "window")


def _recent(given: Mapping[str, str], base: Base) -> Period:
    unit = given["unit"].lower()
    days = timedelta(days=_words()["recent"].get(unit, 1))
    other = base.today + days if given["way"] == "coming" else base.today - days
    return Period(*_ordered(base.today, other), _coarse(unit.rstrip("s")), "window")


def _adjacent(given: Mapping[str, str], base: Base) -> Period:
    on = base.told - DAY if given["way"] in {"previous", "before"} else base.told + DAY
    return Period(on, on, "day")


def _unit(given: Mapping[str, str], base: Base) -> Period:
    unit, which = given["unit"], given["which"]
    shift = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    if unit == "weekend":
        return _weekend_at(base, shift)
    first = _start(_moved(base.told if which.startswith("the") else base.today, unit, shift), unit)
    last = _moved(first, unit, 1) - DAY
    so = given.get("so", "").strip().lower()
    if so in {"so far", "earlier"} and shift == 0:
        return Period(first, base.today, unit, "window" if so == "so far" else "point")
    if so in {"later", "late", "later on"} and shift == 0:
        first = base.today
    return Period(first, last, "year" if unit in {"decade", "century"} else unit)


def _weekend_at(base: Base, shift: int) -> Period:
    saturday = base.today - timedelta(days=(base.today.weekday() - 5) % 7)
    if base.tense == "future" and base.today.weekday() < 5 and shift == 0:
        shift = 1
    if shift < 0 and base.today.weekday() < 5:
        shift = 0
    saturday += timedelta(days=7 * shift)
    return Period(saturday, saturday + DAY, "day")


def _weekend(given: Mapping[str, str], base: Base) -> Period:
    return _weekend_at(base, 0)


def _part_of(given: Mapping[str, str], base: Base) -> Period:
    first = _start(base.today, given["unit"])
    last = _moved(first, given["unit"], 1) - DAY
    if given["part"] in {"rest", "remainder"}:
        return Period(base.today, last, given["unit"], "window")
    if given["part"] == "turn":
        return Period(first, first, "day")
    if given["unit"] == "week":
        return (
            Period(first, first + 2 * DAY, "day")
            if given["part"] in {"beginning", "start"}
            else Period(last - 2 * DAY, last, "day")
        )
    return _part(given["part"], first, last)


def _holiday(given: Mapping[str, str], base: Base) -> Period:
    month, day = map(int, _words()["holidays"][given["holiday"].lower().replace("’", "'")].split("-"))
    on = date(int(given["year"]), month, day) if "year" in given else _nearest(lambda y: date(y, month, day), base)
    return Period(on, on, "day")


def _day_of_month(given: Mapping[str, str], base: Base) -> Period:
    on = base.told.replace(day=int(given["day"]))
    if on > base.today and base.tense == "past":
        year, month = _plus(on.year, on.month, -1)
        on = on.replace(year=year, month=month)
    return Period(on, on, "day")


def _clock(given: Mapping[str, str], base: Base) -> Period:
    hour = int(given["hour"]) % 12 + (12 if given["half"] == "p" else 0) if "half" in given else int(given["hour"])
    at = datetime(
        base.told.year, base.told.month, base.told.day, hour, int(given.get("minute", 0)), tzinfo=base.now.tzinfo
    )
    return Period(at, at, "minute")


def _numeric(given: Mapping[str, str], base: Base) -> None:
    return None


def _nearest(at: Callable[[int], date], base: Base) -> date:
    """Return the date in the year that the tense asks for: the last one, or in the future the next."""
    for year in (base.today.year, base.today.year + (1 if base.tense == "future" else -1)):
        on = at(year)
        if (on >= base.today.replace(day=1)) if base.tense == "future" else (on <= base.today + DAY):
            return on
    return at(base.today.year)


def _many(wording: str) -> float:
    word = wording.lower().strip().removesuffix(" of")
    vague = _words()["vague"]
    value = value_of(word)
    return float(value) if value is not None else float(vague.get(word.split(" ")[-1], vague.get(word, 3)))


def _moved(on: date, unit: str, many: float) -> date:
    if unit in {"month", "year", "decade", "century"}:
        months = round(many * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
        year, month = _plus(on.year, on.month, months)
        return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))
    return on + timedelta(days=round(many * {"week": 7, "weekend": 7}.get(unit, 1)))


def _start(on: date, unit: str) -> date:
    if unit == "week":
        return on - timedelta(days=on.weekday())
    if unit == "month":
        return on.replace(day=1)
    return date(on.year - on.year % {"decade": 10, "century": 100}.get(unit, 1), 1, 1)


def _days(unit: str) -> int:
    return {"week": 7, "month": 30, "year": 365, "decade": 3652}.get(unit, 1)


def _coarse(unit: str) -> str:
    return "year" if unit == "decade" else "hour" if unit == "hour" else unit


def _ordered(one: Any, other: Any) -> tuple[Any, Any]:
    return (one, other) if one <= other else (other, one)


def _shifted(year: int, which: str) -> int:
    return year + {"last": -1, "next": 1}.get(which, 0)


def _plus(year: int, month: int, months: int) -> tuple[int, int]:
    number = year * 12 + month - 1 + months
    return number // 12, number % 12 + 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month_number(wording: str) -> int:
    return int(_words()["months"][wording.lower().rstrip(".")])


SHAPES: Mapping[str, Callable[[Mapping[str, str], Base], Period | None]] = {
    "iso": _iso,
    "dotted": _iso,
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "decade": _decade,
    "season": _season,
    "years": _years,
    "year": _year,
    "weekday": _weekday,
    "near": _near,
    "over": _over,
    "ago": _ago,
    "window": _window,
    "recent": _recent,
    "adjacent": _adjacent,
    "unit": _unit,
    "part": _part_of,
    "weekend": _weekend,
    "holiday": _holiday,
    "day_of_month": _day_of_month,
    "numeric": _numeric,
    "clock": _clock,
}


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
    listed = _words()
    months = [re.escape(name.capitalize()) + (r"\b\.?" if _short(name) else "") for name in listed["months"]]
    holidays = [name.title().replace("'S", "'s") for name in listed["holidays"]]
    number = _either(words())
    return {
        "month": f"(?-i:{_either(months)})",
        "weekday": f"(?-i:{_either(day.capitalize() for day in listed['weekdays'])})",
        "number": rf"(?:\d[\d,.]*|{number}(?:[- ]{number})?|a dozen|dozens of|hundreds of)",
        "unit": f"(?:{UNITS})",
        "year": r"(?:1[5-9]|20)\d{2}(?![\d,]\d|%| ?(?:m|km|million|percent)\b)",
        "season": _either(listed["seasons"]),
        "holiday": f"(?-i:{_either(re.escape(name).replace(chr(39), '[’' + chr(39) + ']') for name in holidays)})",
    }


def _short(month: str) -> bool:
    return len(month) <= 4 and month not in {"may", "june", "july"}


def _either(options: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(options, key=len, reverse=True)) + ")"


@cache
def _words() -> dict[str, Any]:
    text = files("crosswire.extract").joinpath("data/dates/words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _listed() -> dict[str, Any]:
    text = files("crosswire.extract").joinpath("data/dates/patterns.toml").read_text("utf-8")
    return tomllib.loads(text)
