"""What an article says of the standing of claims, and how far back that reaches."""

import pytest
from tests.extract.conftest import Claims

CASES = [
    (
        "these claims: those before, none after",
        "Kyiv said 12 tanks were destroyed. Moscow said none was lost.\n\nReuters could not independently verify these "
        "claims.\n\nThe governor said a bridge was hit.",
        ["unverified", "unverified", "not_stated"],
    ),
    (
        "neither statement",
        "The army said it held the town. The rebels said they had taken it.\n\nNeither statement could be "
        "independently confirmed.",
        ["unverified", "unverified"],
    ),
    (
        "without evidence: the claim beside it only",
        "The minister said, without providing evidence, that the plant was mined. Police said the road was open.",
        ["unverified", "not_stated"],
    ),
    (
        "another source denies it",
        "The union said 300 people were dismissed. The company denied the report.",
        ["disputed", "not_stated"],
    ),
    (
        "another source denies a part in it",
        "Residents accused the militia of burning the mill. The militia denied any involvement.",
        ["disputed", "not_stated"],
    ),
    (
        "a figure that another source disputes",
        "The union said 300 people had been dismissed, a figure the company disputes.",
        ["disputed"],
    ),
    (
        "no evidence for the accusation: not for what else was said",
        "The army said it had fired at a car and accused the militia of mining the road. "
        "It offered no evidence for the accusation.",
        ["not_stated", "unverified"],
    ),
    (
        "those figures: the claims with figures just before",
        "The governor said 42 bodies were found.\n\nThe party claimed over 90 people had died and accused the army of "
        "theft. The Courier could not independently verify those figures.",
        ["not_stated", "unverified", "not_stated"],
    ),
    (
        "his claims: those of the last speaker",
        "Police said the bridge was closed. The mayor said it had been blown up. "
        "There was no independent confirmation of his claims.",
        ["not_stated", "unverified"],
    ),
    (
        "unable to reach the village or to confirm the toll",
        "Villagers said 30 people had died.\n\nThe Courier was unable to reach the village or to confirm the toll.",
        ["unverified"],
    ),
    ("the cue confirms", "Police confirmed that two men were arrested.", ["verified"]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_verification(claims: Claims, text: str, expected: list[str]) -> None:
    assert [claim.verification.status for claim in claims(text) if claim.speaker.kind != "outlet"] == expected


def test_the_scope_is_the_sentence_that_says_so(claims: Claims) -> None:
    text = "Kyiv said 12 tanks were destroyed.\n\nReuters could not independently verify the claim."
    (claim,) = claims(text)
    assert claim.verification.scope is not None
    assert claim.verification.scope.text == "Reuters could not independently verify the claim."
