"""Placing: whether the words around a name that the parser takes for no place say that it is one."""

from collections.abc import Sequence

from spacy.tokens import Doc

from crosswire.extract.count.consequences import human
from crosswire.extract.locate.gazetteer import Entry
from crosswire.extract.locate.toponyms import Toponym
from crosswire.extract.locate.words import common, sites, words

WEIGHTY = 100_000  # people: a place so big is meant where its name stands alone
KNOWN = 20_000  # people: a place so big is called by its other names too


def placed(doc: Doc, name: Toponym, surnames: set[str]) -> bool:
    """Tell whether the words around a name that the parser takes for no place say that it is one."""
    if doc[name.last].lower_ in surnames and name.first == name.last:
        return False
    if _dateline(doc, name.first, name.last) or _under_division(doc, name):
        return True
    if plain(doc, name) or _acronym(doc, name) or not _properly(name.entries):
        return False
    person = doc[name.first].ent_type_ == "PERSON"
    if not person and doc[name.last].dep_ == "dobj" and doc[name.last].head.lemma_.lower() in sites().entered:
        return weighty(name.entries)
    if (
        name.sort
        or _bound_for(doc, name.first)
        or _after_of(doc, name.first)
        or after(doc, name.first, words().within if person else words().surely)
        or (person and _put_at(doc, name))
        or _between(doc, name)
    ):
        return True
    return weighty(name.entries) and (_alone(doc, name) or _listed(doc, name.first))


def _bound_for(doc: Doc, first: int) -> bool:
    """Tell whether "bound for" or "residents from" stands before."""
    if first < 2:
        return False
    lead, before = doc[first - 1].lower_, doc[first - 2]
    return (lead == "for" and before.lower_ == "bound") or (lead == "from" and before.tag_ == "NNS" and human(before))


def _put_at(doc: Doc, name: Toponym) -> bool:
    """Tell whether something is put at what the parser takes for a person: "touched down at Salina"."""
    before = doc[name.first - 1] if name.first else None
    if before is None or before.lower_ != "at" or before.head.lemma_.lower() in words().aimed:
        return False
    return name.first == name.last and any(entry.grade == 0 and entry.population > KNOWN for entry in name.entries)


def owned(doc: Doc, name: Toponym, sure: Sequence[Toponym]) -> bool:
    """Tell whether the country that a name belongs to stands before it: "Italy's Emilia-Romagna"."""
    owner = next((other for other in sure[-2:] if other.last == name.first - 2), None)
    if owner is None or doc[name.first - 1].tag_ != "POS" or not _properly(name.entries):
        return False
    countries = {entry.country for entry in owner.entries if entry.feature.startswith("PCL")}
    return any(entry.country in countries and entry.feature.startswith("ADM1") for entry in name.entries)


def _listed(doc: Doc, first: int) -> bool:
    """Tell whether a place stands before, joined by "and" or a comma: "Toronto and Hamilton"."""
    return first > 1 and doc[first - 1].lower_ in {"and", "or", ","} and doc[first - 2].ent_type_ == "GPE"


def _between(doc: Doc, name: Toponym) -> bool:
    """Tell whether a name is the first of two: "between Nakuru and Naivasha"."""
    joined = doc[name.last + 1 : name.last + 3]
    two = len(joined) == 2 and joined[0].lower_ == "and" and joined[1].ent_type_ == "GPE"
    return two and name.first > 0 and doc[name.first - 1].lower_ == "between"


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


def plain(doc: Doc, name: Toponym) -> bool:
    """Tell whether a name is another word oftener than a place."""
    return name.key in common() or any(name.key.startswith(f"{word} of ") for word in words().institutions)


def after(doc: Doc, first: int, listed: frozenset[str]) -> bool:
    """Tell whether one of ``listed`` stands before a name, words like "northern" between left out."""
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


def weighty(entries: tuple[Entry, ...]) -> bool:
    """Tell whether one of the entries is so big that it is meant where its name stands alone."""
    return any(entry.population > WEIGHTY and entry.grade < 2 for entry in entries)
