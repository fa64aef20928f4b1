"""What an article says of the standing of claims, and how far back that reaches."""

import pytest
from tests.extract.conftest import Claims

CASES = [
    (
        "an official contradicts the minister",
        "The minister said nobody had been informed. An official contradicted him, saying a letter had arrived.",
        ["disputed", "not_stated"],
    ),
    (
        "neither claim: the two of one who speaks in the paragraph",
        "Police said calm was restored.\n\nA blogger wrote that mortars were used and that 60 houses had burned down. "
        "Neither claim could be independently verified.",
        ["not_stated", "unverified", "unverified"],
    ),
    (
        "the company's claim: not those of others before it",
        "The mayor said the gates were opened at night. Rio Sul, which runs the dam, said they were never opened. "
        "The company's claim has not been independently confirmed.",
        ["not_stated", "unverified"],
    ),
    (
        "a claim by its owner's name, though another spoke last",
        "Norland said 12 tanks were lost. The mayor said it was late. "
        "Norland's claim could not be independently verified.",
        ["unverified", "not_stated"],
    ),
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
    (
        "the accusation, and not what was said after it",
        "The chief blamed the militia for the fire. He said 17 people had died.\n\n"
        "Its spokesman rejected the accusation.",
        ["disputed", "not_stated", "not_stated"],
    ),
    (
        "the complaint, with all that its speaker said of it",
        'The runner complained that the winner had been helped. "I saw it myself," the runner said.\n\n'
        "The director rejected the complaint.",
        ["disputed", "disputed", "not_stated"],
    ),
    (
        "the figure: the claim with a figure",
        "The union said pay would rise by 18 percent. It said work had begun. The ministry contradicted the figure.",
        ["disputed", "not_stated", "not_stated"],
    ),
    (
        "a lower number put on the same: both",
        "A chief said gunmen had killed more than 50 people. The army put the number of dead at 35.",
        ["disputed", "disputed"],
    ),
    (
        "nobody against some: both",
        "Police said nobody was hurt. Doctors said they had treated eight people with bullet wounds.",
        ["disputed", "disputed"],
    ),
    (
        "two numbers of two things: neither",
        "Police said 12 people were hurt. Doctors said they had treated eight dogs.",
        ["not_stated", "not_stated"],
    ),
    (
        "a denial by whom the claim is about",
        "Two people said Alder Milk was weighing a rival bid. Alder Milk denied that it was preparing an offer.",
        ["disputed", "not_stated"],
    ),
    (
        "this is a lie",
        'The mayor said the dam had been mined. "This is a lie," said the general.',
        ["disputed", "not_stated"],
    ),
    (
        "does not recognise the result",
        "The commission said the governor had won. His challenger said she did not recognise the result.",
        ["disputed", "not_stated"],
    ),
    (
        "the actual reason",
        "The sponsor said the trial was late because of paperwork. Two doctors said the actual reason was money.",
        ["disputed", "not_stated"],
    ),
    (
        "a body that could not confirm the date",
        "The airline said the plane was checked on March 3. The authority could not immediately confirm the date.",
        ["unverified", "not_stated"],
    ),
    (
        "no evidence offered in the same sentence: that claim only",
        "The driver said his brakes had failed. The union alleged that he was paid, but offered no evidence.",
        ["not_stated", "unverified"],
    ),
    (
        "the accusation, made before something else was said",
        "Ana Roth alleged that guards fled.\n\nAccording to Roth, guards also sold guns.\n\n"
        "The company rejected the accusation.",
        ["disputed", "not_stated", "not_stated"],
    ),
    (
        "the account: all that was told of it, over paragraphs",
        "Ana Roth alleged that guards fled.\n\nAccording to Roth, guards also sold guns.\n\n"
        "The company rejected the account.",
        ["disputed", "disputed", "not_stated"],
    ),
    (
        "either toll: the last of two sources, and no claim without one",
        "A priest said raiders had killed 41 men.\n\nAn elder said 60 houses had burned. The rebels said their men "
        "killed 25 guards.\n\nThe Test could not independently verify either toll.",
        ["unverified", "not_stated", "unverified"],
    ),
    (
        "nobody has verified it",
        "A cook said the flour was mouldy. Two divers said the wreck was empty. Nobody has verified it.",
        ["unverified", "unverified"],
    ),
    (
        "no one could confirm the number",
        "A guard said 70 men were held. No one has been able to confirm the number.",
        ["unverified"],
    ),
    (
        "the claims of owners",
        "The owners said the vessel had sunk. The mayor said it was late. "
        "The owners' claim could not be independently verified.",
        ["unverified", "not_stated"],
    ),
    (
        "neither side's version: not of the last speaker only",
        "The league said raiders had shot two herders.\n\nThe raiders' chief said a patrol had come under fire.\n\n"
        "A mayor said the herders were unarmed.\n\nNeither side's version could be independently verified.",
        ["unverified", "unverified", "unverified"],
    ),
    (
        "how much of what: the claim that speaks of it",
        "Norland said the dam had let out water at night. The envoy said a letter had been sent.\n\n"
        "The Test was not able to verify how much water was let out.",
        ["unverified", "not_stated"],
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
