"""Places: the names of places in an article, each resolved to its GeoNames entry."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
PLURAL = frozenset({"NNPS", "NNS"})
LONGEST = 5
WEIGHTY = 100_000
KNOWN = 20_000
SHORT = 3


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
    surely: frozenset[str]


def locate(reading: Reading, gazetteer: Gazetteer) -> tuple[Located, ...]:
    """Return the places that ``reading`` names, in the order of the text; a name that GeoNames lacks is left out.

    Disambiguation follows the one-sense-per-discourse and spatial-minimality heuristics of Leidner (2007).
    """
    adjectives = list(_adjectives(reading.doc, gazetteer))
    toponyms = list(_toponyms(reading.doc, gazetteer))
    chosen = resolve(toponyms, Counter(entry.country for _, entry in adjectives if entry.country))
    found = [
        _located(reading, (toponym.first, toponym.last), choice, "name", gazetteer)
        for toponym, choice in zip(toponyms, chosen, strict=True)
    ]
    found += [
        _located(reading, (token.i, token.i), Choice(entry, 1.0), "adjective", gazetteer)
        for token, entry in adjectives
        if token.tag_ not in PLURAL
    ]
    return tuple(sorted(found, key=lambda located: located.first))


def for_claims(located: Iterable[Located]) -> tuple[Place, ...]:
    """Return the places that a passage is about: those it names, not "Russian"."""
    return tuple(known.place for known in located if known.kind != "adjective")


def for_mentions(located: Iterable[Located]) -> tuple[Place, ...]:
    """Return every wording that names a place, adjectives included, as annotators of place names count them."""
    return tuple(known.place for known in located if known.kind != "anaphor")


def _located(reading: Reading, tokens: tuple[int, int], choice: Choice, kind: Kind, gazetteer: Gazetteer) -> Located:
    doc, entry = reading.doc, choice.entry
    first, last = tokens
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    above = gazetteer.entry(entry.admin1) if entry.admin1 else None
    place = Place(
        text=reading.text[start:end],
        start=start,
        end=end,
        name=entry.name,
        geoname_id=entry.id,
        country=entry.country or None,
        feature=entry.feature,
        latitude=entry.latitude,
        longitude=entry.longitude,
        confidence=choice.confidence,
        admin1=above.name if above else None,
        direction=_direction(doc, first) if kind == "name" else None,
    )
    head = doc[first : last + 1].root
    return Located(place=place, token=head.i, first=first, last=last, kind=kind)


def _adjectives(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Token, Entry]]:
    """Yield the tokens that are adjectives or peoples of a place; of two words the last."""
    known = _peoples()
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


def _toponyms(doc: Doc, gazetteer: Gazetteer) -> list[Toponym]:
    """Return the names of places in order: sure ones first found, then the same names where the parser was unsure."""
    surnames = {entity[-1].lower_ for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1}
    sure: list[Toponym] = []
    doubtful: list[Toponym] = []
    at = 0
    for entity in (*doc.ents, doc[len(doc) : len(doc)]):
        for name in _loose(doc, at, entity.start, gazetteer):
            (sure if _placed(doc, name, surnames) else doubtful).append(name)
        if entity.label_ in PLACES:
            sure.extend(_within(doc, entity.start, entity.end, gazetteer, surnames))
        elif entity.label_ in DOUBTFUL:
            for name in _whole(doc, entity.start, entity.end, entity.label_, gazetteer):
                (sure if _placed(doc, name, surnames) else doubtful).append(name)
        at = entity.end
    keys = {name.key for name in sure}
    sure.extend(name for name in doubtful if name.key in keys and doc[name.last].lower_ not in surnames)
    return sorted(sure, key=lambda name: name.first)


def _within(doc: Doc, start: int, end: int, gazetteer: Gazetteer, surnames: set[str]) -> Iterator[Toponym]:
    """Yield the names in an entity that the parser takes for a place; a comma parts two."""
    for first, last in _parts(doc, start, end):
        found = _named(doc, first, last, gazetteer)
        person = first == last and doc[first].lower_ in surnames and not _after(doc, first, _words().locative)
        if found and not person and not _plain(doc, found):
            yield found


def _placed(doc: Doc, name: Toponym, surnames: set[str]) -> bool:
    """Tell whether the words around a name that the parser takes for no place say that it is one."""
    if doc[name.last].lower_ in surnames and name.first == name.last:
        return False
    if _dateline(doc, name.first, name.last) or _under_division(doc, name):
        return True
    if _plain(doc, name) or _acronym(doc, name) or not _properly(name.entries):
        return False
    if name.sort or (_after(doc, name.first, _words().surely) and doc[name.first].ent_type_ != "PERSON"):
        return True
    return _weighty(name.entries) and _alone(doc, name)


def _acronym(doc: Doc, name: Toponym) -> bool:
    text = doc[name.first].text
    return (
        name.first == name.last and text.isupper() and len(text) < 5 and not name.entries[0].feature.startswith("PCL")
    )


def _properly(entries: tuple[Entry, ...]) -> bool:
    return any(entry.grade == 0 or entry.population > KNOWN for entry in entries)


def _alone(doc: Doc, name: Toponym) -> bool:
    """Tell whether no other name stands at either side of a name that the parser left out."""
    before = doc[name.first - 1] if name.first else None
    follows = doc[name.last + 1] if name.last + 1 < len(doc) else None
    if doc[name.first].ent_type_ in {"ORG", "PERSON", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"}:
        return False
    return not any(token is not None and token.pos_ == "PROPN" for token in (before, follows))


def _under_division(doc: Doc, name: Toponym) -> bool:
    """Tell whether a comma and a place that could hold it follow: "Columbia, Ky."."""
    return name.under >= 0 and doc[name.under].ent_type_ == "GPE"


def _plain(doc: Doc, name: Toponym) -> bool:
    return name.key in _common()


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
        if found or first == last:
            return found
        if (
            doc[first + 1].lower_ == "of"
            and doc[first].lower_ in words.settlement | words.administrative
            and last > first + 1
        ):
            first += 2
        elif doc[first].lower_ in words.before_names:
            first += 1
        else:
            return None


def _looked_up(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Toponym | None:
    words = _words()
    text = _text(doc, first, last)
    whole = gazetteer.named(fold(text))
    if whole and all(entry.grade == SHORT for entry in whole) and not _shortened(doc, first, text):
        return None
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


def _shortened(doc: Doc, first: int, text: str) -> bool:
    """Tell whether "Ky." or, after a comma, "KY" stands where the short form of a division may."""
    return text in _abbreviations() or (first > 0 and doc[first - 1].text == "," and text.isupper() and len(text) == 2)


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


def _whole(doc: Doc, start: int, end: int, label: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield an entity of another sort that has the name of a place; of persons only single names."""
    if start < end and doc[end - 1].tag_ == "POS":
        end -= 1
    if start < end and doc[start].lower_ == "the":
        start += 1
    peoples = label == "NORP" and doc[end - 1].text in _peoples()
    if start < end and not peoples and (label != "PERSON" or end - start == 1):
        found = _looked_up(doc, start, end - 1, gazetteer)
        if found:
            yield found


