"""Places: the names of places in an article, each resolved to its GeoNames entry."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Doc, Token

from crosswire.extract.document import Reading
from crosswire.extract.gazetteer import Entry, Gazetteer, fold
from crosswire.extract.toponyms import Choice, Toponym, resolve
from crosswire_schemas.records import Place

Kind = Literal["name", "adjective", "anaphor"]
PLACES = frozenset({"GPE", "LOC", "FAC"})
DOUBTFUL = frozenset({"", "ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
LONGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place as the wording at tokens ``first`` to ``last`` (inclusive) names it; ``token`` is its syntactic head.

    ``kind``: a name ("Kursk Oblast"), an adjective ("Russian") or an anaphor ("the region").
    """

    place: Place
    token: int
    first: int
    last: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Words:
    locative: frozenset[str]
    administrative: frozenset[str]
    settlement: frozenset[str]
    before_names: frozenset[str]
    directions: frozenset[str]
    nearness: frozenset[str]
    compass_of: frozenset[str]
    playing: frozenset[str]
    wide: frozenset[str]


def locate(reading: Reading, gazetteer: Gazetteer) -> tuple[Located, ...]:
    """Return the places that ``reading`` names, in the order of the text; a name that GeoNames lacks is left out.

    Disambiguation follows the one-sense-per-discourse and spatial-minimality heuristics of Leidner (2007).
    """
    toponyms = list(_toponyms(reading.doc, gazetteer))
    chosen = resolve(toponyms, gazetteer)
    return tuple(
        _located(reading, toponym, choice, gazetteer)
        for toponym, choice in zip(toponyms, chosen, strict=True)
        if choice is not None
    )


def _located(reading: Reading, toponym: Toponym, choice: Choice, gazetteer: Gazetteer) -> Located:
    doc, entry = reading.doc, choice.entry
    start, end = doc[toponym.first].idx, doc[toponym.last].idx + len(doc[toponym.last])
    above = gazetteer.entry(entry.admin1) if entry.admin1 else None
    place = Place(
        text=reading.text[start:end],
        start=start,
        end=end,
        name=entry.name,
        geoname_id=entry.id,
        country=entry.country,
        feature=entry.feature,
        latitude=entry.latitude,
        longitude=entry.longitude,
        confidence=choice.confidence,
        admin1=above.name if above else None,
        direction=_direction(doc, toponym.first),
    )
    head = doc[toponym.first : toponym.last + 1].root
    return Located(place=place, token=head.i, first=toponym.first, last=toponym.last, kind="name")


def _direction(doc: Doc, first: int) -> str | None:
    words = _words()
    before = [doc[i].lower_ for i in range(max(first - 3, 0), first)]
    while before and before[-1] in {"the", "city", "town", "village", "of"} and len(before) > 1 and before[-1] != "of":
        before.pop()
    if not before:
        return None
    if before[-1] in words.nearness or before[-1] in words.directions:
        return before[-1]
    if len(before) > 1 and before[-1] in words.compass_of and before[-2] in words.directions:
        return f"{before[-2]} of"
    return "near" if before[-2:] == ["close", "to"] else None


def _toponyms(doc: Doc, gazetteer: Gazetteer) -> Iterator[Toponym]:
    surnames = {entity[-1].lower_ for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1}
    at = 0
    for entity in doc.ents:
        yield from _loose(doc, at, entity.start, gazetteer)
        if entity.label_ in PLACES:
            yield from _within(doc, entity.start, entity.end, gazetteer, surnames)
        elif entity.label_ in DOUBTFUL:
            yield from _doubtful(doc, entity.start, entity.end, entity.label_, gazetteer)
        at = entity.end
    yield from _loose(doc, at, len(doc), gazetteer)


def _within(doc: Doc, start: int, end: int, gazetteer: Gazetteer, surnames: set[str]) -> Iterator[Toponym]:
    """Yield the names in an entity that the parser takes for a place; a comma parts two."""
    for first, last in _parts(doc, start, end):
        found = _named(doc, first, last, gazetteer)
        if found and not (first == last and doc[first].lower_ in surnames and not _after_locative(doc, first)):
            yield found


def _parts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for i in range(start, end):
        if doc[i].text in {",", "and", "/"}:
            if i > first:
                yield first, i - 1
            first = i + 1
    if first < end:
        yield first, end - 1


