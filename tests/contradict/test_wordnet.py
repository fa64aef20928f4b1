"""Words that WordNet knows: opposites, synonyms, nouns of verbs, kinds."""

import pytest

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.likeness import lemma

OPPOSITES = {
    "a verb has its opposite": ("increase", "decrease"),
    "an adjective has its opposite": ("alive", "dead"),
    "a noun has its opposite": ("majority", "minority"),
}
APART = {
    "two instruments are two": ("piano", "violin", "musical_instrument.1", True),
    "two months are two": ("june", "july", "gregorian_calendar_month.1", True),
    "a kind of worker is one": ("miner", "worker", "worker.1", False),
    "spellings of one word are one": ("pediatrician", "paediatrician", "professional.1", False),
    "what is of another class is not set against it": ("piano", "june", "musical_instrument.1", False),
    "an unknown word is not set against anything": ("zzyzx", "june", "gregorian_calendar_month.1", False),
}


@pytest.mark.parametrize(("word", "other"), OPPOSITES.values(), ids=OPPOSITES)
def test_opposites_go_both_ways(word: str, other: str) -> None:
    assert other in wordnet.antonyms(word)
    assert word in wordnet.antonyms(other)


@pytest.mark.parametrize(("a", "b", "within", "expected"), APART.values(), ids=APART)
def test_kinds_that_exclude_each_other(a: str, b: str, within: str, expected: bool) -> None:
    assert wordnet.apart(a, b, within) is expected
    assert wordnet.apart(b, a, within) is expected


def test_words_that_mean_one_thing_are_synonyms() -> None:
    assert "commence" in wordnet.synonyms("begin")
    assert not wordnet.synonyms("zzyzx")


def test_a_noun_leads_to_its_verb_and_back() -> None:
    assert "destroy" in wordnet.verbs("destruction")
    assert wordnet.nouns("destroy", "act") == {"destruction"}
    assert "attacker" in wordnet.nouns("attack", "person")


def test_of_two_forms_of_one_length_the_same_is_taken_in_every_process() -> None:
    assert lemma("struck") == "strike"
