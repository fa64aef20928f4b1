"""The words that tell place names from other names."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """Words around place names, by what they say of a name."""

    locative: frozenset[str]
    mapping: frozenset[str]
    administrative: frozenset[str]
    settlement: frozenset[str]
    before_names: frozenset[str]
    directions: frozenset[str]
    nearness: frozenset[str]
    compass_of: frozenset[str]
    surely: frozenset[str]
    within: frozenset[str]
    heads_of: frozenset[str]
    institutions: frozenset[str]
    divisions: frozenset[str]
    particles: frozenset[str]
    natural: frozenset[str]
    ships: frozenset[str]
    aimed: frozenset[str]
    anaphors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sites:
    """Words that tell a country as a place from a country as a party."""

    into: frozenset[str]
    land: frozenset[str]
    spots: frozenset[str]
    entered: frozenset[str]
    undergone: frozenset[str]
    events: frozenset[str]
    given: frozenset[str]
    rule: frozenset[str]
    papers: frozenset[str]


@cache
def sites() -> Sites:
    """Return the words that say whether a country is where or who."""
    return Sites(**{name: frozenset(many) for name, many in _listed()["sites"].items()})


@cache
def words() -> Words:
    """Return the words around place names."""
    listed = {name: many for name, many in _listed().items() if name not in {"sites", "transcribed"}}
    anaphors = {word: feature for feature, many in listed.pop("anaphors").items() for word in many}
    return Words(**{name: frozenset(many) for name, many in listed.items()}, anaphors=anaphors)


def _listed() -> dict[str, Any]:
    return tomllib.loads(files("crosswire.extract").joinpath("data/places/words.toml").read_text("utf-8"))


@cache
def peoples() -> Mapping[str, str]:
    """Return adjectives and names of peoples, each with its place: alpha-2 or GeoNames id."""
    text = files("crosswire.extract").joinpath("data/places/adjectives.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: place for place, words in rows for word in words.split("|")}


@cache
def transcribed() -> frozenset[str]:
    """Return the countries (alpha-3) whose names are written in other letters, so that lists have transcriptions."""
    return frozenset(_listed()["transcribed"])


@cache
def abbreviations() -> frozenset[str]:
    """Return the short forms of divisions as the press writes them."""
    text = files("crosswire.extract").joinpath("data/places/abbreviations.tsv").read_text("utf-8")
    rows = (line.split("\t")[1] for line in text.splitlines() if line and not line.startswith("#"))
    listed = {short for row in rows for short in row.split("|")}
    return frozenset(listed | {short.removesuffix(".") for short in listed})


@cache
def common() -> frozenset[str]:
    """Return the keys that are other words oftener than places."""
    text = files("crosswire.extract").joinpath("data/places/common.txt").read_text("utf-8")
    names = {line for line in text.splitlines() if not line.startswith("#")}
    listed = words()
    return frozenset(names) | listed.directions | listed.administrative | listed.settlement | listed.before_names
