"""The map of what is in dispute: places in the Equal Earth projection (Šavrič et al. 2018), near ones as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import asin, cos, hypot, radians, sin, sqrt

from crosswire.console.store import Json

WIDTH, HEIGHT = 1000.0, 430.0
# The projection's polynomial, and the scale and middle that world.svg is drawn with.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
SCALE, MIDDLE_X, MIDDLE_Y = 184.7315676733982, 500.0, 243.4
ZOOM = 16.0
NEAR = 16.0
# About the width of a letter and the height of a line of a label.
LETTER, LINE = 6.6, 12.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What part of the map is seen, in units of world.svg; ``unit`` of them are one of the whole map's."""

    left: float
    top: float
    unit: float

    @property
    def box(self) -> str:
        """The view as an SVG viewBox."""
        return f"{self.left:.1f} {self.top:.1f} {WIDTH * self.unit:.1f} {HEIGHT * self.unit:.1f}"


WHOLE = View(left=0.0, top=12.0, unit=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Where a label stands from the middle of its spot, and which of its ends is there."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Places shown as one: where, how many contradictions, which places, the most disputed first."""

    x: float
    y: float
    open: int
    places: tuple[Json, ...]
    named: Named | None = None

    @property
    def radius(self) -> float:
        """Radius on the whole map: the area grows with the number."""
        return 6.0 + 1.9 * sqrt(min(self.open, 60))

    @property
    def label(self) -> str:
        """The name beside the spot."""
        more = len(self.places) - 1
        return str(self.places[0]["name"]) + (f" +{more}" if more else "")


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point in degrees lies on world.svg."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    divisor = 3 * (9 * A4 * sixth * square + 7 * A3 * sixth + 3 * A2 * square + A1)
    x = 2 * sqrt(3) * radians(longitude) * cos(angle) / divisor
    y = A4 * angle**9 + A3 * angle**7 + A2 * angle**3 + A1 * angle
    return MIDDLE_X + x * SCALE, MIDDLE_Y - y * SCALE


def view(places: Sequence[Json], around: str) -> View:
    """Return the view around the place with the GeoNames id ``around``, the whole map where there is none."""
    for place in places:
        if str(place["geoname_id"]) == around:
            x, y = project(place["longitude"], place["latitude"])
            return View(left=x - WIDTH / ZOOM / 2, top=y - HEIGHT / ZOOM / 2, unit=1 / ZOOM)
    return WHOLE


def spots(places: Sequence[Json], seen: View) -> list[Spot]:
    """Return ``places`` as spots: those nearer to each other than a label is high become one."""
    found: list[tuple[float, float, list[Json]]] = []
    for place in sorted(places, key=lambda place: (-place["open"], place["geoname_id"])):
        x, y = project(place["longitude"], place["latitude"])
        near = [held for at_x, at_y, held in found if hypot(at_x - x, at_y - y) < NEAR * seen.unit]
        if near:
            near[0].append(place)
        else:
            found.append((x, y, [place]))
    return _labelled([_spot(x, y, held) for x, y, held in found], seen.unit)


def _spot(x: float, y: float, held: Sequence[Json]) -> Spot:
    return Spot(x=x, y=y, open=sum(place["open"] for place in held), places=tuple(held))


def _labelled(found: Sequence[Spot], unit: float) -> list[Spot]:
    """Give each spot's label the first of four sides on which it hides no spot and no other label, or none."""
    taken = [_around(spot, unit) for spot in found]
    labelled = []
    for spot in found:
        free = [(named, box) for named, box in _sides(spot, unit) if not any(_meet(box, other) for other in taken)]
        named, box = free[0] if free else (None, None)
        taken += [box] if box else []
        labelled.append(replace(spot, named=named))
    return labelled


def _around(spot: Spot, unit: float) -> Box:
    reach = spot.radius * unit
    return spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach


def _sides(spot: Spot, unit: float) -> list[tuple[Named, Box]]:
    gap, wide, high = spot.radius + 4, LETTER * len(spot.label), LINE
    sides = (
        (Named(x=gap, y=0, anchor="start"), (gap, -high / 2, gap + wide, high / 2)),
        (Named(x=-gap, y=0, anchor="end"), (-gap - wide, -high / 2, -gap, high / 2)),
        (Named(x=0, y=-gap - high / 2, anchor="middle"), (-wide / 2, -gap - high, wide / 2, -gap)),
        (Named(x=0, y=gap + high / 2, anchor="middle"), (-wide / 2, gap, wide / 2, gap + high)),
    )
    return [
        (named, (spot.x + left * unit, spot.y + top * unit, spot.x + right * unit, spot.y + bottom * unit))
        for named, (left, top, right, bottom) in sides
    ]


def _meet(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
