"""Timing: two accounts of one happening that give two times."""

from crosswire.contradict.meet import common, occasions, whereabouts
from crosswire.contradict.meet.both import Both, Point, beside, counted_apart
from crosswire.contradict.meet.measures import again, of_two_people, told_apart
from crosswire.contradict.retold import Gist
from crosswire.contradict.values import answers
from crosswire.contradict.words import names, wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import alike, lemmas, matches
from crosswire.contradict.words.names import NOT
from crosswire.contradict.words.patterns import patterns

# Hours from which on two times of what has happened are of two happenings, unless it has a name.
FAR = 72.0


def timed(both: Both) -> Point | None:
    """Return the point where they date one happening to two times."""
    return occasions.timed(both) or _timed(both)


def _timed(both: Both) -> Point | None:
    one, other = both.one, both.other
    if one.low is None or other.low is None or not both.of_one_event or one.denied or other.denied:
        return None
    far = abs(one.low - other.low) > FAR
    # When a toll rose is not when they died.
    apart = both.of_two_bodies or _day_told(both) or _of_two_turns(one, other) or _of_two_ends(both)
    apart = apart or of_two_people(both)
    if not (one.single and other.single) or apart or ((one.running or other.running) and not _since(both)):
        return None
    left, right = map(occasions.instant, (one, other))
    surety = answers.times(left, right)
    gone = whereabouts.elsewhere(one, other)
    shared = common.common(one, other, (one.hour, other.hour), apart=gone)
    known_by = told_apart(both, shared) and not _two_acts(both)
    if far and (one.ordinal != other.ordinal or not (one.planned or known_by)):
        return None
    known_hour = _of_one_day_known(both, shared)
    repeated = again(both, shared) and not (known_hour or both.singular)
    if counted_apart(both) or not surety or not both.at_one_place or one.part != other.part or repeated:
        return None
    known = shared.states and both.definite and not both.repeated
    # That one man talked on two days makes no two accounts of one talk.
    told = known or known_hour or both.singular or beside(both, shared) or len(shared.names) >= common.TWO
    enough = shared.enough or both.singular
    # What befell one with a full name need not be told by a word of both: a ferry sank, and went down.
    worded = shared.words or (known_by and len(shared.names) >= common.TWO)
    if not enough or not (shared.names or known) or not worded or not told or shared.strange:
        return None
    return Point(type="time", about="time", left=left, right=right, surety=surety)


def _of_one_day_known(both: Both, shared: common.Common) -> bool:
    """Tell what readers know to be one of its kind on its day: the gas blast of Friday, by two clocks."""
    return both.definite and both.on_one_day and len(shared.words) >= common.TWO


def _day_told(both: Both) -> bool:
    """Tell whether two times of two days are told by one who names the other's day too: a strike that began on it."""
    return both.when == NOT and both.of_one_weekday


def _of_two_turns(one: Gist, other: Gist) -> bool:
    """Tell two happenings of one thing: it began and it ended, rose and was high, was opened and closed again.

    What opens to some opens to others on another day, and what one takes his enemy takes back.
    """
    if names.opposed(one.doer, other.doer):
        return True
    turns = [(_rising(gist), _told_by(gist, "endings"), _told_by(gist, "resuming")) for gist in (one, other)]
    return turns[0] != turns[1] or any(
        mine.question == theirs.question
        and (mine.answer != theirs.answer or bool(mine.whom and theirs.whom and not alike(mine.whom, theirs.whom)))
        for mine in one.stances
        for theirs in other.stances
    )


def _of_two_ends(both: Both) -> bool:
    """Tell what reached two states, or was done to two things of one kind: a water treaty is no trade accord."""
    one, other = both.one, both.other
    if one.side and other.side and one.side != other.side:
        return True
    lands = [{place.country for place in gist.places} for gist in (one, other)]
    if all(lands) and not lands[0] & lands[1]:
        return True
    things = [gist.thing.casefold().split() if names.described(gist.thing) else [] for gist in (one, other)]
    kinds = [[word for word in thing[:-1] if wordnet.kinds(word)] for thing in things]
    if not all(kinds) or things[0][-1] == things[1][-1] or not alike(things[0][-1], things[1][-1]):
        return False
    told = [(*kind, *gist.words) for kind, gist in zip(kinds, (one, other), strict=True)]
    return not matches(tuple(kinds[0]), told[1]) and not matches(tuple(kinds[1]), told[0])


def _told_by(found: Gist, words: str) -> bool:
    """Tell what is said to have ended, or to go on: that is another time than that of its beginning."""
    return any(form in patterns()[words] for word in found.event for form in lemmas(word))


def _rising(found: Gist) -> bool:
    """Tell what says of a number that it has grown."""
    sides = (side for word in found.event[:1] for form in lemmas(word) for side in lexicon().sides.get(form, ()))
    return bool(found.figures) and any((side.question, side.answer) == ("direction", "rose") for side in sides)


def _since(both: Both) -> bool:
    """Tell whether both tell of one lasting state, one of them since when it has been so."""
    states = [
        {(found.question, found.answer) for found in gist.stances if found.type == "status" and not found.negated}
        for gist in (both.one, both.other)
    ]
    return bool(states[0] & states[1]) and all(gist.begun or not gist.running for gist in (both.one, both.other))


def _two_acts(both: Both) -> bool:
    """Tell whether what happened in one is of another known sort: whoever was caught in May died in July."""
    acts = [{known for word in gist.event[:1] for known in _known(word)} for gist in (both.one, both.other)]
    return all(acts) and not acts[0] & acts[1]


def _known(word: str) -> set[str]:
    happenings = lexicon().happenings
    return {lexicon().sort(happenings[form]) for form in lemmas(word) if form in happenings}
