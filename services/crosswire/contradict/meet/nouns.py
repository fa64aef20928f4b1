"""Nouns: what sort of thing a noun names, and whether one is a wider word for another."""

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import inflected, lemmas
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.phrases import kinds_of_words


def happening(word: str) -> bool:
    """Tell a word for what happens, be it a verb's form."""
    return inflected(word) or acted(word)


def acted(word: str) -> bool:
    """Tell a happening from the thing that it befell: an explosion was that of a boiler."""
    return any(lexicon().happenings.get(form) in lexicon().deeds for form in lemmas(word))


def wider(wide: str, narrow: str) -> bool:
    """Tell what a noun is a kind of, however far above: a steroid is a substance; a camp is a base."""
    if {wide, narrow} <= patterns()["strongholds"]:
        return True
    own = {kind for form in lemmas(wide) for kind in wordnet.kinds(form)[:1]}
    if any(own & set(wordnet.kinds(form)) for form in lemmas(narrow)):
        return True
    # What is made or done somewhere is often called by a word that no dictionary has: a brewery is a plant.
    return bool(lemmas(wide) & kinds_of_words()["works"]) and not any(map(wordnet.kinds, lemmas(narrow)))


def person(word: str) -> bool:
    """Tell a word for somebody, or for a force."""
    kinds = {kind for form in lemmas(word) for kind in wordnet.kinds(form)}
    return bool(kinds & {"person.1", "organism.1"}) or word in lexicon().forces


def noun(word: str) -> bool:
    """Tell a noun before a noun, which tells its kind; a word in no dictionary is one."""
    forms = lemmas(word)
    opposites, acts = any(map(wordnet.antonyms, forms)), any(map(wordnet.acts, forms))
    if opposites != acts:
        # With an opposite mostly an adjective, as in heavy rain; with an act a noun, as in cruise ship.
        return acts
    return any(map(wordnet.kinds, forms)) or not any(map(wordnet.known, forms))
