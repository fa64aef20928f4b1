"""Acts: what tells one act of another, by form, verb, class or sort."""

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import lemmas

# Of these there are many on a day.
VIOLENCE = frozenset({"attack", "violence"})


def acts(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of ``words`` that tell an act of ``others``, by form, verb or class; synonyms do not count."""
    known = {form for other in others for form in _forms(other)}
    classes = {sort for other in others for sort in sorts(other)}
    return tuple(word for word in words if _forms(word) & known or sorts(word) & classes)


def _forms(word: str) -> set[str]:
    """Return the dictionary forms of a word, and the verbs behind it where it is a noun."""
    return {*lemmas(word), *(verb for form in lemmas(word) for verb in wordnet.verbs(form))}


def sorts(word: str) -> set[str]:
    """Return the sorts of happening that a word may tell of."""
    known = lexicon()
    return {known.sort(known.happenings.get(form, form)) for form in lemmas(word)}
