"""Names: whom and what a claim is about goes by the name that the article gives, wherever it gives it."""

import pytest
from tests.extract.conftest import Claims

CALLED = [
    (
        "a name after what the description is of",
        "The former head of Ostmark Bank, Lutz Harms, was arrested in Riga on Monday.",
        "The former head",
        "target",
        "Lutz Harms",
    ),
    (
        "a name at the end of a phrase that is an object",
        "Police arrested the owner of the Lido club, Theo Zanis, on Monday.",
        "Police arrested",
        "target",
        "Theo Zanis",
    ),
    (
        "no name of whom the description is of",
        "The killer of the actress, Ana Roth, was arrested in Riga on Monday.",
        "The killer",
        "target",
        "killer",
    ),
    (
        "a name by a verb of naming",
        "The suspect, named as Rafik Sellami, was arrested in Riga.",
        "The suspect",
        "target",
        "Rafik Sellami",
    ),
    (
        "who was arrested is the suspect",
        "Police arrested Rafik Sellami, 34, over the murder of Jana Kos. The suspect was caught in Riga.",
        "The suspect",
        "target",
        "Rafik Sellami",
    ),
    (
        "who was murdered is the victim",
        "Police arrested Rafik Sellami, 34, over the murder of Jana Kos. The victim was stabbed in Riga.",
        "The victim",
        "target",
        "Jana Kos",
    ),
    (
        "of two who were arrested neither",
        "Police arrested Rafik Sellami on Monday. Police arrested Ivo Lund on Tuesday. The suspect was hurt in Riga.",
        "The suspect was hurt",
        "target",
        "suspect",
    ),
    (
        "an age, of whom something is told and who does not tell it",
        "Ruben Sato was hurt in Osaka, coach Nuno Prates said on Monday. The 27-year-old left the pitch.",
        "The 27-year-old",
        "actor",
        "Ruben Sato",
    ),
    (
        "an age, whom it befell",
        "Ruben Sato fled on Monday. Police arrested the 27-year-old in Osaka.",
        "Police arrested",
        "target",
        "Ruben Sato",
    ),
    (
        "an age, who died",
        "Ruben Sato was shot on Monday. The 27-year-old died.",
        "The 27-year-old",
        "target",
        "Ruben Sato",
    ),
    (
        "one of a people",
        "Goalkeeper Mads Kjaer has left Porto. The Dane agreed a contract with Lyon.",
        "The Dane",
        "actor",
        "Mads Kjaer",
    ),
    (
        "a whole people",
        "Goalkeeper Mads Kjaer has left Porto. The Danish agreed a contract with Lyon.",
        "The Danish",
        "actor",
        "Danish",
    ),
    ("who tells it", "Ines Vidal met Tom Falk. Falk said he would leave.", "he would leave", "actor", "Tom Falk"),
    (
        "whom the judges robbed tells it",
        "Kofi Mensah beat Luis Ferraz. Ferraz said the judges had robbed him.",
        "the judges",
        "target",
        "Luis Ferraz",
    ),
    (
        "whose lawyer tells it",
        "Tom Falk was jailed in Oslo. His lawyer, Ada Hille, said he would leave.",
        "he would leave",
        "actor",
        "Tom Falk",
    ),
    (
        "of whom it is told at the end",
        "Tom Falk was hurt in Oslo, coach Jan Brok said. He left the pitch.",
        "He left",
        "actor",
        "Tom Falk",
    ),
    (
        "a ship by a verb of naming",
        "A cargo ship named Esi sank off Ghana on Sunday.",
        "A cargo ship",
        "object",
        "cargo ship Esi",
    ),
    (
        "a ship that was named before",
        "Pirates seized the tanker Vonk on Monday. The vessel sank on Tuesday.",
        "The vessel",
        "object",
        "tanker Vonk",
    ),
    (
        "of two ships neither",
        "The tanker Vonk hit the ferry Ilse Roth on Monday. The vessel sank on Tuesday.",
        "The vessel",
        "object",
        "vessel",
    ),
    (
        "what a figure is of",
        "The frost destroyed 3,000 hectares of orchards in Chile.",
        "The frost",
        "object",
        "orchard",
    ),
    (
        "nobody by a dateline",
        "RIGA - Guards burned the village of Ane on Monday.",
        "Guards burned",
        "actor",
        "Guards",
    ),
    (
        "in whose hands it remains",
        "The port of Ane remains firmly in the hands of the Malian army.",
        "The port",
        "holder",
        "Malian army",
    ),
    (
        "a hostage, whom nobody holds as a place",
        "Tom Falk remained in the hands of his kidnappers on Monday.",
        "Tom Falk remained",
        "target",
        "Tom Falk",
    ),
    (
        "not several by a pronoun for one",
        "Two judges found that Tom Falk had lied. He was led away on Monday.",
        "He was led",
        "target",
        "Tom Falk",
    ),
    (
        "the maker of something",
        "Ostara Industries cut jobs on Monday. The Danish cement maker kept its factory in Ane.",
        "The Danish cement maker",
        "actor",
        "Ostara Industries",
    ),
    (
        "another by what stands with it",
        "Pirates seized the tanker Vonk on Monday. The patrol vessel sank on Tuesday.",
        "The patrol vessel",
        "object",
        "patrol vessel",
    ),
]


@pytest.mark.parametrize(
    ("text", "begins", "slot", "expected"), [case[1:] for case in CALLED], ids=[case[0] for case in CALLED]
)
def test_who_and_what_it_is_about_goes_by_its_name(
    claims: Claims, text: str, begins: str, slot: str, expected: str
) -> None:
    (claim,) = (claim for claim in claims(text) if claim.content.text.startswith(begins))
    assert claim.slots is not None
    assert getattr(getattr(claim.slots, slot), "canonical", None) == expected


def test_a_pronoun_at_the_end_is_nobody_named_beside_in_what_he_says(claims: Claims) -> None:
    (claim,) = claims("Neil Quade was hurt in Oslo. He had driven the car and his brother had held the gun, he said.")[
        1:
    ]
    assert claim.speaker.canonical == "Neil Quade"


def test_the_role_is_of_whom_the_description_means(claims: Claims) -> None:
    (claim,) = claims("The former head of Ostmark Bank, Lutz Harms, was arrested in Riga on Monday.")
    assert claim.slots is not None
    assert claim.slots.target is not None
    assert claim.slots.target.role == "former head of Ostmark Bank"
