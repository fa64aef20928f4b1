"""Names: which may be of one bearer, in which spelling, and which say nothing of theirs."""

import pytest

from crosswire.contradict.words.names import MAY, NOT, SAME, described, match, nation, opposed, skeleton, unknown

MATCHES = {
    "an accent is no difference": ("Noël Coward", "Noel Coward", SAME),
    "two romanisations of a town": ("Kharkiv", "Kharkov", SAME),
    "a surname for a full name": ("Ruggero Santoni", "Santoni", SAME),
    "two people of one surname": ("Emine Kocatas", "Serkan Kocatas", NOT),
    "an acronym for its words": ("UN", "United Nations", SAME),
    "a state for its forces": ("Russian troops", "Russia", SAME),
    "a capital for its state": ("Moscow", "Russia", SAME),
    "two states": ("Russian forces", "Ukrainian forces", NOT),
    "one kind of thing in two words": ("oil depot", "fuel store", SAME),
    "two things that share a word": ("whale skull", "whale jaw", NOT),
    "two bridges of two names": ("Chonhar bridge", "Antonivka bridge", NOT),
    "north is not south": ("northern districts", "southern part", NOT),
    "a name against a description": ("Gernot Pichler", "the driver", MAY),
}


@pytest.mark.parametrize(("left", "right", "expected"), MATCHES.values(), ids=MATCHES.keys())
def test_matching_names(left: str, right: str, expected: int) -> None:
    assert match(left, right) == expected
    assert match(right, left) == expected


def test_spellings_of_one_name_have_one_skeleton() -> None:
    assert skeleton("Zaporizhzhia") == skeleton("Zaporozhye")
    assert skeleton("Kyiv") == skeleton("Kiev")
    assert skeleton("Læsø") == skeleton("Läsö") == skeleton("Laso")


def test_a_description_ends_in_a_common_word() -> None:
    assert described("Finnish police")
    assert not described("Islamic State")


def test_unidentified_gunmen_are_nobody_and_a_state_is_somebody() -> None:
    assert unknown("Unidentified gunmen")
    assert unknown("the enemy")
    assert not unknown("Baloch separatists")
    assert nation("Ukrainian Armed Forces") == "ukraine"


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("army artillery", "paramilitary fighters", True),
        ("rebel", "government soldiers", True),
        ("army artillery", "government soldiers", False),
        ("rebel", "paramilitary fighters", False),
        ("Free Army", "rebel fighters", False),
    ],
    ids=["army and paramilitaries", "rebels and government", "one state", "one camp", "a name is no description"],
)
def test_the_states_forces_are_not_those_who_fight_it(a: str, b: str, apart: bool) -> None:
    assert opposed(a, b) is opposed(b, a) is apart
