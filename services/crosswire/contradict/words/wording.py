"""The words of a passage: names and content words, synonyms folded, to see whether two speak of one thing."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from crosswire.contradict.words.lexicon import lexicon, singular, stem
from crosswire.contradict.words.names import fold, skeleton

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A passage's names as consonant skeletons, its other content words as concepts, both in order, and as written."""

    names: frozenset[str]
    content: frozenset[str]
    row: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def words(text: str) -> Words:
    """Return the names and content words of ``text``."""
    names, content, row, written = set(), set(), [], []
    text = unicodedata.normalize("NFC", text)
    for found in _TOKEN.finditer(text):
        token = re.sub(r"['’]s?$", "", found.group())
        if token.casefold() in lexicon().plain or (len(token) < 2 and not token.isdigit()) or token[0].isdigit():
            continue
        written.append(token.casefold())
        if token[0].isupper() and not _opens(text, found.start(), token):
            names.add(key(token))
            row.append(key(token))
        else:
            content.add(concept(token))
            row.append(concept(token))
    return Words(names=frozenset(names), content=frozenset(content), row=tuple(row), written=tuple(written))


def _opens(text: str, start: int, token: str) -> bool:
    before = text[:start].rstrip(" \"'“‘(")
    first = not before or before[-1] in ".!?:\n"
    return first and concept(token) in lexicon().known


def key(name: str) -> str:
    """Return a name's word as it is compared: a state for its adjective, else the skeleton."""
    bare = fold(name)
    state = lexicon().nations.get(bare)
    return state or skeleton(bare)


@lru_cache(maxsize=4096)
def concept(word: str) -> str:
    """Return the class of a word: of things, of happenings, else its stem."""
    text = word.casefold()
    known = lexicon()
    for form in (text, singular(text), stem(text), stem(text) + "e"):
        if form in known.things:
            return known.things[form]
        if form in known.happenings:
            return known.happenings[form]
    return stem(text)


def shared(a: Words, b: Words) -> tuple[float, float]:
    """Return the shares of names and of content words that the poorer of the two passages has in common.

    Where one has no names, that says nothing: half.
    """
    names = _share(a.names, b.names) if a.names and b.names else 0.5
    return names, _share(a.content, b.content)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def has(text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether any of the phrases stands in the text as whole words."""
    return bool(_any(phrases).search(text))


@lru_cache(maxsize=32)
def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
