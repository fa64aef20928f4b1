"""Placing: at or near which places a claim puts what it tells of."""

import re
from collections.abc import Iterator

from crosswire.contradict.values import areas, exact
from crosswire.contradict.words.occasions import sites
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import inner
from crosswire_schemas.records import Claim, Place

_IN_A = re.compile(r"\b(?:in|at|inside|outside|near|into|to)\s(?:an?|the|his|her|its|their)\s$")
# A town that is host to what is told of.
_HOSTS = re.compile(
    r"\s(?:(?:will|would|is|was|has|had|been|to|be|chosen|picked|selected|due|set)\s)*"
    r"(?:hosts?|hosted|hosting|stages?|staged|staging)\s(?:an?|the|its|this|next)\s"
)
_CAPITALS = re.compile(r"(?:[A-Z][\w'’-]+\s?)+")


def places(claim: Claim, pattern: str, *, within: str = "", without: bool = False) -> tuple[Place, ...]:
    """Return the places of a claim before which a pattern stands, or does not where ``without``."""
    return tuple(dict.fromkeys(map(exact.place, _placing(claim, pattern, within=within, without=without))))


def _placing(claim: Claim, pattern: str, *, within: str = "", without: bool = False) -> Iterator[Place]:
    """Yield the places before which the pattern stands, or does not: where it is, or all but where it came from."""
    text = within or claim.content.text
    for place in claim.places:
        if areas.fragment(place, text):
            continue
        at = text.find(place.text)
        if at < 0 and within:
            continue
        before = text[max(0, at - 40) : max(at, 0)]
        if not without and patterns()["deed"].search(before):
            continue
        after = text[at + len(place.text) :] if at >= 0 else ""
        if bool(patterns()[pattern].search(before) or _houses(pattern, before, after)) is not without:
            yield place


def _houses(pattern: str, before: str, after: str) -> bool:
    """Tell whether what stands at a place is told by a name before it, "in a Paris clinic", or by the place."""
    inside = bool(_IN_A.search(before) and sites().match(after.lstrip()))
    return pattern == "there" and (inside or bool(_HOSTS.match(after)))


def spots(text: str) -> tuple[str, ...]:
    """Return the words of the names of towns at or near which something is put."""
    found = (name for at in patterns()["spots"].finditer(text) for name in named(at.group(1)))
    return tuple(dict.fromkeys(found))


def landmarks(text: str) -> tuple[str, ...]:
    """Return the waters, mountains and grounds at or near which something is put, as they are written."""
    return tuple(dict.fromkeys(at.group(1) for at in patterns()["landmarks"].finditer(text)))


def away(text: str) -> tuple[str, ...]:
    """Return the words of the names from which something came or is measured: "100 km from Enid"."""
    found = (at for at in _CAPITALS.finditer(text) if patterns()["away"].search(text[: at.start()]))
    return tuple(dict.fromkeys(name for at in found for name in named(at.group())))


def local(claim: Claim, text: str) -> tuple[str, ...]:
    """Return the names of places as they are written, and of the regions and towns that no gazetteer knows."""
    known = (place.text for place in _placing(claim, "away", without=True))
    written = (*known, *(hit.group(1) for hit in patterns()["placed"].finditer(text)))
    return tuple(dict.fromkeys(name for phrase in written for name in named(phrase)))


def named(text: str) -> tuple[str, ...]:
    """Return the words of the names in a text, by their consonants."""
    return inner(text)[0]


def told_at(claim: Claim, place: Place) -> bool:
    """Tell whether a claim puts what it tells at a place, and not that for which somebody is held or tried."""
    text = claim.content.text
    return areas.located(place, text) and not patterns()["deed"].search(text[: text.find(place.text)])
