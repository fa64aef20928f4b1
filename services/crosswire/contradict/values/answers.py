"""Whether two answers to one question exclude each other, and how surely (0 to 1)."""

from math import inf

from crosswire.contradict.rows import Answer, Subject
from crosswire.contradict.values import areas
from crosswire.contradict.words import names
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.names import NOT, SAME, nation
from crosswire_schemas.records import Place

# Measures are rounded by whoever reports them: closer than this share of the larger, two are one. Counts are exact.
WATCHED = 0.005
ROUNDING = 0.03
QUARTER = 15
# Of hundreds of people, one more or less is a matter of the hour.
NEAR = 0.01
# Hours between two stated times below which they may be one: reports round, and nights belong to two days.
SLACK = 1.0
_REACHED = frozenset({"succeeded", "failed"})


def exclude(a: Answer, b: Answer, subject: Subject) -> float:
    """Return how surely both answers to ``subject`` cannot be true; 0 where both may."""
    return {
        "number": lambda a, b: numbers(a, b, subject.unit),
        "denial": lambda a, b: float({a.value, b.value} == {"yes", "no"}),
        "control": _holders,
        "responsibility": lambda a, b: doers(a, b, subject.type),
        "place": lambda a, b: apart(a.place, b.place),
        "time": times,
    }.get(subject.type, sides)(a, b)


def numbers(a: Answer, b: Answer, unit: str) -> float:
    """Return how surely two numbers of one thing exclude each other: their bounds do not meet, beyond rounding."""
    low, high = sorted((a, b), key=lambda found: (_bottom(found), _top(found)))
    top, bottom = _top(low), _bottom(high)
    if top > bottom or (top == bottom and not (low.high_open or high.low_open)):
        return 0.0
    gap = (bottom - top) / max(abs(bottom), abs(top), 1e-9)
    if unit == "people" and bottom >= 100 and gap < NEAR:
        return 0.0
    whole = float(bottom).is_integer() and float(top).is_integer()
    # A time of 128 minutes was taken to the minute, one of 180 was rounded.
    timed = unit == "minute" and bottom % QUARTER and top % QUARTER
    watched = unit == "minute" and not (float(bottom).is_integer() or float(top).is_integer())
    if watched:
        # Whoever gives the seconds has not rounded.
        return 1.0 if gap >= WATCHED else 0.0
    if unit in {"people", "score"} or (whole and (bottom < 100 or timed)):
        return 1.0
    return 1.0 if gap >= ROUNDING else 0.0


def _bottom(answer: Answer) -> float:
    return -inf if answer.low is None else answer.low


def _top(answer: Answer) -> float:
    return inf if answer.high is None else answer.high


def sides(a: Answer, b: Answer) -> float:
    """Return 1 where two answers to one question, either of which may be negated, exclude each other."""
    bare, other = a.value.removeprefix("not "), b.value.removeprefix("not ")
    negated = (a.value != bare) + (b.value != other)
    if bool({bare, other} & _REACHED) and not {bare, other} <= _REACHED:
        # That it succeeded is no other answer than that he was rescued.
        return 0.0
    if negated == 0:
        return float(bare != other)
    return float(negated == 1 and bare == other)


def _holders(a: Answer, b: Answer) -> float:
    if a.value.startswith("not ") or b.value.startswith("not "):
        return sides(a, b)
    return doers(a, b, "control")


def doers(a: Answer, b: Answer, kind: str) -> float:
    """Return how surely two doers or holders are two.

    Two names exclude each other; a description excludes another one, or a name where it has one of its own.
    """
    mine, theirs = a.words, b.words
    if names.opposed(mine, theirs):
        return 0.9
    who = names.unknown if kind == "control" else names.nameless
    if who(mine) or who(theirs) or names.match(mine, theirs) == SAME or _of_one(a, b):
        return 0.0
    one, other = (names.described(name) and nation(name) not in lexicon().states for name in (mine, theirs))
    if {nation(mine), nation(theirs)} <= lexicon().states or one is other is False:
        return 1.0
    if one != other:
        said, named = (mine, theirs) if one else (theirs, mine)
        return 0.8 if names.marked(said) or nation(named) in lexicon().states or len(nation(named).split()) > 2 else 0.0
    if names.rivals(mine, theirs) or names.across(mine, theirs):
        return 0.9
    heads = [names.concept(names.fold(name).split()[-1]) for name in (mine, theirs)]
    return 0.0 if heads[0] == heads[1] and names.match(mine, theirs) != NOT else 0.75


def _of_one(a: Answer, b: Answer) -> bool:
    """Tell a man and his state, a unit and its army: no telling which of the two an outlet means."""
    people = [answer.kind == "person" for answer in (a, b)]
    if a.country and a.country == b.country:
        return not all(people)
    return any(people) and not all(people) and bool({nation(a.words), nation(b.words)} & lexicon().states)


def apart(a: Place | None, b: Place | None) -> float:
    """Return 1 for two places of which neither may lie in the other."""
    if a is None or b is None or areas.match(a, b) != NOT:
        return 0.0
    return 1.0 if min(areas.rank(a), areas.rank(b)) >= 1 or a.country != b.country else 0.0


def times(a: Answer, b: Answer) -> float:
    """Return how surely two stated times are two."""
    if a.kind and a.kind == b.kind:
        # "On Wednesday" in two articles a week apart: one text, read on two days.
        return 0.0
    first, last = sorted((a, b), key=lambda found: (_bottom(found), _top(found)))
    gap = _bottom(last) - _top(first)
    if gap <= SLACK:
        # Two days in a row may be one night, or one instant in two time zones.
        days = _top(first) - _bottom(first) > 20 or _top(last) - _bottom(last) > 20
        return 0.4 if days and gap > 0 else 0.0
    return 1.0
