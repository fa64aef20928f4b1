"""Strays: names that only by chance are those of far and small places, since they name a make or a brand."""

from collections import defaultdict
from collections.abc import Sequence, Set

from spacy.tokens import Doc

from crosswire.extract.count.consequences import human
from crosswire.extract.locate.placing import KNOWN
from crosswire.extract.locate.toponyms import Choice, Toponym
from crosswire.extract.locate.words import sites

MODIFIERS = frozenset({"compound", "amod", "nmod"})


def strays_among(
    doc: Doc, toponyms: Sequence[Toponym], chosen: Sequence[Choice], countries: Set[str]
) -> frozenset[str]:
    """Return the keys of names that only ever stand before the word for a thing: "Mir cards", "Schengen visas".

    They were ``chosen`` to be small places of a country of which nothing else of the article is; ``countries`` are
    those that it has adjectives of.
    """
    groups: dict[str, list[Toponym]] = defaultdict(list)
    keys: dict[str, set[str]] = defaultdict(set)
    small: dict[str, str] = {}
    for toponym, choice in zip(toponyms, chosen, strict=True):
        groups[toponym.key].append(toponym)
        keys[choice.entry.country].add(toponym.key)
        if choice.entry.feature.startswith("PPL") and choice.entry.population < KNOWN:
            small[toponym.key] = choice.entry.country
    return frozenset(
        key
        for key, country in small.items()
        if country not in countries
        and keys[country] == {key}
        and all(_of_thing(doc, toponym) for toponym in groups[key])
    )


def _of_thing(doc: Doc, toponym: Toponym) -> bool:
    """Tell whether a name stands before what is neither of people nor of land."""
    name, follows = doc[toponym.last], doc[toponym.last].head
    plain = follows.i > toponym.last and follows.pos_ == "NOUN" and follows.text.islower()
    land = follows.lemma_.lower() in sites().land | sites().spots | sites().events
    return not toponym.sort and name.dep_ in MODIFIERS and plain and not land and not human(follows)
