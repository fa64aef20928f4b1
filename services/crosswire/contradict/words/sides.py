"""Sides: the phrases of the data files that answer a question by their meaning."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# What a table of answers tells beside them.
_TOLD = frozenset({"of", "lasting", "whole", "about", "question"})
# Where something stands within a phrase.
GAP = " ... "
_POSSESSIVE = re.compile(r"\b(?:her|its|their|my|our)\b")

# Questions of what is measured.
MEASURED = frozenset({"direction", "rate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One answer to a question that words alone can give.

    ``whole``: only when said of all, or of every one; ``about``: only beside one of these nouns, where there are any.
    """

    question: str
    answer: str
    type: str
    lasting: bool
    whole: bool
    about: frozenset[str] = frozenset()


def possessed(words: str) -> str:
    """Return a phrase in which whoever's it is has one form: "lost her life" is "lost his life"."""
    return _POSSESSIVE.sub("his", words)


def given(general: Mapping[str, Any], special: Mapping[str, Any]) -> Iterator[tuple[str, Side]]:
    """Yield the phrases of tables of questions, each with the answer that it gives.

    Those of ``special`` answer only beside a noun of their subject, some of them a question of ``general``.
    """
    for name, table in (*general.items(), *special.items()):
        question = table.get("question", name)
        asked = general.get(question, table)
        about = frozenset(table.get("about", ()))
        for answer in (key for key in table if key not in _TOLD):
            for word in table[answer]:
                side = Side(
                    question=question,
                    answer=answer,
                    type=asked["of"],
                    lasting=asked.get("lasting", False),
                    whole=word in table.get("whole", ()),
                    about=about,
                )
                yield possessed(word), side


def grouped(sides: Iterable[tuple[str, Side]]) -> dict[str, tuple[Side, ...]]:
    """Return the answers by phrase, without phrases that something stands within."""
    found: dict[str, dict[Side, None]] = {}
    for word, side in sides:
        if GAP not in word:
            found.setdefault(word, {})[side] = None
    return {word: tuple(row) for word, row in found.items()}


def parted(sides: Iterable[tuple[str, Side]]) -> dict[str, tuple[tuple[tuple[str, ...], Side], ...]]:
    """Return, by their first words, the ends of phrases that something stands within: "vote ... down"."""
    found: dict[str, tuple[tuple[tuple[str, ...], Side], ...]] = {}
    for word, side in sides:
        first, gap, rest = word.partition(GAP)
        if gap:
            found[first] = (*found.get(first, ()), (tuple(rest.split()), side))
    return found


def wordings(questions: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return all words that give an answer, by question and answer."""
    return {
        (question, answer): " ".join(words).replace(GAP, " ")
        for question, table in questions.items()
        for answer, words in table.items()
        if answer not in _TOLD
    }
