"""Place names: where an article has them, and which entries bear each name."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from crosswire.extract.locate.gazetteer import Entry, Gazetteer, fold
from crosswire.extract.locate.placing import after, owned, placed, plain, weighty
from crosswire.extract.locate.sorts import class_of, sort_of
from crosswire.extract.locate.toponyms import Toponym
from crosswire.extract.locate.words import abbreviations, peoples, transcribed, words

PLACES = frozenset({"GPE", "LOC", "FAC"})
DOUBTFUL = frozenset({"", "ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
LONGEST = 5
SHORT = 3  # the grade of short forms


def toponyms_in(doc: Doc, entities: Sequence[Tokens], gazetteer: Gazetteer) -> list[Toponym]:
    """Return the names of places in order: sure ones first found, then the same names where the parser was unsure."""
    surnames = _surnames(doc, entities)
    given = _given(doc, entities, surnames)
    sure: list[Toponym] = []
    doubtful: list[Toponym] = []
    at = 0
    for entity in (*entities, doc[len(doc) : len(doc)]):
        for name in _loose(doc, at, entity.start, gazetteer):
            (sure if placed(doc, name, surnames) else doubtful).append(name)
        if entity.label_ in PLACES:
            found = _within(doc, entity.start, entity.end, gazetteer, surnames)
            sure.extend(name for name in found if not _of_person(name, given))
        elif entity.label_ in DOUBTFUL:
            for name in _whole(doc, entity.start, entity.end, entity.label_, gazetteer):
                known = (placed(doc, name, surnames) and not _of_person(name, given)) or owned(doc, name, sure)
                (sure if known else doubtful).append(name)
        at = entity.end
    keys = {name.key for name in sure}
    persons = surnames | {doc[i].lower_ for i in given}
    sure.extend(name for name in doubtful if name.key in keys and doc[name.last].lower_ not in persons)
    ships = {name.key for name in sure if _of_ship(doc, name.first)}
    return sorted((name for name in sure if name.key not in ships), key=lambda name: name.first)


def _of_ship(doc: Doc, first: int) -> bool:
    """Tell whether a word for a ship stands right before a name, which then is the ship's: "the tanker Kyoto"."""
    return first > 0 and doc[first - 1].lower_ in words().ships and doc[first - 1].pos_ == "NOUN"


def called(entry: Entry, wording: str) -> str:
    """Return the usual English name of an entry: as the text has it where the list has only a transcription.

    "Naqoura" is En Nâqoûra on the list, "Plateau State" Plateau.
    """
    bare = wording.isascii() and wording[:1].isupper()
    if bare and entry.feature.startswith("ADM") and {word.lower() for word in wording.split()} & words().administrative:
        part = not wording.rsplit(maxsplit=1)[-1].islower() and fold(entry.name) in fold(wording)
        return wording if part else entry.name
    if fold(wording) == fold(entry.name):
        accented = not wording.isascii() and entry.name.isascii()
        bare = bare and not entry.name.isascii() and entry.country in transcribed()
        return wording if accented or bare else entry.name
    return wording if bare and not entry.name.isascii() else entry.name


def _surnames(doc: Doc, entities: Sequence[Tokens]) -> set[str]:
    """Return the last words of persons: of full names, and of who does something and is nowhere put on the map."""
    persons = [entity for entity in entities if entity.label_ == "PERSON"]
    put = {entity.text for entity in entities if len(entity) == 1 and after(doc, entity.start, words().mapping)}
    return {
        person[-1].lower_
        for person in persons
        if len(person) > 1 or (person.root.dep_ in {"nsubj", "nsubjpass"} and person.text not in put)
    }


def _given(doc: Doc, entities: Sequence[Tokens], surnames: set[str]) -> set[int]:
    """Return the tokens that are first names of the article's persons, unless they are put on the map.

    "President Volodymyr" is no town: a person so called is named in full, or a surname follows.
    """
    full = {entity[0].lower_ for entity in entities if entity.label_ == "PERSON" and len(entity) > 1}
    return {
        entity.start
        for entity in entities
        if len(entity) == 1
        and (entity[0].lower_ in full or doc[entity.end : entity.end + 1].text.lower() in surnames)
        and not after(doc, entity.start, words().locative)
    }


