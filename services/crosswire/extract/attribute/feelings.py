"""Feelings: what somebody thinks of a thing by what it makes him feel or by the side he takes on it."""

from collections.abc import Iterator

from spacy.tokens import Token

from crosswire.extract.attribute.attribution import Attribution, draft
from crosswire.extract.attribute.cues import CueWord, kinds, lemma_of, words
from crosswire.extract.attribute.passages import subtree
from crosswire.extract.attribute.sources import around
from crosswire.extract.count.consequences import human
from crosswire.extract.read.document import Reading

NAMED = frozenset({"PERSON", "NORP", "ORG"})
OVER = frozenset({"by", "about", "at", "over", "with"})


def by_feeling(reading: Reading, verb: Token) -> Iterator[Attribution]:
    """Yield what "the plan alarmed the miners" and "they were unsettled by it" say somebody thinks of the plan."""
    lemma = lemma_of(verb)
    if lemma not in words("feelings.tsv") or reading.quotation_at(verb.idx) is not None:
        return
    if any(child.dep_ == "neg" for child in verb.children):
        return
    who, what = _active(verb) if verb.dep_ != "amod" else (None, None)
    if who is None:
        who, what = _passive(verb)
    if who is None or what is None or not _feels(who):
        return
    made = draft(
        reading, verb, CueWord(lemma=lemma, force="assert"), around(reading, who, verb), subtree(reading, what)
    )
    made.quote = "indirect" if what.dep_ == "ccomp" else "none"
    yield made


def _active(verb: Token) -> tuple[Token | None, Token | None]:
    who = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    return who, next((child for child in verb.lefts if child.dep_ == "nsubj"), None)


def _passive(verb: Token) -> tuple[Token | None, Token | None]:
    who = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    that = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
    preps = (child for child in verb.rights if child.dep_ == "agent" or child.lower_ in OVER)
    things = (item for prep in preps for item in prep.children if item.dep_ in {"pobj", "pcomp"})
    return who, that or next(things, None)


def _feels(who: Token) -> bool:
    return who.ent_type_ in NAMED or human(who) or kinds().get(who.lemma_.lower()) in {"person", "group"}


def by_side(reading: Reading, noun: Token) -> Iterator[Attribution]:
    """Yield what "she is a critic of the plan" says she is for or against."""
    lemma, outer = noun.lemma_.lower(), noun.head
    if lemma not in words("partisans.tsv") or noun.dep_ != "attr" or outer.lemma_ != "be":
        return
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    what = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    who = next((child for child in outer.lefts if child.dep_ == "nsubj"), None)
    negated = any(child.dep_ == "neg" for child in outer.children) or any(child.lower_ == "no" for child in noun.lefts)
    if what is None or who is None or negated or reading.quotation_at(noun.idx) is not None:
        return
    made = draft(
        reading, noun, CueWord(lemma=lemma, force="assert"), around(reading, who, outer), subtree(reading, what)
    )
    made.quote = "none"
    yield made
