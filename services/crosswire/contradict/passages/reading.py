"""A text with all that is compared of it: words, figures, dated happenings, negation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crosswire.contradict.passages.figure import Figure
from crosswire.contradict.passages.figures import figures
from crosswire.contradict.passages.moments import Moment, data, moments
from crosswire.contradict.words.lexicon import read, stem
from crosswire.contradict.words.names import skeleton
from crosswire.contradict.words.wording import Words, words

_ANAPHOR = re.compile(r"(?:[^,]{0,60},\s*|\W*)(?:it|he|she|they|his|her|its|their|the|this|these)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text with all that is compared of it."""

    text: str
    words: Words
    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]
    negated: bool


@lru_cache(maxsize=4096)
def read_text(text: str) -> Read:
    """Return ``text`` with its words, figures, dated happenings and negation."""
    tokens = re.findall(r"[a-z]+(?:n't)?", text.casefold())
    negated = any(token in _negations() or token.endswith("n't") for token in tokens)
    found = figures(text)
    return Read(
        text=text, words=words(_without(text, found)), figures=found, moments=moments(text, found), negated=negated
    )


def _without(text: str, found: Sequence[Figure]) -> str:
    """Return a text with its dates and numbers blanked: they are compared as such, not as words."""
    for figure in found:
        if figure.kind != "ordinal":
            text = text[: figure.start] + re.sub(r"[^\s,]", "0", figure.text) + text[figure.end :]
    return text


@lru_cache(maxsize=1)
def _negations() -> frozenset[str]:
    return frozenset(read("figures.toml")["negation"]["words"])


def coverage(mine: Read, theirs: Sequence[Read]) -> float:
    """Return the share of the statement's names (twice) and content words that the texts have.

    Where they begin with a pronoun or "the", the statement's own subject is taken as the one they speak of.
    """
    had = known(theirs)
    names = mine.words.names
    if any(refers(other.text) for other in theirs):
        names = frozenset(name for name in names if name in had or name not in mine.words.row[:3])
    total = 2 * len(names) + len(mine.words.content)
    if not total:
        return 1.0 if names != mine.words.names else 0.0
    return (2 * len(names & had) + len(mine.words.content & had)) / total


def known(theirs: Sequence[Read]) -> frozenset[str]:
    """Return the words of the texts, in all forms in which they are compared."""
    every = frozenset(word for other in theirs for word in other.words.row)
    return every | {skeleton(word) for word in every} | {stem(word) for word in every}


def refers(text: str) -> bool:
    """Tell whether a text takes its subject from what was said before: it begins with a pronoun or a definite noun."""
    return bool(_ANAPHOR.match(text))


def topic(whole: Read) -> frozenset[str]:
    """Return the names of what a passage is about: those before its first verb or bracket; none after a pronoun."""
    head = _subject(whole.text)
    return words(head).names


def about_topic(mine: Read, whole: Read) -> bool:
    """Tell whether what a statement is about is what the passage is about, as far as both are named."""
    named, known_topic = words(_subject(mine.text)).names, topic(whole)
    return not named or not known_topic or 2 * len(named & known_topic) > len(named)


def _subject(text: str) -> str:
    """Return the words before the first verb or bracket of a text."""
    return _verb().split(text, maxsplit=1)[0]


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    happenings = "|".join(word for row in data()["of"].values() for word in row)
    return re.compile(rf"\s*\(|\s+(?:is|was|are|were|has|had|will|did|does|{happenings})\b|,\s")
