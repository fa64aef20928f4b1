"""Occasions: one act, of which there is one a day or one at all, that two accounts put at two places or two times."""

from collections.abc import Iterator

from crosswire.contradict.meet import whereabouts
from crosswire.contradict.meet.both import Both, Point
from crosswire.contradict.retold import Gist, Occasion
from crosswire.contradict.rows import Answer
from crosswire.contradict.values import answers, areas, days
from crosswire.contradict.words.names import NOT
from crosswire.contradict.words.occasions import of_one_kind
from crosswire_schemas.records import Place

# Kilometres from which on two places of one state are two.
FAR_APART = 30.0
# Names that tell a person, and days within which what there is one of at all is one for two.
FULL, WEEKS = 2, 14 * 24.0
# Hours within which what befell works or a building is one.
NEAR = 96.0
# How surely one act is one by its sort and the name of whom it befell.
SURETY = 0.95
# What that tells beside the names and words in common.
KNOWN = 1.0


def placed(both: Both) -> Point | None:
    """Return the point where they put one act of one day at two places that are far apart."""
    if not both.on_one_day or both.one.denied or both.other.denied or at_two_hours(both):
        return None
    for mine, theirs in _shared(both):
        where = _apart(mine, theirs, both)
        if where:
            left, right = (Answer(value=str(place.geoname_id), place=place, words=place.name) for place in where)
            return Point(type="place", about="place", left=left, right=right, surety=SURETY, specifics=KNOWN)
    return None


def timed(both: Both) -> Point | None:
    """Return the point where they give two times to an act of which there is one."""
    for mine, theirs in _shared(both):
        if mine.low is None or theirs.low is None or not both.at_one_place:
            continue
        if abs(mine.low - theirs.low) > (NEAR if mine.of_site else WEEKS):
            continue
        left, right = instant(mine), instant(theirs)
        if surety := answers.times(left, right):
            return Point(type="time", about="time", left=left, right=right, surety=surety, specifics=KNOWN)
    return None


def at_two_hours(both: Both) -> bool:
    """Tell whether both state an hour or a part of the day, and not the same: one may be here and then there."""
    one, other = both.one, both.other
    if one.low is None or other.low is None or one.high is None or other.high is None:
        return False
    return one.low > other.high or other.low > one.high


def _shared(both: Both) -> Iterator[tuple[Occasion, Occasion]]:
    """Yield the acts of one sort that befell one whom both name in full."""
    for mine in both.one.occasions:
        for theirs in both.other.occasions:
            if mine.sort == theirs.sort and _one_bearer(mine, theirs, both):
                yield mine, theirs


def _one_bearer(mine: Occasion, theirs: Occasion, both: Both) -> bool:
    names = {*mine.bearer} & {*theirs.bearer}
    if mine.of_site:
        known = {word for gist in (both.one, both.other) for word in (*gist.names, *gist.scene)}
        sort, other = mine.bearer[-1], theirs.bearer[-1]
        own = names - {sort} - _listed(both)
        return bool(own and names & known and (sort or other) and of_one_kind(sort, other))
    if mine.of_thing:
        return bool(names - whereabouts.spots(both.one, both.other))
    return len(names) >= FULL and not ({*mine.bearer} - names and {*theirs.bearer} - names)


def _listed(both: Both) -> set[str]:
    """Return the words of the towns that a gazetteer has: there are many works in each."""
    return {word for gist in (both.one, both.other) for place in gist.places for word in whereabouts.spelt(place)}


def _apart(mine: Occasion, theirs: Occasion, both: Both) -> tuple[Place, Place] | None:
    """Return the two places, of which neither account names the other's."""
    sites = _alone(mine, both.other), _alone(theirs, both.one)
    for place in sites[0]:
        for other in sites[1]:
            near = place.country == other.country and areas.distance(place, other) < FAR_APART
            if answers.apart(place, other) and not near:
                return place, other
    return None


def _alone(found: Occasion, gist: Gist) -> list[Place]:
    sites = sorted(found.sites, key=areas.rank, reverse=True)
    return [] if any(_known(place, gist) for place in sites[:1]) else sites[:1]


def _known(place: Place, gist: Gist) -> bool:
    """Tell whether an account names a place, or one that it may be or lie in, but for the country of both."""
    return any(areas.match(place, at) != NOT for at in gist.places if areas.rank(at)) or whereabouts.written(
        place, gist
    )


def instant(found: Gist | Occasion) -> Answer:
    """Return the time that an account states, or an act has, as an answer; there must be one."""
    assert found.low is not None
    assert found.high is not None
    words = days.instant(found.low, found.high)
    return Answer(value=f"{found.low}/{found.high}", low=found.low, high=found.high, words=words, kind=found.hour)
