"""Bearers: whether two answers are of one person or thing by how each account calls whoever bears it."""

import re
from itertools import pairwise, permutations

from crosswire.contradict.meet import whereabouts
from crosswire.contradict.meet.both import Both
from crosswire.contradict.retold import Stance
from crosswire.contradict.words import names, wordnet
from crosswire.contradict.words.likeness import alike, lemma, lemmas, matches
from crosswire.contradict.words.names import SAME
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import tokens

# "Ana Orsk's brother", "the brother of Ana Orsk".
_OWNED = re.compile(r"((?:[A-Z][\w-]+ )*[A-Z][\w-]+)['’]s?\b|\bof ((?:[A-Z][\w-]+ ?)+)")
# The noun that a bearer opens with: "All schools in ...".
_GROUP = re.compile(
    r"(?:(?:All|The|Most|Many|Some|Its|Their) )?(?:[a-z-]+ )?([A-Za-z]+s)\b"
    r"(?: (?:in|of|at|on|across|near|for|is|are|was|were|has|have|had|remain|stay|will)\b|$)"
)
# Questions of somebody, whoever else is there.
OF_ONE = frozenset({"life", "health", "custody", "rescue"})


def of_two_bearers(both: Both, mine: Stance, theirs: Stance) -> bool:
    """Tell where another is spoken of, or some of several: that hikers were rescued says nothing of the climbers."""
    if len({bool(patterns()["some_of"].search(at.bearer)) for at in (mine, theirs)}) > 1 or _of_two_groups(
        mine, theirs
    ):
        return True
    return mine.question in OF_ONE and (
        both.of_other_things or _of_his(mine, theirs) or _of_two_men(both, mine, theirs)
    )


def _of_two_groups(mine: Stance, theirs: Stance) -> bool:
    """Tell two kinds of many by the noun that either bearer opens with: schools are no universities.

    What belongs to one is not that one: a brewer's pension fund is not the brewer.
    """
    heads = [_GROUP.match(at.bearer) for at in (mine, theirs)]
    if all(heads):
        one, other = (found.group(1).casefold() for found in heads if found)
        return _many(one) and _many(other) and not alike(one, other)
    turns = permutations((tokens(at.bearer), _owners(at.bearer)) for at in (mine, theirs))
    return any(
        bool({*whole[0]} & owners) and {*other[0]} <= owners and whole[2] and not other[2] and not set(owned)
        for (whole, owners), (other, owned) in turns
    )


def _many(word: str) -> bool:
    return word.endswith("s") and bool(wordnet.kinds(lemma(word))) and lemma(word) != word


def _of_his(mine: Stance, theirs: Stance) -> bool:
    """Tell the bearer of a name from whoever is called by it: the drummer of her band is not the singer."""
    named, owning = zip(*((set(tokens(at.bearer)[0]), _owners(at.bearer)) for at in (mine, theirs)), strict=True)
    shared = named[0] & named[1]
    return bool(shared) and any(shared <= own and not shared <= other for own, other in permutations(owning))


def _of_two_men(both: Both, mine: Stance, theirs: Stance) -> bool:
    """Tell two of whom nobody gives the name, and each tells something else: the man shot, and the man stabbed."""
    names_, words = zip(
        *((set(found[0]), found[2]) for found in (tokens(at.bearer) for at in (mine, theirs))), strict=True
    )
    if not names_[0] & names_[1] or names_[0] & names_[1] - whereabouts.spots(both.one, both.other):
        return False
    return all(set(row) - set(matches(row, rest)) for row, rest in permutations(words))


def _owners(bearer: str) -> set[str]:
    """Return the names in a bearer by which somebody or something else is called: "Ana Orsk's brother"."""
    return {word for found in _OWNED.finditer(bearer) for word in tokens(found.group(1) or found.group(2))[0]}


def of_two_kinds(one: str, other: str) -> bool:
    """Tell whether a noun of both has another noun before it in either: an inflation rate is no interest rate."""
    rows = [tokens(said)[2] for said in (one, other)]
    pairs = [{head: kind for kind, head in pairwise(row)} for row in rows]
    for head, kind in pairs[0].items():
        others = [other for found, other in pairs[1].items() if lemmas(found) & lemmas(head)]
        if others and all(map(wordnet.kinds, (*lemmas(kind), *lemmas(others[0])))) and not alike(kind, others[0]):
            return True
    return False


def one_bearer(a: str, b: str) -> bool:
    """Tell whether two full names are one person's."""
    return all(len(name.split()) > 1 and not names.described(name) for name in (a, b)) and names.match(a, b) == SAME
