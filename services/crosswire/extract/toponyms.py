"""Toponyms: of the entries that share a name, the one that the article means."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crosswire.extract.gazetteer import Entry, Gazetteer

GRADES = (0.0, -1.2, -1.6)
FEATURES = {"PCLI": 4.0, "CONT": 4.0, "RGN": 3.0, "PPLC": 1.0, "PPL": 0.0, "ADM1": 0.4, "ADM2": -1.6, "ADM3": -2.0}
NEAR_KM = 150.0
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name at tokens ``first`` to ``last`` with the entries so called.

    ``sort``: "A" where the wording says it is a division, "P" a settlement; ``under``: the token at which a
    place that holds it may begin, or -1.
    """

    first: int
    last: int
    key: str
    sort: str
    entries: tuple[Entry, ...]
    under: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The entry chosen, and how far it stood out: 0 to 1."""

    entry: Entry
    confidence: float


@dataclass(frozen=True, slots=True)
class _Context:
    countries: Counter[str]
    divisions: Counter[int]
    points: dict[str, Entry]


def resolve(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> list[Choice | None]:
    """Return for each of an article's ``toponyms`` the entry meant: one sense of a name in one article."""
    groups: dict[tuple[str, str], list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        groups[toponym.key, toponym.sort].append(toponym)
    begins = {toponym.first: toponym for toponym in toponyms}
    context = _Context(Counter(), Counter(), {})
    chosen: dict[tuple[str, str], Choice] = {}
    for _ in range(ROUNDS):
        chosen = {key: _choose(group, begins, context) for key, group in groups.items()}
        context = _context(groups, chosen)
    return [chosen[toponym.key, toponym.sort] for toponym in toponyms]


def _choose(group: list[Toponym], begins: dict[int, Toponym], context: _Context) -> Choice:
    holders = [entry for toponym in group if toponym.under in begins for entry in begins[toponym.under].entries]
    first = group[0]
    scored = [
        (_prior(entry, first.sort) + _support(entry, first.key, context, holders), entry) for entry in first.entries
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    best = scored[0][0]
    weights = [math.exp(score - best) for score, _ in scored]
    return Choice(scored[0][1], round(1 / sum(weights), 3))


def _prior(entry: Entry, sort: str) -> float:
    """Weigh an entry by itself: people, sort of place, and how properly it bears the name."""
    fits = 0.0
    if sort == "A":
        fits = 5.0 if entry.feature.startswith("ADM") else -2.0
    elif sort == "P" and entry.feature.startswith("PPL"):
        fits = 3.0
    return math.log10(entry.population + 10) + FEATURES.get(entry.feature, 0.0) + GRADES[entry.grade] + fits


def _support(entry: Entry, key: str, context: _Context, holders: Iterable[Entry]) -> float:
    """Weigh an entry by the article's other places: country, division, nearness, and "X, Y"."""
    total = 0.0
    others = context.countries.copy()
    if entry.feature != "PCLI" and entry.country in others:
        total += 2.5 * min(1.0, others[entry.country] / max(others.values()))
    if entry.feature != "ADM1" and entry.admin1 in context.divisions:
        total += 2.0
    total += 1.5 * max((_near(entry, other) for name, other in context.points.items() if name != key), default=0.0)
    return total + (6.0 if any(_holds(holder, entry) for holder in holders) else 0.0)


def _context(groups: dict[tuple[str, str], list[Toponym]], chosen: dict[tuple[str, str], Choice]) -> _Context:
    context = _Context(Counter(), Counter(), {})
    for key, choice in chosen.items():
        entry, weight = choice.entry, len(groups[key])
        if entry.feature == "PCLI":
            context.countries[entry.country] += 2 * weight
        elif entry.country:
            context.countries[entry.country] += weight
        if entry.feature == "ADM1":
            context.divisions[entry.id] += weight
        elif entry.feature != "PCLI" and entry.country:
            context.points[key[0]] = entry
    return context


def _holds(holder: Entry, entry: Entry) -> bool:
    if holder.id == entry.id:
        return False
    return holder.id in {entry.admin1, entry.admin2} or (holder.feature == "PCLI" and holder.country == entry.country)


def _near(one: Entry, other: Entry) -> float:
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return math.exp(-111.0 * math.hypot(north, east) / NEAR_KM) if one.id != other.id else 0.0
