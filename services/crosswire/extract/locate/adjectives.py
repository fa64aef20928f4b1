"""Adjectives and peoples of places: "Russian", "European", and which place each is of."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from crosswire.extract.locate.gazetteer import Entry, Gazetteer
from crosswire.extract.locate.words import peoples

PLACES = frozenset({"GPE", "LOC", "FAC"})


def adjectives_in(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Token, Entry]]:
    """Yield the tokens that are adjectives or peoples of a place; of two words the last."""
    known = peoples()
    for token in doc:
        if (
            token.text[0].isupper()
            and token.text in known
            and token.ent_type_ not in PLACES
            and not _goes_on(doc, token.i)
        ):
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
