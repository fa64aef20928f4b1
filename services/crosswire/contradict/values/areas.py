"""Places: which is the place of a claim, and whether two places may be one, hold one another, or lie apart."""

import re
from math import asin, cos, radians, sin, sqrt

from crosswire.contradict.words.lexicon import lexicon, stem
from crosswire.contradict.words.names import MAY, NOT, SAME, skeleton
from crosswire_schemas.records import Place

# Two gazetteer entries this near, in kilometres, are one town; this near when the wording only says "near".
ONE_TOWN, NEAR = 6.0, 30.0
_SPOT = re.compile(
    r"\b(?:in|at|near|on|outside|off|around|(?:town|city|village|port|north|south|east|west) of)\s+(?:the\s+)?"
    r"((?:[A-Z][\w'’-]+\s*)+)"
)
_AT = re.compile(r"\b(?:in|at|near|outside|off|around|over|on|into)\s+(?:the\s+)?$")
_BORN = re.compile(r"\b(?:born|based|raised|brought up) in (?:the )?(?:\w+ (?:of|in) )?$")
_COUNTRY = ("PCL", "TERR", "CONT", "RGN")


def rank(place: Place) -> int:
    """Return how fine a place is: 0 a country or larger, 1 a region, 2 a district, 3 a town or a spot."""
    feature = place.feature.upper()
    if feature.startswith(_COUNTRY):
        return 0
    if feature.startswith("ADM1"):
        return 1
    return 2 if feature.startswith("ADM") else 3


def finest(places: tuple[Place, ...], content: str, predicate: str) -> Place | None:
    """Return the place of a claim: of the finest, one that stands right after "in" or "near", best after the predicate.

    "The painting stolen from a Prague museum was recovered in Riga" is of Riga.
    """
    places = tuple(place for place in places if not fragment(place, content) and not _origin(place, content))
    if not places:
        return None
    level = max(map(rank, places))
    verb = found(predicate, content)
    return max(
        (place for place in places if rank(place) == level),
        key=lambda place: (located(place, content), content.find(place.text) >= verb >= 0),
    )


def fragment(place: Place, content: str) -> bool:
    """Tell half a double name, which is another place: the "Noord" of "Noord-Brabant"."""
    at = content.find(place.text)
    after = content[at + len(place.text) :][:2]
    return at >= 0 and after[:1] in {"-", "–"} and after[1:].isupper()


def _origin(place: Place, content: str) -> bool:
    """Tell where somebody is only said to be from: "born in Alicante"."""
    at = content.find(place.text)
    return at > 0 and bool(_BORN.search(content[max(0, at - 30) : at]))


def located(place: Place, content: str) -> bool:
    """Tell whether the content puts something at the place: it stands right after "in", "near", ..."""
    at = content.find(place.text)
    return at > 0 and bool(_AT.search(content[max(0, at - 12) : at]))


def spot(content: str, places: tuple[Place, ...]) -> str:
    """Return the name after "in", "near", "south of", ... that is none of the places known."""
    known = {word for place in places for word in f"{place.text} {place.name}".split()}
    for at in _SPOT.finditer(content):
        named = [re.sub(r"['’]s?$", "", word) for word in at.group(1).split()]
        words = [word for word in named if word not in known and not lexicon().common(word)]
        if words and words[0].casefold() not in lexicon().nations:
            return " ".join(skeleton(word) for word in words)
    return ""


def found(predicate: str, content: str) -> int:
    """Return where the predicate's first word stands in the content, in any inflection; -1 where it does not."""
    wanted = [stem(word) for word in predicate.split()[:1]]
    return next((at.start() for at in re.finditer(r"\w+", content) if stem(at.group()) in wanted), -1)


def distance(a: Place, b: Place) -> float:
    """Return kilometres between two places on a sphere (the haversine formula)."""
    lat1, lon1, lat2, lon2 = map(radians, (a.latitude, a.longitude, b.latitude, b.longitude))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(sqrt(half))


def match(a: Place | None, b: Place | None) -> int:
    """Return SAME for one place, MAY where one may lie in the other or nothing is known, NOT for places apart."""
    if a is None or b is None:
        return MAY
    if a.geoname_id == b.geoname_id:
        return SAME
    wide, fine = sorted((a, b), key=rank)
    if rank(wide) > 1 and skeleton(a.name) == skeleton(b.name):
        # One name in two countries or regions: mostly one town, taken for two by its readers.
        return MAY
    if wide.country != fine.country:
        return NOT
    return _within(wide, fine)


def _within(wide: Place, fine: Place) -> int:
    if rank(wide) == 0:
        return MAY
    if rank(wide) == 1 and rank(fine) > 1:
        return MAY if wide.admin1 == fine.admin1 or not fine.admin1 else NOT
    apart = distance(wide, fine)
    if rank(wide) == 2:
        return MAY if apart <= 2 * NEAR and wide.admin1 == fine.admin1 else NOT
    if apart <= ONE_TOWN:
        return SAME
    return MAY if apart <= NEAR and (wide.direction or fine.direction) else NOT


def posted(place: Place) -> tuple[str, ...]:
    """Return the keys under which a matter at ``place`` is found: its own, and for a spot that of its region."""
    region = f"{place.country}.{place.admin1}"
    keys = {0: (f"c:{place.country}",), 1: (f"a:{region}",)}
    return keys.get(rank(place), (*_own(place), f"in:{region}"))


def asked(place: Place) -> tuple[str, ...]:
    """Return the keys under which compatible matters are posted: at its own level and at coarser and finer ones."""
    region = f"{place.country}.{place.admin1}"
    keys = {0: (f"c:{place.country}",), 1: (f"a:{region}", f"in:{region}")}
    return keys.get(rank(place), (*_own(place), f"a:{region}"))


def _own(place: Place) -> tuple[str, ...]:
    # By name as well: a town may have two entries in the gazetteer, and an outlet its own spelling.
    return f"g:{place.geoname_id}", f"n:{skeleton(place.name)}"
