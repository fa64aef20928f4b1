"""Words of which only one can be true in one place of a sentence: opposites, and kinds that exclude each other."""

from functools import lru_cache
from typing import Any

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import irregular, read

_ENDINGS = ("", "s", "es", "d", "ed", "ing", "er", "est", "r", "st")


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read("excluding.toml")


@lru_cache(maxsize=4096)
def exclude(one: str, other: str) -> bool:
    """Tell whether two words, as written, exclude each other: "trio" and "duo", "rose" and "fell", not synonyms."""
    a, b = forms(one), forms(other)
    if a & b or any(wordnet.synonyms(form) & b for form in a):
        return False
    if any(a & set(row) and b & set(row) for row in _data()["sets"]):
        return True
    return opposed(one, other) or any(
        wordnet.apart(x, y, within) for within in _data()["classes"] for x in a for y in b
    )


def opposed(one: str, other: str) -> bool:
    """Tell whether two words, as written, are opposites: "rose" and "fell"."""
    b = forms(other)
    return any(wordnet.antonyms(form) & b for form in forms(one))


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """Return a word's possible dictionary forms and itself."""
    text = word.casefold()
    found = {text, irregular(text)}
    for ending in _ENDINGS[1:]:
        if text.endswith(ending) and len(text) - len(ending) >= 3:
            bare = text[: -len(ending)]
            found |= {bare, bare + "e"}
            if bare[-1] == bare[-2]:
                found.add(bare[:-1])
    if text.endswith(("ies", "ied", "ier")):
        found.add(text[:-3] + "y")
    return frozenset(found)
