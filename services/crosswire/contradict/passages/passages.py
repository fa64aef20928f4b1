"""The point on which two passages differ most, read off their words and figures."""

import re
from collections.abc import Sequence
from math import inf

from crosswire.contradict.passages.figure import MONTH, YEAR
from crosswire.contradict.passages.measured import Point
from crosswire.contradict.passages.points import points
from crosswire_schemas.records import Claim

# The share of a passage that its claims must hold to stand for it.
COVERED = 0.6
# Of two passages about as long as each other, each is read as a statement on the other.
_MUCH = 1.3
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


def contents(claims: Sequence[Claim], text: str) -> tuple[str, ...]:
    """Return what a passage says, a piece for each claim; the sentences of ``text`` where claims leave out most."""
    contents = tuple(dict.fromkeys(claim.content.text for claim in claims))
    if sum(map(len, contents)) >= COVERED * len(text):
        return contents
    return tuple(found.strip() for found in _SENTENCE.split(text) if found.strip())


def today(claims: Sequence[Claim]) -> float:
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
