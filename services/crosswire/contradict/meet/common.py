"""What two accounts have in common: names and words, but for what they dispute."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, permutations

from crosswire.contradict.meet.whereabouts import spelt, spots
from crosswire.contradict.retold import Gist, Stance
from crosswire.contradict.values import areas
from crosswire.contradict.words import likeness
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import matches
from crosswire.contradict.words.names import described, skeleton
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import inner, tokens

# One thing by where it is: "the military base at Orlo".
_SITE = re.compile(r"the (\w+ )?(\w+) (?:at|in|of|on|to|into) ")
# The share of the poorer account that the other must have, names twice.
SHARE = 0.5
# The share from which on a name alone tells that what is held is one.
MOST = 0.6
# Names in common, but for places, from which on it is the same bearer whoever else is named.
TWO = 2
# Consonants by which two spellings of one name begin.
START = 2
# What a name in common tells that one has from earlier sentences only.
BEFORE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What is common, its share of the poorer account, and whether each names somebody else besides.

    ``strangers`` leaves that out where two names in common tell the bearer anyway; ``before`` are the names in
    common that either has from earlier sentences only.
    """

    names: frozenset[str]
    states: frozenset[str]
    words: tuple[str, ...]
    share: float
    strangers: bool
    strange: bool
    before: frozenset[str] = frozenset()

    @property
    def own(self) -> frozenset[str]:
        """The names in common that both have from their own sentences."""
        return self.names - self.before

    @property
    def enough(self) -> bool:
        """Tell whether they have enough in common to be of one happening."""
        return self.share >= SHARE


def met(one: Gist, other: Gist) -> set[str]:
    """Return the names by which one speaks of the other's happening as his own, or both quote one man."""
    mine, theirs = {*one.voice, *one.speaker}, {*other.voice, *other.speaker}
    return (mine & set(other.names)) | (theirs & set(one.names)) | (set(one.speaker) & set(other.speaker))


def spoken(gist: Gist) -> set[str]:
    """Return the names of an account, and those of its scene."""
    return {*gist.names, *gist.scene}


def common(
    one: Gist,
    other: Gist,
    disputed: tuple[str, ...] = (),
    *,
    apart: frozenset[str] = frozenset(),
    mainly: bool = False,
) -> Common:
    """Return what both have but for the words ``disputed`` and the names ``apart``.

    ``mainly``: what only one tells in passing does not count.
    """
    gone = {word for said in disputed for row in inner(said) for word in row} | apart
    states_gone = gone.union(map(str.casefold, disputed))
    gone |= {name for name, state in seats().items() if state in states_gone}
    mine, theirs = (_left(gist, against, gone) for gist, against in ((one, other), (other, one)))
    scenes = [{*gist.scene} - gone for gist in (one, other)]
    shared = ((mine[0] | scenes[0]) & (theirs[0] | scenes[1])) | (met(one, other) - gone)
    rows = matches(mine[1], theirs[1]), matches(theirs[1], mine[1])
    share = max(
        _share(told, shared, kept, {*gist.aside} if mainly else set(), len(scene & shared))
        for told, kept, gist, scene in zip((mine, theirs), rows, (one, other), scenes, strict=True)
    )
    kin = _kindred(one, other, shared), _kindred(other, one, shared)
    strange = all(
        set(own.names)
        - gone
        - shared
        - ({*own.aside} if mainly else set())
        - {*others.voice, *others.speaker}
        - _within(own, others)
        - (set() if their_kin else own_kin)
        for (own, own_kin), (others, their_kin) in permutations(zip((one, other), kin, strict=True))
    )
    strangers = strange and len(shared - spots(one, other)) < TWO
    states = shared & set(one.states) & set(other.states)
    return Common(
        names=shared - set(one.states) - set(other.states),
        states=states,
        words=max(rows, key=lambda row: (len(row), row)),
        share=share,
        strangers=strangers,
        strange=strange,
        before=frozenset(shared & (scenes[0] | scenes[1])) - met(one, other),
    )


def _within(own: Gist, others: Gist) -> set[str]:
    """Return the names of places in a country of which the other account speaks without saying where in it."""
    finer = {place.country for place in (*others.places, *others.around) if areas.rank(place)}
    return {
        word
        for place in own.places
        if place.country in {*others.lands} - finer and areas.rank(place)
        for word in spelt(place)
    }


@cache
def seats() -> dict[str, str]:
    """Return the names of capitals and seats that stand for a state."""
    return {skeleton(name): state for name, state in lexicon().capitals.items() if " " not in name}


