"""A matter's positions over time: who said what when, as shares of the time between the first claim and the last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crosswire.console.store import Json
from crosswire.console.wording import instant

MARGIN = 4.0
MOST_TICKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A claim on the line; ``at`` in percent of its width."""

    at: float
    claim: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One position: its line from the first claim to the last, and the claims on it that are kept."""

    position: Json
    start: float
    end: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The lines of a matter and the days under them; ``ticks`` are (percent, instant)."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened to a matter."""

    at: datetime
    what: str
    record: Json


def draw(positions: Sequence[Json], claims: Iterable[Json]) -> Timeline:
    """Return the timeline of ``positions`` with those of their ``claims`` that are known."""
    known = {claim["claim_id"]: claim for claim in claims}
    times = [when for row in positions for name in ("first", "last") if (when := instant(row[f"{name}_published_at"]))]
    first, last = min(times), max(times)
    lines = tuple(_line(row, known, first, last) for row in positions)
    return Timeline(lines=lines, ticks=tuple((_share(tick, first, last), tick) for tick in _ticks(first, last)))


def _line(row: Json, known: dict[str, Json], first: datetime, last: datetime) -> Line:
    held = [known[claim] for claim in row["claim_ids"] if claim in known]
    marks = [Mark(at=_at(claim["published_at"], first, last), claim=claim) for claim in held]
    start, end = (_at(row[f"{name}_published_at"], first, last) for name in ("first", "last"))
    return Line(position=row, start=start, end=end, marks=tuple(sorted(marks, key=lambda mark: mark.at)))


def _at(value: object, first: datetime, last: datetime) -> float:
    return _share(instant(value) or first, first, last)


def _share(when: datetime, first: datetime, last: datetime) -> float:
    span = (last - first).total_seconds()
    share = (when - first).total_seconds() / span if span else 0.5
    return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def _ticks(first: datetime, last: datetime) -> list[datetime]:
    """Return the midnights between the two, thinned out; the two themselves where there are too few."""
    days = (last.date() - first.date()).days
    if days < 2:
        return [first, last] if first != last else [first]
    step = -(-days // MOST_TICKS)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    ticks = [midnight + timedelta(days=day) for day in range(step, days + 1, step)]
    return [tick for tick in ticks if first <= tick <= last]


def changes(claims: Iterable[Json], contradictions: Iterable[Json]) -> list[Change]:
    """Return what happened to a matter, the newest first: claims that came, contradictions that opened and closed."""
    found = [_change(claim["published_at"], "claim", claim) for claim in claims]
    for record in contradictions:
        found.append(_change(record["first_published_at"], "opened", record))
        if record["state"] == "closed":
            found.append(_change(record["updated_at"], "closed", record))
    return sorted((change for change in found if change), key=lambda change: change.at, reverse=True)


def _change(when: object, what: str, record: Json) -> Change:
    at = instant(when)
    assert at is not None
    return Change(at=at, what=what, record=record)
