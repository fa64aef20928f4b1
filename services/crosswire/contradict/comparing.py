"""Comparing two passages that are given as speaking of one thing: contradiction, agreement or neither."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crosswire.contradict.check import check
from crosswire.contradict.opinion import Opinion, lowered
from crosswire.contradict.passages.measured import Point
from crosswire.contradict.passages.passages import contents, judge, today
from crosswire_schemas.records import Claim, Contradiction

# Below this a conflict is too weak to be called one; from this share of the poorer passage on, two agree.
CONFLICT, AGREEMENT = 0.5, 0.34
# What passages that are given as of one thing exclude by numbers and days is read off their figures.
_BY_FIGURES = frozenset({"number", "time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two passages are to each other, on which point, how surely, and why."""

    verdict: str
    type: str | None = None
    score: float = 0.0
    explanation: str = ""


def compare(
    a: Sequence[Claim], b: Sequence[Claim], a_text: str = "", b_text: str = "", opinion: Opinion | None = None
) -> Comparison:
    """Return whether two passages, split into claims, contradict each other, and on which point.

    A passage whose claims leave out most of it is taken by the sentences of its text, where that is given.
    ``opinion`` is asked of the texts of a contradiction, which it may make ``neither``.
    """
    one, other = contents(a, a_text), contents(b, b_text)
    named = [next((claim.outlet.name for claim in side), name) for side, name in ((a, "A"), (b, "B"))]
    found = judge(one, other, (a_text, b_text), today((*a, *b)))
    against = _against(found, named) or _flagged(a, b)
    if against is not None:
        score = lowered(against.score, a_text, b_text, opinion)
        said = f"{named[0]} and {named[1]} differ by their words, but not by the second opinion."
        withheld = Comparison(verdict="neither", score=score, explanation=said)
        return replace(against, score=round(score, 4)) if score >= CONFLICT else withheld
    if found is None:
        said = f"{named[0]} and {named[1]} share no point on which to differ."
        return Comparison(verdict="neither", explanation=said)
    if found.shared >= AGREEMENT:
        said = f"{named[0]} and {named[1]} agree on what they share."
        return Comparison(verdict="agreement", score=round(found.shared, 4), explanation=said)
    said = f"{named[0]} and {named[1]} speak of different points."
    return Comparison(verdict="neither", score=round(found.shared, 4), explanation=said)


def _against(found: Point | None, named: Sequence[str]) -> Comparison | None:
    """Return the contradiction of two passages by their words and figures."""
    if found is None or found.conflict < CONFLICT:
        return None
    said = f"{named[0]} says {found.left}, while {named[1]} says {found.right}."
    return Comparison(verdict="contradiction", type=found.type, score=found.conflict, explanation=said)


def _flagged(a: Sequence[Claim], b: Sequence[Claim]) -> Comparison | None:
    """Return the surest contradiction between their claims, as it would be flagged among all others."""
    flags = [at for at in check([*a, *b]) if isinstance(at, Contradiction) and at.state == "open"]
    told = [at for at in flags if at.type not in _BY_FIGURES]
    surest = max(told, key=lambda at: (at.score, at.contradiction_id), default=None)
    if surest is None:
        return None
    return Comparison(verdict="contradiction", type=surest.type, score=surest.score, explanation=surest.explanation)
