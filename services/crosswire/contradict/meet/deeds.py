"""Deeds: two accounts of one deed or one holding that name two doers or two holders."""

import re

from crosswire.contradict.meet import acts, common
from crosswire.contradict.meet.both import Both, Point, counted_apart, of_one_part
from crosswire.contradict.meet.whereabouts import spelt
from crosswire.contradict.retold import Gist
from crosswire.contradict.rows import Answer
from crosswire.contradict.values import answers, areas
from crosswire.contradict.values.agents import kind_of
from crosswire.contradict.words import names, wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import lemmas, matches
from crosswire.contradict.words.names import NOT, SAME, skeleton
from crosswire.contradict.words.patterns import patterns

# The rank of a place from which on not everything is done in it each day.
FINE = 2
# Of a hundred percent nobody else has more than the rest.
ALL = 100.0
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?(?:percent|per cent|%)")
# How surely two are two where both are named as what caused it.
CAUSED = 0.9
# Whoever takes a place holds it from then on; whoever holds it may have done so before.
_HOLDING = frozenset({"hold", "control"})


def won(both: Both) -> Point | None:
    """Return the point where each says that another of the two beat the other."""
    (first, beaten), (second, loser) = both.one.winner, both.other.winner
    if not first or not second or not both.within() or both.one.part != both.other.part:
        return None
    shared = common.common(both.one, both.other, (first, second))
    if names.match(first, loser or "") == SAME != names.match(first, second) or (
        beaten and names.match(second, beaten) == SAME
    ):
        # Who has won was not beaten in that contest.
        reversed_ = both.on_one_day and beaten and loser and names.match(second, beaten) == SAME
        if not (shared.words or reversed_) or not (both.on_one_day or both.told_near):
            return None
    elif not beaten or not loser:
        # The same contest, and another winner.
        one_contest = shared.enough and shared.names and shared.words and both.when == SAME and both.at_one_place
        if not one_contest or names.match(first, second) != NOT or _named(both, (first, second)):
            return None
    elif names.match(first, loser) != SAME or names.match(second, beaten) != SAME:
        return None
    left, right = (Answer(value=name, words=f"won by {name}") for name in (first, second))
    return Point(type="outcome", about="contest", left=left, right=right)


def held(both: Both) -> Point | None:
    """Return the point where another holds it than the other says."""
    one, other = both.one, both.other
    if not of_one_part(one, other) or not (both.within() or _still(both)):
        return None
    if bool(patterns()["partly_held"].search(one.held)) != bool(patterns()["partly_held"].search(other.held)):
        # Who holds the centre of a town does not hold all that is there.
        return None
    shares = all(patterns()["shares_held"].search(gist.held) for gist in (one, other))
    if (shares and _share(one.held) + _share(other.held) <= ALL) or common.of_other_sites(one, other):
        return None
    return _between(both, "control", (one.holder, other.holder), same=common.of_one_hold(one, other))


def _share(held: str) -> float:
    """Return the percentage that is held, nothing where none is told."""
    found = _PERCENT.search(held)
    return float(found.group(1)) if found else 0.0


def _still(both: Both) -> bool:
    """Tell whether one is said to hold on the day after another took it: not where he is said to have taken it then."""
    if both.a.when is None or both.b.when is None:
        return False
    (first, _), (last, held_last) = sorted(
        ((both.a.when, both.one), (both.b.when, both.other)), key=lambda found: found[0].end
    )
    taken = any(word in lexicon().taking - _HOLDING for word in held_last.event)
    return (last.start - first.end).days <= 1 and not taken


def done(both: Both) -> Point | None:
    """Return the point where another did it than the other says."""
    one, other = both.one, both.other
    event = [lexicon().happening(found.event[0], "") if found.event else "" for found in (one, other)]
    side_by_side = any(word in lexicon().shared for word in event) and not both.caused
    if not both.within(ever=True) or side_by_side or not (both.of_one_event or _caused_alike(both)):
        return None
    if not (one.caused or other.caused) and not all(
        acts.sorts(word) & lexicon().deeds for word in (*one.event[:1], *other.event[:1])
    ):
        return None
    if counted_apart(both) or _of_two_deeds(both):
        return None
    told_of_one = both.definite and both.caused
    if both.repeated and not both.on_one_day and not told_of_one and not _of_one_thing(both):
        # What is done again and again is done by one today and by another tomorrow.
        return None
    return _between(both, "responsibility", (one.doer, other.doer))


def _of_two_deeds(both: Both) -> bool:
    """Tell two deeds by their words; who both say in so many words it was, on one day, they may say by any words."""
    one, other = both.one, both.other
    if both.caused and both.on_one_day:
        return False
    his = _his_deed(one, other) and _his_deed(other, one)
    return not his or not _one_deed(both) or _eventful(one) or _eventful(other)


def _caused_alike(both: Both) -> bool:
    """Tell whether each says in so many words who caused what befell one thing on one day, in whatever words."""
    return both.caused and both.on_one_day and len(both.shared) > 1


