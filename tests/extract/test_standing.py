"""How a claim is put, when it was said, and what it happened on: as the record has them."""

import pytest
from tests.extract.conftest import Claims

MODALITIES = [
    ("the present with a day to come", "The minister said the bridge opens next week.", "planned"),
    ("the present of today", "The minister said the bridge is closed.", "fact"),
    ("one word that doubts", '"Unlikely," the minister said.', "possible"),
]
SAID = [
    ("the day of the cue", "The minister said on Friday that the bridge was closed.", "Friday"),
    ("the day of the source", "A report published on Friday says the bridge is closed.", "Friday"),
    ("not the day of what is told", "The minister said the bridge was closed on Friday.", None),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in MODALITIES], ids=[case[0] for case in MODALITIES])
def test_modality(claims: Claims, text: str, expected: str) -> None:
    (claim,) = (claim for claim in claims(text) if claim.speaker.kind != "outlet")
    assert claim.modality == expected


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_said_on(claims: Claims, text: str, expected: str | None) -> None:
    (claim,) = (claim for claim in claims(text) if claim.speaker.kind != "outlet")
    assert (claim.said_on.text if claim.said_on else None) == expected


def test_one_who_is_no_figure_is_no_quantity(claims: Claims) -> None:
    (claim,) = (one for one in claims("Police said a man was killed by two dogs.") if one.speaker.kind != "outlet")
    assert [quantity.text for quantity in claim.quantities] == ["two dogs"]
