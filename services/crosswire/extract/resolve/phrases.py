"""Phrases: how far the phrase around a name or a noun reaches that is part of how somebody is called."""

from spacy.tokens import Doc, Token

from crosswire.extract.attribute.cues import words
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve.offices import wording


def with_complement(reading: Reading, head: Token, text: str) -> str:
    """Return a description with what its noun is of: "head of the Austrian government"."""
    inside = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    if inside is None or inside.right_edge.i - head.i > 6:
        return text
    return f"{text} {wording(reading, inside.i, inside.right_edge.i)}"


def with_owner(first: int, head: Token) -> int:
    """Return where "Uganda's Health Ministry" begins, of which the model names the last two words only."""
    owner = next((child for child in head.lefts if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    return owner.left_edge.i if owner is not None and owner.i < first and first - owner.i <= 3 else first


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
