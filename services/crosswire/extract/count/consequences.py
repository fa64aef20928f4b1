"""Consequences: what the words around a number say of those it counts: killed, injured, missing, captured, ..."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Token

OBJECTS = frozenset({"dobj", "obj", "oprd", "attr", "dative", "nsubjpass"})
LOOK = 6
TALLIES = frozenset(
    {
        "number",
        "total",
        "tally",
        "count",
        "amount",
        "share",
        "proportion",
        "percentage",
        "toll",
        "figure",
        "rate",
        "level",
    }
)


def human(token: Token) -> bool:
    """Tell whether ``token`` is a noun of human beings."""
    return token.lemma_.casefold() in _people()


def of_people(consequence: str) -> bool:
    """Tell whether ``consequence`` befalls human beings alone."""
    return bool(consequence) and bool(_consequences()[consequence].get("people"))


def says_itself(noun: Token) -> bool:
    """Tell whether ``noun`` names a consequence ("deaths", "casualties") and not who suffers it."""
    return noun.lower_ in _words()


def befell(doc: Doc, first: int, last: int, noun: Token | None, verb: Token | None) -> str:
    """Return what befell those counted at tokens ``first`` to ``last``, or "".

    The nearest word decides, so that deaths and injuries in one sentence stay apart.
    """
    dies = verb is not None and verb.lemma_ in _subjects()
    if (
        verb is not None
        and dies
        and any(doc[i].dep_ == "nsubj" and doc[i].head == verb for i in range(first, last + 1))
    ):
        return _subjects()[verb.lemma_]  # "three of the injured died"
    if (
        verb is not None
        and verb.lemma_ == "lose"
        and any(child.dep_ == "dobj" and child.lemma_ == "life" for child in verb.rights)
    ):
        return "killed" if any(child.dep_ == "nsubj" and child.i <= last + 3 for child in verb.lefts) else ""
    behind = noun.i if noun is not None and noun.i > last else last
    for said in (_by_noun(noun, verb), _by_words_after(doc, behind, noun), _by_verb(doc, first, noun, verb)):
        if said:
            return said
    return _by_subject(noun if noun is not None else doc[last], verb)


def _by_noun(noun: Token | None, verb: Token | None) -> str:
    if noun is None:
        return ""
    if noun.lemma_ == "life" and verb is not None and verb.lemma_ in _read()["lives_lost_by"]:
        return "killed"
    if noun.lower_ in _words():
        return _words()[noun.lower_]
    if _owns_lives(noun, verb):
        return "killed"
    return next((said for child in noun.children if (said := _by_modifier(child, noun))), "")


def _owns_lives(noun: Token, verb: Token | None) -> bool:
    """Tell whose lives were lost: "the flood claimed the lives of 34 people"."""
    lives = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return verb is not None and lives.lower_ == "lives" and verb.lemma_ in _read()["lives_lost_by"]


def _by_modifier(child: Token, noun: Token) -> str:
    if child.dep_ == "relcl":
        passive = any(token.dep_ in {"nsubjpass", "auxpass"} for token in child.children)
        return _object(child.lemma_, noun) if passive else _subjects().get(child.lemma_, "")
    if child.dep_ == "acl" and child.tag_ == "VBN":
        return _object(child.lemma_, noun)
    return _words().get(child.lower_, "") if child.dep_ in {"amod", "acl", "acomp"} else ""


def _by_words_after(doc: Doc, last: int, noun: Token | None) -> str:
    """Read on: "34 people were killed", "34 dead", "five others wounded"."""
    for token in _following(doc, last):
        if token.pos_ == "VERB" and token.tag_ == "VBD" and token.lemma_ in _subjects():
            return _subjects()[token.lemma_]
        if token.tag_ == "VBG" and token.lower_ in _words() and token.lemma_ not in _objects():
            return _words()[token.lower_]
        if token.tag_ in {"VBN", "VBD", "JJ"} and token.lower_ in _words():
            return "" if _has_object(token) else _words()[token.lower_]
        if token.tag_ in {"VBN", "VBD"} and token.lemma_ in _objects():
            return "" if _has_object(token) else _object(token.lemma_, noun)
    return ""


def _following(doc: Doc, last: int) -> Iterator[Token]:
    for i in range(last + 1, min(last + 1 + LOOK, len(doc))):
        yield doc[i]
        if doc[i].lower_ not in _passed_over():
            return


def _has_object(verb: Token) -> bool:
    return verb.tag_ != "JJ" and any(child.dep_ in {"dobj", "obj"} for child in verb.children)


def _by_verb(doc: Doc, first: int, noun: Token | None, verb: Token | None) -> str:
    """Read the verb that has the number as its object: "killed 34", "killing at least two people"."""
    if verb is None:
        return ""
    counted = noun if noun is not None else doc[first]
    while (
        counted.dep_ in {"conj", "nummod", "quantmod", "pobj", "prep"}
        and counted.head.i > verb.i
        and counted.head.pos_ != "VERB"
    ):
        if counted.dep_ == "prep" and counted.lower_ != "of":
            return ""
        counted = counted.head
    if counted.head.i == verb.i and counted.dep_ in OBJECTS:
        suffered = [word for child in verb.rights if child.lower_ == "with" for word in child.children]
        if verb.lemma_ == "treat" and (named := [_words()[w.lower_] for w in suffered if w.lower_ in _words()]):
            return named[0]
        left = next((c for c in verb.children if c.dep_ in {"oprd", "acomp", "ccomp"} and c.lower_ in _words()), None)
        return _words()[left.lower_] if left is not None else _object(verb.lemma_, noun)
    return _object(verb.lemma_, noun) if 0 < first - verb.i <= 3 and verb.tag_ != "VBN" else ""


def _by_subject(counted: Token, verb: Token | None) -> str:
    if verb is not None and counted.dep_ == "nsubj" and counted.head.i == verb.i:
        return _subjects().get(verb.lemma_, "")
    return ""


def toll(number: Token, verb: Token | None) -> str:
    """Return what a number counts that stands apart from its noun: "the death toll rose to 34"."""
    above = number.head.head if number.dep_ == "pobj" and number.head.dep_ == "prep" else None
    for token in (above, *map(tallied, numbered(number, verb))):
        if token is not None and token.lower_ == "toll":
            return next((_words()[c.lower_] for c in token.children if c.lower_ in _words()), "killed")
        if token is not None and token.pos_ in {"NOUN", "ADJ", "VERB"} and token.lower_ in _words():
            return _words()[token.lower_]
    return ""


def numbered(number: Token, verb: Token | None) -> list[Token]:
    """Return what a number that stands apart is said of: "put the figure at 34", "the figure rose to 34"."""
    if verb is None:
        return []
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.pos_ == "NOUN" and child.i < number.i]
    at = number.dep_ == "pobj" and number.head.head.i == verb.i
    return objects if at and objects else [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]


def tallied(noun: Token) -> Token:
    """Return the cases of "the number of cases" and "the figure for cases"."""
    of = next((c for c in noun.rights if c.lower_ in {"of", "for"}), None) if noun.lemma_ in TALLIES else None
    within = of.children if of is not None else ()
    return next((c for c in within if c.dep_ in {"pobj", "pcomp", "amod"} and c.pos_ != "NUM"), noun)


@cache
def _people() -> frozenset[str]:
    text = files("crosswire.extract").joinpath("data/en/quantities/people.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _words() -> Mapping[str, str]:
    return {word: name for name, row in reversed(_consequences().items()) for word in row["words"]}


def _object(lemma: str, noun: Token | None) -> str:
    """Return what a verb does to those counted: "fired" people are dismissed, drones launched."""
    names = _objects().get(lemma, ())
    if noun is None or noun.pos_ != "NOUN":
        return names[0] if names else ""
    fitting = [name for name in names if of_people(name) == human(noun)]
    return fitting[0] if fitting else names[0] if names else ""


@cache
def _objects() -> Mapping[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = {}
    for name, row in _consequences().items():
        for lemma in row["object"]:
            named[lemma] = (*named.get(lemma, ()), name)
    return named


@cache
def _subjects() -> Mapping[str, str]:
    return {lemma: name for name, row in reversed(_consequences().items()) for lemma in row["subject"]}


@cache
def _passed_over() -> frozenset[str]:
    return frozenset(_read()["passed_over"])


def _consequences() -> dict[str, Any]:
    return {name: row for name, row in _read().items() if isinstance(row, dict)}


@cache
def _read() -> dict[str, Any]:
    text = files("crosswire.extract").joinpath("data/en/quantities/consequences.toml").read_text("utf-8")
    return tomllib.loads(text)
