"""What the dates of a text are of: births, deaths, foundings, releases, each with its interval."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crosswire.contradict.passages.figure import YEAR, Figure
from crosswire.contradict.words.lexicon import read

_STOP = re.compile(r"[.!?]\s+(?=[A-Z\"“])|;")
_LIFE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)")
# The most words between a date and the happening that it dates.
_REACH = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A happening by its class ("" where none is known), when it was, and the sentence that tells it."""

    of: str
    when: Figure
    told: str


def moments(text: str, figures: tuple[Figure, ...]) -> tuple[Moment, ...]:
    """Return the dated happenings of ``text``, whose figures are given."""
    return tuple(
        Moment(of=_of(text, when, figures), when=when, told=_sentence(text, when)) for when in figures if when.timed
    )


def _sentence(text: str, when: Figure) -> str:
    return _STOP.split(text[: when.start])[-1] + when.text + _STOP.split(text[when.end :])[0]


def alike(one: str, other: str) -> bool:
    """Tell whether two classes of happening are one."""
    return bool(one) and (one == other or any({one, other} <= set(row) for row in data()["kind"]["same"]))


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """Return the words of happenings, works and ages."""
    return read("moments.toml")


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {word: of for of, words in reversed(data()["of"].items()) for word in words}


def _of(text: str, when: Figure, figures: tuple[Figure, ...]) -> str:
    if life := _life(text, when, figures):
        return life
    before = _STOP.split(text[: when.start])[-1]
    if found := next(_known(re.findall(r"[A-Za-z]+", before)[: -_REACH - 1 : -1]), ""):
        return found
    after = re.findall(r"[A-Za-z]+", _STOP.split(text[when.end :])[0])[:_REACH]
    if re.search(r"\b(?:a|an|the)\s*$", text[: when.start]) and set(after[:7]) & set(data()["works"]["nouns"]):
        return "out"
    return next(_known(after), "")


def _known(words: list[str]) -> Iterator[str]:
    return (_classes()[word.casefold()] for word in words if word.casefold() in _classes())


def _life(text: str, when: Figure, figures: tuple[Figure, ...]) -> str:
    """Return birth or death for the dates of a life in brackets: "(born 4 May 1957)", "(1889 – 1962)"."""
    opened = text.rfind("(", 0, when.start)
    if opened < 0 or text.rfind(")", opened, when.start) >= 0 or opened > 250:
        return ""
    ahead = text[opened : when.start].casefold()
    if re.search(r"\b(?:born|foaled|b\.)", ahead) and not re.search(r"\bdied|[–—-]\s*$", ahead):
        return "birth"
    closed = text.find(")", when.end)
    inside = [figure for figure in figures if figure.timed and opened < figure.start < closed]
    if len(inside) != 2 or any(figure.kind != "year" for figure in inside):
        return ""
    first, second = inside
    joined = re.search(r"[–—-]|\bdied\b|^\s*$", text[first.end : second.start])
    lived = first.low + 5 * YEAR < second.low < first.low + 120 * YEAR
    if not joined or not lived:
        return ""
    return "birth" if when is first else "death"
