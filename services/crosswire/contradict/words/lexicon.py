"""The words that contradict knows, read once from the data files beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from crosswire.contradict.words import sides
from crosswire.contradict.words.sides import Side

_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All word lists; the mappings go from a word to its class."""

    titles: frozenset[str]
    plain: frozenset[str]
    known: frozenset[str]
    small: frozenset[str]
    forces: frozenset[str]
    spellings: tuple[tuple[str, str], ...]
    nations: Mapping[str, str]
    peoples: Mapping[str, str]
    states: frozenset[str]
    unknown: frozenset[str]
    compass: frozenset[str]
    parts: frozenset[str]
    capitals: Mapping[str, str]
    happenings: Mapping[str, str]
    kin: Mapping[str, frozenset[str]]
    sorts: Mapping[str, str]
    roots: Mapping[str, str]
    repeated: frozenset[str]
    light: frozenset[str]
    becomes: frozenset[tuple[str, str]]
    implies: Mapping[tuple[str, str], tuple[str, str]]
    deeds: frozenset[str]
    shared: frozenset[str]
    generic: frozenset[str]
    measuring: frozenset[str]
    relatives: frozenset[str]
    portfolios: frozenset[str]
    contests: frozenset[str]
    denying: frozenset[str]
    participles: frozenset[str]
    camps: tuple[frozenset[str], ...]
    final: Mapping[str, str]
    causes: frozenset[str]
    taking: frozenset[str]
    rising: tuple[str, ...]
    bodies: tuple[str, ...]
    particles: frozenset[str]
    things: Mapping[str, str]
    nouns: Mapping[str, str]
    sides: Mapping[str, tuple[Side, ...]]
    bound: Mapping[str, tuple[Side, ...]]
    parted: Mapping[str, tuple[tuple[tuple[str, ...], Side], ...]]
    wordings: Mapping[tuple[str, str], str]
    counted: Mapping[str, str]
    counts: frozenset[str]
    growing: frozenset[str]
    single: frozenset[str]
    shocks: frozenset[str]
    groups: Mapping[str, str]
    units: Mapping[str, str]
    partial: tuple[str, ...]
    scopes: Mapping[str, tuple[str, ...]]
    decided: frozenset[str]
    members: Mapping[str, frozenset[str]]
    measures: Mapping[str, tuple[str, str, float]]

    def concept(self, word: str) -> str:
        """Return the class of a common noun, else the noun in the singular."""
        bare = singular(word)
        return self.things.get(word) or self.things.get(bare) or bare

    def classes(self, word: str) -> frozenset[str]:
        """Return the classes that a word in its dictionary form belongs to, of things, of happenings and of kin."""
        own = (self.things.get(word, ""), self.happenings.get(word, ""))
        return frozenset(filter(None, own)) | self.kin.get(word, frozenset())

    def happening(self, predicate: str, root: str) -> str:
        """Return the class of a happening by word, else by root: "test positive" is a test, "pull out" no pull."""
        text = predicate.casefold()
        first, _, rest = text.partition(" ")
        verb = first if rest and rest not in self.particles else text
        return self.happenings.get(text) or self.happenings.get(verb) or self.roots.get(root) or verb

    def common(self, word: str) -> bool:
        """Tell whether a word with a capital may be a common one that only begins a sentence."""
        bare = word.casefold()
        return bare in self.plain or bare in self.titles or bare in self.forces or singular(bare) in self.known

    def sort(self, happening: str) -> str:
        """Return the sort of a class of happening: what an outlet calls a strike, another calls an explosion."""
        return self.sorts.get(happening, happening)

    def answering(self, question: str, answer: str) -> str:
        """Return all words that give one answer to a question."""
        return self.wordings.get((question, answer), "")

    def count(self, of: str) -> str:
        """Return the class of what a number is of."""
        text = of.casefold()
        words = text.replace("_", " ").split()
        known = [self.counted[word] for word in words if word in self.counted]
        return self.counted.get(text) or (known[0] if known else " ".join(singular(word) for word in words))

    def unit(self, unit: str) -> str:
        """Return the unit under its one name."""
        return self.units.get(unit.casefold(), singular(unit.casefold()))


