"""Points that the day of writing excludes: nobody is older, and nothing has lasted longer, than since they began."""

import re
from collections.abc import Iterator, Sequence
from math import inf

from crosswire.contradict.passages import lives
from crosswire.contradict.passages.durations import length
from crosswire.contradict.passages.figure import YEAR, Figure
from crosswire.contradict.passages.moments import Moment
from crosswire.contradict.passages.reading import Read

_IS = re.compile(r"\b(?:is|are|turns|now|today|currently|has|have)\b", re.IGNORECASE)
_HAS = re.compile(r"\b(?:has|have)\b.*\bfor\b", re.IGNORECASE)
_AGO = re.compile(r"[\s-]*\w+\s+ago\b", re.IGNORECASE)
# Counts of years are rounded.
_SLACK = 1.0


def present(mine: Read, whole: Read, today: float) -> Iterator[tuple[str, str]]:
    """Yield the words of a statement and of the passage that exclude each other for whoever writes by ``today``.

    ``today`` is in the days of figures, infinite where the day of writing is not known.
    """
    life = lives.life(whole.moments)
    birth = life.birth if life else None
    given = lives.age(mine.text, mine.figures)
    if birth and given and _IS.search(mine.text) and given[0] > (today - birth.low) // YEAR:
        yield given[2], birth.text
    for figure in mine.figures:
        years = length(mine.text, figure)
        if years is None:
            continue
        least = figure.low * years - (_SLACK if figure.exact and years >= 1 else 0.0)
        begun = birth or _begun(whole.moments)
        if begun and _HAS.search(mine.text) and least > (today - begun.low) / YEAR:
            yield f"{figure.text} years", begun.text
        if _AGO.match(mine.text[figure.end :]):
            yield from _before(mine, whole, figure, today - least * YEAR)


def _begun(moments: Sequence[Moment]) -> Figure | None:
    starts = [at.when for at in moments if at.of in {"start", "built"} and at.when.kind == "year"]
    return min(starts, key=lambda when: when.low, default=None)


def _before(mine: Read, whole: Read, figure: Figure, latest: float) -> Iterator[tuple[str, str]]:
    """Yield a happening that the passage dates later than "more than 1,000 years ago" allows."""
    dated = [at.when for at in whole.moments if at.when.kind == "year" and inf not in {at.when.high, -at.when.low}]
    said = [at.when for at in whole.moments if lives.named(mine.text, at) and at.when in dated]
    if said and all(when.low > latest for when in said):
        yield f"{figure.text} years ago", said[0].text
