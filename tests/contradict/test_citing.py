"""Speakers within a sentence, with the article that English gives them."""

import pytest

from crosswire.contradict.words.citing import named

CASES = {
    "a description takes it": ("company", "organization", "the company"),
    "one with an owner takes it": ("country's industry ministry", "organization", "the country's industry ministry"),
    "one with a complement takes it": ("union of metalworkers", "organization", "the union of metalworkers"),
    "several take none": ("officials", "group", "officials"),
    "a number takes none": ("two people familiar with the matter", "anonymous", "two people familiar with the matter"),
    "what is bare in English takes none": ("police", "organization", "police"),
    "a role before a name takes none": ("team manager Ilka Moreno", "person", "team manager Ilka Moreno"),
    "a person takes none": ("Ilka Moreno", "person", "Ilka Moreno"),
    "a person who is called like a body takes none": ("Ilka Guard", "person", "Ilka Guard"),
    "a body takes it": ("State Emergency Service", "organization", "the State Emergency Service"),
    "a body of something takes it": ("Ministry of Defence", "organization", "the Ministry of Defence"),
    "a body with an owner takes none": ("Peru's Government", "organization", "Peru's Government"),
    "a firm takes none": ("Karaca Holding", "organization", "Karaca Holding"),
    "a state takes none": ("Russia", "state", "Russia"),
    "nothing stays nothing": ("", "anonymous", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_a_speaker_is_named_as_in_a_sentence(case: str) -> None:
    speaker, kind, expected = CASES[case]
    assert named(speaker, kind) == expected
