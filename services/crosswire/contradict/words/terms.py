"""Terms: the names, states and other words of a text by which two accounts are laid side by side."""

import re
from functools import lru_cache

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon, read
from crosswire.contradict.words.likeness import lemmas
from crosswire.contradict.words.names import fold, skeleton
from crosswire.contradict.words.patterns import patterns
from crosswire_schemas.records import Claim

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|[^\W_]+(?:[-'’.][^\W_]+)*")
_OWNER = re.compile(r"['’]s?$")
_NAMED = re.compile(r"^[A-Z]|-[A-Z]")
_INNER = re.compile(r"-[A-Z]")
# Verbs that say nothing but with their particle: "went down", "came into".
_MOVES = frozenset(
    {
        "go",
        "goes",
        "going",
        "went",
        "gone",
        "come",
        "comes",
        "came",
        "get",
        "got",
        "put",
        "make",
        "made",
        "do",
        "give",
        "gave",
    }
)
# Names of months that are other words in lower case: people march.
_MONTHS = frozenset({"march"})
# A gist is bounded, however long the sentence.
MOST = 40
# Digits of a year.
YEAR = 4


def known(claim: Claim) -> frozenset[str]:
    """Return the words that are names in the claim, for all that the first of a sentence may be any word."""
    places = (word for place in claim.places for word in f"{place.text} {place.name}".split())
    parties = (word for party in claim.parties for word in party.canonical.split() if not anyword(word.casefold()))
    return frozenset(re.sub(r"['’]s?$", "", word) for word in (*places, *parties) if word[:1].isupper())


def anyword(word: str) -> bool:
    """Tell whether a dictionary has the word in lower case: then it is no name for all that it opens a sentence."""
    return any(map(wordnet.known, lemmas(word)))


def inner(
    phrase: str, names_known: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the ``tokens`` of a phrase from within a sentence: a capital at its head makes a name."""
    return tokens(f"x {phrase}", names_known)


@lru_cache(maxsize=4096)
def tokens(
    text: str, names_known: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the names of a text, by their consonants, its states, and its other content words, each in order."""
    names: dict[str, None] = {}
    states: dict[str, None] = {}
    words: dict[str, None] = {}
    found = [(at.start(), _OWNER.sub("", at.group())) for at in _TOKEN.finditer(text)]
    for at, (start, token) in enumerate(found):
        plain = token.casefold()
        if figure := _numeral(plain):
            words[figure] = None
        if (plain in lexicon().plain and token not in _MONTHS) or len(token) < 2 or token[0].isdigit():
            if plain in _MOVES:
                words.update(dict.fromkeys(_phrase(plain, " ".join(after for _, after in found[at + 1 : at + 2]))))
            continue
        named = _NAMED.search(token)
        known_state = state(plain) if named else ""
        if known_state:
            states[known_state] = None
        elif named and (token in names_known or not _common(text, start, plain) or _numbered(found, at)):
            name = _people(re.sub(r"-[a-z].*$", "", token) if token[0].isupper() else token)
            names[skeleton(fold(name))] = None
        else:
            if not _says_nothing(plain):
                words[plain] = None
            for _, after in found[at + 1 : at + 3]:
                words.update(dict.fromkeys(_phrase(plain, after.casefold())))
    return tuple(names)[:MOST], tuple(states)[:MOST], tuple(words)[:MOST]


@lru_cache(maxsize=4096)
def _says_nothing(word: str) -> bool:
    """Tell adverbs, light verbs and what may be of anything."""
    adverb = len(word) > 5 and word.endswith("ly") and not wordnet.kinds(word)
    return adverb or any(form in patterns()["light"] or form in patterns()["bare"] for form in lemmas(word))


@lru_cache(maxsize=4096)
def _numeral(word: str) -> str:
    """Return a number above two in figures, be it written in letters; nothing for other words and for years."""
    value = _numbers().get(word)
    if value is None and word.replace(".", "", 1).replace(",", "").isdigit():
        value = float(word.replace(",", ""))
    return f"{value:g}" if value is not None and value > 2 and not 1900 <= value <= 2100 else ""


@lru_cache(maxsize=1)
def _numbers() -> dict[str, float]:
    found: dict[str, float] = read("figures.toml")["words"]
    return found


def state(word: str) -> str:
    """Return the state that a word in lower case names, as such or by its people; else nothing."""
    name = fold(word)
    forms = (name, name.removesuffix("s")) if len(name) > 4 else (name,)
    states = (lexicon().nations.get(form, form) for form in forms)
    return next((state for state in states if state in lexicon().states), "")


def _people(name: str) -> str:
    """Return the state of a people that is not in the news each day, else the name: who is Ugandan is of Uganda."""
    plain = name.casefold()
    return lexicon().peoples.get(plain) or lexicon().peoples.get(plain.removesuffix("s"), name)


def _numbered(found: list[tuple[int, str]], at: int) -> bool:
    """Tell a name by its number where it opens a sentence: "Kestrel 2", but not "Unit 2" and "Flight 12"."""
    token, after = found[at][1], next((word for _, word in found[at + 1 : at + 2]), "")
    return after.isdigit() and len(after) < YEAR and not patterns()["numbered"].match(f"{token} {after}")


def _common(text: str, start: int, word: str) -> bool:
    """Tell a common word that only opens a sentence; a capital within makes a name of it."""
    if _INNER.search(text, start, start + len(word)):
        return False
    before = text[:start].rstrip(" \"'“‘(")
    return (not before or before[-1] in ".!?:\n") and anyword(word)


def _phrase(word: str, after: str) -> tuple[str, ...]:
    """Return the verb with its particle, where the two are one: "broke out", "locked out"."""
    if after not in lexicon().particles and after != "into":
        return ()
    return tuple(sorted(f"{form} {after}" for form in lemmas(word) if wordnet.acts(f"{form} {after}")))[:1]
