"""How a claim is put, when it was said, and what it happened on: as the record has them."""

import pytest
from tests.extract.conftest import Claims

MODALITIES = [
    ("the present with a day to come", "The minister said the bridge opens next week.", "planned"),
    ("the present of today", "The minister said the bridge is closed.", "fact"),
    ("what would be, told in the present", "The ministry says the offer would raise wages.", "hypothetical"),
    ("what would be, told in the past", "The ministry said the bridge would reopen in May.", "planned"),
    ("what a speaker had expected, in his own words", '"We expected rock," she said.', "fact"),
    ("what is expected", "Analysts expect strong growth.", "planned"),
    ("to have agreed to a day to come", "The envoy said troops had decided to leave by March.", "planned"),
    ("what somebody could perceive", "He said they could hear shots.", "fact"),
    ("what somebody could not do", '"We could not put it out," she said.', "fact"),
    ("what is expected to end", "The strike is expected to end on Friday.", "planned"),
    ("should for if", "Should members reject it, the union said, the port would stand still.", "hypothetical"),
    ("one word that doubts", '"Unlikely," the minister said.', "possible"),
]
FORCES = [
    ("what is to be done", "The minister said an inquiry would be held.", "promise"),
    ("what the speaker's side will do", "Her lawyers said the mayor would appeal.", "promise"),
    ("what is to come by itself", "The director said supplies would last until May.", "assert"),
    ("to recommend a thing", "The board recommended the deal.", "assert"),
    ("to call a claim baseless", "The general called the claim baseless.", "deny"),
    ("to call a thing an insult", "The general called the film an insult.", "assert"),
]
POLARITIES = [
    ("not to be ruled out", "The mayor said sabotage could not be ruled out.", "affirmed"),
    ("no fewer than", "The master said no fewer than 14 ships had left.", "affirmed"),
    ("should never have been", "The coach said the goal should never have been given.", "affirmed"),
    ("the words that deny", 'A nurse contradicted this: "We saw no soldiers."', "negated"),
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


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in FORCES], ids=[case[0] for case in FORCES])
def test_force(claims: Claims, text: str, expected: str) -> None:
    (claim,) = (claim for claim in claims(text) if claim.speaker.kind != "outlet")
    assert claim.cue.force == expected


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in POLARITIES], ids=[case[0] for case in POLARITIES])
def test_polarity(claims: Claims, text: str, expected: str) -> None:
    (claim,) = (claim for claim in claims(text) if claim.speaker.kind != "outlet")
    assert claim.polarity == expected


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_said_on(claims: Claims, text: str, expected: str | None) -> None:
    (claim,) = (claim for claim in claims(text) if claim.speaker.kind != "outlet")
    assert (claim.said_on.text if claim.said_on else None) == expected


def test_one_who_is_no_figure_is_no_quantity(claims: Claims) -> None:
    (claim,) = (one for one in claims("Police said a man was killed by two dogs.") if one.speaker.kind != "outlet")
    assert [quantity.text for quantity in claim.quantities] == ["two dogs"]
