"""Unlisted places: names that the text puts on the map and that the gazetteer lacks, as most villages and lakes."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from crosswire.extract.locate.gazetteer import Gazetteer, fold
from crosswire.extract.locate.words import common, peoples, sites, words

SPOTS = frozenset({"GPE", "LOC"})
NAMES = SPOTS | {"", "ORG", "PERSON", "NORP", "FAC", "PRODUCT"}
MOST = 4  # words of one name


def unlisted_in(doc: Doc, listed: Iterable[tuple[int, int]], gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return first and last token of each name that the words around it put on the map and no entry of ours has.

    A name once put there is a place throughout, unless it also does something, as persons and clubs do.
    """
    taken = {i for first, last in listed for i in range(first, last + 1)}
    found = list(_names(doc, taken))
    keys = {name: fold(doc[name[0] : name[1] + 1].text) for name in found}
    sure = {keys[name] for name in found if _put(doc, *name)}
    acting = {keys[name] for name in found if doc[name[1]].dep_ in {"nsubj", "poss"} and not _put(doc, *name)}
    sure = {key for key in sure if key not in acting and not gazetteer.named(key)}
    return [name for name in found if keys[name] in sure]


def _names(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that may name a place and are not ``taken``, without what leads to them."""
    text = doc.text
    begun = -1
    for i in (number for number, at in enumerate(doc.to_array("IDX").tolist()) if text[at : at + 1].isupper()):
        if i <= begun:
            continue
        last = i
        if _capital(doc[i]):
            while last + 1 < len(doc) and (_capital(doc[last + 1]) or _joins(doc, last + 1)):
                last += 1
            first = _bared(doc, i, last)
            free = last - first < MOST and taken.isdisjoint(range(first, last + 1))
            if free and _proper(doc, first, last):
                yield first, last
        begun = last


def _bared(doc: Doc, first: int, last: int) -> int:
    while first < last and doc[first].lower_ in words().before_names:
        first += 1
    sorted_of = last > first + 1 and doc[first].lower_ in words().settlement and doc[first + 1].lower_ == "of"
    return first + 2 if sorted_of else first


def _capital(token: Token) -> bool:
    proper = token.pos_ in {"PROPN", "INTJ", "X"} or token.ent_type_ in SPOTS
    return proper and token.text[:1].isupper() and token.ent_type_ in NAMES


def _joins(doc: Doc, i: int) -> bool:
    """Tell whether a small word or a hyphen joins two parts of a name: "Salar de Llamara", "Kök-Tash"."""
    if i + 1 >= len(doc) or doc[i].ent_type_ not in NAMES:
        return False
    hyphen = doc[i].text == "-" and doc[i].idx + 1 == doc[i + 1].idx
    particle = doc[i].lower_ in words().particles and (
        hyphen or doc[i + 1].text[:1].isupper() or doc[i + 1].text == "-"
    )
    return particle or (hyphen and (doc[i + 1].text[:1].isupper() or doc[i + 1].lower_ in words().particles))


def _proper(doc: Doc, first: int, last: int) -> bool:
    text = doc[first : last + 1].text
    plain = fold(text) in common() or text in peoples() or text.isupper() or any(letter.isdigit() for letter in text)
    return not plain and len(text) > 2


def _put(doc: Doc, first: int, last: int) -> bool:
    """Tell whether the words around a name say that it is a place: "the village of", "the ... valley", "in"."""
    before = first - 1
    while before > 0 and doc[before].lower_ in words().before_names:
        before -= 1
    lead = doc[before].lower_ if before >= 0 else ""
    if _of_settlement(doc, before) or _before_land(doc, last):
        return True
    if _headline(doc, before):
        return False
    if _natural(doc, first, last):
        return lead in words().locative or lead == "of"
    if doc[last + 1 : last + 2].text in {"'s", "’s"}:
        return False
    labels = {token.ent_type_ for token in doc[first : last + 1]}
    if labels <= SPOTS:
        return lead in words().locative
    return lead in (words().nearness if "ORG" in labels else words().within)


def _headline(doc: Doc, before: int) -> bool:
    """Tell whether the words before are capitalised as in a headline, where any word may look like a name."""
    near = [token for token in doc[max(before - 4, 0) : before] if token.is_alpha]
    return len(near) > 1 and all(token.text[:1].isupper() for token in near)


def _of_settlement(doc: Doc, before: int) -> bool:
    """Tell whether "the village of", "northeast of" ends at token number ``before``."""
    heads = (sites().spots | words().settlement | words().directions) - {"area", "region", "capital"}
    return before > 0 and doc[before].lower_ == "of" and doc[before - 1].lower_ in heads


def _before_land(doc: Doc, last: int) -> bool:
    """Tell whether a common noun of land follows: "the Melamchi valley"."""
    follows = doc[last + 1] if last + 1 < len(doc) else None
    return follows is not None and follows.text.islower() and follows.lower_ in sites().spots


def _natural(doc: Doc, first: int, last: int) -> bool:
    """Tell whether the name says itself what it is: "Lake Kyoga", "the Sura River"."""
    return first < last and bool({doc[first].lower_, doc[last].lower_} & words().natural)