def _named(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Toponym | None:
    """Return the name at tokens ``first`` to ``last``, less the words around it that are no part of it."""
    words = _words()
    while last > first and (doc[last].tag_ == "POS" or doc[last].is_punct) and doc[last].text != ".":
        last -= 1
    while True:
        found = _looked_up(doc, first, last, gazetteer)
        if found or first == last or doc[first].lower_ not in words.before_names:
            return found
        first += 1


def _looked_up(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Toponym | None:
    words = _words()
    whole = gazetteer.named(fold(_text(doc, first, last)))
    sort, core = _sort(doc, first, last)
    if sort and not (whole and core == (first, last)):
        inner = gazetteer.named(fold(_text(doc, *core)))
        if sort in words.administrative:
            inner = tuple(entry for entry in inner if entry.feature.startswith("ADM"))
        whole = whole + tuple(entry for entry in inner if entry.id not in {known.id for known in whole})
    if not whole:
        return None
    return Toponym(
        first=first,
        last=last,
        key=fold(_text(doc, first, last)),
        sort=_class(sort),
        entries=whole,
        under=_comma(doc, last),
    )


def _sort(doc: Doc, first: int, last: int) -> tuple[str, tuple[int, int]]:
    """Return the word in or after the name that says of what sort it is, and the tokens of the name without it."""
    words = _words()
    sorts = words.administrative | words.settlement
    if last > first and doc[last].lower_.rstrip(".") in sorts:
        return doc[last].lower_.rstrip("."), (first, last - 1)
    if last + 1 < len(doc) and doc[last + 1].lower_ in words.administrative:
        return doc[last + 1].lower_, (first, last)
    if first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in sorts:
        return doc[first - 2].lower_, (first, last)
    return "", (first, last)


def _class(sort: str) -> str:
    words = _words()
    return "A" if sort in words.administrative else "P" if sort in words.settlement else ""


def _comma(doc: Doc, last: int) -> int:
    """Return the token at which the place that holds this one may begin: "Paris, Texas"; else -1."""
    return last + 2 if last + 2 < len(doc) and doc[last + 1].text == "," and doc[last + 2].text[:1].isupper() else -1


def _doubtful(doc: Doc, start: int, end: int, label: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield an entity of another sort where it is the name of a place after a word like "in"."""
    if doc[end - 1].tag_ == "POS":
        end -= 1
    if label != "NORP" and start < end and _after_locative(doc, start) and (label != "PERSON" or end - start == 1):
        found = _looked_up(doc, start, end - 1, gazetteer)
        if found and (label != "ORG" or _weighty(found.entries)):
            yield found


def _loose(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield capitalised names that the parser takes for no entity and that follow a word like "in" or a comma."""
    i = start
    while i < end:
        token = doc[i]
        if token.text[0].isupper() and token.pos_ == "PROPN":
            found = _longest(doc, i, end, gazetteer)
            if found:
                yield found
                i = found.last
        i += 1


def _longest(doc: Doc, first: int, end: int, gazetteer: Gazetteer) -> Toponym | None:
    last = first
    while last + 1 < min(end, first + LONGEST) and doc[last + 1].pos_ == "PROPN" and doc[last + 1].text[0].isupper():
        last += 1
    found = _looked_up(doc, first, last, gazetteer)
    if not found:
        return None
    sorted_ = _sort(doc, first, last)[0]
    return found if sorted_ or _after_locative(doc, first) or _dateline(doc, first, last) else None


def _after_locative(doc: Doc, first: int) -> bool:
    before = first - 1
    while before > 0 and doc[before].lower_ in _words().before_names:
        before -= 1
    return before >= 0 and doc[before].lower_ in _words().locative


def _dateline(doc: Doc, first: int, last: int) -> bool:
    begins = first == 0 or "\n" in doc[first - 1].text
    follows = doc[last + 1].text if last + 1 < len(doc) else ""
    return begins and follows in {"—", "–", "-", "--", "(", ",", ":"} and doc[first].text.isupper()


def _weighty(entries: tuple[Entry, ...]) -> bool:
    return any(entry.population > 100_000 for entry in entries)


def _text(doc: Doc, first: int, last: int) -> str:
    return doc.text[doc[first].idx : doc[last].idx + len(doc[last])]


def _governor(token: Token) -> Token:
    return token.head


@cache
def _words() -> _Words:
    text = files("crosswire.extract").joinpath("data/places/words.toml").read_text("utf-8")
    return _Words(**{name: frozenset(listed) for name, listed in tomllib.loads(text).items()})
