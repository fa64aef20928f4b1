"""Accounts: whether two claims, by their own words, tell of one happening, and on which point they differ."""

from collections.abc import Iterator
from dataclasses import replace

from crosswire.contradict import answers, common, names
from crosswire.contradict.common import Both, Point, of_one_part
from crosswire.contradict.deeds import done, held, won
from crosswire.contradict.lexicon import lexicon
from crosswire.contradict.likeness import alike, lemmas, matches
from crosswire.contradict.measures import counted, placed, timed
from crosswire.contradict.names import NOT, SAME
from crosswire.contradict.retold import Gist, Stance
from crosswire.contradict.rows import Answer, Pair, Stand, Subject
from crosswire.contradict.scoring import OPEN, likely
from crosswire.contradict.terms import tokens
from crosswire_schemas.identity import contradiction_id

# The letters from which on a word that another holds is its stem.
STEM = 5
# The share from which on it need not be seen of what an answer is given.
_CLEAR = 0.6
# Questions that some body decides.
_DECIDED = frozenset({"vote", "offer", "appeal"})


def differing(left: Stand, right: Stand) -> Pair | None:
    """Return the pair of two accounts that differ on some point, likely enough, else nothing."""
    point = dispute(left.subject, right.subject)
    if point is None or (score := likely(point.type, point.specifics, point.surety)) < OPEN:
        return None
    return Pair(
        contradiction_id=contradiction_id(left.position_id, right.position_id),
        left=left.position_id,
        right=right.position_id,
        left_matter=left.matter_id,
        right_matter=right.matter_id,
        type=point.type,
        score=score,
        about=point.about,
        unit=point.unit,
        answers=(point.left, point.right),
    )


def dispute(a: Subject, b: Subject) -> Point | None:
    """Return the point on which two accounts of one happening exclude each other, if there is one."""
    if a.gist is None or b.gist is None:
        return None
    both = Both(a=a, b=b, one=a.gist, other=b.gist)
    if not both.related or not (_real(both)) or both.one.planned != both.other.planned:
        return None
    points = (placed, timed) if both.one.planned else _POINTS
    point = next((point for find in points if (point := find(both))), None)
    if point is None:
        return None
    shared = common.common(both.one, both.other, (point.left.words, point.right.words))
    return replace(point, specifics=common.specific(both, shared))


def _real(both: Both) -> bool:
    """Tell whether both tell facts; or one denies that something was offered, and the other says that it was."""
    one, other = both.one, both.other
    same = any(lemmas(a) & lemmas(b) for a in one.event[:1] for b in other.event[:1])
    return (one.real and other.real) or (one.denied != other.denied and one.real == other.real and same)


def _denied(both: Both) -> Point | None:
    """Return the point where one denies what the other affirms: every name and the act itself are the other's."""
    one, other = both.one, both.other
    nays = [gist.denied != gist.failed for gist in (one, other)]
    if nays[0] == nays[1] or not of_one_part(one, other) or both.of_other_things:
        return None
    denial, told = (one, other) if nays[0] else (other, one)
    shared = common.common(denial, told)
    if denial.causal and not told.causal:
        # That it was so, but not why, may be what is told.
        return None
    if (
        not both.told_near
        or not shared.enough
        or not both.at_one_place
        or not both.within(ever=True)
        or not _covered(denial, told, shared, sure=both.on_one_day or len(shared.names) > 1)
    ):
        return None
    no, yes = Answer(value="no", words="denied"), Answer(value="yes", words="affirmed")
    left, right = (no, yes) if nays[0] else (yes, no)
    kind = "status" if denial.lacking else "outcome" if denial.failed else "denial"
    return Point(type=kind, about=denial.event[0] if denial.event else "account", left=left, right=right)


def _covered(denial: Gist, told: Gist, shared: common.Common, *, sure: bool) -> bool:
    strange = [name for name in denial.names if name not in shared.names and name not in told.voice]
    others = (*told.event, *told.words)
    # With one name in common on no day in common, a synonym is too little.
    acts = matches(denial.event, others) if sure else common.acts(denial.event, others)
    rest = matches(denial.words, told.words)
    beside = len(rest) > bool(matches(denial.event, denial.words)) or len(shared.names) > 1
    return not strange and bool(acts) and beside and 2 * len(rest) >= len(denial.words)


def _stood(both: Both) -> Point | None:
    """Return the point where words give answers that exclude each other: open and closed, passed and rejected."""
    one, other = both.one, both.other
    if not both.within() or not of_one_part(one, other) or not both.at_one_place or not _charged(one, other):
        return None
    for mine, theirs in _opposed(one, other):
        shared = common.common(one, other, (mine.word, theirs.word))
        borne = common.borne(mine, theirs) or (mine.question == "assault" and both.when == SAME)
        if (
            (shared.share >= _CLEAR or borne)
            and not shared.strangers
            and (shared.words or len(shared.names) > 1 or borne)
        ):
            left, right = (_stance(found) for found in (mine, theirs))
            return Point(type=mine.type, about=mine.question, left=left, right=right)
    return None


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
            negated = mine.negated or theirs.negated
            if mine.question in _DECIDED and not _one_body(one, other):
                continue
            if mine.question != "assault" or (not negated and names.match(one.doer, other.doer) != NOT):
                yield mine, theirs


def _one_body(one: Gist, other: Gist) -> bool:
    """Tell whether one body may have decided both: an authority approves what shareholders reject."""
    mine, theirs = ({word for row in tokens(f"x {gist.body}") for word in row} for gist in (one, other))
    return not mine or not theirs or any(alike(a, b) for a in mine for b in theirs)


def _stance(found: Stance) -> Answer:
    return Answer(value=f"not {found.answer}" if found.negated else found.answer, words=found.word)


_POINTS = (_denied, won, _stood, held, done, counted, placed, timed)
