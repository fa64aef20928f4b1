"""What is counted: the noun behind a number, its unit, and what the number is of."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from crosswire.extract.count.amounts import Amount, currency
from crosswire.extract.count.consequences import befell, human, numbered, of_people, says_itself, tallied, toll
from crosswire.extract.count.numbers import scales

NUMERIC = frozenset({"nummod", "quantmod", "compound", "advmod", "amod", "npadvmod", "punct", "nmod"})
NOUNS = frozenset({"NOUN", "PROPN"})
BETWEEN = frozenset({"-", "more", "other", "another", "additional", "of", "the"})
ONE_OF = frozenset({"NOUN", "ADJ", "VERB"})
REACH = 5


def noun_of(doc: Doc, token: Token, end: Token, amount: Amount) -> Token | None:
    """Return the noun counted by the number at ``token``, whose wording ends at ``end``; None where it stands alone."""
    if amount.sort == "score":
        return None
    after_of = _after_of(doc, end)
    if after_of is not None:
        return after_of
    if amount.sort != "count":
        return _measured(doc, token, end)
    above = _above(token, end)
    noun = above if above is not None else _next_noun(doc, end)
    return noun if noun is not None else _group(token, end)


def _group(token: Token, end: Token) -> Token | None:
    """Return the people of "a party of four" and "an audience of some 600"."""
    for at in (token, end):
        of = at.head
        if of.dep_ == "prep" and of.lower_ == "of" and of.head.i < of.i and of.head.lemma_.casefold() in groups():
            return of.head
    return None


def _above(token: Token, end: Token) -> Token | None:
    climbing = token
    for _ in range(REACH):
        if climbing.head.i == climbing.i or climbing.dep_ not in NUMERIC:
            return None
        climbing = climbing.head
        if climbing.pos_ in NOUNS and end.i < climbing.i <= end.i + 8:
            return climbing
    return None


def _next_noun(doc: Doc, end: Token) -> Token | None:
    """Return the last of the nouns that follow at once, adjectives between: "87 Russian Shahed drones"."""
    noun: Token | None = None
    for i in range(end.i + 1, min(end.i + 1 + REACH, len(doc))):
        token = doc[i]
        if token.lower_ == "the" and i == end.i + 1 and end.lower_ != "of":
            break  # "29 the week before"
        if token.pos_ == "NOUN":
            noun = token
        elif noun is not None or (token.pos_ not in {"ADJ", "PROPN"} and token.lower_ not in BETWEEN):
            break
    return noun


def _after_of(doc: Doc, end: Token) -> Token | None:
    """Return the noun in "dozens of people", "half of it", "87 (out) of 125 drones"."""
    follows = [doc[i] for i in range(end.i + 1, min(end.i + 3, len(doc)))]
    of = next((token for token in follows if token.lower_ == "of"), None)
    if of is None or (of.i > end.i + 1 and follows[0].lower_ != "out"):
        return None
    inner = next((child for child in of.children if child.dep_ == "pobj" and child.i > of.i), None)
    if inner is None or inner.pos_ in {"NUM", "PRON"}:
        return _next_noun(doc, inner if inner is not None else of)
    return inner


def _measured(doc: Doc, token: Token, end: Token) -> Token | None:
    """Return what a measure is of: "a $20 million loan", "a two-year sentence", "a fine of 60,000 euros"."""
    if end.head.i > end.i and end.head.pos_ in NOUNS and end.dep_ in NUMERIC:
        return end.head
    follows = doc[end.i + 1] if end.i + 1 < len(doc) else None
    if follows is not None and follows.pos_ == "NOUN" and end.head.i == follows.i:
        return follows
    for at in (token, end):
        of = at.head
        if of.dep_ == "prep" and of.lower_ == "of" and of.head.pos_ == "NOUN" and of.i < token.i:
            return of.head
    return None


def verb_of(token: Token) -> Token | None:
    """Return the verb that governs ``token``."""
    for _ in range(12):
        if token.head.i == token.i:
            return token if token.pos_ in {"VERB", "AUX"} else None
        token = token.head
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"}):
            return token
    return None


def unit_and_of(
    doc: Doc, tokens: tuple[Token, Token], noun: Token | None, verb: Token | None, amount: Amount
) -> tuple[str, str]:
    """Return the unit of an amount (first and last of ``tokens``) and what it is of; neither is ever empty."""
    first, end = tokens
    if amount.sort == "score":
        return amount.unit, amount.of
    if amount.sort == "measure":
        return amount.unit, _of_measure(amount, noun, verb, end.i)
    said = befell(doc, first.i, end.i, noun, verb) or (toll(end, verb) if noun is None else "")
    if noun is not None and noun.lemma_ == "life" and said:
        return "people", said
    money = currency(noun.lemma_) if noun is not None else ""
    if money and noun is not None:
        worth = _after_of(doc, noun)
        return money, phrase(worth) if worth is not None and worth.pos_ == "NOUN" else changed(verb) or "money"
    apart = [tallied(thing) for thing in numbered(end, verb) if thing.dep_ == "dobj"] if noun is None else []
    noun = apart[0] if apart else noun
    of = said or (phrase(noun) if noun is not None else subject(verb) or "thing")
    if amount.sort == "fraction":
        return amount.unit, of
    return _unit(noun, said, first.i), of


def _unit(noun: Token | None, said: str, first: int) -> str:
    if noun is not None and noun.i < first and noun.lemma_.casefold() in groups():
        return "people"
    if noun is None or noun.lemma_ == "other":
        return "people" if of_people(said) else "thing"
    if human(noun) or (says_itself(noun) and of_people(said)):
        return "people"
    return noun.lemma_.casefold()


def _of_measure(amount: Amount, noun: Token | None, verb: Token | None, end: int) -> str:
    if noun is not None and noun.lower_ == "worth":
        noun = next((child for of in noun.children if of.lower_ == "of" for child in of.children), noun)
    if noun is not None:
        return phrase(noun, end if noun.i > end else -1)
    named = (
        changed(verb)
        if amount.unit in {"percent", "percentage point", "basis point", "magnitude"} or not amount.of
        else ""
    )
    return named or amount.of or (verb.lemma_.casefold() if verb is not None else amount.unit)


def changed(verb: Token | None) -> str:
    """Return the phrase of what a verb changes: its object where that is no number, else its subject."""
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN"] if verb is not None else []
    unnumbered = [c for c in objects if not any(child.pos_ in {"NUM", "SYM"} for child in c.children)]
    if unnumbered and verb is not None and unnumbered[0].lower_ in not_counted()["light"]:
        return f"{verb.lemma_.casefold()} {unnumbered[0].lower_}"  # of "61 percent took part"
    return phrase(unnumbered[0]) if unnumbered else subject(verb)


def subject(verb: Token | None) -> str:
    """Return the phrase of the subject of ``verb``, or of the verb above it; "" where it is a pronoun or absent."""
    while verb is not None:
        found = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
        if found is not None:
            found = tallied(found)
            return phrase(found) if found.pos_ == "NOUN" else ""
        verb = verb.head if verb.dep_ in {"conj", "xcomp", "advcl", "acl"} and verb.head.i != verb.i else None
    return ""


def phrase(noun: Token, after: int = -1) -> str:
    """Return the lemma of ``noun`` with the common nouns compounded before it, but none up to token ``after``."""
    compounds = (child for child in noun.lefts if child.dep_ == "compound" and child.i > after)
    before = [c for c in compounds if c.pos_ == "NOUN" and c.text.islower() and c.lower_ not in scales()]
    return " ".join([*(child.lemma_.casefold() for child in before), noun.lemma_.casefold()])


def uncounted(doc: Doc, token: Token, end: Token, noun: Token | None, amount: Amount) -> bool:
    """Tell whether a bare number counts nothing: a name ("Flight 370"), an age, a pronoun, part of a word."""
    if amount.unit and amount.sort != "fraction":
        return False
    before = doc[token.i - 1] if token.i else None
    follows = doc[end.i + 1] if end.i + 1 < len(doc) else None
    if (before is not None and (_name(before, token) or _age(doc, before, follows))) or _hyphened(follows):
        return True
    if amount.sort == "fraction":
        return False
    return _year(token, noun)


def _year(token: Token, noun: Token | None) -> bool:
    """Tell whether a bare number is a year: alone, or before one thing ("the 2024 election") and not several."""
    yearly = token.text.isdigit() and len(token.text) == 4 and token.text[:2] in {"18", "19", "20"}
    return yearly and (noun is None or noun.tag_ in {"NN", "NNP"})


def _name(before: Token, token: Token) -> bool:
    listed = not_counted()
    if before.lower_ in listed["references"] or (before.lower_ in listed["named"] and before.text[0].isupper()):
        return True
    if before.pos_ != "PROPN":
        return False
    return token.head.i == before.i or (before.dep_ == "compound" and before.head.i in {token.i, token.head.i})


def _age(doc: Doc, before: Token, follows: Token | None) -> bool:
    """Tell whether a number stands between commas after a name: "Ivan Petrov, 45, fled"."""
    if before.text not in {",", "("} or before.i == 0 or follows is None:
        return False
    named = doc[before.i - 1]
    return follows.text in {",", ".", ")"} and (named.pos_ == "PROPN" or (human(named) and named.tag_ == "NN"))


def _hyphened(follows: Token | None) -> bool:
    return follows is not None and follows.text == "-" and not follows.whitespace_


def single(doc: Doc, token: Token, amount: Amount, noun: Token | None, befallen: bool) -> bool:
    """Tell whether "one" at ``token`` counts: it bounds a number, or that one undergoes something."""
    if token.lower_ != "one" or amount.number_end - amount.number != len("one"):
        return True
    if amount.start < amount.number:
        return noun is not None or not definite(doc, token)
    follows = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if follows is None or noun is None:
        return follows is not None and follows.lower_ == "of" and token.dep_ in {"dobj", "nsubjpass"}
    undergoing = noun.dep_ in {"dobj", "nsubjpass"} and follows.pos_ in ONE_OF
    return undergoing or (befallen and (follows.pos_ in ONE_OF or follows.lower_ == "of"))


def definite(doc: Doc, token: Token) -> bool:
    """Tell whether the number at ``token`` only speaks of known ones again: "the two countries"."""
    return token.i > 0 and doc[token.i - 1].lower_ in not_counted()["definite"]


@cache
def groups() -> frozenset[str]:
    """Return the nouns of bodies of people that a number of heads follows: "a crew of nine"."""
    return not_counted()["groups"]


@cache
def not_counted() -> Mapping[str, frozenset[str]]:
    """Return the words where "no" or a number counts nothing, by the kind of reason."""
    text = files("crosswire.extract").joinpath("data/en/quantities/words_not_counted.toml").read_text("utf-8")
    return {name: frozenset(listed) for name, listed in tomllib.loads(text).items()}
