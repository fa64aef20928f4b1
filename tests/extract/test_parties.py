"""Who is meant: short names, pronouns and descriptions joined with the names before them; states, roles, spellings."""

import pytest
from tests.extract.conftest import Claims

from crosswire.extract.resolve.names import full, respelled

JOINED = [
    ("a surname", "Andrii Kovalenko said the port was hit. Kovalenko said two ships sank.", "Andrii Kovalenko"),
    ("a pronoun", "Roman Alekhin said the port was hit. According to him, two ships sank.", "Roman Alekhin"),
    ("an honorific", "Julia Brandt resigned. Ms. Brandt said two ships sank.", "Julia Brandt"),
    ("a double surname", "Beatriz Quiroga Salas lost. Quiroga Salas said two ships sank.", "Beatriz Quiroga Salas"),
    (
        "the ministry",
        "The Polish Interior Ministry was warned. The ministry said two ships sank.",
        "Polish Interior Ministry",
    ),
    ("a capital that speaks", "Kyiv said two ships sank.", "Ukraine"),
    ("an alias of the curated list", "The FSB said two ships sank.", "Federal Security Service"),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in JOINED], ids=[case[0] for case in JOINED])
def test_speakers_are_joined(claims: Claims, text: str, expected: str) -> None:
    last = [claim for claim in claims(text) if "ships sank" in claim.content.text][-1]
    assert last.speaker.canonical == expected


def test_role_affiliation_and_country_are_read_off_the_apposition(claims: Claims) -> None:
    (claim,) = claims("Andrii Kovalenko, head of Ukraine's drone center, said two ships sank.")
    speaker = claim.speaker
    assert (speaker.text, speaker.role) == ("Andrii Kovalenko", "head of Ukraine's drone center")
    assert (speaker.affiliation, speaker.country) == ("Ukraine's drone center", "UKR")


def test_a_state_and_its_forces_share_a_country(claims: Claims) -> None:
    (claim,) = claims("Ukrainian troops attacked Russian forces.")
    assert [(party.canonical, party.country) for party in claim.parties] == [
        ("Ukrainian forces", "UKR"),
        ("Russian forces", "RUS"),
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("Roman Alyokhin", "Roman Alekhin"), ("Oleg Malinovskiy", "Oleg Malinovsky")]
)
def test_romanised_spellings_come_to_one(one: str, other: str) -> None:
    assert respelled(one) == respelled(other)


@pytest.mark.parametrize("name", ["Tony Mayo", "Ana Lyon", "Mary Ellis"])
def test_other_names_keep_their_spelling(name: str) -> None:
    assert respelled(name) == name


def test_a_first_name_alone_is_the_full_names_short_form() -> None:
    assert full("Julia", ["Julia Brandt"]) == "Julia Brandt"
    assert full("Karl", ["Julia Brandt"]) == "Karl"
