"""Phrases: the nouns of a text with what narrows them, the word before a noun and what follows its preposition."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon, read
from crosswire.contradict.words.likeness import inflected, lemmas
from crosswire.contradict.words.names import skeleton
from crosswire.contradict.words.terms import anyword, state

_TOKEN = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*|[,;:!?()\"“”]|\.(?=\s|$)")
_OWNER = re.compile(r"['’]s?$")
_HARD = frozenset(";:!?.")
# Words of this kind keep what is said before them from what is said after them.
_THAT = frozenset({"that", "which", "who", "whose", "where", "when", "while", "and", "but", "or", "as", "than"})
# After these a participle tells what is done to what stands before.
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})

# What a text begins with that is told of something named before it.
_POINTING = frozenset({"it", "he", "she", "they", "this", "that", "these", "those", "we", "i", "both", "there"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun as a text has it: its ``head``, the words and the names with it, and on what it depends.

    ``by`` is the family of the preposition before it, if there is one, and ``of`` the words that it may narrow, the
    nearest last, which stands right before it if it is ``near``; without a preposition, ``of`` is the verb right before
    it. ``states`` are those named with it. ``first``: nothing stands before it, so that it is what is told of.
    ``counted``: a number stands before it; ``nth`` which one of several it is. ``done`` is the verb of what is done
    to it, ``does`` that of what it does.
    """

    head: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    by: str = ""
    of: tuple[str, ...] = ()
    near: bool = False
    first: bool = False
    counted: bool = False
    nth: str = ""
    done: str = ""
    does: str = ""


@lru_cache(maxsize=1)
def families() -> Mapping[str, str]:
    """Return the prepositions, each with its family: where something is may be told by several."""
    return {word: family for family, row in read("narrowing.toml")["prepositions"].items() for word in row}


@lru_cache(maxsize=1)
def kinds_of_words() -> Mapping[str, frozenset[str]]:
    """Return the word lists by which phrases are read and held against each other."""
    return {name: frozenset(row) for name, row in read("narrowing.toml")["words"].items()}


@lru_cache(maxsize=4096)
def phrases(text: str) -> tuple[Phrase, ...]:
    """Return the noun phrases of a text, in order."""
    reader = _Reader()
    for found in _TOKEN.finditer(text):
        reader.take(found.group(), opens=not text[: found.start()].strip(" \"'“‘("))
    reader.close()
    return tuple(reader.found)


def _going_on(word: str) -> bool:
    """Tell a participle after its noun: "the aircraft missing since Monday"."""
    return word.endswith("ing") and inflected(word) and not wordnet.kinds(word)


class _Reader:
    """Reads a text word by word."""

    def __init__(self) -> None:
        self.found: list[Phrase] = []
        self._words: list[str] = []
        self._names: list[str] = []
        self._states: list[str] = []
        self._verb = ""
        self._of: list[str] = []
        self._by = ""
        self._near = False
        self._determined = self._counted = False
        self._nth = ""
        self._owners: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self._subject = -1
        self._passive = False
        self._pointing = False

    def take(self, token: str, *, opens: bool) -> None:
        word = _OWNER.sub("", token)
        plain = word.casefold()
        if not word[:1].isalnum():
            self._turn(gone=token in _HARD)
        elif plain in families():
            self._near = bool(self._words)
            self._turn()
            self._by = families()[plain]
        elif plain in kinds_of_words()["determiners"] or plain[0].isdigit():
            if (
                len(self._words) + len(self._names) > 1
                and self._words
                and any(map(wordnet.acts, lemmas(self._words[-1])))
            ):
                # "The rebels hold the hills": what stands before an article is a verb.
                self._acted(self._words.pop())
            self.close()
            self._determined = True
            self._counted = plain[0].isdigit()
            self._nth = plain if plain in kinds_of_words()["ordinals"] else ""
        elif plain in lexicon().particles and self._verb and not self._words and not self._names:
            # "Shot down a drone": it is part of the verb.
            return
        elif plain in _THAT or plain in lexicon().plain:
            self._pointing |= opens and plain in _POINTING
            self._turn()
            self._passive = plain in _BE or (self._passive and plain == "not")
        elif word[0].isupper() and state(plain):
            self._states.append(state(plain))
        elif word[0].isupper() and not (opens and anyword(plain)):
            self._names.append(skeleton(plain))
        elif inflected(plain) and not (plain.endswith("ing") and (self._determined or self._by or opens)):
            self._acted(plain)
        else:
            self._words.append(plain)
        if word != token and (self._names or self._words) and not self._states:
            self._owners.append((tuple(self._words), tuple(self._names)))
            self._words.clear()
            self._names.clear()

    def _acted(self, verb: str) -> None:
        if self._determined and not self._words and not self._names:
            # "A planned strike": it tells of what kind.
            return
        self._turn()
        if self._subject >= 0:
            bearer = self.found[self._subject]
            done, does = (verb, "") if self._passive else ("", verb)
            self.found[self._subject] = replace(bearer, done=bearer.done or done, does=bearer.does or does)
        self._passive = False
        self._of.append(verb)
        self._verb = verb

    def _turn(self, *, gone: bool = False) -> None:
        self.close()
        self._by = self._verb = ""
        if gone:
            self._of.clear()
            self._subject = -1

    def close(self) -> None:
        """End the noun phrase that is being read, if there is one."""
        while len(self._words) > 1 and _going_on(self._words[-1]):
            self._words.pop()
        if self._owners and not (self._words or self._names):
            # "At Halmen's": what would be its own is not said.
            words, names = self._owners.pop()
            self._words.extend(words)
            self._names.extend(names)
        if self._words or self._names or self._states:
            head = self._words[-1] if self._words else ""
            first = not self.found and not self._by and not self._of and not self._pointing
            self.found.append(
                Phrase(
                    head=head,
                    words=tuple(self._words[:-1]),
                    names=tuple(self._names),
                    states=tuple(self._states),
                    by=self._by,
                    of=tuple(self._of) if self._by else (self._verb,) if self._verb else (),
                    near=bool(self._by) and self._near,
                    first=first,
                    counted=self._counted,
                    nth=self._nth,
                    done="" if self._by else self._verb,
                )
            )
            if not self._by:
                self._subject = len(self.found) - 1
            if head:
                self._of.append(head)
            for words, names in reversed(self._owners):
                # "The mayor's driver" is the driver of the mayor.
                of = tuple(self._of)
                owner = words[-1] if words else ""
                self.found.append(Phrase(head=owner, words=words[:-1], names=names, by="of", of=of, near=bool(head)))
                if owner:
                    self._of.append(owner)
            self._by = ""
            self._verb = ""
        self._words.clear()
        self._names.clear()
        self._states.clear()
        self._owners.clear()
        self._determined = self._counted = False
        self._nth = ""
