"""Whereabouts: at which places two accounts put what they tell of, and by which words both name places."""

from crosswire.contradict.retold import Gist
from crosswire.contradict.values import areas
from crosswire.contradict.words.names import NOT, skeleton
from crosswire_schemas.records import Place


def fine(gist: Gist) -> tuple[Place, ...]:
    """Return the places that tell where: of countries only those at which it puts something, not "Kenya's runner"."""
    return gist.around or tuple(place for place in gist.places if areas.rank(place) or place in gist.sites)


def apart(one: Gist, other: Gist) -> tuple[Place, Place] | None:
    """Return the two places at which they put it, where neither account names the other's."""
    mine = [place for place in one.sites if not _known(place, other)]
    theirs = [place for place in other.sites if not _known(place, one)]
    return (max(mine, key=areas.rank), max(theirs, key=areas.rank)) if mine and theirs else None


def unlisted(one: Gist, other: Gist) -> tuple[str, str] | None:
    """Return the two towns at or near which they put it, one of which no gazetteer has; neither names the other's."""
    mine, theirs = (_towns(gist) - {*others.names, *others.near} for gist, others in ((one, other), (other, one)))
    if not mine or not theirs or not (mine - _listed(one) or theirs - _listed(other)):
        return None
    return min(mine, key=one.names.index), min(theirs, key=other.names.index)


def _towns(gist: Gist) -> set[str]:
    return {name for name in (*gist.spots, *_listed(gist)) if name in gist.names}


def _listed(gist: Gist) -> set[str]:
    """Return the words of the towns that a gazetteer has: whether two of them are one it says."""
    return {word for place in gist.sites if areas.rank(place) > 1 for word in spelt(place)}


def landmarks(one: Gist, other: Gist) -> tuple[str, str] | None:
    """Return two lakes, or two stadiums, at which they put it: of one sort, and neither names the other's."""
    for mine in one.landmarks:
        for theirs in other.landmarks:
            words, others = (set(map(skeleton, name.split())) for name in (mine, theirs))
            sort = words & others
            if sort and not (words - sort) & {*other.names} and not (others - sort) & {*one.names}:
                return mine, theirs
    return None


def _known(place: Place, gist: Gist) -> bool:
    """Tell whether an account names a place, or one in which it lies; of several, not by the country they are in."""
    named_there = [at for at in gist.places if areas.rank(at)] or gist.places
    return any(areas.match(place, at) != NOT for at in named_there) or written(place, gist)


def written(place: Place, gist: Gist) -> bool:
    """Tell whether an account has a place among its names, though nobody took it for one."""
    return {skeleton(word) for word in place.text.split()} <= {*gist.names} - {*gist.away}


def elsewhere(one: Gist, other: Gist) -> frozenset[str]:
    """Return the words of the places that only one of both names, be it to say what they are near."""
    rows = [{word for place in gist.places for word in spelt(place)} | {*gist.near} for gist in (one, other)]
    far = {*one.away, *other.away}
    return frozenset((rows[0] | rows[1] | far) - (rows[0] & rows[1]) - ({*one.names} & {*other.names}))


def spots(one: Gist, other: Gist) -> set[str]:
    """Return the words of all places that either account names."""
    known = {word for gist in (one, other) for place in (*gist.places, *gist.around) for word in spelt(place)}
    return known.union(one.local, other.local)


def spelt(place: Place) -> set[str]:
    """Return the words of a place's name by their consonants."""
    return {skeleton(word) for word in f"{place.text} {place.name}".split()}
