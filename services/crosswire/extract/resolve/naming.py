"""Naming: the name that a description has beside it, however far the parser hangs it from its noun."""

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.attribute.cues import kinds, words
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve import registry
from crosswire.extract.resolve.mentions import is_person
from crosswire_schemas.records import Party

SINGLE = frozenset({"NN", "NNP"})
WITHIN = frozenset({"prep", "pobj", "compound", "nmod"})


def name_after(reading: Reading, head: Token) -> Tokens | None:
    """Return the name of the person whom a description means.

    Beside its noun ("his lawyer, Ana Roth"), after what the noun is of ("the head of the bank, Ana Roth"), or by a
    verb of naming ("a suspect named Ana Roth").
    """
    for child in head.rights:
        if child.dep_ == "appos" and (found := _person_at(reading, child, child)):
            return found
    for child in (*named(head), *_farther(head)):
        if found := _person_at(reading, child, child):
            return found
    return None


def named(head: Token) -> Iterator[Token]:
    """Yield the word that a verb of naming after a noun gives it for a name: "a ship called Vonk"."""
    for verb in head.rights:
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lemma_ in words("calling.tsv"):
            for child in verb.rights:
                if child.dep_ in {"oprd", "attr", "dobj"} and child.pos_ == "PROPN":
                    yield child
                elif child.dep_ == "prep" and child.lower_ == "as":
                    yield from (noun for noun in child.rights if noun.dep_ == "pobj" and noun.pos_ == "PROPN")


def _farther(head: Token) -> Iterator[Token]:
    """Yield the name after the comma that ends a description of one person, though it hangs on a noun within it.

    A name is beside a name for nothing else; "the son of the actress, Ana Roth" leaves open who is named.
    """
    if head.tag_ not in SINGLE or kinds().get(head.lemma_.lower()) != "person":
        return
    for name in head.doc[head.i + 1 : head.right_edge.i + 1]:
        inner = name.head
        if name.dep_ != "appos" or inner == head or name.left_edge.i == 0 or name.left_edge.nbor(-1).text != ",":
            continue
        if _inside(inner, head) and kinds().get(inner.lemma_.lower()) != "person":
            yield name
    comma = head.doc[head.right_edge.i + 1 : head.right_edge.i + 3]
    if len(comma) > 1 and comma[0].text == "," and kinds().get(comma[0].nbor(-1).lemma_.lower()) != "person":
        name = comma[1]
        while name.dep_ == "compound" and name.head.i > name.i:
            name = name.head
        if name.dep_ == "npadvmod" and name.i + 1 < len(name.doc) and name.nbor(1).is_punct:
            yield name


def _inside(inner: Token, head: Token) -> bool:
    while inner != head:
        if inner.dep_ not in WITHIN:
            return False
        inner = inner.head
    return True


def _person_at(reading: Reading, within: Token, name: Token) -> Tokens | None:
    for entity in reading.entities_between(within.left_edge.i, within.i + 1):
        if is_person(entity) and entity.start <= name.i < entity.end:
            return entity
    return None


def state_named(noun: Token) -> Party | None:
    """Return the state that a name with a clause after it means, whatever it is there: "Norland - which denied it"."""
    known = registry.find(noun.text) if noun.pos_ == "PROPN" else None
    if known is None or known.kind != "state":
        return None
    return Party(canonical=known.canonical, kind=known.kind, country=known.country)
