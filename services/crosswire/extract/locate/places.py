"""Places: the names of places in an article, each resolved to its GeoNames entry."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from crosswire.extract.locate.adjectives import adjectives_in, capitals_in
from crosswire.extract.locate.gazetteer import Gazetteer
from crosswire.extract.locate.names import called, toponyms_in
from crosswire.extract.locate.strays import strays_among
from crosswire.extract.locate.toponyms import Choice, resolve
from crosswire.extract.locate.unlisted import unlisted_in
from crosswire.extract.locate.words import words
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Place, Spot

Kind = Literal["name", "adjective", "anaphor", "seat"]
REACH = 60  # places back that "the region" may point
PLURAL = frozenset({"NNPS", "NNS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place as the wording at tokens ``first`` to ``last`` (inclusive) names it; ``token`` is its syntactic head.

    ``kind``: a name ("Kursk Oblast"), an adjective ("Russian"), an anaphor ("the region") or a seat ("Dutch capital").
    """

    place: Place
    token: int
    first: int
    last: int
    kind: Kind


def locate(reading: Reading, gazetteer: Gazetteer) -> tuple[Located, ...]:
    """Return the places that ``reading`` names, in the order of the text; a name that GeoNames lacks is left out.

    Disambiguation follows the one-sense-per-discourse and spatial-minimality heuristics of Leidner (2007).
    """
    adjectives = list(adjectives_in(reading, gazetteer))
    toponyms = toponyms_in(reading.doc, reading.entities, gazetteer)
    chosen = resolve(toponyms, Counter(entry.country for _, entry in adjectives if entry.country))
    strays = strays_among(reading.doc, toponyms, chosen, {entry.country for _, entry in adjectives})
    found = [
        _located(reading, (toponym.first, toponym.last), choice, "name", gazetteer)
        for toponym, choice in zip(toponyms, chosen, strict=True)
        if toponym.key not in strays
    ]
    found += [
        _located(reading, (token.i, token.i), Choice(entry, 1.0), "adjective", gazetteer)
        for token, entry in adjectives
        if token.tag_ not in PLURAL
    ]
    found += [
        _located(reading, tokens, Choice(entry, 1.0), "seat", gazetteer)
        for tokens, entry in capitals_in(reading.doc, adjectives, gazetteer)
    ]
    found.sort(key=lambda located: located.first)
    return tuple(sorted([*found, *_anaphors(reading, found)], key=lambda located: located.first))


def home(located: Iterable[Located]) -> str:
    """Return the state of which most places of an article are, "" where no state has half of them."""
    states = Counter(item.place.country for item in located if item.place.country)
    state, most = next(iter(states.most_common(1)), ("", 0))
    return state if 2 * most >= states.total() else ""


def for_mentions(located: Iterable[Located]) -> tuple[Place, ...]:
    """Return every wording that names a place, adjectives included, as annotators of place names count them."""
    return tuple(known.place for known in located if known.kind in {"name", "adjective"})


def spots(reading: Reading, located: Sequence[Located], gazetteer: Gazetteer) -> tuple[Spot, ...]:
    """Return the places that only the text knows, in its order; ``located`` are those that the gazetteer has."""
    names = unlisted_in(reading.doc, [(known.first, known.last) for known in located], gazetteer)
    return tuple(_spot(reading, first, last) for first, last in names)


def _spot(reading: Reading, first: int, last: int) -> Spot:
    span = reading.passage(first, last)
    text = reading.text[span.start : span.end]
    feature = "AREA" if reading.doc[first].ent_type_ == "LOC" else "PPL"
    direction = _direction(reading.doc, first)
    return Spot(
        text=text, start=span.start, end=span.end, name=" ".join(text.split()), feature=feature, direction=direction
    )


def _located(reading: Reading, tokens: tuple[int, int], choice: Choice, kind: Kind, gazetteer: Gazetteer) -> Located:
    doc, entry = reading.doc, choice.entry
    first, last = tokens
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    above = gazetteer.entry(entry.admin1) if entry.admin1 else None
    place = Place(
        text=reading.text[start:end],
        start=start,
        end=end,
        name=called(entry, reading.text[start:end]),
        geoname_id=entry.id,
        country=entry.country or None,
        feature=entry.feature,
        latitude=entry.latitude,
        longitude=entry.longitude,
        confidence=choice.confidence,
        admin1=above.name if above else None,
        direction=_direction(doc, first) if kind == "name" else None,
    )
    head = doc[first] if first == last else doc[first : last + 1].root
    return Located(place=place, token=head.i, first=first, last=last, kind=kind)


def _anaphors(reading: Reading, found: Sequence[Located]) -> Iterator[Located]:
    """Yield "the region", "the village" as the last place of that sort that was named."""
    doc, sorts = reading.doc, words().anaphors
    for token, word in zip(reading.tokens, reading.words, strict=True):
        if word in sorts and _points_back(doc, token.i):
            meant = _last_named(found, token.i, sorts[word])
            if meant:
                start = doc[token.i - 1].idx
                span = reading.span(start, token.idx + len(token))
                place = replace(meant.place, text=span.text, start=span.start, end=span.end, direction=None)
                yield Located(place=place, token=token.i, first=token.i - 1, last=token.i, kind="anaphor")


def _last_named(found: Sequence[Located], before: int, feature: str) -> Located | None:
    end = bisect_left(found, before, key=lambda known: known.first)
    near = reversed(found[max(end - REACH, 0) : end])
    return next((known for known in near if known.kind == "name" and known.place.feature.startswith(feature)), None)


def _points_back(doc: Doc, i: int) -> bool:
    follows = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    return i > 0 and doc[i - 1].lower_ in {"the", "this"} and follows not in {"of", "where", "that", "which"}


def _direction(doc: Doc, first: int) -> str | None:
    listed = words()
    before = [doc[i].lower_ for i in range(max(first - 3, 0), first)]
    while before and before[-1] in {"the", "city", "town", "village", "of"} and len(before) > 1 and before[-1] != "of":
        before.pop()
    if not before:
        return None
    if before[-1] in listed.nearness or before[-1] in listed.directions:
        return before[-1]
    if len(before) > 1 and before[-1] in listed.compass_of and before[-2] in listed.directions:
        return f"{before[-2]} of"
    return "near" if before[-2:] == ["close", "to"] else None
