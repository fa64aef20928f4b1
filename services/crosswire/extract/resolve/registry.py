"""The curated list of states, forces, ministries, agencies, outlets and people, read from the package's tables."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

from crosswire_schemas.records import PartyKind

LINK = re.compile(r" (?:of|in|for)(?: the)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A party of the curated list."""

    canonical: str
    kind: PartyKind
    country: str | None = None
    role: str | None = None
    affiliation: str | None = None


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """Fold ``name`` for look-up: case, accents, dots, a leading article and a possessive ending do not count."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().replace(".", "")
    folded = re.sub(r"\s+", " ", folded).strip()
    return folded.removesuffix("'s").removesuffix("'").removeprefix("the ").strip()


@cache
def known() -> Mapping[str, Known]:
    """Return the curated parties by folded name."""
    found: dict[str, Known] = {}
    for canonical, kind, country, role, names in _rows("parties.tsv", 5):
        party = Known(canonical=canonical, kind=kind, country=country or None, role=role or None)
        for name in (canonical, *filter(None, names.split(","))):
            found.setdefault(key(name), party)
    for code, names, _adjectives, seats in _rows("states.tsv", 4):
        canonical = names.split(",")[0]
        party = Known(canonical=canonical, kind="state", country=code)
        for name in (*names.split(","), *filter(None, seats.split(","))):
            found.setdefault(key(name), party)
    return found


@lru_cache(maxsize=65_536)
def find(name: str) -> Known | None:
    """Return the curated party that ``name`` names, or the body of a state: "Poland's Ministry of Defence"."""
    folded = key(name)
    return known().get(folded) or _body(folded)


def _body(folded: str) -> Known | None:
    words = folded.replace("'s ", " ").replace("' ", " ").split()
    for size in (1, 2, 3):
        before, rest = " ".join(words[:size]), " ".join(words[size:])
        after, front = " ".join(words[-size:]), " ".join(words[:-size])
        found = _of_state(before, rest) or _of_state(after, LINK.sub("", front) if LINK.search(front) else "")
        if found is not None:
            return found
    return None


def _of_state(state: str, body: str) -> Known | None:
    name = bodies().get(body)
    code = _code(state) if name is not None else None
    if code is None:
        return None
    canonical = f"{adjective(code)} {name}"
    return known().get(key(canonical)) or Known(canonical=canonical, kind="organization", country=code)


def _code(state: str) -> str | None:
    entry, party = adjectives().get(state), known().get(state)
    if entry is not None:
        return entry[0]
    return party.country if party is not None and party.kind == "state" else None


@cache
def adjective(code: str) -> str:
    """Return a state's first adjective, or its name where it has none: "New Zealand forces"."""
    forms = (form for found, form in adjectives().values() if found == code)
    names = (party.canonical for party in known().values() if party.kind == "state" and party.country == code)
    return next(chain(forms, names))


@cache
def bodies() -> Mapping[str, str]:
    """Return the bodies that every state has, by each of their names."""
    return {other: name for name, others in _rows("bodies.tsv", 2) for other in others.split(",")}


@cache
def adjectives() -> Mapping[str, tuple[str, str]]:
    """Return for each folded adjective or demonym the state's code and its first adjective."""
    found: dict[str, tuple[str, str]] = {}
    for code, _names, forms, _seats in _rows("states.tsv", 4):
        for form in filter(None, forms.split(",")):
            entry = (code, forms.split(",")[0])
            found.setdefault(key(form), entry)
            found.setdefault(key(form + "s"), entry)
    return found


@cache
def spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the rewritings that bring romanised Slavic surnames to one spelling."""
    return tuple((re.compile(pattern), form) for pattern, form in _rows("spellings.tsv", 2))


def _rows(name: str, columns: int) -> list[list[str]]:
    lines = files("crosswire.extract").joinpath("data", name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(row + [""] * columns)[:columns] for row in rows]
