"""Measures: two accounts of one thing that give two numbers or two places."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from crosswire.contradict.meet import acts, common, occasions, whereabouts
from crosswire.contradict.meet.both import Both, Point, answer, beside, counted_alike, counted_apart, of_one_part
from crosswire.contradict.retold import Figure, Gist
from crosswire.contradict.rows import Answer
from crosswire.contradict.values import answers, areas
from crosswire.contradict.values.numbers import of_one_scope
from crosswire.contradict.words import names, wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import alike, lemmas, matches, narrowed
from crosswire.contradict.words.names import NOT, SAME

# What a share is of where the text does not say it in reach.
_VAGUE = frozenset({"share", "price", "value", "rate", "level", "count", "percent"})
_PEOPLE = frozenset({"civilian", "person", "people"})
_PERSON = "person.1"
CLOSE = 0.75
# What it tells of one happening that there is one of it.
KNOWN = 1.5
# Words beside the act from which on two happenings of one day and kind are one without a name.
BESIDE = 3
# How surely two names of places are two that no gazetteer has.
UNLISTED = 0.85


def counted(both: Both) -> Point | None:
    """Return the point where they count or measure one thing differently."""
    one, other = both.one, both.other
    things = one.thing, other.thing
    if not both.at_one_place or (names.match(*things) == NOT and any(map(names.described, things))):
        return None
    if found := _disputed(both, one.figures, other.figures):
        return found
    growing = any(found.about in lexicon().growing for found in (*one.figures, *other.figures))
    read = {found.unit for found in one.figures} & {found.unit for found in other.figures}
    return None if growing or read else _disputed(both, one.plain, other.plain)


def _disputed(both: Both, one: Sequence[Figure], other: Sequence[Figure]) -> Point | None:
    """Return the first number of ``one`` that all of its kind in ``other`` exclude."""
    for mine in one:
        rivals = [found for found in other if _of_one_kind(mine, found, closely=_close(both, mine, found))]
        if not rivals or any(not _exclude(mine, found) for found in rivals):
            continue
        shared = common.common(both.one, both.other, (mine.words, rivals[0].words))
        told = shared.words or len(shared.names) > 1
        left, right = (answer(found) for found in (mine, rivals[0]))
        point = Point(type="number", about=mine.about, unit=mine.unit, left=left, right=right)
        if _single(both, mine, shared):
            return replace(point, specifics=KNOWN)
        if both.repeated and not both.on_one_day and any(both.dated) and _of_its_lead(shared):
            continue
        money = mine.unit.isupper() or mine.unit in {"money", "percent"}
        if (mine.about in lexicon().growing or mine.unit == "people") and not both.at_once:
            # A count that grows is told of again and again.
            continue
        of_thing = both.of_one_thing and (mine.unit == "people" or _one_race(both, mine))
        same = (both.of_one_event or of_thing) and both.of_one_reach
        if not money and not same:
            continue
        if not money and (both.one.running or both.other.running) and not _of_one_sum(both):
            continue
        if not money and not both.at_once and not told_apart(both, shared):
            # What is counted each day.
            continue
        if money and not _one_sum(both, mine, rivals[0], named=told_apart(both, shared)):
            continue
        if both.of_one_period(mine.unit) and shared.enough and not shared.strangers and told:
            return point
    return None


def _single(both: Both, mine: Figure, shared: common.Common) -> bool:
    """Tell what there is one of at a place on a day: the strength of an earthquake, how many went to the polls."""
    one, other = both.one, both.other
    if mine.about not in lexicon().single or mine.unit not in {"magnitude", "percent"}:
        return False
    apart = [lexicon().shocks & {form for word in gist.words for form in lemmas(word)} for gist in (one, other)]
    known = bool(shared.names) and not shared.strangers and both.at_once and both.of_one_reach
    return known and of_one_part(one, other) and not any(apart) and not occasions.at_two_hours(both)


def _one_race(both: Both, mine: Figure) -> bool:
    """Tell what one man took a time for, of whatever happening it is told: he won, or crossed the line."""
    return mine.unit == "minute" and both.on_one_day and names.match(both.one.doer, both.other.doer) == SAME


def _of_its_lead(shared: common.Common) -> bool:
    """Tell what only its lead says where it is of: such a count is of any day."""
    return bool(shared.names) and not shared.own


def _of_one_sum(both: Both) -> bool:
    """Tell two sums on one day: they run over the same stated days, or are told by one man."""
    summed = both.one.running and both.other.running and both.told_at_once
    over = all(both.dated) and both.a.when == both.b.when
    return summed and (over or bool({*both.one.speaker} & {*both.other.speaker}))


def _one_sum(both: Both, mine: Figure, theirs: Figure, *, named: bool) -> bool:
    """Tell whether two sums may be one: not for other states, and no shares of what changes hands from day to day.

    ``named``: of what has a name in both, for which a state need not be said.
    """
    states = set(both.one.states), set(both.other.states)
    if mine.unit == "percent":
        held = "capture" in mine.about
        of_one = both.at_once and names.match(both.one.doer, both.other.doer) != NOT if held else True
        of_one = of_one and not narrowed(both.one.thing, both.other.thing)
        return of_one and bool(not all(states) or states[0] & states[1])
    return states[0] == states[1] or (not all(states) and named)


def _close(both: Both, mine: Figure, theirs: Figure) -> bool:
    """Tell two accounts so alike that two sums in them are of one thing."""
    return common.common(both.one, both.other, (mine.words, theirs.words)).share >= CLOSE


def _of_one_kind(mine: Figure, theirs: Figure, *, closely: bool = False) -> bool:
    scopes = [set(found.scope.split("; ")) - {""} for found in (mine, theirs)]
    if mine.unit.isupper() or mine.unit == "percent":
        scopes = [{part for part in scope if "/" not in part} for scope in scopes]
    things = mine.unit == mine.about and theirs.unit == theirs.about and alike(mine.unit, theirs.unit)
    if (mine.unit != theirs.unit and not things) or not of_one_scope(*scopes):
        return False
    if mine.unit in {"number", "money"}:
        # Of people and of nothing else, two numbers may be of the dead and of the hurt.
        nouns = set(mine.about.split()) & set(theirs.about.split()) - _PEOPLE - lexicon().groups.keys()
        return bool(nouns) or (closely and mine.unit == "money")
    if (mine.unit == "percent" and {mine.about, theirs.about} & _VAGUE) or (mine.unit.isupper() and closely):
        return True
    # That both are of people says nothing: some got out, and others are trapped.
    words = [tuple(word for word in found.about.split() if word not in _PEOPLE) for found in (mine, theirs)]
    return mine.about == theirs.about or bool(matches(*words))


def _exclude(mine: Figure, theirs: Figure) -> float:
    return answers.numbers(answer(mine), answer(theirs), mine.unit)


def placed(both: Both) -> Point | None:
    """Return the point where they put one happening at two places."""
    return occasions.placed(both) or _placed(both)


def _placed(both: Both) -> Point | None:
    one, other = both.one, both.other
    found = _whereabouts(one, other)
    told = both.of_one_event or (both.on_one_day and counted_alike(both))
    if occasions.at_two_hours(both):
        return None
    if found is None or not both.within() or not told or one.denied or other.denied or (one.holder and other.holder):
        return None
    if not (one.single and other.single) or one.part != other.part or counted_apart(both) or both.of_two_bodies:
        return None
    left, right, surety = found
    gone = whereabouts.elsewhere(one, other) | common.other_doers(one, other)
    shared = common.common(one, other, (left.words, right.words), apart=gone, mainly=True)
    unique = both.singular or (told_apart(both, shared) and not again(both, shared)) or _of_one_day(both, shared)
    often = not both.on_one_day and both.repeated
    if not unique or both.of_other_things or of_two_people(both) or often:
        return None
    if not (shared.enough or both.singular) or not (shared.words or len(shared.names) > 1) or shared.strangers:
        return None
    return Point(type="place", about="place", left=left, right=right, surety=surety)


def _whereabouts(one: Gist, other: Gist) -> tuple[Answer, Answer, float] | None:
    """Return the two places, and how surely they are two: less where a gazetteer does not know them."""
    where = whereabouts.apart(one, other)
    if where and answers.apart(*where) and max(map(areas.rank, where)) >= 1:
        left, right = (Answer(value=str(place.geoname_id), place=place, words=place.name) for place in where)
        return left, right, 1.0
    if where is None and (spots := whereabouts.landmarks(one, other) or whereabouts.unlisted(one, other)):
        left, right = (Answer(value=name, words=name) for name in spots)
        return left, right, UNLISTED
    return None


def again(both: Both, shared: common.Common) -> bool:
    """Tell what comes again and again, so that two of it are two unless they are of one name that is no place."""
    # What only its lead names may be another of the same kind: the shelling of another day, or of another town.
    named = shared.own - whereabouts.spots(both.one, both.other)
    # Of what readers are taken to know, or of what is to come, there is mostly one.
    one_known = both.definite or (both.one.planned and both.other.planned)
    return not named if both.repeated else not named and len(beside(both, shared)) + one_known < 2


def _of_one_day(both: Both, shared: common.Common) -> bool:
    """Tell one happening of a day by what both say of it beside its kind, where no name tells it from the next.

    There are many attacks on a day.
    """
    if all(acts.sorts(word) & acts.VIOLENCE for gist in (both.one, both.other) for word in gist.event[:1]):
        return False
    known = both.definite
    told = len(beside(both, shared)) + len(shared.states) + known + len(counted_alike(both))
    return both.on_one_day and told >= BESIDE + both.repeated


def told_apart(both: Both, shared: common.Common) -> bool:
    """Tell whether a name in common, of no place and no force, tells the happening from the next of its kind."""
    return bool(shared.names - whereabouts.spots(both.one, both.other) - forces())


def _of_his(name: str, owner: str) -> bool:
    """Tell somebody who is only called by another's name: "Ana Orsk's assistant" of Ana Orsk."""
    role = name.removeprefix(f"{owner} ") if owner and not names.described(owner) else name
    return role != name and role.islower() and any(_PERSON in wordnet.kinds(form) for form in lemmas(role.split()[-1]))


@cache
def forces() -> frozenset[str]:
    """Return the words for armed forces, which name no bearer."""
    return frozenset(map(names.skeleton, lexicon().forces))


def of_two_people(both: Both) -> bool:
    """Tell whether each befell somebody with a full name whom the other does not name, or one of them one of his."""
    things = (both.one.thing, both.other.thing)
    if any(map(_of_his, things, things[::-1])):
        return True
    if (
        any(names.described(thing) or len(thing.split()) < common.TWO for thing in things)
        or names.match(*things) != NOT
    ):
        return False
    mine, theirs = (set(map(names.skeleton, thing.split())) for thing in things)
    return not mine & {*both.other.names} and not theirs & {*both.one.names}
