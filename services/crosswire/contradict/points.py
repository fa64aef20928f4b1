"""Points of dispute between a statement and a passage: figures, negation, opposites, names put in another's place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from crosswire.contradict.figures import Figure, figures
from crosswire.contradict.lexicon import lexicon, read, stem
from crosswire.contradict.names import skeleton
from crosswire.contradict.wording import Words, words

# From this share of a statement on, a passage of one sentence says the same but for what differs.
CLOSE = 0.65
PLAIN = 0.75
_LIFE = re.compile(r"\([^()]{0,40}\d{4}")
_ANAPHOR = re.compile(r"(?:[^,]{0,60},\s*|\W*)(?:it|he|she|they|his|her|its|their|the|this|these)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The strongest point: how surely the two conflict, how much of the statement the passage has, and the words."""

    type: str
    conflict: float
    shared: float
    left: str
    right: str

    def turned(self) -> "Point":
        """Return the point with its sides exchanged."""
        return replace(self, left=self.right, right=self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text with all that is compared of it."""

    text: str
    words: Words
    figures: tuple[Figure, ...]
    negated: bool


@lru_cache(maxsize=4096)
def read_text(text: str) -> Read:
    """Return ``text`` with its words, figures and negation."""
    tokens = re.findall(r"[a-z]+(?:n't)?", text.casefold())
    negated = any(token in _negations() or token.endswith("n't") for token in tokens)
    return Read(text=text, words=words(text), figures=figures(text), negated=negated)


@lru_cache(maxsize=1)
def _negations() -> frozenset[str]:
    return frozenset(read("figures.toml")["negation"]["words"])


def points(statement: str, passage: Sequence[str]) -> Point:
    """Return the strongest point of dispute between ``statement`` and the sentences of ``passage``."""
    mine = read_text(statement)
    theirs = [read_text(text) for text in passage]
    shared = coverage(mine, theirs)
    nearest = max(theirs, key=lambda other: coverage(mine, [other]))
    found = [
        point
        for point in (
            *(_figure(mine, figure, theirs) for figure in mine.figures),
            _negation(mine, nearest),
            _opposite(mine, nearest, theirs),
            _replaced(mine, nearest, theirs),
        )
        if point
    ]
    if len(theirs) > 1:
        # Of several sentences, another than the nearest may bear the statement out: only a plain conflict counts.
        found = [point for point in found if point.conflict >= PLAIN and point.type != "denial"]
    best = max(found, key=lambda point: point.conflict, default=None)
    base = Point(type="denial", conflict=0.0, shared=shared, left=_quoted(mine.text), right=_quoted(nearest.text))
    return replace(best, shared=shared) if best else base


def coverage(mine: Read, theirs: Sequence[Read]) -> float:
    """Return the share of the statement's names (twice) and content words that the texts have.

    Where they begin with a pronoun or "the", the statement's own subject is taken as the one they speak of.
    """
    known = _known(theirs)
    names = mine.words.names
    if any(_refers(other.text) for other in theirs):
        names = frozenset(name for name in names if name in known or name not in mine.words.row[:3])
    total = 2 * len(names) + len(mine.words.content)
    if not total:
        return 1.0 if names != mine.words.names else 0.0
    return (2 * len(names & known) + len(mine.words.content & known)) / total


def _known(theirs: Sequence[Read]) -> frozenset[str]:
    every = frozenset(word for other in theirs for word in other.words.row)
    return every | {skeleton(word) for word in every} | {stem(word) for word in every}


def _refers(text: str) -> bool:
    """Tell whether a text takes its subject from what was said before: it begins with a pronoun or a definite noun."""
    return bool(_ANAPHOR.match(text))


def _figure(mine: Read, figure: Figure, theirs: Sequence[Read]) -> Point | None:
    pool = [(other, rival) for other in theirs for rival in other.figures if comparable(figure, rival)]
    if not pool or any(figure.meets(rival) for _, rival in pool):
        return None
    text, rival = max(pool, key=lambda found: (_kinship(figure, found[1]), coverage(mine, [found[0]])))
    kinship, near = _kinship(figure, rival), coverage(mine, [text]) * _said(mine, text, alone=len(theirs) == 1)
    kind = "time" if figure.kind in {"year", "date"} else "number"
    return Point(type=kind, conflict=near * kinship, shared=0.0, left=figure.text, right=rival.text)


def _said(mine: Read, other: Read, *, alone: bool) -> float:
    """Return how far the other text has the statement's own words besides names: its verb above all.

    A passage of one sentence is of what the statement is of; the first day in brackets after a name is of a birth.
    """
    if alone or not mine.words.content or ("born" in mine.words.content and _LIFE.search(other.text)):
        return 1.0
    return 0.5 + 0.5 * len(mine.words.content & _known([other])) / len(mine.words.content)


def comparable(a: Figure, b: Figure) -> bool:
    """Tell whether two figures measure alike."""
    return a.kind == b.kind


def _kinship(a: Figure, b: Figure) -> float:
    """Return how surely two figures are of one thing: they share a noun; a year is of the whole sentence."""
    alike = bool(set(a.of) & set(b.of))
    if a.kind in {"year", "date"}:
        return (0.72 if a.exact else 0.5) + 0.25 * alike
    if a.kind in {"percent", "money"}:
        return 0.6 + 0.4 * alike
    return 1.0 if alike and a.of[:1] == b.of[:1] else 0.5 if alike else 0.0


def _negation(mine: Read, nearest: Read) -> Point | None:
    if mine.negated == nearest.negated:
        return None
    near = coverage(mine, [nearest])
    conflict = near * 0.8 if near >= 0.95 else 0.0
    return Point(type="denial", conflict=conflict, shared=0.0, left=_quoted(mine.text), right=_quoted(nearest.text))


def _opposite(mine: Read, nearest: Read, theirs: Sequence[Read]) -> Point | None:
    here, there = _sides(mine.text), _sides(nearest.text)
    everywhere = {answer for other in theirs for answer in _sides(other.text)}
    for question, answer in sorted(here - everywhere):
        rivals = [other for asked, other in sorted(there) if asked == question and (asked, other) not in here]
        if rivals and mine.negated == nearest.negated:
            near = coverage(mine, [nearest])
            return Point(type="outcome", conflict=near * 0.85, shared=0.0, left=answer, right=rivals[0])
    return None


@lru_cache(maxsize=4096)
def _sides(text: str) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for token in re.findall(r"[a-z]+", text.casefold()):
        for form in (token, stem(token), stem(token) + "e"):
            found |= {(side.question, side.answer) for side in lexicon().sides.get(form, ())}
    return frozenset(found)


def _replaced(mine: Read, nearest: Read, theirs: Sequence[Read]) -> Point | None:
    """Return the point of a word that stands where the passage has another, its neighbours being the same."""
    known, near = _known(theirs), coverage(mine, [nearest])
    row, other = mine.words.row, nearest.words.row
    for at, word in enumerate(row):
        if word in known or skeleton(word) in known or stem(word) in known:
            continue
        if at < 3 and word in mine.words.names and _refers(nearest.text):
            continue
        for there, rival in enumerate(other):
            alike = _placed_alike(row, at, other, there, loosely=len(theirs) == 1 and near >= CLOSE)
            if rival not in row and alike and _comparable(mine, word, nearest, rival):
                kind = "place" if word in lexicon().states else "status"
                return Point(type=kind, conflict=near * 0.85, shared=0.0, left=word, right=rival)
    return None


def _placed_alike(row: Sequence[str], at: int, other: Sequence[str], there: int, *, loosely: bool) -> bool:
    before, after = _neighbours(row, at), _neighbours(other, there)
    if loosely:
        return any(mine and mine == theirs for mine, theirs in zip(before, after, strict=True))
    return before == after


def _neighbours(row: Sequence[str], at: int) -> tuple[str, str]:
    return (row[at - 1] if at else "", row[at + 1] if at + 1 < len(row) else "")


def _comparable(mine: Read, word: str, nearest: Read, rival: str) -> bool:
    named, theirs = word in mine.words.names, rival in nearest.words.names
    return named == theirs and (word in lexicon().states) == (rival in lexicon().states)


def _quoted(text: str) -> str:
    return f"“{text.strip()}”"
