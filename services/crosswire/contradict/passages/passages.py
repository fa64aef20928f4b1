"""Comparing two passages that are given as speaking of one thing: contradiction, agreement or neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from crosswire.contradict.opinion import Opinion, lowered
from crosswire.contradict.passages.figure import MONTH, YEAR
from crosswire.contradict.passages.measured import Point
from crosswire.contradict.passages.points import points
from crosswire_schemas.records import Claim

# Below this a conflict is too weak to be called one; from this share of the poorer passage on, two agree.
CONFLICT, AGREEMENT = 0.5, 0.34
# The share of a passage that its claims must hold to stand for it.
COVERED = 0.6
# Of two passages about as long as each other, each is read as a statement on the other.
_MUCH = 1.3
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


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
    one, other = _contents(a, a_text), _contents(b, b_text)
    named = [next((claim.outlet.name for claim in side), name) for side, name in ((a, "A"), (b, "B"))]
    found = judge(one, other, (a_text, b_text), _today((*a, *b)))
    if found is None:
        said = f"{named[0]} and {named[1]} share no point on which to differ."
        return Comparison(verdict="neither", explanation=said)
    conflict = found.conflict
    if conflict >= CONFLICT and (conflict := lowered(conflict, a_text, b_text, opinion)) < CONFLICT:
        said = f"{named[0]} and {named[1]} differ by their words, but not by the second opinion."
        return Comparison(verdict="neither", score=conflict, explanation=said)
    if conflict >= CONFLICT:
        said = f"{named[0]} says {found.left}, while {named[1]} says {found.right}."
        return Comparison(verdict="contradiction", type=found.type, score=round(conflict, 4), explanation=said)
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


def _today(claims: Sequence[Claim]) -> float:
    """Return the last day on which the passages may have been written, in the days of figures."""
    days = [claim.published_at for claim in claims]
    return max((day.year * YEAR + (day.month - 1) * MONTH + day.day - 1.0 for day in days), default=inf)


def judge(
    one: Sequence[str], other: Sequence[str], texts: tuple[str, str] = ("", ""), today: float = inf
) -> Point | None:
    """Return the point on which the shorter passage stands against the longer most, or agrees least."""
    if not one or not other:
        return None
    lengths = [sum(map(len, side)) for side in (one, other)]
    found: list[Point] = []
    if lengths[0] <= _MUCH * lengths[1]:
        found += [points(text, other, texts[1], today) for text in one]
    if lengths[1] <= _MUCH * lengths[0]:
        found += [points(text, one, texts[0], today).turned() for text in other]
    return max(found, key=lambda point: (point.conflict, -point.shared))
