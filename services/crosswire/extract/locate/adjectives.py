"""Adjectives and peoples of places: "Russian", "European", and which place each is of."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from crosswire.extract.locate.gazetteer import Entry, Gazetteer
from crosswire.extract.locate.words import peoples
from crosswire.extract.read.document import Reading

PLACES = frozenset({"GPE", "LOC", "FAC"})


def adjectives_in(reading: Reading, gazetteer: Gazetteer) -> Iterator[tuple[Token, Entry]]:
    """Yield the tokens that are adjectives or peoples of a place; of two words the last."""
    doc, known = reading.doc, peoples()
    for token in reading.tokens:
        text = token.text
        if text in known and text[0].isupper() and token.ent_type_ not in PLACES and not _goes_on(doc, token.i):
            before = f"{doc[token.i - 1].text} {token.text}" if token.i else ""
            name = known.get(before, known[token.text])
            entry = gazetteer.entry(int(name)) if name.isdigit() else _country(name, gazetteer)
            if entry:
                yield token, entry


def _goes_on(doc: Doc, i: int) -> bool:
    """Tell whether an adjective begins or ends a longer name: "British Columbia", "Bank of English"."""
    return i + 1 < len(doc) and doc[i + 1].pos_ == "PROPN" and doc[i + 1].ent_type_ in PLACES


def _country(code: str, gazetteer: Gazetteer) -> Entry | None:
    return next((entry for entry in gazetteer.named(f"iso {code.lower()}") if entry.feature == "PCLI"), None)


def capitals_in(
    doc: Doc, adjectives: Sequence[tuple[Token, Entry]], gazetteer: Gazetteer
) -> Iterator[tuple[tuple[int, int], Entry]]:
    """Yield the tokens of "Ukrainian capital" and the city, unless its own name stands beside it."""
    for token, entry in adjectives:
        follows = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if follows is not None and follows.lower_ == "capital" and not _called(doc, follows.i):
            seat = gazetteer.seat(entry.country)
            if seat:
                yield (token.i, follows.i), seat


def _called(doc: Doc, i: int) -> bool:
    after = [token for token in doc[i + 1 : i + 4] if token.text not in {",", "of"}]
    return bool(after) and after[0].pos_ == "PROPN"
