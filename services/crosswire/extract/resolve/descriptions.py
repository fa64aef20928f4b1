"""Descriptions: whom named before "the Austrian chancellor", "the Pentagon chief" or "the official" means."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, partial

from crosswire.extract.attribute.cues import table
from crosswire.extract.resolve import registry
from crosswire_schemas.records import Party

WORD = re.compile(r"[\w@]+")
OWNER = re.compile(r"\b(?:for|to|of) (?:the|its|his|her|their) [^,]*|\b\w+(?:['’]s|(?<=s)['’])")  # whose man he is
SLIGHT = frozenset(
    {"the", "of", "and", "a", "an", "for", "in", "to", "at", "s", "country", "nation", "state", "his", "her"}
)


def means(description: str, party: Party, country: str | None = None) -> bool:
    """Tell whether ``description`` is of the office or rank that ``party`` has.

    Every word of it must be in the party's role or be its state: a "former" or "deputy" that the role lacks is another.
    ``country`` is the state of a party of which the article told none.
    """
    if not party.role:
        return False
    held = terms(f"{party.role} {party.affiliation or ''}")
    if party.country or country:
        held |= {f"@{party.country or country}"}
    told = terms(description)
    own = terms(OWNER.sub(" ", party.role))  # the governor's adviser is not the governor
    titles = (word for word in told if word in own or ranks().get(word, frozenset()) & own)
    return any(told - {title} <= held for title in titles if not title.startswith("@"))


@cache
def ranks() -> Mapping[str, frozenset[str]]:
    """Return which titles a noun of rank may mean."""
    return {noun: frozenset(titles.split(",")) for noun, titles in table("ranks.tsv")}


@cache
def _titles() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), form) for pattern, form in table("titles.tsv"))


@cache
def terms(text: str) -> frozenset[str]:
    """Return the words of a role in one wording, states and their adjectives as codes ("@AUT")."""
    folded = registry.key(text).replace("'s", "")
    for pattern, form in _titles():
        folded = pattern.sub(partial(_filled, form=form), folded)
    return frozenset(_coded(WORD.findall(folded))) - SLIGHT


def _filled(found: re.Match[str], form: str) -> str:
    for number in range(1, (found.re.groups or 0) + 1):
        form = form.replace(f"\\{number}", found.group(number) or "")
    return form


def _coded(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        state = registry.adjectives().get(word)
        known = registry.known().get(word)
        if state:
            yield f"@{state[0]}"
        elif known and known.kind == "state" and known.country:
            yield f"@{known.country}"
        else:
            yield word
