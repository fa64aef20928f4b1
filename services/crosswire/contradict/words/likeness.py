"""Likeness of words: whether two may name one thing or one act, by their forms, their classes and WordNet."""

import re
from functools import lru_cache

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import irregular, lexicon, stem

ALIKE, AKIN, UNLIKE = 2, 1, 0
# Steps up from a noun within which what it is a kind of may stand for it: a jet is an aircraft, but no vehicle.
STEPS = 3
# Letters of a noun, from which on it may be the end of another.
COMPOUND = 4
# One syllable with a single last consonant, which doubles before an ending.
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]$")
# What narrows nothing: the total is what it is of.
_BROAD = frozenset(
    {
        "main",
        "total",
        "net",
        "overall",
        "annual",
        "monthly",
        "headline",
        "benchmark",
        "key",
        "average",
        "interest",
        "policy",
    }
)
_ENDINGS = (
    ("men", "man"),
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


@lru_cache(maxsize=4096)
def alike(a: str, b: str) -> int:
    """Return ALIKE for two words of one meaning, AKIN where one is wider than the other, else UNLIKE."""
    mine, theirs = _own(a), _own(b)
    if mine & theirs:
        return ALIKE
    if _compound(a, b) or _compound(b, a):
        return AKIN
    return AKIN if mine & _wide(b) or theirs & _wide(a) else UNLIKE


def _compound(long: str, short: str) -> bool:
    """Tell whether a noun is made of another and what narrows it: an oilfield is a field."""
    bare = lemma(short)
    whole = lemma(long)
    narrowed = len(bare) >= COMPOUND and whole.endswith(bare) and len(whole) - len(bare) >= COMPOUND - 1
    return narrowed and bool(wordnet.kinds(bare)) and bare not in wordnet.antonyms(whole)


def matches(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of ``words`` that one of ``others`` is like."""
    return tuple(word for word in words if any(alike(word, other) for other in others))


def mutual(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of either row that one of the other is like."""
    return *matches(words, others), *matches(others, words)


def shared(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return what two rows of words have in common, whichever of both is asked first: the longer row of likes."""
    return max(matches(words, others), matches(others, words), key=lambda row: (len(row), row))


def narrowed(a: str, b: str) -> bool:
    """Tell whether of two descriptions that share a word one has a noun more: exports of wheat, and of maize."""
    mine, theirs = (tuple(word for word in name.split() if word.islower() and word not in _BROAD) for name in (a, b))
    extra = [word for row, other in ((mine, theirs), (theirs, mine)) for word in row if not matches((word,), other)]
    return bool(matches(mine, theirs)) and any(wordnet.kinds(form) for word in extra for form in lemmas(word))


@lru_cache(maxsize=4096)
def lemmas(word: str) -> frozenset[str]:
    """Return the dictionary forms that a word in lower case may be of; its stem where no dictionary has it."""
    forms = {word, irregular(word)}
    for ending, new in _ENDINGS:
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 1 and not _misread(bare, ending, new):
            forms.add(bare + new)
            if bare[-1] == bare[-2]:
                forms.add(bare[:-1])
    known = frozenset(form for form in forms if wordnet.known(form) or lexicon().classes(form))
    return known or frozenset({stem(word)})


def lemma(word: str) -> str:
    """Return the shortest dictionary form of a word, of several the first by its letters: a set has no order."""
    return min(lemmas(word), key=lambda form: (len(form), form))


def _misread(bare: str, ending: str, new: str) -> bool:
    """Tell an ending that is half of one: what was scraped is no scrap, and planes are no plans."""
    if new or ending not in {"es", "ed", "ing"}:
        return False
    if ending == "es":
        return not bare.endswith(("s", "x", "z", "ch", "sh", "o"))
    return bool(_SHORT.match(bare)) and bool(wordnet.acts(f"{bare}e"))


@lru_cache(maxsize=4096)
def inflected(word: str) -> bool:
    """Tell a verb's past or participle by its form."""
    return any(form != word and wordnet.acts(form) for form in lemmas(word)) and not word.endswith("s")


@lru_cache(maxsize=4096)
def roots(word: str) -> tuple[str, ...]:
    """Return under what a word is met: its classes, and one form for its inflections and the verb behind it."""
    forms = lemmas(word)
    classes = {known for form in forms for known in lexicon().classes(form)}
    base = {*forms, *(verb for form in forms for verb in wordnet.verbs(form))}
    things = {lexicon().things[form] for form in forms if form in lexicon().things}
    return (
        *sorted(classes, key=lambda known: (known not in things, known))[:3],
        min(base, key=lambda form: (len(form), form)),
    )


@lru_cache(maxsize=4096)
def _own(word: str) -> frozenset[str]:
    forms = set(lemmas(word))
    forms |= {other for form in forms for other in wordnet.verbs(form) | wordnet.nouns(form)}
    found = set(forms)
    for form in forms:
        # Of a synonym, the pair of words is the meaning: that two words share one, a third need not.
        found.update(f"{min(form, other)}={max(form, other)}" for other in wordnet.synonyms(form))
        found.update(wordnet.acts(form))
        found.update(f"{meaning}:kind" for meaning in wordnet.kinds(form)[:1])
        found.update(f"{known}:class" for known in lexicon().classes(form))
    return frozenset(found)


@lru_cache(maxsize=4096)
def _wide(word: str) -> frozenset[str]:
    forms = lemmas(word)
    above = {f"{kind}:kind" for form in forms for kind in wordnet.kinds(form)[1:STEPS]}
    return frozenset(above | {act for form in forms for act in wordnet.wider_acts(form)})
