"""How a speaker is named within a sentence: "the company", "the Ministry of Defence", "police", "Team Lumen"."""

from functools import lru_cache

from crosswire.contradict.words.lexicon import read, singular

_AFTER_HEAD = frozenset({"of", "in", "for", "at", "from", "on", "to", "with", "near", "who", "familiar", "close"})


@lru_cache(maxsize=4096)
def named(speaker: str, kind: str) -> str:
    """Return ``speaker`` of a ``kind`` with the article that it takes within an English sentence."""
    words = speaker.split()
    return f"the {speaker}" if words and _takes_the(words, kind) else speaker


def _takes_the(words: list[str], kind: str) -> bool:
    first, head = words[0], _head(words)
    if first.casefold() in _lists()["without"]:
        return False
    if first[0].islower():
        several = singular(head) != head.casefold() or head.casefold() in _lists()["bare"]
        return head[0].islower() and not several
    owned = first.endswith(("'s", "’s", "s'", "s’"))
    return kind != "person" and len(words) > 1 and not owned and head.casefold() in _lists()["bodies"]


def _head(words: list[str]) -> str:
    end = next((place for place, word in enumerate(words) if place and word in _AFTER_HEAD), len(words))
    return words[end - 1]


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read("citing.toml").items()}
