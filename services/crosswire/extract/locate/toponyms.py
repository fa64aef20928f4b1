"""Toponyms: of the entries that share a name, the one that the article means."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from crosswire.extract.locate.gazetteer import Entry

GRADES = (0.0, -1.2, -1.6, 0.0)
FEATURES = {"PCLI": 2.5, "PPLC": 1.0, "PPL": 0.0, "ADM1": -0.4, "ADM2": -1.6, "ADM3": -2.0}
REGION = 9.0
NEAR_KM = 150.0
ROUNDS = 2
MOST = 40  # names that decide on the others: those oftenest said
SEATED = 1.5
SEAT_NEAR = 0.7


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
class _Other:
    """What another name of the article was taken for, and how often it stands there."""

    key: str
    entry: Entry
    weight: int


def resolve(toponyms: Sequence[Toponym], said: Mapping[str, int]) -> list[Choice]:
    """Return for each of an article's ``toponyms`` the entry meant: one sense of a name in one article.

    ``said``: how often the article has an adjective of a country (alpha-3).
    """
    groups: dict[tuple[str, str], list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        groups[toponym.key, toponym.sort].append(toponym)
    begins = {toponym.first: toponym for toponym in toponyms}
    held = {key: _holders(group, begins) for key, group in groups.items()}
    fixed = {key: _alone(group[0], held[key]) for key, group in groups.items()}
    chosen: dict[tuple[str, str], Choice] = {}
    others: list[_Other] = []
    for _ in range(ROUNDS):
        chosen = {key: _choose(group[0], fixed[key], others, said) for key, group in groups.items()}
        every = (_Other(key[0], choice.entry, len(groups[key])) for key, choice in chosen.items())
        others = nlargest(MOST, every, key=lambda other: other.weight)
    return [chosen[toponym.key, toponym.sort] for toponym in toponyms]


def _holders(group: Iterable[Toponym], begins: Mapping[int, Toponym]) -> list[Entry]:
    """Return the entries of what stands behind the comma in "Paris, Texas"."""
    return [entry for toponym in group if toponym.under in begins for entry in begins[toponym.under].entries]


def _choose(
    toponym: Toponym, fixed: list[tuple[float, float, float]], others: list[_Other], said: Mapping[str, int]
) -> Choice:
    around = [other for other in others if other.key != toponym.key]
    countries = Counter(said)
    for other in around:
        countries[other.entry.country] += other.weight * (2 if other.entry.feature == "PCLI" else 1)
    del countries[""]
    most = max(countries.values(), default=0)
    scored = []
    for entry, (prior, held, seated) in zip(toponym.entries, fixed, strict=True):
        score = prior + _support(entry, countries, most, around) + held
        scored.append((score - seated, -entry.id, entry))
    best = max(scored)
    return Choice(best[2], round(1 / sum(math.exp(score - best[0]) for score, _, _ in scored), 3))


def _alone(toponym: Toponym, holders: list[Entry]) -> list[tuple[float, float, float]]:
    """Return what weighs for and against each entry whatever the other names are, once for all rounds."""
    seated = (SEATED if not toponym.sort and _has_seat(entry, toponym) else 0.0 for entry in toponym.entries)
    return [
        (_prior(entry, toponym.sort), _held(entry, holders), seat)
        for entry, seat in zip(toponym.entries, seated, strict=True)
    ]


def _has_seat(entry: Entry, toponym: Toponym) -> bool:
    """Tell whether a division's seat bears its name too: then the bare name is the town's."""
    if not entry.feature.startswith("ADM"):
        return False
    towns = (other for other in toponym.entries if other.feature.startswith("PPL") and other.country == entry.country)
    return any(_near(entry, town) > SEAT_NEAR for town in towns)


def _prior(entry: Entry, sort: str) -> float:
    """Weigh an entry by itself: people, sort of place, and how properly it bears the name."""
    if not entry.country:
        return REGION
    fits = 0.0
    if sort == "A":
        fits = 5.0 if entry.feature.startswith("ADM") else -2.0
    elif sort == "P" and entry.feature.startswith("PPL"):
        fits = 3.0
    return math.log10(entry.population + 10) + FEATURES.get(entry.feature, 0.0) + GRADES[entry.grade] + fits


def _support(entry: Entry, countries: Counter[str], most: int, around: list[_Other]) -> float:
    """Weigh an entry by the article's other places: their country, their division, nearness."""
    total = 0.0
    if most:
        total += 2.5 * countries[entry.country] / most
    for other in around:
        if other.entry.feature == "ADM1" and entry.feature != "ADM1" and entry.admin1 == other.entry.id:
            total += 2.0
            break
    points = (other.entry for other in around if other.entry.feature.startswith(("PPL", "ADM2")))
    return total + 1.5 * max((_near(entry, point) for point in points), default=0.0)


def _held(entry: Entry, holders: list[Entry]) -> float:
    inside = any(
        holder.id != entry.id
        and (
            holder.id in {entry.admin1, entry.admin2} or (holder.feature == "PCLI" and holder.country == entry.country)
        )
        for holder in holders
    )
    return 6.0 if inside else 0.0


def _near(one: Entry, other: Entry) -> float:
    north = abs(one.latitude - other.latitude)
    if north > 5 or one.id == other.id:
        return 0.0
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return math.exp(-111.0 * math.hypot(north, east) / NEAR_KM)
