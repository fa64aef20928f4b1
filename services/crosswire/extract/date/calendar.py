"""Calendar dates: wordings that name days, months, seasons, quarters, years and decades."""

from collections.abc import Callable, Mapping
from datetime import date

from crosswire.extract.date.days import (
    DAY,
    Base,
    Period,
    listed,
    month_end,
    month_number,
    nearest,
    number_of,
    plus,
    shifted,
)

EARLY, MIDDLE, LATE = ("early", "beginning", "start"), ("mid", "middle"), ("late", "end")
PARTS_OF_MONTH = (
    dict.fromkeys(EARLY, (1, 10))
    | dict.fromkeys(MIDDLE, (11, 20))
    | dict.fromkeys(LATE, (21, 31))
    | {"first": (1, 15), "second": (16, 31)}
)
PARTS_OF_YEAR = (
    dict.fromkeys(EARLY, (1, 4))
    | dict.fromkeys(MIDDLE, (5, 8))
    | dict.fromkeys(LATE, (9, 12))
    | {"first": (1, 6), "second": (7, 12)}
)
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
FIRSTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


def _day(given: Mapping[str, str], base: Base) -> Period:
    month, day = month_number(given["month"]), int(given["day"])
    year = _stated(given, base)
    first = date(year, month, day) if year else nearest(lambda y: date(y, month, day), base)
    last = date(first.year, month, int(given["day2"])) if "day2" in given else first
    last = max(last, first)
    if "over" in given or "edge" in given:
        return Period(first - DAY, last, "day") if "over" in given else Period(first, last + DAY, "day")
    return Period(first, last, "day", "point" if first == last else "window")


def _stated(given: Mapping[str, str], base: Base) -> int | None:
    """Return the year that a wording names: "2023", "last year"; None where it leaves it open."""
    if "year" in given:
        return int(given["year"])
    return shifted(base.today.year, given["whose"]) if "whose" in given else None


def _iso(given: Mapping[str, str], base: Base) -> Period:
    on = date(int(given["year"]), int(given["month"]), int(given["day"]))
    return Period(on, on, "day")


def _month(given: Mapping[str, str], base: Base) -> Period:
    month = month_number(given["month"])
    which = given.get("which", "").strip()
    year = _stated(given, base) or nearest(lambda y: date(y, month, 1), base).year
    if "year" not in given:
        if which == "last" and (year, month) == (base.today.year, base.today.month):
            year -= 1
        elif which == "next" and date(year, month, 1) <= base.today:
            year += 1
    return part(given.get("part", ""), date(year, month, 1), month_end(year, month))


def _week_of_month(given: Mapping[str, str], base: Base) -> Period:
    month, size = month_number(given["month"]), {"week": 7, "fortnight": 14}.get(given["kind"], 3)
    year = _stated(given, base) or nearest(lambda y: date(y, month, 1), base).year
    last = month_end(year, month)
    if given["kind"] == "weekend":
        first = date(year, month, 1)
        saturdays = [first + n * DAY for n in range(last.day) if (first + n * DAY).weekday() == 5]
        on = saturdays[-1 if given["nth"] in {"last", "final"} else FIRSTS[given["nth"]] - 1]
        return Period(on, on + DAY, "day")
    if given["nth"] in {"last", "final"}:
        return Period(last - (size - 1) * DAY, last, "week")
    first = date(year, month, size * (FIRSTS[given["nth"]] - 1) + 1)
    return Period(first, min(first + (size - 1) * DAY, last), "week")


def _ending(given: Mapping[str, str], base: Base) -> Period | None:
    """Return "the three months to December", "the year to March", "the quarter ended June 30"."""
    month, many = month_number(given["month"]), number_of(given["many"]) if "many" in given else 1
    year = _stated(given, base) or nearest(lambda y: date(y, month, 1), base).year
    months = round(many) * MONTHS[given["unit"]]
    first = plus(year, month, 1 - months)
    return Period(date(*first, 1), month_end(year, month), "month", "window") if months > 1 else None


