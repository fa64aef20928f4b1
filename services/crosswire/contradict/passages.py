"""Comparing two passages that are given as speaking of one thing: contradiction, agreement or neither."""

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.contradict.points import Point, points
from crosswire_schemas.records import Claim

# Below this a conflict is too weak to be called one; from this share of the poorer passage on, two agree.
CONFLICT, AGREEMENT = 0.5, 0.34


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two passages are to each other, on which point, how surely, and why."""

    verdict: str
    type: str | None = None
    score: float = 0.0
    explanation: str = ""


def compare(a: Sequence[Claim], b: Sequence[Claim]) -> Comparison:
    """Return whether two passages, split into claims, contradict each other, and on which point."""
    one, other = (tuple(dict.fromkeys(claim.content.text for claim in side)) for side in (a, b))
    named = [next((claim.outlet.name for claim in side), name) for side, name in ((a, "A"), (b, "B"))]
    found = judge(one, other)
    if found is None:
        return Comparison(
            verdict="neither", explanation=f"{named[0]} and {named[1]} share no point on which to differ."
        )
    if found.conflict >= CONFLICT:
        said = f"{named[0]} says {found.left}, while {named[1]} says {found.right}."
        return Comparison(verdict="contradiction", type=found.type, score=round(found.conflict, 4), explanation=said)
    if found.shared >= AGREEMENT:
        said = f"{named[0]} and {named[1]} agree on what they share."
        return Comparison(verdict="agreement", score=round(found.shared, 4), explanation=said)
    said = f"{named[0]} and {named[1]} speak of different points."
    return Comparison(verdict="neither", score=round(found.shared, 4), explanation=said)


def judge(one: Sequence[str], other: Sequence[str]) -> Point | None:
    """Return the point on which the shorter passage stands against the longer most, or agrees least."""
    if not one or not other:
        return None
    swapped = sum(map(len, one)) > sum(map(len, other))
    short, long = (other, one) if swapped else (one, other)
    found = [points(text, long) for text in short]
    worst = max(found, key=lambda point: (point.conflict, -point.shared))
    return worst.turned() if swapped else worst