def singular(word: str) -> str:
    """Return ``word`` without the plural ending; irregular plurals stay."""
    text = word.casefold()
    if len(text) <= 3 or text.endswith(("ss", "us", "is")):
        return text
    if text.endswith("ies"):
        return text[:-3] + "y"
    if text.endswith(("ches", "shes", "xes", "sses")):
        return text[:-2]
    return text[:-1] if text.endswith("s") else text


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a rough stem of an English word, the same for its common inflections."""
    text = irregular(word.casefold())
    for ending, new in _ENDINGS:
        if text.endswith(ending) and len(text) - len(ending) >= 3:
            text = text[: len(text) - len(ending)] + new
            break
    if len(text) > 3 and text[-1] == text[-2] and text[-1] not in "lsz":
        text = text[:-1]
    return text[:-1] if len(text) > 3 and text.endswith("e") else text


def irregular(word: str) -> str:
    """Return the dictionary form of an irregular form of a verb, else the word."""
    return _irregular().get(word, word)


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return _map(read("irregular.toml")["verbs"])


def read(name: str) -> dict[str, Any]:
    """Return a data file of this package."""
    return tomllib.loads(files("crosswire.contradict").joinpath("data", name).read_text(encoding="utf-8"))


def _turned(table: object) -> dict[str, str]:
    assert isinstance(table, dict)
    return {word: key for key, words in reversed(table.items()) for word in words}


def _spread(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Return the rows that each word stands in: it may stand in several."""
    words = {word for row in table.values() for word in row}
    return {word: frozenset(f"{key}:kin" for key, row in table.items() if word in row) for word in words}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the words, read once."""
    questions = read("opposites.toml")
    answers = list(sides.given(questions, read("subjects.toml")))
    names, classes, counts, happenings = (
        read(name) for name in ("names.toml", "classes.toml", "counts.toml", "happenings.toml")
    )
    return Lexicon(
        titles=_set(names["titles"]),
        plain=_set(read("plain.toml")["plain"]),
        known=frozenset(_map(classes["happening"])) | frozenset(_map(classes["thing"])),
        small=_set(names["small"]),
        forces=_set(names["forces"]),
        spellings=tuple((old, new) for old, new in _rows(names["spellings"])),
        nations=_map(names["nations"]),
        peoples=_map(names["peoples"]),
        states=frozenset(_map(names["nations"]).values()),
        compass=_set(names["compass"]),
        parts=_set(names["parts"]),
        unknown=_set(names["unknown"]),
        capitals=_map(names["capitals"]),
        sorts=_turned(classes["sort"]),
        happenings=_turned(classes["happening"]),
        kin=_spread(classes["kin"]),
        roots=_map(happenings["root"]),
        particles=_set(happenings["particles"]),
        shared=_set(happenings["shared"]),
        implies={(question, answer): (other, given) for question, answer, other, given in happenings["implies"]},
        becomes=frozenset((first, later) for first, later in _rows(happenings["becomes"])),
        deeds=_set(happenings["deeds"]),
        contests=_set(names["contests"]),
        denying=_set(happenings["denying"]),
        participles=_set(happenings["participles"]),
        camps=tuple(map(frozenset, _rows(names["camps"]))),
        final=_map(happenings["final"]),
        causes=_set(happenings["causes"]),
        taking=_set(happenings["taking"]),
        generic=_set(names["generic"]),
        measuring=_set(happenings["measuring"]),
        relatives=_set(names["relatives"]),
        portfolios=_set(names["portfolios"]),
        rising=tuple(sorted(_set(counts["rising"]))),
        bodies=tuple(sorted(_set(counts["bodies"]))),
        light=_set(happenings["light"]),
        repeated=_set(happenings["repeated"]),
        nouns=_map(happenings["noun"]),
        things=_turned(classes["thing"]),
        sides=sides.grouped((phrase, side) for phrase, side in answers if not side.about),
        bound=sides.grouped((phrase, side) for phrase, side in answers if side.about),
        parted=sides.parted(answers),
        wordings=sides.wordings(questions),
        counted=_turned(counts["of"]),
        counts=frozenset(_map(counts["of"])),
        growing=_set(_map(counts["growing"])["of"]),
        single=_set(_map(counts["single"])["of"]),
        shocks=_set(_map(counts["single"])["apart"]),
        groups=_turned(counts["whom"]),
        units=_turned(counts["unit"]),
        partial=tuple(sorted(_set(counts["partial"]))),
        scopes={name: tuple(words) for name, words in counts["scopes"].items()},
        decided=_set(names["decided"]),
        members={body: _set(whom) for body, whom in names["members"].items()},
        measures={unit: (kind, base, factor) for unit, (kind, base, factor) in counts["measure"].items()},
    )


def _set(value: object) -> frozenset[str]:
    assert isinstance(value, list)
    return frozenset(value)


def _rows(value: object) -> list[list[str]]:
    assert isinstance(value, list)
    return value


def _map(value: object) -> dict[str, str]:
    assert isinstance(value, dict)
    return value
