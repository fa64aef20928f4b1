"""What WordNet knows of words: opposites, synonyms, nouns of verbs, and what a noun is a kind of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

_NO_ACTS: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def antonyms(word: str) -> frozenset[str]:
    """Return the opposites of a word in its dictionary form: "rise" gives "fall"."""
    return _pairs("antonyms").get(word, frozenset())


def synonyms(word: str) -> frozenset[str]:
    """Return the words that mostly mean the same: "start" and "begin"."""
    return _pairs("synonyms").get(word, frozenset())


def nouns(word: str, sort: str = "") -> frozenset[str]:
    """Return the nouns derived from a verb or adjective: "destroy" gives "destruction", of the sort "act".

    ``sort`` keeps those of one: act, event, state, person, communication, cognition, artifact or other.
    """
    return frozenset(noun for noun, of in _derived().get(word, ()) if of == (sort or of))


def verbs(noun: str) -> frozenset[str]:
    """Return the verbs and adjectives that a noun is derived from: "resignation" gives "resign"."""
    return _bases().get(noun, frozenset())


def kinds(noun: str) -> tuple[str, ...]:
    """Return what a noun in the singular is a kind of, nearest first: "piano" is a "keyboard_instrument.1", …

    Each is a word and the rank of its meaning; the noun's own meaning comes first; nothing for unknown nouns.
    """
    return tuple(_line(noun))


def apart(a: str, b: str, within: str) -> bool:
    """Tell whether two nouns are kinds of ``within`` of which neither is a kind of the other, nor a synonym."""
    one, other = kinds(a), kinds(b)
    return within in one[1:] and within in other[1:] and one[0] not in other and other[0] not in one


def acts(verb: str) -> frozenset[str]:
    """Return the acts that a verb mostly means: "strike" and "hit" have one in common."""
    return _acts().get(verb, _NO_ACTS)[0]


def wider_acts(verb: str) -> frozenset[str]:
    """Return the acts of which a verb says the manner: "murder" that of "kill"."""
    return _acts().get(verb, _NO_ACTS)[1]


def known(word: str) -> bool:
    """Tell whether a word is in any table in this form."""
    tables = (_acts(), _kinds(), _derived(), _bases(), _pairs("antonyms"), _pairs("synonyms"))
    return any(word in table for table in tables)


def _line(noun: str) -> Iterator[str]:
    at = _kinds().get(noun)
    while at:
        yield at
        at = _kinds().get(at)


def _rows(table: str) -> Iterator[list[str]]:
    path = files("crosswire.contradict").joinpath("data", "wordnet", f"{table}.tsv")
    yield from (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=2)
def _pairs(table: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for _, *words in _rows(table):
        for word in words:
            found[word].update(other for other in words if other != word)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def _derived() -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for _, word, noun, sort in _rows("derived"):
        found[word] = (*found.get(word, ()), (noun, sort))
    return found


@lru_cache(maxsize=1)
def _bases() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for _, word, noun, _ in _rows("derived"):
        found[noun].add(word)
    return {noun: frozenset(words) for noun, words in found.items()}


@lru_cache(maxsize=1)
def _acts() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    return {word: (frozenset(own.split()), frozenset(wider.split())) for word, own, wider in _rows("acts")}


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    return dict(_rows("kinds"))