def _of_person(name: Toponym, given: set[int]) -> bool:
    """Tell a first name, which is no place unless it is a big one."""
    return name.first == name.last and name.first in given and not weighty(name.entries)


def _within(doc: Doc, start: int, end: int, gazetteer: Gazetteer, surnames: set[str]) -> Iterator[Toponym]:
    """Yield the names in an entity that the parser takes for a place; a comma parts two."""
    for first, ending in _parts(doc, start, end):
        last = _longer(doc, ending, first, gazetteer)
        found = _named(doc, first, last, gazetteer)
        person = first == last and doc[first].lower_ in surnames and not after(doc, first, words().locative)
        if found and not person and not plain(doc, found):
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


def _longer(doc: Doc, last: int, first: int, gazetteer: Gazetteer) -> int:
    """Return where a name ends of which the parser has left a word out: "Novi" of "Novi Sad"."""
    follows = doc[last + 1] if last + 1 < len(doc) else None
    whole = (
        follows is not None
        and follows.text[:1].isupper()
        and not follows.ent_type_
        and follows.is_alpha
        and follows.lower_ not in words().directions
    )
    return last + 1 if whole and gazetteer.named(fold(_text(doc, first, last + 1))) else last


def _named(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Toponym | None:
    """Return the name at tokens ``first`` to ``last``, less the words around it that are no part of it."""
    listed = words()
    while last > first and (doc[last].tag_ == "POS" or doc[last].is_punct) and doc[last].text != ".":
        last -= 1
    while True:
        found = _looked_up(doc, first, last, gazetteer)
        if found or first == last:
            return found
        if (
            doc[first + 1].lower_ == "of"
            and doc[first].lower_ in listed.settlement | listed.administrative
            and last > first + 1
        ):
            first += 2
        elif doc[first].lower_ in listed.before_names:
            first += 1
        else:
            return None


def _looked_up(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> Toponym | None:
    listed = words()
    text = _text(doc, first, last)
    if text.islower():
        return None
    whole = gazetteer.named(fold(text))
    if whole and all(entry.grade == SHORT for entry in whole) and not _shortened(doc, first, text):
        return None
    sort, core = sort_of(doc, first, last)
    if sort and not (whole and core == (first, last)):
        inner = gazetteer.named(fold(_text(doc, *core)))
        if sort in listed.administrative:
            divisions = tuple(entry for entry in inner if entry.feature.startswith("ADM"))
            inner = divisions or (inner if sort == "district" else ())  # a town's quarter is listed as a town
        whole = whole + tuple(entry for entry in inner if entry.id not in {known.id for known in whole})
    if not whole:
        return None
    return Toponym(
        first=first,
        last=last,
        key=fold(_text(doc, first, last)),
        sort=class_of(sort),
        entries=whole,
        under=_comma(doc, last),
    )


def _shortened(doc: Doc, first: int, text: str) -> bool:
    """Tell whether "Ky." or, after a comma, "KY" stands where the short form of a division may."""
    return text in abbreviations() or (first > 0 and doc[first - 1].text == "," and text.isupper() and len(text) == 2)


def _comma(doc: Doc, last: int) -> int:
    """Return the token at which the place that holds this one may begin: "Paris, Texas"; else -1."""
    return last + 2 if last + 2 < len(doc) and doc[last + 1].text == "," and doc[last + 2].text[:1].isupper() else -1


def _whole(doc: Doc, start: int, end: int, label: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield an entity of another sort that has the name of a place."""
    if start < end and doc[end - 1].tag_ == "POS":
        end -= 1
    if start < end and doc[start].lower_ == "the":
        start += 1
    nation = label == "NORP" and doc[end - 1].text in peoples()
    if start < end and not nation:
        found = _looked_up(doc, start, end - 1, gazetteer)
        if found:
            yield found


def _loose(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield capitalised names that the parser takes for no entity."""
    i = start
    while i < end:
        token = doc[i]
        if token.pos_ == "PROPN" and token.text[0].isupper() and token.text not in peoples():
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


def _text(doc: Doc, first: int, last: int) -> str:
    return str(doc[first].text if first == last else doc[first : last + 1].text)
