"""A figure of running text as the interval that its wording allows, and what it is of."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Any

from crosswire.contradict.words.lexicon import read

YEAR, MONTH = 372, 31
_ABOUT = 0.1
# "Ten years after 2002" is 2012.
_AFTER = re.compile(r"\b(?:(\d+|(?!the\b)[a-z]+) years?|the (year|decade|century)) (after|before|following|preceding)$")
_LENGTHS = {"year": 1, "decade": 10, "century": 100}
_TIMES = frozenset({"year", "date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: ``kind`` is year, date, percent, money, ordinal or number; both bounds inclusive; ``of`` its nouns.

    A year is the interval of its days as year * 372 + month * 31 + day, so that a date lies in its year; a date is
    a day or month of any year. ``about`` is the noun that a number is given for: "a population of 1,425".
    """

    kind: str
    low: float
    high: float
    of: tuple[str, ...]
    text: str
    start: int
    exact: bool = True
    about: str = ""
    span: bool = False

    @property
    def end(self) -> int:
        """Return where the figure's text ends."""
        return self.start + len(self.text)

    @property
    def timed(self) -> bool:
        """Tell a figure of time."""
        return self.kind in _TIMES

    def meets(self, other: "Figure") -> bool:
        """Tell whether one value would satisfy both; a date of any year meets the same date of one."""
        if self.kind == other.kind:
            return self.low <= other.high and other.low <= self.high
        (low, high), (first, last) = _yearless(self), _yearless(other)
        return low <= last and first <= high


def _yearless(figure: Figure) -> tuple[float, float]:
    if figure.kind == "date":
        return figure.low, figure.high
    if figure.high - figure.low > MONTH:
        return 0.0, float(YEAR)
    first = figure.low % YEAR
    return first, first + figure.high - figure.low


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """Return how numbers, dates and comparisons are written."""
    return read("figures.toml")


def bounded(before: str, kind: str, low: float, high: float) -> tuple[float, float, bool]:
    """Return an interval as the words before it bound it, and whether they leave it as it is."""
    tail = re.sub(r"(?:\s+(?:the|a|an|of|years?))*\s*$", "", before[-40:].casefold())
    timed = kind in _TIMES
    if timed and (shifted := _AFTER.search(tail)):
        count, unit, way = shifted.groups()
        years = YEAR * (_LENGTHS[unit] if unit else _count(count)) * (-1 if way in {"before", "preceding"} else 1)
        return low + years, high + years, True
    for bound, phrases in data()["before"].items():
        if any(_ends(tail, phrase) for phrase in phrases):
            if timed and bound == "about":
                return low, high, False
            if kind == "ordinal" and tail.rsplit(maxsplit=1)[-1] in data()["timely"]:
                return -inf, inf, False
            if not timed and tail.rsplit(maxsplit=1)[-1] in data()["timely"]:
                return low, high, True
            return (*_widened(bound, low, high), False)
    return low, high, True


def _ends(text: str, phrase: str) -> bool:
    """Tell whether the text ends with the phrase as whole words."""
    before = text[: -len(phrase)][-1:]
    return text.endswith(phrase) and not (before.isalnum() or before == "_")


def _count(word: str) -> int:
    return int(word) if word.isdigit() else int(data()["words"].get(word, 0))


def _widened(bound: str, low: float, high: float) -> tuple[float, float]:
    tiny = 1e-6 * max(abs(high), 1)
    return {
        "above": (high + tiny, inf),
        "below": (-inf, low - tiny),
        "least": (low, inf),
        "most": (-inf, high),
        "about": (low * (1 - _ABOUT), high * (1 + _ABOUT)),
    }[bound]