def _of_one_thing(both: Both) -> bool:
    """Tell whether two told on one day are of a thing of one name at one place, beside the deed itself."""
    one, other = both.one, both.other
    things = [word for word in both.shared if not acts.acts((word,), (*one.event, *other.event))]
    wide = {word for gist in (one, other) for place in gist.places if areas.rank(place) < FINE for word in spelt(place)}
    return both.told_at_once and bool(things) and bool({*one.names} & {*other.names} - wide)


def _eventful(found: Gist) -> bool:
    """Tell whether what is taken for the doer is the happening itself: "war crimes were committed"."""
    return bool(found.doer) and names.described(found.doer) and found.doer.split()[-1].casefold() in found.event


def _his_deed(one: Gist, other: Gist) -> bool:
    """Tell whether what the doer of ``one`` is said to do is the deed, and not what he does beside it."""
    told = (*other.event, *other.words)
    return bool(not one.did or matches((one.did.casefold(),), told)) and (
        one.caused or not one.event or bool(matches(one.event[:1], told))
    )


def _one_deed(both: Both) -> bool:
    """Tell one deed from two of one kind: it is called by one word, or was done to one thing."""
    one, other = both.one, both.other
    turns = (one, other), (other, one)
    if any(lemmas(a) & lemmas(b) for mine, theirs in turns for a in mine.event for b in (*theirs.event, *theirs.words)):
        return True
    return any(not matches((word,), (*one.event, *other.event)) for word in both.shared)


def _by_one(word: str) -> bool:
    """Tell what there is one of on a day: a blackout, a wildfire, but not an attack."""
    classes = {known for form in lemmas(word) for known in lexicon().classes(form)}
    return bool(classes & lexicon().deeds) and not acts.sorts(word) & acts.VIOLENCE


def _between(both: Both, kind: str, who: tuple[str, str], *, same: bool = False) -> Point | None:
    """Return the point of who held or did it, where all else is shared and neither names the other's.

    ``same``: it is one by its name, whatever else is told.
    """
    one, other = both.one, both.other
    who = _bared(who[0], other), _bared(who[1], one)
    if not all(who) or one.denied or other.denied or names.match(*who) == SAME or not (same or both.at_one_place):
        return None
    if _one_side(*who) or any(map(_nobody, who)) or (kind == "control" and "agent" not in map(kind_of, who)):
        return None
    left, right = (Answer(value=name, words=name) for name in who)
    surety = max(answers.doers(left, right, kind), kinds_apart(*who) if kind == "responsibility" else 0.0)
    caused = kind == "responsibility" and both.caused
    if surety and caused and (both.on_one_day or any(map(_by_one, both.shared))):
        # Each says in so many words that it was this, and nothing else.
        surety = max(surety, CAUSED)
    # What is told beside a cause named in so many words is told in passing; beside an act it may be of another.
    shared = common.common(one, other, who, mainly=kind == "control" or both.caused)
    told = shared.words or len(shared.names) > 1 or (kind == "control" and shared.names and shared.share >= common.MOST)
    if not surety or not (same or (shared.enough and told)) or _named(both, who):
        return None
    if shared.strange and not same:
        return None
    if kind == "control" and not same and not shared.names - {*one.near, *other.near}:
        # What is near a place is not the place.
        return None
    return Point(type=kind, about=kind, left=left, right=right, surety=surety)


def _bared(name: str, other: Gist) -> str:
    """Return a description without the names that the other account has too: "the crew of the tanker Vonk" of its crew.

    What both are of tells no two doers apart.
    """
    words = name.split()
    if len(words) < 2 or not words[0][:1].islower():
        return name
    return " ".join(word for word in words if skeleton(word) not in other.names and word not in other.words) or name


def _one_side(a: str, b: str) -> bool:
    """Tell whether two may be of one side: of one nation, or troops of nobody's and a nation's."""
    mine, theirs = _nations(a), _nations(b)
    _, rebels = lexicon().camps
    if bool(rebels & {*a.casefold().split()}) != bool(rebels & {*b.casefold().split()}):
        # A country, or its army, and those of the country who fight it.
        return False
    return (
        bool(mine & theirs) or (not mine and bool(theirs) and _troops(a)) or (not theirs and bool(mine) and _troops(b))
    )


def _nations(name: str) -> set[str]:
    words = [word.casefold() for word in name.split()]
    return {lexicon().nations.get(word, word) for word in words} & lexicon().states


def _nobody(name: str) -> bool:
    """Tell words that end in an adverb, which the parser took for a name: "temporarily"."""
    head = name.rsplit(maxsplit=1)[-1]
    return head.islower() and head.endswith("ly") and not wordnet.kinds(head)


def _troops(name: str) -> bool:
    forces = all(word in lexicon().forces for word in name.casefold().split())
    return forces or (names.described(name) and names.unknown(name.rsplit(maxsplit=1)[-1]))


def kinds_apart(a: str, b: str) -> float:
    """Return how surely somebody and something are two causes: faulty wiring is no gang."""
    return 0.9 if {kind_of(a), kind_of(b)} == {"agent", "cause"} else 0.0


def _named(both: Both, who: tuple[str, str]) -> bool:
    """Tell whether one names the other's doer as something else."""
    return any(
        common.named(name, gist, own) for name, gist, own in ((who[0], both.other, who[1]), (who[1], both.one, who[0]))
    )
