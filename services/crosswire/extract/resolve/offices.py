"""Offices: the role that an article gives a person, the body it is held in, and the state that a wording names."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from spacy.tokens import Token

from crosswire.extract.attribute.cues import kinds, table, words
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve import registry

CLAUSE = re.compile(r", (?:who|whose|which|where|whom)\b")


def role_of(reading: Reading, first: int, last: int, head: Token) -> str | None:
    """Return the role that an apposition after the name, or the words before it, give to a person."""
    for child in head.children:
        if (
            child.dep_ == "appos"
            and child.i > last
            and child.ent_type_ != "PERSON"
            and child.pos_ not in {"NUM", "PRON"}
        ):
            whole = wording(reading, child.left_edge.i, _short_edge(child))
            return CLAUSE.split(whole, maxsplit=1)[0] if whole else None
    led = _led(reading, head)
    if led is not None:
        return led
    if head.dep_ == "conj" and second_role(head.head) == head:
        return wording(reading, head.head.left_edge.i, first - 1)
    outer = _titled(head)
    if outer is not None and outer.i < first:
        return wording(reading, outer.left_edge.i, first - 1)
    parts = head.doc[min(first, head.i) : max(last, head.i) + 1]
    before = [
        child
        for part in parts
        for child in part.lefts
        if child.i < first and child.dep_ in {"compound", "nmod", "amod", "poss"}
    ]
    if before:
        return wording(reading, min(child.left_edge.i for child in before), first - 1)
    return None


def second_role(role: Token) -> Token | None:
    """Return the name that ends two roles of one person: "scholar and former correspondent Ana Roth".

    The parser joins the name to the first role; two persons would have an article, or a name, each.
    """
    if role.pos_ != "NOUN" or role.ent_type_ or kinds().get(role.lower_) != "person":
        return None
    named = next((child for child in role.rights if child.dep_ == "conj" and child.ent_type_ == "PERSON"), None)
    if named is None or any(child.dep_ in {"det", "poss"} for word in (role, named) for child in word.lefts):
        return None
    again = any(child.dep_ == "compound" and kinds().get(child.lower_) == "person" for child in named.lefts)
    return named if again else None


def _led(reading: Reading, head: Token) -> str | None:
    """Return the role that a clause after a name gives to a person: "Ana Roth, who leads the drivers' union"."""
    for clause in head.rights:
        title = leading().get(clause.lemma_) if clause.dep_ == "relcl" and clause.tag_ == "VBZ" else None
        thing = next((child for child in clause.rights if child.dep_ == "dobj"), None)
        if title is not None and thing is not None and any(child.lower_ == "who" for child in clause.lefts):
            return f"{title} of {wording(reading, thing.left_edge.i, _short_edge(thing))}"
    return None


@cache
def leading() -> Mapping[str, str]:
    """Return the title that each verb of leading gives."""
    return {row[0]: row[1] for row in table("leading.tsv")}


def _titled(head: Token) -> Token | None:
    """Return the role that a name stands after: "the mayor, Ana Roth", "the governor of Florida Ron Salter"."""
    outer = head.head
    speaker = outer.head.head if outer.dep_ == "pobj" and outer.head.lower_ == "for" else outer
    if head.dep_ == "appos" and speaker.lower_.startswith("spokes"):
        return speaker  # "a spokeswoman for the governor, Ana Roth"
    if head.dep_ == "appos" and (outer.pos_ == "NOUN" or outer.lower_ in kinds()):
        return outer
    parts = (child for child in head.doc[head.left_edge.i : head.i] if child.dep_ == "compound")
    if head.dep_ == "appos" and outer.dep_ == "pobj" and head.ent_type_ == "PERSON":
        # "the head of Roth Bank, Ana Lind": a name beside a name is that of whoever is described.
        while outer.dep_ in {"prep", "pobj"}:
            outer = outer.head
        return outer if kinds().get(outer.lemma_.lower()) == "person" else None
    run_into = head.dep_ == "pobj" and any(child.ent_type_ == "GPE" or country_in(child.text) for child in parts)
    while run_into and outer.dep_ in {"prep", "pobj"}:
        outer = outer.head
    return outer if run_into and kinds().get(outer.lemma_.lower()) == "person" else None


def affiliation_of(role: str | None) -> str | None:
    """Return the body that a role is held in: what follows "of", "at", "for" or "with" in it."""
    for preposition in (" of ", " at ", " for ", " with "):
        if role and preposition in role:
            return role.split(preposition, 1)[1].split(",")[0].removeprefix("the ") or None
    return None


@lru_cache(maxsize=4096)
def country_in(text: str) -> str | None:
    """Return the alpha-3 code of the first state that ``text`` names or that an adjective in it belongs to."""
    parts = text.replace("'s", " ").replace("’s", " ").replace(",", " ").split()
    for number in range(len(parts)):
        for size in (3, 2, 1):
            phrase = registry.key(" ".join(parts[number : number + size]))
            if phrase in registry.adjectives():
                return registry.adjectives()[phrase][0]
            known = registry.known().get(phrase)
            if known and known.kind == "state" and known.country:
                return known.country
    return None


def wording(reading: Reading, first: int, last: int) -> str | None:
    """Return the tokens ``first`` to ``last`` as one line without article and loose punctuation; None for nothing."""
    if first > last:
        return None
    whole = reading.passage(first, last)
    text = " ".join(reading.text[whole.start : whole.end].split()).strip(" ,;:—–-")
    if text.rstrip(".").casefold() in words("honorifics.tsv") or not any(map(str.isalpha, text)):
        return None
    for article in ("The ", "the ", "A ", "a ", "An ", "an "):
        text = text.removeprefix(article)
    return text or None


def _short_edge(head: Token) -> int:
    """Return where a role ends: before a clause, and before "and his counterpart, Ana Roth"."""
    other = [child for child in head.rights if child.dep_ == "conj" and any(c.dep_ == "appos" for c in child.rights)]
    joined = [child for child in head.rights if child.dep_ == "cc" and other]
    cut = next((child for child in head.rights if child.dep_ == "relcl" or child in joined), None)
    return cut.left_edge.i - 1 if cut is not None else head.right_edge.i
