"""Days and instants: when something happened, when it was told, and whether two wordings may mean one time."""

import re
from datetime import UTC, date, datetime, time, timedelta

from crosswire.contradict.rows import When
from crosswire.contradict.values import clocks
from crosswire.contradict.words.names import MAY, NOT, SAME
from crosswire_schemas.records import Claim, Interval

# News without a date speaks of the last days; a longer guess would join yesterday's shelling with last week's.
GUESS = timedelta(days=2)
MONTH = timedelta(days=31)
_BEFORE = re.compile(
    r"(?:in |the |a |one |last |previous |same |(?:month|quarter|period) )*"
    r"(?:year|quarter|month|week|day)s?(?: (?:before|earlier|ago|previously))?",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?:from|than|against|compared (?:with|to))\s[^,;]{0,20}\d[^,;]*$|\bthan (?:in )?$", re.IGNORECASE
)
_REMAINING = re.compile(r"\b(?:will|would|is to|are to) (?:remain|stay)\b")
_NOT_UNTIL = re.compile(
    r"(?: not|n['’]t)\b(.{0,80}?)\buntil (?=(?:(?:about|around|late|early|mid|the|last|this|on)[ -])*"
    r"(?:\w+day|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|\d|noon|midnight|dawn|dusk|morning|afternoon|evening"
    r"|night|week|month|year)\w*\b)"
)
# Hours that a stated day has, more or less.
_ONE_DAY = range(20, 25)


def happened(claim: Claim) -> When:
    """Return the days of what the claim tells, guessed from its publication where it does not say."""
    if claim.happened_on is None or _compared(claim) or _aside(claim):
        day = claim.published_at.date()
        return When(start=day - GUESS, end=day, guessed=True)
    start, end = _day(claim.happened_on.from_), _day(claim.happened_on.to)
    if remains(claim):
        # How it is to stay it is already.
        end = min(end, claim.published_at.date())
    return When(start=start, end=end, guessed=not claim.happened_on.text)


def remains(claim: Claim) -> bool:
    """Tell whether a claim says how something is to stay from now on: "the bridge will remain shut"."""
    return bool(_REMAINING.search(claim.content.text)) and not _stated(claim)


def at_last(text: str) -> str:
    """Return what "did not open until Friday" says that happened: it opened on Friday; nothing for other texts."""
    later, found = _NOT_UNTIL.subn(r"\1on ", text, count=1)
    return later if found else ""


def to_come(claim: Claim, when: When) -> bool:
    """Tell what is told as a fact of a day to come, ``when`` it happened: "schools reopen on Monday"."""
    return claim.modality == "fact" and not when.guessed and when.start > claim.published_at.date()


def _stated(claim: Claim) -> str:
    return (claim.happened_on.text or "") if claim.happened_on else ""


def _aside(claim: Claim) -> bool:
    """Tell a time told in passing of whoever is so now: "Bako, kidnapped on 2 July, is alive"."""
    when = _stated(claim)
    passing = rf", [a-z][^,]*{re.escape(when)}[^,]*, (?:is|are|remains?|stays?)\b"
    return bool(when and re.search(passing, claim.content.text))


def _compared(claim: Claim) -> bool:
    """Tell a time that is only compared with: "up from 77 million a year before"."""
    when = _stated(claim)
    before = claim.content.text.partition(when)[0] if when else ""
    return bool(_BEFORE.fullmatch(when)) and bool(_THAN.search(before))


def told(claim: Claim) -> tuple[datetime, datetime]:
    """Return the first and last instant at which the claim may have been made.

    A day on which the article itself came out is narrowed to its publication; a publication at exact midnight or noon
    UTC is a date without a time.
    """
    at = claim.published_at
    first, last = _published(at)
    said = claim.said_on
    if said is None:
        return first, last
    start, end = _instants(said)
    if start <= at <= end or start > at:
        return first, last
    return start, min(end, last)


def _published(at: datetime) -> tuple[datetime, datetime]:
    if (at.minute, at.second) == (0, 0) and at.hour in {0, 12}:
        midnight = datetime.combine(at.date(), time(), UTC)
        return midnight, midnight + timedelta(hours=23, minutes=59)
    return at, at


def _instants(interval: Interval) -> tuple[datetime, datetime]:
    start, end = interval.from_, interval.to
    first = start if isinstance(start, datetime) else datetime.combine(start, time(), UTC)
    last = end if isinstance(end, datetime) else datetime.combine(end, time(23, 59), UTC)
    return first.astimezone(UTC), last.astimezone(UTC)


def hours(interval: Interval) -> tuple[float, float]:
    """Return the interval in hours since 1970 UTC, its end exclusive for days."""
    start, end = _instants(interval)
    return start.timestamp() / 3600, end.timestamp() / 3600


def clock(text: str, start: float, end: float) -> tuple[float, float, str]:
    """Return the hours that a text names on the day from ``start`` to ``end``, and their words; the day where none."""
    found = clocks.clock(text) if int(end - start) in _ONE_DAY else None
    return (start + found[0], start + found[1], found[2]) if found else (start, end, "")


def instant(start: float, end: float) -> str:
    """Return hours since 1970 UTC in words: a day, or days, or a day and its hour or hours."""
    first, last = (datetime.fromtimestamp(round(hour * 60) * 60, UTC) for hour in (start, end))
    if start == end:
        return f"{first:%H:%M} on {first.day} {first:%B %Y}"
    if int(end - start) not in _ONE_DAY and first.date() == (last - timedelta(minutes=1)).date():
        return f"{first:%H:%M} to {last:%H:%M} on {first.day} {first:%B %Y}"
    last -= timedelta(minutes=1)
    return " to ".join(dict.fromkeys(f"{day.day} {day:%B %Y}" for day in (first, last)))


def _day(value: date | datetime) -> date:
    return value.astimezone(UTC).date() if isinstance(value, datetime) else value


def match(a: When | None, b: When | None, *, ever: bool = False) -> int:
    """Return SAME for one stated day or window, MAY for spans that meet, NOT for those that do not.

    With ``ever``, what is told without a day may be of any day before: "he never took a bribe".
    """
    if a is None or b is None:
        return MAY
    if a.start > b.end or b.start > a.end:
        first, last = sorted((a, b), key=lambda when: when.end)
        return MAY if ever and last.guessed and not first.guessed else NOT
    if a.guessed or b.guessed:
        return MAY
    exact = (a.end - a.start).days <= 1 and (b.end - b.start).days <= 1
    return SAME if exact or ((a.start, a.end) == (b.start, b.end) and (a.end - a.start) <= MONTH) else MAY


def period(at: datetime) -> When:
    """Return the four weeks in which the instant lies: how long a question of time stays one matter."""
    start = date.fromordinal(at.date().toordinal() // 28 * 28)
    return When(start=start, end=start + timedelta(days=27), guessed=True)


def weeks(start: date, end: date) -> tuple[str, ...]:
    """Return the numbers of the weeks that the days touch, at most nine."""
    first, last = start.toordinal() // 7, end.toordinal() // 7
    return tuple(str(week) for week in range(first, min(last, first + 8) + 1))