def part(wording: str, first: date, last: date) -> Period:
    """Cut "early", "mid", "late" or a half out of a month or a year; the first ten days of a month are early in it."""
    word = wording.lower().removesuffix(" of").removesuffix(" half").removeprefix("the ")
    month = (last - first).days < 31
    cut = (PARTS_OF_MONTH if month else PARTS_OF_YEAR).get(word)
    if cut is None:
        return Period(first, last, "month" if month else "year")
    if month:
        return Period(first.replace(day=cut[0]), first.replace(day=min(cut[1], last.day)), "month")
    return Period(date(first.year, cut[0], 1), month_end(first.year, cut[1]), "month")


def _quarter(given: Mapping[str, str], base: Base) -> Period | None:
    size = MONTHS["half" if given.get("kind", "") in {" half", " six months"} else "quarter"]
    nth = given["nth"].lower()
    if not given.get("kind") and not nth.startswith("q"):
        return None
    place = FIRSTS.get(nth, 12 // size)
    if "year" in given:
        year = int(given["year"])
    elif "which" in given:
        year = shifted(base.today.year, given["which"])
    else:
        year = nearest(lambda y: month_end(y, size * place), base).year
    return Period(date(year, size * (place - 1) + 1, 1), month_end(year, size * place), "month", "window")


def _months(given: Mapping[str, str], base: Base) -> Period:
    """Return "July to September": the last such stretch, or the next."""
    first, last = month_number(given["month"]), month_number(given["month2"])
    year = int(given["year"]) if "year" in given else nearest(lambda y: month_end(y, last), base).year
    return Period(date(year - (first > last), first, 1), month_end(year, last), "month", "window")


def _decade(given: Mapping[str, str], base: Base) -> Period:
    first = int(given["decade"]) + (1900 if len(given["decade"]) == 2 else 0)
    cut = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(given.get("part", ""), (0, 9))
    return Period(date(first + cut[0], 1, 1), date(first + cut[1], 12, 31), "year")


def _season(given: Mapping[str, str], base: Base) -> Period:
    month = listed()["seasons"][given["season"].lower()]
    if "year" in given:
        year = int(given["year"])
    else:
        year = nearest(lambda y: date(y, month, 1), base).year
        if given.get("which") == "last" and base.today <= month_end(*plus(year, month, 2)):
            year -= 1
        elif given.get("which") == "next" and date(year, month, 1) <= base.today:
            year += 1
    return Period(date(year, month, 1), month_end(*plus(year, month, 2)), "month")


def _year(given: Mapping[str, str], base: Base) -> Period:
    year = int(given["year"])
    return part(given.get("part", ""), date(year, 1, 1), date(year, 12, 31))


def _years(given: Mapping[str, str], base: Base) -> Period:
    if "short" in given:
        given = {"year": given["year"], "year2": given["year"][:2] + given["short"]}
    years = sorted(int(year) for year in given.values())
    return Period(date(years[0], 1, 1), date(years[-1], 12, 31), "year", "window")


def _holiday(given: Mapping[str, str], base: Base) -> Period:
    month, day = map(int, listed()["holidays"][given["holiday"].lower().replace("’", "'")].split("-"))
    on = date(int(given["year"]), month, day) if "year" in given else nearest(lambda y: date(y, month, day), base)
    return Period(on, on, "day")


def _numeric(given: Mapping[str, str], base: Base) -> None:
    return None


SHAPES: Mapping[str, Callable[[Mapping[str, str], Base], Period | None]] = {
    "iso": _iso,
    "dotted": _iso,
    "day": _day,
    "month": _month,
    "months": _months,
    "week_of_month": _week_of_month,
    "ending": _ending,
    "quarter": _quarter,
    "decade": _decade,
    "season": _season,
    "years": _years,
    "year": _year,
    "holiday": _holiday,
    "numeric": _numeric,
}