def _left(gist: Gist, against: Gist, gone: set[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the names and words of an account without those ``gone``.

    The first word is a name where the other account, which does not open with it, has it for one: "Dana Rowell".
    """
    opening = [word for word in gist.words[:1] if word not in against.words and skeleton(word) in against.names]
    names = frozenset({*gist.names, *gist.states, *map(skeleton, opening)}) - gone
    return names, tuple(word for word in gist.words if word not in gone and word not in opening and " " not in word)


def _kindred(gist: Gist, against: Gist, shared: frozenset[str]) -> set[str]:
    """Return the other words of names of which a part is shared: "Acme" is short for "Acme Systems".

    Not so where another name follows that part in the other account: two men may have one first name.
    """
    bearers = (inner(name)[0] for name in (gist.doer, gist.thing, gist.holder, gist.body) if name)
    followed = dict(pairwise(against.names))
    return {
        word
        for names_ in bearers
        if any(
            part in shared and _of_one_start(after, followed.get(part, after))
            for part, after in pairwise((*names_, ""))
        )
        for word in names_
        if word not in shared
    }


def _of_one_start(name: str, other: str) -> bool:
    """Tell two spellings of a name, which begin alike, from two names; nothing is like any."""
    return not name or name[:START] == other[:START]


def _share(
    told: tuple[frozenset[str], tuple[str, ...]],
    shared: frozenset[str],
    kept: tuple[str, ...],
    aside: set[str],
    before: int,
) -> float:
    """Return the share of the names and words told that is shared; what is told in passing counts only where it is.

    ``before``: how many names are shared that the account has from earlier sentences.
    """
    names, words = told
    whole = 2 * len(names - (aside - shared)) + len([word for word in words if word not in aside or word in kept])
    return (2 * len(names & shared) + before + len(kept)) / (whole + before) if whole else 0.0


def borne(mine: Stance, theirs: Stance) -> bool:
    """Tell whether two stances are of one bearer: what stands before the one is what stands before the other."""
    rows = [tokens(stance.bearer) for stance in (mine, theirs)]
    named = set(rows[0][0]) & set(rows[1][0])
    words = matches(rows[0][2], rows[1][2]), matches(rows[1][2], rows[0][2])
    shares = [
        (2 * len(named) + len(kept)) / (2 * len(row[0]) + len(row[2]))
        for row, kept in zip(rows, words, strict=True)
        if row[0] or row[2]
    ]
    return bool(named) and max(shares, default=0.0) >= 0.75


def named(name: str, gist: Gist, own: str) -> bool:
    """Tell whether an account names somebody whom the other has for the doer, be it as its own."""
    mine, theirs = inner(name), inner(own)
    # That something is in Mali does not name the army of Mali.
    there = {word for place in gist.places for word in spelt(place)} if described(name) else set()
    if ({*mine[0], *mine[1]} - {*theirs[0], *theirs[1]} - there) & {*gist.names, *gist.states}:
        return True
    # Who has a name may be whom the other only describes.
    return bool(set(mine[2]) & set(theirs[2])) and not (mine[0] and theirs[0])


def of_one_hold(one: Gist, other: Gist) -> bool:
    """Tell whether what is held in both has one name that is no place's, or is one place, or of one kind at it.

    "The tanker Vonk" and "the Vonk" are one; "the ship" is whichever ship its account names. "The base at Orlo" and
    "the camp at Orlo" are one, and so are "the town of Orlo" and "all of Orlo"; the districts of a town are not.
    """
    rows = [inner(gist.held) for gist in (one, other) if gist.held]
    if len(rows) < 2 or (rows[0][0] and rows[1][0] and {*rows[0][0]} - {*rows[1][0]} and {*rows[1][0]} - {*rows[0][0]}):
        return False
    mine, theirs = ({*row[0]} or spoken(gist) for row, gist in zip(rows, (one, other), strict=True))
    words = [tuple(word for word in row[2] if " " not in word and not word[0].isdigit()) for row in rows]
    named = bool(mine & theirs - spots(one, other)) and (not all(words) or bool(likeness.shared(*words)))
    whole = rows[0][0] == rows[1][0] and _whole(one.held) and _whole(other.held)
    return named or bool({*rows[0][0]} & {*rows[1][0]} and (whole or _of_one_site(one, other)))


def of_other_sites(one: Gist, other: Gist) -> bool:
    """Tell whether another thing at a place is held: who holds the airport of a town may not hold its hospital."""
    mine, theirs = _site(one.held), _site(other.held)
    if not mine or not theirs or matches(mine[-1:], other.words) or matches(theirs[-1:], one.words):
        return _narrowed_apart(mine, theirs)
    return not _of_one_kind(mine, theirs)


def _of_one_site(one: Gist, other: Gist) -> bool:
    """Tell whether "the base at ..." and "the camp at ..." are of one kind, each said to be the one."""
    mine, theirs = _site(one.held), _site(other.held)
    single = all(likeness.lemma(site[-1]) == site[-1] for site in (mine, theirs) if site)
    return bool(mine and theirs) and single and _of_one_kind(mine, theirs)


def _site(held: str) -> tuple[str, ...]:
    """Return what a thing is called that is held at, in or on the way to a place: its noun, and a word before it."""
    found = _SITE.match(held.casefold())
    words = tuple(word.strip() for word in found.groups() if word) if found else ()
    return () if {*words[-1:]} <= lexicon().generic else words


def _whole(held: str) -> bool:
    """Tell whether a place itself is held."""
    names, _, words = inner(held)
    return bool(names) and {*words} <= lexicon().generic


def _of_one_kind(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if {mine[-1], theirs[-1]} <= patterns()["strongholds"]:
        return True
    return not _narrowed_apart(mine, theirs) and likeness.alike(mine[-1], theirs[-1]) == likeness.ALIKE


def _narrowed_apart(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell a power station from a railway station."""
    return len(mine) == len(theirs) > 1 and not likeness.alike(mine[0], theirs[0])


def other_doers(one: Gist, other: Gist) -> frozenset[str]:
    """Return the words of either's doer that the other does not have: who it was may go unsaid."""
    found: set[str] = set()
    for mine, theirs in ((one, other), (other, one)):
        names_, states, words = inner(mine.doer)
        found |= {*names_, *states} - {*theirs.names, *theirs.states}
        found |= {*words} - {*matches(words, theirs.words)}
    return frozenset(found)
