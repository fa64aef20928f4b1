"""Durations: how long something lasted, as a statement says and as a passage's spans allow."""

import re
from collections.abc import Iterator, Sequence
from math import inf

from crosswire.contradict.passages.figure import YEAR, Figure
from crosswire.contradict.passages.moments import Moment, data

_LASTING = re.compile(
    r"\b(?:for|lasted|lasting|lasts|ran|running|spanned|spanning|spans|over|during|course of|after|within|took|in)\b"
    r"[\w\s,-]{0,40}$",
    re.IGNORECASE,
)
_AGO = re.compile(r"[\s-]*\w+\s+(?:ago|old|later|before|after|earlier|of age|prior|apart)\b", re.IGNORECASE)
_HELD = re.compile(r"\b(?:lasted?|for|ran|spann(?:ed|ing)|spans?|course of)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:has|have)\s+(?:\w+\s+){0,2}(?:been|existed|aired|coached|served|lived|worked|run)\b", re.IGNORECASE
)
_SLACK = 1.0


def length(text: str, figure: Figure) -> float | None:
    """Return the years in the unit of time that follows a figure of ``text``, or nothing where none does."""
    unit = re.match(r"[\s-]*(?:full |long |whole |straight |consecutive )?([a-z]+?)s?\b", text[figure.end :], re.I)
    known = data()["years"].get(unit.group(1).casefold()) if unit and figure.kind == "number" else None
    return None if known is None else float(known)


def duration(text: str, figure: Figure) -> tuple[float, float] | None:
    """Return the years that a figure of a statement says something lasted; nothing where it says no such thing.

    Counts are rounded: "seven years" may be a little more or less.
    """
    years = length(text, figure)
    if years is None or _AGO.match(text[figure.end :]) or _NOW.search(text):
        return None
    if not _LASTING.search(text[: figure.start]) or not _HELD.search(text):
        return None
    slack = _SLACK * years if figure.exact else 0.0
    return figure.low * years - slack, figure.high * years + slack


def spans(moments: Sequence[Moment]) -> Iterator[tuple[str, float, float, str]]:
    """Yield the spans of a passage: what of, the least and the greatest length in years, and the words."""
    for at in moments:
        when = at.when
        if when.span and when.kind == "year" and inf not in {when.high, -when.low}:
            length = (when.high - when.low + 1) / YEAR
            whole = when.low % YEAR == 0 and (when.high + 1) % YEAR == 0
            yield at.of, max(0.0, length - (2 if whole else 0.2)), length, when.text
    starts = [at.when for at in moments if at.of in {"start", "out"} and _point(at.when)]
    ends = [at.when for at in moments if at.of == "end" and _point(at.when)]
    if len(starts) == len(ends) == 1 and starts[0].high < ends[0].low:
        first, last = starts[0], ends[0]
        yield "held", (last.low - first.high) / YEAR, (last.high - first.low) / YEAR, f"{first.text} to {last.text}"


def _point(when: Figure) -> bool:
    return when.kind == "year" and not when.span and when.high - when.low <= YEAR
