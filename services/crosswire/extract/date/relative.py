"""Relative dates: wordings that count from publication, from a report, or from the day last told of."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from crosswire.extract.date.calendar import part
from crosswire.extract.date.days import (
    DAY,
    Base,
    Period,
    beginning,
    coarse,
    days_in,
    listed,
    month_end,
    moved,
    number_of,
    ordered,
    plus,
)

EDGES = {"early": "early", "mid-": "mid", "late": "late"}
AHEAD = frozenset({"next", "coming", "following"})


def _weekday(given: Mapping[str, str], base: Base) -> Period:
    number = listed()["weekdays"][given["weekday"].lower()]
    which = given.get("which", "")
    back = (base.today.weekday() - number) % 7
    on = base.today - timedelta(days=back)
    if which in {"next", "coming"}:
        # Tomorrow goes by that name: "next Sunday", said on a Saturday, is a week later.
        on += timedelta(days=14 if back == 6 else 7)
    elif base.tense == "future" and which not in {"last", "previous"} and back:
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
    unit, way = given["unit"].lower(), (given.get("way") or given["way2"]).lower()
    many = (number_of(given["many"]) if "many" in given else 0) + (0.5 if "half" in given else 0)
    sign = 1 if way in {"later", "after", "afterward", "afterwards"} else -1
    if unit in {"second", "minute", "hour"}:
        if sign > 0 and not many:
            return Period(base.told, base.told, "day")  # "hours later" is before publication, mostly on the same day
        return (
            _hours(sign, many, unit, base)
            if way == "ago" or base.told == base.today
            else Period(base.told, base.told, "day")
        )
    if not many:
        return Period(*ordered(base.today, base.today + sign * timedelta(days=days_in(unit) * 4)), coarse(unit))
    if sign > 0 and base.told == base.today and base.tense == "past":
        return None  # "a decade later" than what has no day
    middle = moved(base.today if way == "ago" else base.told, unit, sign * many)
    return _around(middle, unit, many)


def _hours(sign: int, many: float, unit: str, base: Base) -> Period:
    each = timedelta(hours=1) if unit == "hour" else timedelta(minutes=1)
    if not many:
        return Period(*ordered(base.now, base.now + sign * 12 * each), "hour")
    at = base.now + sign * many * each
    at = at.replace(second=0, microsecond=0) if unit == "minute" else at.replace(minute=0, second=0, microsecond=0)
    return Period(at, at, unit)


def _around(middle: date, unit: str, many: float) -> Period:
    if unit in {"day", "night"}:
        return Period(middle, middle, "day")
    if unit in {"week", "fortnight"}:
        return Period(middle - 3 * DAY, middle + 3 * DAY, "week") if many != 1 else Period(middle, middle, "week")
    if unit == "month":
        return Period(middle.replace(day=1), month_end(middle.year, middle.month), "month")
    spread = {"decade": 5, "century": 25}.get(unit, 0)
    return Period(date(middle.year - spread, 1, 1), date(middle.year + spread, 12, 31), "year")


def _after_no_day(base: Base) -> bool:
    """Tell of what is past and follows nothing of a stated day: "the following day", "in the following years"."""
    return base.told == base.today and base.tense == "past"


def _window(given: Mapping[str, str], base: Base) -> Period | None:
    unit = given["unit"]
    if given["which"] == "following" and _after_no_day(base):
        return None
    if "plural" in given and "many" not in given:
        return _recent({"unit": f"{unit}s", "way": "coming" if given["which"] in AHEAD else "recent"}, base)
    many = number_of(given.get("many", "")) if "many" in given else (1 if "which" in given else 0)
    ahead = given["which"] in AHEAD
    if unit in {"second", "minute", "hour"}:
        if base.said == base.today:
            span = timedelta(hours=many) if unit == "hour" else timedelta(minutes=many)
            return Period(*ordered(base.now, base.now + span if ahead else base.now - span), "hour", "window")
        days = max(round(many / 24), 1) if unit == "hour" else 1
        return Period(base.said - days * DAY, base.said, "day", "window")
    other = moved(base.said, unit, many if ahead else -many)
    return Period(*ordered(base.said, other), coarse(unit), "window")


def _recent(given: Mapping[str, str], base: Base) -> Period:
    unit = given["unit"].lower()
    days = timedelta(days=listed()["recent"].get(unit, 1))
    other = base.today + days if given["way"] == "coming" else base.today - days
    return Period(*ordered(base.today, other), coarse(unit.rstrip("s")), "window")


def _adjacent(given: Mapping[str, str], base: Base) -> Period | None:
    way = given["way"]
    if way in {"following", "next"} and _after_no_day(base):
        return None
    if way == "same" and _after_no_day(base):
        return None
    on = base.told + DAY * (-1 if way in {"previous", "before"} else 0 if way == "same" else 1)
    return Period(on, on, "day")


def _unit(given: Mapping[str, str], base: Base) -> Period:
    unit, which = given["unit"], given.get("which", "this")
    shift = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    if unit == "weekend":
        return _weekend_at(base, shift)
    first = beginning(moved(base.told if which.startswith("the") else base.today, unit, shift), unit)
    last = moved(first, unit, 1) - DAY
    so = given.get("so", "").strip().lower()
    if so in {"so far", "earlier"} and shift == 0:
        return Period(first, base.today, unit, "window" if so == "so far" else "point")
    if so in {"later", "late", "later on"} and shift == 0:
        first = base.today
    elif so in EDGES and which.startswith(("last", "next", "this")):
        return _edge(EDGES[so], unit, first, last)
    return Period(first, last, "year" if unit in {"decade", "century"} else unit)


def _edge(word: str, unit: str, first: date, last: date) -> Period:
    """Return the "late" of "late last month"."""
    if unit == "week":
        return Period(first, first + 2 * DAY, "day") if word == "early" else Period(last - 3 * DAY, last, "day")
    return part(word, first, last) if unit in {"month", "year"} else Period(first, last, coarse(unit))


def _lasting(given: Mapping[str, str], base: Base) -> Period:
    """Return the stretch up to publication of what has gone on "for three days"."""
    since = moved(base.today, given["unit"], -number_of(given["many"]))
    return Period(min(since, base.today), base.today, coarse(given["unit"]), "window")


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
    first = beginning(base.today, given["unit"])
    last = moved(first, given["unit"], 1) - DAY
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
    return part(given["part"], first, last)


def _day_of_month(given: Mapping[str, str], base: Base) -> Period:
    on = base.told.replace(day=int(given["day"]))
    if on > base.today and base.tense == "past":
        year, month = plus(on.year, on.month, -1)
        on = on.replace(year=year, month=month)
    return Period(on, on, "day")


def _clock(given: Mapping[str, str], base: Base) -> Period:
    hour = int(given["hour"]) % 12 + (12 if given["half"] == "p" else 0) if "half" in given else int(given["hour"])
    at = datetime(
        base.told.year, base.told.month, base.told.day, hour, int(given.get("minute", 0)), tzinfo=base.now.tzinfo
    )
    return Period(at, at, "minute")


SHAPES: Mapping[str, Callable[[Mapping[str, str], Base], Period | None]] = {
    "weekday": _weekday,
    "near": _near,
    "over": _over,
    "ago": _ago,
    "window": _window,
    "lasting": _lasting,
    "recent": _recent,
    "adjacent": _adjacent,
    "unit": _unit,
    "part": _part_of,
    "weekend": _weekend,
    "day_of_month": _day_of_month,
    "clock": _clock,
}
