"""Phrases: how far the phrase around a name or a noun reaches that is part of how somebody is called."""

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Doc, Token

from crosswire.extract.attribute.cues import kinds, table, words
from crosswire.extract.attribute.subjects import subject_of
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve import registry
from crosswire.extract.resolve.offices import wording
from crosswire_schemas.records import PartyKind

LOCATIVE = frozenset({"in", "at", "near", "from", "to", "toward", "towards", "around", "outside", "across", "into"})
# Ends of adjectives of states that with "the" before them call a whole people.
MANY = ("sh", "ch", "ese", "ss")
PLACED = frozenset({"GPE", "ORG", "LOC", "NORP", "FAC"})


def with_complement(reading: Reading, head: Token, text: str) -> str:
    """Return a description with what its noun is of: "head of the Austrian government"."""
    inside = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    if inside is None or inside.right_edge.i - head.i > 6:
        return text
    return f"{text} {wording(reading, inside.i, inside.right_edge.i)}"


def names_itself(reading: Reading, head: Token) -> bool:
    """Tell whether a description goes on to the name that it is of: "the head of the Danish Commission Ulla Roth"."""
    if head.lemma_.lower() not in kinds() or kinds()[head.lemma_.lower()] != "person":
        return False
    inside = reading.entities_between(head.i + 1, head.right_edge.i + 1)
    people = [item for item in inside if item.label_ == "PERSON"]
    return any(item[0].nbor(-1).ent_type_ in PLACED or item.root.head == head for item in people)


def is_countryman(word: Token) -> bool:
    """Tell of "the Dane", "the Angolan": one of a people; "the Danish", "the Dutch" and "the Chinese" are many."""
    definite = any(child.lower_ == "the" for child in word.lefts)
    return definite and registry.key(word.text) in registry.adjectives() and not word.lower_.endswith(MANY)


def goes_on_telling(cue: Token) -> bool:
    """Tell whether a verb of saying adds to what its subject said before: "the mayor added", "the mayor also said"."""
    also = any(child.lower_ in {"also", "further", "again"} for child in cue.lefts)
    return cue.lemma_ in words("further.tsv") or also


def with_owner(first: int, head: Token) -> int:
    """Return where "Uganda's Health Ministry" begins, of which the model names the last two words only."""
    owner = next((child for child in head.lefts if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    return owner.left_edge.i if owner is not None and owner.i < first and first - owner.i <= 3 else first


def with_seat(head: Token, first: int, last: int) -> int:
    """Return where "the Defence Ministry in Moscow" ends, whose seat says of which state it is."""
    seat = head.doc[last + 2] if last + 2 < len(head.doc) and head.doc[last + 1].lower_ == "in" else None
    if seat is None or seat.ent_type_ != "GPE":
        return last
    known = registry.find(head.doc[first : last + 1].text)
    found = registry.find(head.doc[first : last + 3].text) if known is None else None
    return last + 2 if found is not None and found.kind == "organization" else last


def phrase_start(head: Token) -> int:
    """Return the first token of the noun phrase of ``head``, its determiner included."""
    parts = {"amod", "compound", "poss", "nmod", "nummod", "det"}
    return min([head.i, *(child.left_edge.i for child in head.lefts if child.dep_ in parts)])


def with_honorific(doc: Doc, first: int) -> int:
    """Return where a name begins, with the "Mr." before it."""
    titled = first > 0 and doc[first - 1].lower_.rstrip(".") in words("honorifics.tsv")
    return first - 1 if titled else first


def with_article(doc: Doc, first: int) -> int:
    """Return where a name begins, with the article before it."""
    return first - 1 if first > 0 and doc[first - 1].lower_ in {"the", "a", "an"} else first


def unnamed(head: Token, kind: PartyKind) -> bool:
    """Tell whether somebody is left unnamed: "a nurse", "two traders", "one of them"; a spokesperson is not."""
    if head.lower_.startswith("spokes"):
        return False
    indefinite = any(child.lower_ in {"a", "an", "another", "one"} for child in head.lefts)
    return (kind == "person" and indefinite) or (
        kind == "group" and any(child.dep_ == "nummod" for child in head.lefts)
    )


def place_named(head: Token) -> bool:
    """Tell of "the town of Balakliia", which the model may take for a body."""
    noun = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head
    return noun.lemma_.lower() in words("settlements.tsv") and noun is not head


def acts(head: Token) -> bool:
    """Tell whether the name of a place stands here for those who govern it."""
    if head.dep_ in {"nsubj", "nsubjpass", "poss", "agent", "dobj", "conj"}:
        return True
    if head.dep_ == "pobj":
        return head.head.lower_ not in LOCATIVE
    return head.dep_ == "compound" and head.head.lemma_.lower() in words("acts.tsv")


def teller_of(pronoun: Token) -> Token | None:
    """Return who tells the clause that a pronoun stands in: "Roth" of "he" in "Roth said the judges had robbed him".

    The subject of that clause is another, so that "her" in "Roth said Berg had hit her son" may be Roth's.
    """
    clause = pronoun
    while clause.dep_ != "ccomp":
        if clause.head == clause or clause.dep_ in {"relcl", "acl"}:
            return None
        clause = clause.head
    if clause.head.i > clause.i or clause.head.pos_ != "VERB":
        return None
    own = next((child for child in clause.head.lefts if child.dep_ == "nsubj"), None)
    return subject_of(clause.head) if own is None and clause.head.dep_ == "advcl" else own


def leads_told(subject: Token) -> bool:
    """Tell whether it is whom somebody is said, at the end of a sentence, to have told something of."""
    verb = subject.head
    told = verb.dep_ == "ccomp" and verb.head.dep_ == "ROOT" and verb.i < verb.head.i
    return told and subject.dep_ in {"nsubj", "nsubjpass"}


def beside_told(name: Token, teller: Token) -> bool:
    """Tell whether somebody is named in what "he said" ends, and not as whom it is about: he does not say it."""
    verb = teller.head
    told = next((child for child in verb.lefts if child.dep_ == "ccomp" and child.i < teller.i), None)
    if told is None or teller.dep_ != "nsubj" or not told.left_edge.i <= name.i <= told.right_edge.i:
        return False
    return name.head != told


def undergoes(name: Token) -> frozenset[str]:
    """Return the lemma of the verb that befell whom a name means, or of the noun ("the murder of Ana Roth")."""
    while name.dep_ in {"appos", "conj"}:
        name = name.head
    if name.dep_ in {"nsubjpass", "dobj"}:
        return frozenset({name.head.lemma_})
    if name.dep_ == "pobj" and name.head.lower_ == "of":
        return frozenset({name.head.head.lemma_})
    return frozenset()


@cache
def befalling() -> Mapping[str, frozenset[str]]:
    """Return what makes somebody a suspect, a victim: the verbs and nouns by the noun."""
    return {noun: frozenset(words.split(",")) for noun, words in table("befallen.tsv")}