def _loose(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield capitalised names that the parser takes for no entity."""
    i = start
    while i < end:
        token = doc[i]
        if token.pos_ == "PROPN" and token.text[0].isupper() and token.text not in _peoples():
            found = _longest(doc, i, end, gazetteer)
            if found:
                yield found
                i = found.last
        i += 1


def _longest(doc: Doc, first: int, end: int, gazetteer: Gazetteer) -> Toponym | None:
    last = first
    while last + 1 < min(end, first + LONGEST) and doc[last + 1].pos_ == "PROPN" and doc[last + 1].text[0].isupper():
        last += 1
    return _looked_up(doc, first, last, gazetteer)


def _after(doc: Doc, first: int, listed: frozenset[str]) -> bool:
    before = first - 1
    while before > 0 and doc[before].lower_ in _words().before_names:
        before -= 1
    return before >= 0 and doc[before].lower_ in listed


def _dateline(doc: Doc, first: int, last: int) -> bool:
    begins = first == 0 or "\n" in doc[first - 1].text
    follows = doc[last + 1].text if last + 1 < len(doc) else ""
    return begins and follows in {"—", "–", "-", "--", "(", ",", ":"} and doc[first].text.isupper()


def _weighty(entries: tuple[Entry, ...]) -> bool:
    return any(entry.population > WEIGHTY and entry.grade < 2 for entry in entries)


def _text(doc: Doc, first: int, last: int) -> str:
    return str(doc[first : last + 1].text)


@cache
def _words() -> _Words:
    text = files("crosswire.extract").joinpath("data/places/words.toml").read_text("utf-8")
    return _Words(**{name: frozenset(listed) for name, listed in tomllib.loads(text).items()})


@cache
def _peoples() -> Mapping[str, str]:
    text = files("crosswire.extract").joinpath("data/places/adjectives.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: place for place, words in rows for word in words.split("|")}


@cache
def _abbreviations() -> frozenset[str]:
    text = files("crosswire.extract").joinpath("data/places/abbreviations.tsv").read_text("utf-8")
    rows = (line.split("\t")[1] for line in text.splitlines() if line and not line.startswith("#"))
    listed = {short for row in rows for short in row.split("|")}
    return frozenset(listed | {short.removesuffix(".") for short in listed})


@cache
def _common() -> frozenset[str]:
    listed = files("crosswire.extract").joinpath("data/places/common.txt").read_text("utf-8")
    words = {line for line in listed.splitlines() if not line.startswith("#")}
    return (
        frozenset(words) | _words().directions | _words().administrative | _words().settlement | _words().before_names
    )
