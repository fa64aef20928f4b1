"""Accounts: whether two claims, by their own words, tell of one happening, and on which point they differ."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from crosswire.contradict.meet import common, whereabouts
from crosswire.contradict.meet.bearers import OF_ONE, of_two_bearers, of_two_kinds, one_bearer
from crosswire.contradict.meet.both import FINAL, STEM, Both, Point, beside, counted_apart, of_one_part, specific
from crosswire.contradict.meet.deeds import done, held, won
from crosswire.contradict.meet.denials import denied, disowned
from crosswire.contradict.meet.measures import counted, forces, placed
from crosswire.contradict.meet.scoring import OPEN, likely
from crosswire.contradict.meet.timing import timed
from crosswire.contradict.retold import Gist, Stance
from crosswire.contradict.rows import STILL, Answer, Pair, Stand, Subject, pair_of
from crosswire.contradict.values import answers
from crosswire.contradict.words import names, wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import alike, lemmas, matches, narrowed
from crosswire.contradict.words.likeness import shared as shared_words
from crosswire.contradict.words.names import NOT, SAME, skeleton
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.sides import MEASURED
from crosswire.contradict.words.terms import inner, tokens

# What it tells of one happening that one account answers the like of the other.
REBUTTED = 0.5
# What it tells of one holding that the thing held is one by its name or place.
HELD = 0.5
# The same for what there is one of on its day, or that readers know as one.
SINGULAR = 1.0
DAY = timedelta(days=1)
# The share from which on it need not be seen of what an answer is given.
_CLEAR = 0.6
# The same for talks of one day at one place.
_TALKS = 0.4
# Questions of what is agreed or decided, not of who does.
_OF_MATTERS = frozenset({"accord", "offer", "vote", "appeal"})
# Questions that some body decides.
_DECIDED = frozenset({"vote", "offer", "appeal"})


def differing(left: Stand, right: Stand) -> Pair | None:
    """Return the pair of two accounts that differ on some point, likely enough, else nothing."""
    point = dispute(left.subject, right.subject)
    if point is None or (score := likely(point.type, point.specifics, point.surety)) < OPEN:
        return None
    pair = pair_of(left, right, point.type, score)
    return replace(pair, about=point.about, unit=point.unit, answers=(point.left, point.right))


def dispute(a: Subject, b: Subject) -> Point | None:
    """Return the point on which two accounts of one happening exclude each other, if there is one."""
    if a.gist is None or b.gist is None:
        return None
    both = Both(a=a, b=b, one=a.gist, other=b.gist)
    if plan := disowned(both):
        return plan
    if not both.related or not _real(both) or both.of_namesakes or both.one.planned != both.other.planned:
        return None
    points = (_called_off, placed, timed) if both.one.planned else _POINTS
    point = next((point for find in points if (point := find(both))), None)
    if point is None:
        return None
    shared = common.common(both.one, both.other, (point.left.words, point.right.words))
    specifics = point.specifics + specific(both, shared)
    if point.type == "denial" and (both.one.rebuts or both.other.rebuts):
        # Whoever rebuts what is said speaks of it.
        specifics += REBUTTED
    if point.type == "control" and common.of_one_hold(both.one, both.other):
        specifics += HELD
    if point.type != "control" and both.singular:
        # A holding lasts, so that its day tells little.
        specifics += SINGULAR
    return replace(point, specifics=specifics)


def _real(both: Both) -> bool:
    """Tell whether both tell facts; or one denies that something was offered, and the other says that it was."""
    one, other = both.one, both.other
    same = [word for word in one.event[:1] for theirs in other.event[:1] if lemmas(word) & lemmas(theirs)]
    alike_real = one.real == other.real or any(lemmas(word) & patterns()["unreal"] for word in same)
    return (one.real and other.real) or (one.denied != other.denied and alike_real and bool(same))


def _called_off(both: Both) -> Point | None:
    """Return the point where one denies that there will be what the other announces, if neither fails at anything.

    Of two that have a "not" each, one was read as a denial and the other was not.
    """
    if both.one.failed or both.other.failed or (both.one.negates and both.other.negates):
        return None
    return denied(both)


def _stood(both: Both) -> Point | None:
    """Return the point where words give answers that exclude each other: open and closed, passed and rejected."""
    one, other = both.one, both.other
    if not of_one_part(one, other) or not both.at_one_place or not _charged(one, other):
        return None
    if both.repeated and not both.told_near:
        return None
    if (one.ended and other.begun) or (one.begun and other.ended):
        # Until noon it was shut, since evening it is open.
        return None
    # How things still are is a state, whatever was done about them.
    for mine, theirs in sorted(_opposed(one, other), key=lambda found: not any(map(_lasts, found))):
        if not both.within() and not _outlast(both, mine, theirs):
            continue
        shared = common.common(one, other, (mine.word, theirs.word))
        borne = common.borne(mine, theirs) or (mine.question == "assault" and both.when == SAME)
        his = mine.question in OF_ONE and one_bearer(one.thing, other.thing)
        if (mine.implied or theirs.implied) and not borne:
            continue
        borne |= his or _of_one_supply(mine, theirs, shared)
        talks = mine.question in _OF_MATTERS and both.on_one_day and bool(shared.names) and len(shared.words) > 1
        if mine.question in OF_ONE and not (borne or shared.names - whereabouts.spots(one, other)):
            # Of several people at one place, one lives and another does not.
            continue
        if of_two_bearers(both, mine, theirs) or (mine.question == "placing" and counted_apart(both)):
            continue
        if mine.question in _OF_MATTERS and not shared.words:
            continue
        if mine.question in MEASURED and (
            of_two_kinds(mine.bearer, theirs.bearer)
            or narrowed(one.thing, other.thing)
            or not _of_one_measure(both, shared)
        ):
            continue
        if mine.question in _DECIDED and _of_other_matters(both, shared):
            continue
        known = borne or both.singular
        if (
            (shared.share >= (_TALKS if talks else _CLEAR) or known or _known_by_name(both, shared, mine))
            and (his or not shared.strangers)
            and (shared.words or len(shared.names) > 1 or known)
        ):
            left, right = (_stance(found) for found in (mine, theirs))
            return Point(type=mine.type, about=mine.question, left=left, right=right)
    return None


def _lasts(stance: Stance) -> bool:
    return stance.still and stance.type == "status"


def _of_one_supply(mine: Stance, theirs: Stance, shared: common.Common) -> bool:
    """Tell one bearer by the answers themselves: power is back in the town that is without electricity."""
    return (
        mine.question == "supply"
        and bool(shared.names)
        and bool(shared_words(*(inner(it.word)[2] for it in (mine, theirs))))
    )


def _of_one_measure(both: Both, shared: common.Common) -> bool:
    """Tell whether both tell what has moved, and of whom or of one day: there is a central bank in each state."""
    whose = bool(shared.own or shared.states)
    if both.one.states and both.other.states and not whose:
        # Each says of whom.
        return False
    return bool(beside(both, shared)) and (whose or both.at_once)


def _of_other_matters(both: Both, shared: common.Common) -> bool:
    """Tell where both decide on two things, or share only who decides: one act is passed, another refused."""
    if both.one.thing and both.other.thing and of_two_kinds(both.one.thing, both.other.thing):
        return True
    if any(_of_its_own(mine, theirs) for mine, theirs in ((both.one, both.other), (both.other, both.one))):
        return True
    bodies = tuple(word for gist in (both.one, both.other) for word in gist.body.casefold().split())
    matter = [
        word for word in beside(both, shared) if not matches((word,), bodies) and not lemmas(word) & lexicon().decided
    ]
    named = shared.names - whereabouts.spots(both.one, both.other) - {skeleton(word) for word in bodies}
    return not matter and (not named or _of_two_matters(both, bodies))


def _of_two_matters(both: Both, bodies: tuple[str, ...]) -> bool:
    """Tell two things of which neither account has the other's, by one body: a sale, and somebody's pay."""
    things = [tuple(word for word in tokens(gist.thing)[2] if word not in bodies) for gist in (both.one, both.other)]
    return all(things) and not matches(things[0], both.other.words) and not matches(things[1], both.one.words)


def _of_its_own(one: Gist, other: Gist) -> bool:
    """Tell whether an amendment or a motion is decided on of which the other account does not speak."""
    head = one.thing.casefold().split()[-1:]
    return bool(head) and bool(lemmas(head[0]) & lexicon().decided) and not matches((head[0],), other.words)


def _known_by_name(both: Both, shared: common.Common, found: Stance) -> bool:
    """Tell one bearer by two names that are of no place: of one day, or of a state that both tell of on one day."""
    at_once = both.on_one_day or (found.type == "status" and both.a.told == both.b.told and both.told_at_once)
    named = shared.names - whereabouts.spots(both.one, both.other) - forces()
    return at_once and shared.enough and len(named) >= common.TWO


def _outlast(both: Both, mine: Stance, theirs: Stance) -> bool:
    """Tell an end without a way back from what is told of the days after it: who died on Monday, or left his post."""
    known = both.a.when, both.b.when
    if known[0] is None or known[1] is None or mine.type != "status" or mine.negated or theirs.negated:
        return False
    (first, ended), (later, since) = sorted(
        ((known[0], mine), (known[1], theirs)), key=lambda found: (found[0].end, found[0].start)
    )
    changes = lexicon().becomes
    turned = (since.answer, ended.answer) in changes and (ended.answer, since.answer) not in changes
    return turned and later.start - first.end <= (FINAL if lexicon().final.get(mine.question) else DAY)


def _charged(one: Gist, other: Gist) -> bool:
    """Tell whether two charges may be one: they share a word or its stem, or one goes unsaid."""
    mine, theirs = ([word for word in gist.charge.split() if word not in lexicon().plain] for gist in (one, other))
    pairs = [sorted((a, b), key=len) for a in mine for b in theirs]
    return not (mine and theirs) or any(alike(a, b) or (len(a) >= STEM and a in b) for a, b in pairs)


def _opposed(one: Gist, other: Gist) -> Iterator[tuple[Stance, Stance]]:
    for mine in one.stances:
        for theirs in other.stances:
            if mine.question != theirs.question or not answers.sides(_stance(mine), _stance(theirs)):
                continue
            if any(gist.denied and not stance.negated for gist, stance in ((one, mine), (other, theirs))):
                # What a denied account tells beside what it denies is told in passing.
                continue
            if one.denied != other.denied and mine.answer == theirs.answer:
                # That one denies what the other tells is a denial, and no answer of its own.
                continue
            if _both_say(mine, other) or _both_say(theirs, one):
                continue
            if (mine.whom or theirs.whom) and not alike(mine.whom, theirs.whom):
                # What is closed to lorries may be open to cars.
                continue
            negated = mine.negated or theirs.negated
            if mine.question in _DECIDED and not _one_body(one, other):
                continue
            if mine.question != "assault" or (not negated and names.match(one.doer, other.doer) != NOT):
                yield mine, theirs


def _both_say(stance: Stance, gist: Gist) -> bool:
    """Tell a word of an answer that stands in the other account too: what both say is no difference."""
    return not stance.negated and stance.word in gist.words


def _one_body(one: Gist, other: Gist) -> bool:
    """Tell whether one body may have decided both: an authority approves what shareholders reject."""
    mine, theirs = (
        {word for name in (gist.body, gist.body.casefold()) for row in inner(name) for word in row}
        for gist in (one, other)
    )
    one_kind = all(_people(gist.body) for gist in (one, other)) or _of_its_members(one.body, other.body)
    return not mine or not theirs or one_kind or any(alike(a, b) for a in mine for b in theirs)


def _of_its_members(one: str, other: str) -> bool:
    """Tell whether either describes whom the other is made of: lawmakers are the parliament."""
    mine, theirs = ({form for word in name.casefold().split() for form in lemmas(word)} for name in (one, other))
    return any(
        (body in mine and theirs & members) or (body in theirs and mine & members)
        for body, members in lexicon().members.items()
    )


def _people(name: str) -> bool:
    """Tell whether those who are described are persons, as owners and shareholders are, and no authority."""
    head = name.partition(" of ")[0].rsplit(maxsplit=1)[-1].casefold() if name else ""
    return any("person.1" in wordnet.kinds(form) or form.endswith("holder") for form in lemmas(head))


def _stance(found: Stance) -> Answer:
    value = f"not {found.answer}" if found.negated else found.answer
    return Answer(value=value, words=found.word, kind=STILL if found.still else "")


_POINTS = (denied, won, _stood, held, done, counted, placed, timed)
