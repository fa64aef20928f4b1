"""Place names: where an article has them, and which entries bear each name."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from crosswire.extract.locate.gazetteer import Entry, Gazetteer, fold
from crosswire.extract.locate.sorts import class_of, sort_of
from crosswire.extract.locate.toponyms import Toponym
from crosswire.extract.locate.words import abbreviations, common, peoples, sites, transcribed, words

PLACES = frozenset({"GPE", "LOC", "FAC"})
DOUBTFUL = frozenset({"", "ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
LONGEST = 5
WEIGHTY = 100_000  # people: a place so big is meant where its name stands alone
KNOWN = 20_000  # people: a place so big is called by its other names too
SHORT = 3  # the grade of short forms


def toponyms_in(doc: Doc, entities: Sequence[Tokens], gazetteer: Gazetteer) -> list[Toponym]:
    """Return the names of places in order: sure ones first found, then the same names where the parser was unsure."""
    surnames = _surnames(entities)
    sure: list[Toponym] = []
    doubtful: list[Toponym] = []
    at = 0
    for entity in (*entities, doc[len(doc) : len(doc)]):
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


def called(entry: Entry, wording: str) -> str:
    """Return the usual English name of an entry: as the text has it where the list has only a transcription.

    "Naqoura" is En Nâqoûra on the list, "Plateau State" Plateau.
    """
    plain = wording.isascii() and wording[:1].isupper()
    if (
        plain
        and entry.feature.startswith("ADM")
        and {word.lower() for word in wording.split()} & words().administrative
    ):
        return wording if fold(entry.name) in fold(wording) else entry.name
    return wording if plain and not entry.name.isascii() and entry.country in transcribed() else entry.name


def _surnames(entities: Sequence[Tokens]) -> set[str]:
    """Return the last words of persons: of full names, and of those that do something."""
    persons = (entity for entity in entities if entity.label_ == "PERSON")
    return {person[-1].lower_ for person in persons if len(person) > 1 or person.root.dep_ in {"nsubj", "nsubjpass"}}


def _within(doc: Doc, start: int, end: int, gazetteer: Gazetteer, surnames: set[str]) -> Iterator[Toponym]:
    """Yield the names in an entity that the parser takes for a place; a comma parts two."""
    for first, last in _parts(doc, start, end):
        found = _named(doc, first, last, gazetteer)
        person = first == last and doc[first].lower_ in surnames and not _after(doc, first, words().locative)
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
    person = doc[name.first].ent_type_ == "PERSON"
    if not person and doc[name.last].dep_ == "dobj" and doc[name.last].head.lemma_.lower() in sites().entered:
        return _weighty(name.entries)
    if name.sort or _after_of(doc, name.first) or _after(doc, name.first, words().within if person else words().surely):
        return True
    return _weighty(name.entries) and (_alone(doc, name) or _listed(doc, name.first))


def _listed(doc: Doc, first: int) -> bool:
    """Tell whether a place stands before, joined by "and" or a comma: "Toronto and Hamilton"."""
    return first > 1 and doc[first - 1].lower_ in {"and", "or", ","} and doc[first - 2].ent_type_ == "GPE"


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
    return name.key in common() or any(name.key.startswith(f"{word} of ") for word in words().institutions)


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
            inner = tuple(entry for entry in inner if entry.feature.startswith("ADM"))
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


def _after(doc: Doc, first: int, listed: frozenset[str]) -> bool:
    before = first - 1
    while before > 0 and doc[before].lower_ in words().before_names:
        before -= 1
    return before >= 0 and doc[before].lower_ in listed


def _after_of(doc: Doc, first: int) -> bool:
    """Tell whether "northeast of", "the outskirts of" or the like stands before."""
    before = first - 1
    while before > 0 and doc[before].lower_ in words().before_names:
        before -= 1
    return before > 0 and doc[before].lower_ in words().compass_of and doc[before - 1].lower_ in words().heads_of


def _dateline(doc: Doc, first: int, last: int) -> bool:
    begins = first == 0 or "\n" in doc[first - 1].text
    follows = doc[last + 1].text if last + 1 < len(doc) else ""
    return begins and follows in {"—", "–", "-", "--", "(", ",", ":"} and doc[first].text.isupper()


def _weighty(entries: tuple[Entry, ...]) -> bool:
    return any(entry.population > WEIGHTY and entry.grade < 2 for entry in entries)


def _text(doc: Doc, first: int, last: int) -> str:
    return str(doc[first].text if first == last else doc[first : last + 1].text)
