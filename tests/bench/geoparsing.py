"""Place names on TR-News (Gritta et al., 2019): how many are found, and of those found how many are resolved right."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract.gazetteer import Gazetteer, fold, opened
from crosswire.extract.places import Located, locate
from crosswire.extract.read import load, read_all
from crosswire_schemas.records import Article, Outlet
from tests.bench.row import Row

SET = "TR-News"
KM = 161.0


@dataclass(frozen=True, slots=True)
class Gold:
    start: int
    end: int
    text: str
    geoname_id: int
    latitude: float
    longitude: float
    country: str


def rows(data: Path) -> list[Row]:
    """Measure ``locate`` on ``data``/geoparsing/TR-News.xml."""
    gazetteer = opened(gazetteer_file())
    found: list[tuple[Gold, Located]] = []
    total = 0
    for golds, places in annotated(data):
        total += len(golds)
        found += [(gold, place) for gold in golds if (place := _match(gold, places))]
    naive = [(gold, gazetteer.named(fold(gold.text))) for gold, _ in found]
    populous = sum(bool(e) and max(e, key=lambda x: x.population).id == gold.geoname_id for gold, e in naive)
    return [
        Row(set=SET, measure="recall", value=len(found) / total, goal=0.80),
        Row(
            set=SET,
            measure="exact entry",
            value=_share(found, lambda g, p: g.geoname_id == p.place.geoname_id),
            goal=0.80,
            baselines={"most populous": populous / len(found)},
        ),
        Row(set=SET, measure="within 161 km", value=_share(found, lambda g, p: _apart(g, p) <= KM), goal=0.90),
        Row(set=SET, measure="country", value=_share(found, lambda g, p: g.country == p.place.country), goal=0.95),
    ]
