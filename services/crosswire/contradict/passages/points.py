"""Points of dispute between a statement and a passage: the strongest of those that figures and wording give."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from crosswire.contradict.passages.measured import Point, measured
from crosswire.contradict.passages.reading import coverage, read_text
from crosswire.contradict.passages.worded import quoted, worded

# Of several sentences, another than the nearest may bear the statement out: only a plain conflict counts.
PLAIN = 0.75


def points(statement: str, passage: Sequence[str], whole: str = "", today: float = inf) -> Point:
    """Return the strongest point of dispute between ``statement`` and the sentences of ``passage``.

    ``whole`` is the passage in one piece, where there is more of it than its sentences; ``today`` the last day on which
    either may have been written, in the days of figures.
    """
    mine = read_text(statement)
    theirs = [read_text(text) for text in passage]
    nearest = max(theirs, key=lambda other: coverage(mine, [other]))
    apart = mine.negated != nearest.negated
    found = [
        point
        for point in (
            *measured(mine, theirs, read_text(whole or " ".join(passage)), today),
            *worded(mine, nearest, theirs),
        )
        # What is denied of another day or number is no contradiction.
        if not apart or point.by == "negation"
    ]
    if len(theirs) > 1:
        found = [
            point
            for point in found
            if point.conflict >= PLAIN or not point.by.startswith(("figure", "replaced", "opp"))
        ]
    best = max(found, key=lambda point: point.conflict, default=None)
    shared = coverage(mine, theirs)
    base = Point(type="denial", conflict=0.0, shared=shared, left=quoted(mine.text), right=quoted(nearest.text))
    return replace(best, shared=shared) if best else base
