"""The lexicon: which words tell of which kind of happening, read once from the tables of the language."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

TARGETS = ("obj",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of happening: its root, where its arguments stand, and what it leaves behind (see events.toml)."""

    name: str
    root: str
    actor: str = "subj"
    target: tuple[str, ...] = TARGETS
    count: str = ""
    state: str = ""
    holder: str = ""
    outcome: str = ""
    turned: bool = False
    once: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the lexicon: a word in a pattern, and the kind of happening it then tells.

    ``meant``: ``predicate`` says what is meant, whatever the words ("pass away": die).
    """

    kind: Kind
    predicate: str
    particles: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    meant: bool = False

    @property
    def weight(self) -> int:
        """How narrow the pattern is."""
        narrow = sum(2 if condition[0] not in "%@" else 1 for condition in self.object[:1] if condition != "@any")
        return 2 * len(self.particles) + 2 * bool(self.object) + narrow + 2 * bool(self.subject)


def read_table(name: str) -> dict[str, Any]:
    """Return a TOML file of the package's English data."""
    return tomllib.loads(files("crosswire.extract").joinpath("data/en", name).read_text("utf-8"))


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Return the classes of nouns."""
    return {
        name: frozenset(words.split() if isinstance(words, str) else words)
        for name, words in read_table("events-classes.toml").items()
    }


@cache
def verbs() -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries of verbs by lemma, the narrowest first."""
    return _index("verbs", _verb_entry)


@cache
def nouns() -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries of nouns by lemma, the narrowest first."""
    return _index("nouns", _noun_entry)


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of happenings by name."""
    return {name: _kind(name, table) for name, table in read_table("events.toml").items()}


def _kind(name: str, table: Mapping[str, Any]) -> Kind:
    given = {key: value for key, value in table.items() if key not in {"verbs", "nouns", "target"}}
    return Kind(name=name, target=tuple(table["target"].split()), **given)


def _index(part: str, made: Callable[[str, Kind], tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, dict[Entry, None]] = {}
    for name, table in read_table("events.toml").items():
        for line in table[part].split():
            lemma, entry = made(line, kinds()[name])
            found.setdefault(lemma, {})[entry] = None
    return {lemma: tuple(sorted(entries, key=lambda entry: -entry.weight)) for lemma, entries in found.items()}


def _verb_entry(line: str, kind: Kind) -> tuple[str, Entry]:
    line, _, meaning = line.partition("=")
    subject, _, rest = line.rpartition("<")
    pattern, _, object_ = rest.partition(":")
    lemma, *particles = pattern.split("+")
    return lemma, Entry(
        kind=kind,
        predicate=meaning or lemma,
        particles=tuple(particles),
        object=_split(object_),
        subject=_split(subject),
        meant=bool(meaning),
    )


def _noun_entry(line: str, kind: Kind) -> tuple[str, Entry]:
    pattern, _, of = line.partition(":")
    noun, _, verb = pattern.partition("=")
    return noun, Entry(kind=kind, predicate=verb or noun, object=_split(of))


def _split(conditions: str) -> tuple[str, ...]:
    return tuple(conditions.replace(":", "|").split("|")) if conditions else ()
