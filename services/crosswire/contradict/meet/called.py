"""Called: whether two phrases call two things by names or numbers of their own."""

import re
from functools import lru_cache
from itertools import product

from crosswire.contradict.meet.told import Told
from crosswire.contradict.words import names, wordnet
from crosswire.contradict.words.lexicon import lexicon, read
from crosswire.contradict.words.likeness import lemma, lemmas
from crosswire.contradict.words.names import skeleton
from crosswire.contradict.words.phrases import Phrase, kinds_of_words

# A thing by its number: "well B-7", "Flight 212".
_NUMBERED = re.compile(
    r"\b([A-Za-z][a-z]+) (?:[Nn]o\.? ?|[Nn]umber )?([A-Z]{1,3}-?\d{1,4}[A-Z]?|\d{1,4}[A-Z]?)\b(?![,.:]?\d)"
)

# The words of a name of which one is shared.
_PAIR = 2


def two_names(mine: Phrase, theirs: Phrase, one: Told, other: Told) -> bool:
    """Tell two names that share one word at most, each with one of its own: Upper Orlo is not Lower Orlo."""
    if len({*mine.names} & {*theirs.names}) > 1:
        return False
    own = [
        {name for name in at.names if name not in told.gone_names | against.names | _titles()}
        for at, told, against in ((mine, one, other), (theirs, other, one))
    ]
    if all(found <= told.placed for found, told in zip(own, (one, other), strict=True)):
        # These are compared as places.
        return False
    return all(own) and not any(names.spelt_alike(a, b) for a, b in product(*own))


def sister_names(mine: Phrase, theirs: Phrase, one: Told, other: Told) -> bool:
    """Tell two names of two words of which they share one: the Red Line and the Blue Line, whatever else is said."""
    return (
        len({*mine.names}) == len({*theirs.names}) == _PAIR
        and len({*mine.names} & {*theirs.names}) == 1
        and two_names(mine, theirs, one, other)
    )


def known(one: Told, other: Told) -> bool:
    """Tell whether both have a name that is no place's, and not each as a part of another name."""
    return any(
        not two_names(mine, theirs, one, other)
        for name in one.names & other.names & (one.known | other.known)
        for mine, theirs in product(*([at for at in told.phrases if name in at.names] for told in (one, other)))
    )


def two_numbers(left: str, right: str) -> bool:
    """Tell whether one noun has another number after it in each text: Flight 212 is not Flight 214."""
    mine, theirs = (_numbered(text) for text in (left, right))
    return any(not mine[noun] & theirs[noun] for noun in mine.keys() & theirs.keys())


def two_callings(mine: str, theirs: str) -> bool:
    """Tell people by what each does or is: that dockers went back to work says nothing of the pilots."""
    found = [_callings().get(lemma(word)) for word in (mine, theirs)]
    return None not in found and found[0] != found[1]


@lru_cache(maxsize=1)
def _callings() -> dict[str, int]:
    """Return who does what, by a number for each calling, which may have several words."""
    return {word: n for n, row in enumerate(read("narrowing.toml")["callings"]["rows"]) for word in row}


@lru_cache(maxsize=1024)
def _numbered(text: str) -> dict[str, set[str]]:
    """Return the nouns that have a number after them, each with its numbers; a month has days, and hours are many."""
    found: dict[str, set[str]] = {}
    for at in _NUMBERED.finditer(text):
        noun, number = at.groups()
        forms = lemmas(noun.casefold())
        if forms & kinds_of_words()["times"] or forms & _months() or not any(map(wordnet.kinds, forms)):
            continue
        if noun[0].isupper() or not number.isdigit():
            found.setdefault(lemma(noun.casefold()), set()).add(number)
    return found


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    return frozenset(read("figures.toml")["months"])


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    # The bare consonants of "St" are those of "South".
    return frozenset(map(skeleton, lexicon().titles)) - frozenset(map(skeleton, lexicon().compass))
