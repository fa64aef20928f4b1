"""Whether two names may be of one bearer: spelling, transliteration, titles, descriptions and acronyms."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from crosswire.contradict.lexicon import lexicon

SAME, MAY, NOT = 1, 0, -1
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return ``name`` in lower case without accents, titles and articles; words separated by one space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = [re.sub(r"['’]s?$|['’]", "", word) for word in _WORD.findall(plain.casefold())]
    kept = [word for word in words if word and word not in lexicon().titles]
    return " ".join(kept or words)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants of a word in one spelling for all common romanisations: Kharkov and Kharkiv agree."""
    text = fold(word).replace(" ", "")
    for old, new in lexicon().spellings:
        text = text.replace(old, new)
    bare = text[:1] + re.sub("[aeiou]", "", text[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


def described(name: str) -> bool:
    """Tell a description ("the market") from a proper name: no word but the first begins with a capital."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in lexicon().titles]
    return not any(word[:1].isupper() or word[:1].isdigit() for word in words)


@lru_cache(maxsize=65536)
def match(left: str, right: str) -> int:
    """Return SAME, MAY or NOT for two names or descriptions, as written."""
    a, b = nation(left), nation(right)
    if not a or not b:
        return MAY
    if a == b or _acronym(left, right) or _acronym(right, left):
        return SAME
    if described(left) or described(right):
        return _descriptions(fold(left), fold(right), both=described(left) and described(right))
    return _proper(a, b)


def nation(name: str) -> str:
    """Return the folded name, a state's adjective and forces as the state: "Russian troops" is "russia"."""
    words = fold(name).split()
    states = lexicon().nations
    kept = [states.get(word, word) for word in words]
    forces = [word for word in kept if word not in lexicon().forces]
    return " ".join(forces) if len(forces) == 1 and forces[0] in lexicon().states else " ".join(kept)


def _descriptions(a: str, b: str, *, both: bool) -> int:
    heads = lexicon().concept
    mine, theirs = {heads(word) for word in a.split()}, {heads(word) for word in b.split()}
    if mine & theirs:
        return SAME if mine <= theirs or theirs <= mine else MAY
    return NOT if both else MAY


def _proper(a: str, b: str) -> int:
    mine, theirs = a.split(), b.split()
    short, long = sorted((mine, theirs), key=len)
    if all(any(spelt_alike(word, other) for other in long) for word in short):
        return SAME
    # One surname under two first names is two people; anything else that shares no word is another bearer.
    return SAME if fuzz.token_sort_ratio(a, b) >= 88 else NOT


def spelt_alike(a: str, b: str) -> bool:
    """Tell whether two words may be one name in two spellings."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4:
        return False
    if any(c.isdigit() for c in a + b):
        return False
    return Levenshtein.normalized_similarity(a, b) >= 0.86 or (a[0] == b[0] and skeleton(a) == skeleton(b) != a[0])


def _acronym(short: str, long: str) -> bool:
    bare = re.sub(r"[^A-Za-z]", "", short)
    words = [word for word in _WORD.findall(long) if word.casefold() not in lexicon().small]
    if len(bare) < 2 or not bare.isupper() or len(words) < 2:
        return False
    return bare.casefold() == "".join(word[0] for word in words).casefold()
