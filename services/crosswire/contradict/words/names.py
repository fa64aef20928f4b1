"""Whether two names may be of one bearer: spelling, transliteration, titles, descriptions and acronyms."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon

SAME, MAY, NOT = 1, 0, -1
# One side's words for the other: "the enemy" is whoever the outlet is against.
_NOBODY = frozenset(
    {"unidentified", "unknown", "enemy", "occupying", "occupation", "occupiers", "invaders", "invading"}
)
# What a word is a kind of in WordNet that names a people.
_INHABITANT = "inhabitant.1"
# The article of Arabic names, which one outlet writes and the next does not: al-Bab is Bab, Abd al-Karim Abdelkarim.
_ARTICLE = re.compile(r"^(?:[AaEe]l|[Aa]s|[Aa]sh|[Aa]n|[Aa]d|[Aa]r|[Uu]l)-(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Letters that no normal form takes apart; "ä" and "æ" are one where neighbours spell a name.
_LETTERS = str.maketrans("øæœłđðı", "oaolddi")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return ``name`` in lower case without accents, titles and articles; words separated by one space."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)) if not unicodedata.combining(c)
    )
    words = [re.sub(r"['’]s?$|['’]", "", word) for word in _WORD.findall(plain)]
    kept = [word for word in words if word and word not in lexicon().titles]
    return " ".join(kept or words)


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """Return the consonants of a word in one spelling for all common romanisations: Kharkov and Kharkiv agree."""
    text = fold(_ARTICLE.sub("", word)).replace(" ", "")
    for old, new in lexicon().spellings:
        text = text.replace(old, new)
    bare = text[:1] + re.sub("[aeiou]", "", text[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


def described(name: str) -> bool:
    """Tell a description ("the market", "Finnish police") from a proper name: its last word has no capital."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in lexicon().titles]
    return not words or not (words[-1][:1].isupper() or words[-1][:1].isdigit())


@lru_cache(maxsize=4096)
def match(left: str, right: str) -> int:
    """Return SAME, MAY or NOT for two names or descriptions, as written."""
    a, b = nation(left), nation(right)
    if not a or not b:
        return MAY
    if a == b or _acronym(left, right) or _acronym(right, left):
        return SAME
    if described(left) or described(right):
        apart = marked(left) and marked(right) and not marked(left) & marked(right)
        return NOT if apart else _descriptions(fold(left), fold(right), both=described(left) and described(right))
    return _proper(a, b)


@lru_cache(maxsize=4096)
def nation(name: str) -> str:
    """Return the folded name, a state's adjective, capital and forces as the state: "Russian troops" is "russia"."""
    words = [word for word in fold(name).split() if word not in lexicon().small]
    states = lexicon().nations
    kept = [states.get(word, word) for word in words]
    forces = [word for word in kept if word not in lexicon().forces]
    if len(forces) == 1 and forces[0] in lexicon().states:
        return forces[0]
    return lexicon().capitals.get(" ".join(words), " ".join(kept))


def unknown(name: str) -> bool:
    """Tell a name that says nothing of its bearer: "unidentified gunmen", "they"."""
    words = fold(name).split()
    known = lexicon().unknown
    return not words or bool(_NOBODY & set(words)) or all(word in known for word in words)


def opposed(a: str, b: str) -> bool:
    """Tell the state's forces from those who fight it, where neither is named."""
    ours, others = lexicon().camps
    sides = [({word for word in fold(name).split() if described(name)}) for name in (a, b)]
    camps = [(bool(words & ours), bool(words & others)) for words in sides]
    return {(True, False), (False, True)} == set(camps)


def rivals(a: str, b: str) -> bool:
    """Tell the state's forces, without a name, from fighters of a group that has one of its own."""
    ours, _ = lexicon().camps
    for mine, theirs in ((a, b), (b, a)):
        nobody = bool(set(fold(mine).split()) & ours) and not marked(mine)
        fighters = marked(theirs) and not set(fold(theirs).split()) & ours and nation(theirs) not in lexicon().states
        if nobody and fighters:
            return True
    return False


def camped(name: str) -> bool:
    """Tell a description by which the state's forces, or those who fight them, are known."""
    words = set(fold(name).split())
    return any(words & camp for camp in lexicon().camps)


def nameless(name: str) -> bool:
    """Tell forces without a name: "the armed forces" of one outlet are "the defenders" of the other."""
    return all(word in lexicon().unknown or word in lexicon().forces for word in fold(name).split())


def marked(name: str) -> frozenset[str]:
    """Return the proper names within a description: the bridge at Chonhar is no other bridge."""
    words = [word for word in _WORD.findall(name) if word[:1].isupper()]
    return frozenset(skeleton(word) for word in words if not lexicon().common(word))


def across(a: str, b: str) -> bool:
    """Tell two descriptions of two sides of the compass: "the eastern command", "the western government"."""
    sides = [{word for word in fold(name).split() if word in lexicon().compass} for name in (a, b)]
    return all(sides) and not sides[0] & sides[1]


def _descriptions(a: str, b: str, *, both: bool) -> int:
    """Descriptions are one by their last noun; two that share words but not that are two things of one kind."""
    mine, theirs = [concept(word) for word in a.split()], [concept(word) for word in b.split()]
    if across(a, b):
        return NOT
    peoples = [set(map(_people, row)) - {""} for row in (a.split(), b.split())]
    if all(peoples) and not peoples[0] & peoples[1]:
        # A Greek ship is no Roman ship.
        return NOT
    if mine[-1] == theirs[-1]:
        return SAME
    if mine[-1] in theirs or theirs[-1] in mine:
        return MAY
    return NOT if both and set(mine) & set(theirs) else MAY


@lru_cache(maxsize=4096)
def _people(word: str) -> str:
    """Return the people or state that an adjective is of, else nothing."""
    state = lexicon().nations.get(word, word)
    return state if state in lexicon().states or _INHABITANT in wordnet.kinds(word) else ""


def concept(word: str) -> str:
    """Return the class of a common noun."""
    return lexicon().concept(word)


def _proper(a: str, b: str) -> int:
    mine, theirs = a.split(), b.split()
    short, long = sorted((mine, theirs), key=len)
    if all(any(spelt_alike(word, other) for other in long) for word in short):
        return SAME
    if len(mine) > 1 and len(theirs) > 1 and skeleton(a) == skeleton(b):
        # "Abdel Qader" of one outlet is "Abdulkader" of the other.
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
