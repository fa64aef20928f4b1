"""Sorts of places: the words beside a name that say whether it is a division or a settlement."""

from spacy.tokens import Doc

from crosswire.extract.locate.words import words

LISTED = 14  # tokens of a list that one plural ends


def sort_of(doc: Doc, first: int, last: int) -> tuple[str, tuple[int, int]]:
    """Return the word in or after the name that says of what sort it is, and the tokens of the name without it."""
    listed = words()
    sorts = listed.administrative | listed.settlement
    if last > first and doc[last].lower_.rstrip(".") in sorts:
        return doc[last].lower_.rstrip("."), (first, last - 1)
    if last + 1 < len(doc) and doc[last + 1].lower_ in listed.administrative:
        return doc[last + 1].lower_, (first, last)
    if first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in sorts:
        return doc[first - 2].lower_, (first, last)
    return _shared_sort(doc, last), (first, last)


def _shared_sort(doc: Doc, last: int) -> str:
    """Return the plural that ends a list of names: "Chernihiv, Sumy and Poltava oblasts"; "" where none does."""
    for i in range(last + 1, min(last + 1 + LISTED, len(doc))):
        if doc[i].lower_ in words().divisions:
            return doc[i].lower_
        if doc[i].pos_ != "PROPN" and doc[i].lower_ not in {",", "and", "or"}:
            return ""
    return ""


def class_of(sort: str) -> str:
    """Return "A" where a word is one of divisions, "P" of settlements, "" else."""
    listed = words()
    return "A" if sort in listed.administrative else "P" if sort in listed.settlement else ""
