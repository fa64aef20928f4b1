"""Comparing two passages that are given as speaking of one thing: contradiction, agreement or neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.contradict.points import Point, points
from crosswire_schemas.records import Claim

# Below this a conflict is too weak to be called one; from this share of the poorer passage on, two agree.
CONFLICT, AGREEMENT = 0.5, 0.34
# The share of a passage that its claims must hold to stand for it.
COVERED = 0.6
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two passages are to each other, on which point, how surely, and why."""

    verdict: str
    type: str | None = None
    score: float = 0.0
    explanation: str = ""


def compare(a: Sequence[Claim], b: Sequence[Claim], a_text: str = "", b_text: str = "") -> Comparison:
    """Return whether two passages, split into claims, contradict each other, and on which point.

    A passage whose claims leave out most of it is taken by the sentences of its text, where that is given.
    """
    one, other = _contents(a, a_text), _contents(b, b_text)
    named = [next((claim.outlet.name for claim in side), name) for side, name in ((a, "A"), (b, "B"))]
    found = judge(one, other)
    if found is None:
        said = f"{named[0]} and {named[1]} share no point on which to differ."
        return Comparison(verdict="neither", explanation=said)
    if found.conflict >= CONFLICT:
        said = f"{named[0]} says {found.left}, while {named[1]} says {found.right}."
        return Comparison(verdict="contradiction", type=found.type, score=round(found.conflict, 4), explanation=said)
    if found.shared >= AGREEMENT:
        said = f"{named[0]} and {named[1]} agree on what they share."
        return Comparison(verdict="agreement", score=round(found.shared, 4), explanation=said)
    said = f"{named[0]} and {named[1]} speak of different points."
    return Comparison(verdict="neither", score=round(found.shared, 4), explanation=said)


def _contents(claims: Sequence[Claim], text: str) -> tuple[str, ...]:
    contents = tuple(dict.fromkeys(claim.content.text for claim in claims))
    if sum(map(len, contents)) >= COVERED * len(text):
        return contents
    return tuple(found.strip() for found in _SENTENCE.split(text) if found.strip())


def judge(one: Sequence[str], other: Sequence[str]) -> Point | None:
    """Return the point on which the shorter passage stands against the longer most, or agrees least."""
    if not one or not other:
        return None
    swapped = sum(map(len, one)) > sum(map(len, other))
    short, long = (other, one) if swapped else (one, other)
    found = [points(text, long) for text in short]
    worst = max(found, key=lambda point: (point.conflict, -point.shared))
    return worst.turned() if swapped else worst
