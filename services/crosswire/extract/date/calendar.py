"""Calendar dates: wordings that name days, months, seasons, quarters, years and decades."""

from collections.abc import Callable, Mapping
from datetime import date

from crosswire.extract.date.days import DAY, Base, Period, listed, month_end, month_number, nearest, plus, shifted

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
FIRSTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


def _day(given: Mapping[str, str], base: Base) -> Period:
    month, day = month_number(given["month"]), int(given["day"])
    year = int(given["year"]) if "year" in given else None
    first = date(year, month, day) if year else nearest(lambda y: date(y, month, day), base)
    last = date(first.year, month, int(given["day2"])) if "day2" in given else first
    last = max(last, first)
    if "over" in given or "edge" in given:
        return Period(first - DAY, last, "day") if "over" in given else Period(first, last + DAY, "day")
    return Period(first, last, "day", "point" if first == last else "window")


def _iso(given: Mapping[str, str], base: Base) -> Period:
    on = date(int(given["year"]), int(given["month"]), int(given["day"]))
    return Period(on, on, "day")


def _month(given: Mapping[str, str], base: Base) -> Period:
    month = month_number(given["month"])
    which = given.get("which", "").strip()
    if "year" in given:
        year = int(given["year"])
    else:
        year = nearest(lambda y: date(y, month, 1), base).year
        if which == "last" and (year, month) == (base.today.year, base.today.month):
            year -= 1
        elif which == "next" and date(year, month, 1) <= base.today:
            year += 1
    return part(given.get("part", ""), date(year, month, 1), month_end(year, month))


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
    year = int(given["year"]) if "year" in given else shifted(base.today.year, given["which"])
    size = 6 if "half" in given.get("kind", "") else 3
    nth = given["nth"].lower()
    if not given.get("kind") and not nth.startswith("q"):
        return None
    place = FIRSTS.get(nth, 12 // size)
    return Period(date(year, size * (place - 1) + 1, 1), month_end(year, size * place), "month")


def _decade(given: Mapping[str, str], base: Base) -> Period:
    first = int(given["decade"])
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
        elif given.get("which") == "next":
            year += 1
    return Period(date(year, month, 1), month_end(*plus(year, month, 2)), "month")


def _year(given: Mapping[str, str], base: Base) -> Period:
    year = int(given["year"])
    return part(given.get("part", ""), date(year, 1, 1), date(year, 12, 31))


def _years(given: Mapping[str, str], base: Base) -> Period:
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
    "quarter": _quarter,
    "decade": _decade,
    "season": _season,
    "years": _years,
    "year": _year,
    "holiday": _holiday,
    "numeric": _numeric,
}
