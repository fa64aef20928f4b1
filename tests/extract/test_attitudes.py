"""What somebody thinks, feels, aims at or asks aloud: claims of his own, by class of wording; and what is no claim."""

import pytest
from tests.extract.conftest import Claims

SAID = [
    (
        "a question in somebody's own words",
        'She adds, "Who closed the dam?"',
        ("She", "add", "assert", "Who closed the dam?"),
    ),
    (
        "a subject that the parser gives to a participle before the verb",
        'Dockers marching through the port chanted "What wages?" and kept walking until late on Friday.',
        ("Dockers", "chant", "assert", "What wages?"),
    ),
    (
        "a source whose noun the parser gives to the word before",
        "Prices rose 3% in Ostra on Monday, after one of Norland's largest smelters said it would halt two furnaces.",
        ("one of Norland's largest smelters", "say", "promise", "it would halt two furnaces"),
    ),
    (
        "who is made to say it",
        "The scandal led the Norland minister Ana Roth to warn of a crisis.",
        ("Ana Roth", "warn", "assert", "a crisis"),
    ),
    (
        "an aim as the subject",
        "His goal is to close the mine by May.",
        ("His", "goal", "promise", "to close the mine by May"),
    ),
    (
        "a wager as the subject",
        "Roth's bet is that the dam will hold.",
        ("Roth", "bet", "assert", "the dam will hold"),
    ),
    (
        "what a plan would do",
        "Roth's plan would close the mine.",
        ("Roth", "plan", "promise", "would close the mine"),
    ),
    (
        "plans with the time between",
        "Police announced plans this week to close the bridge.",
        ("Police", "announce", "assert", "to close the bridge"),
    ),
    (
        "what is made clear",
        "The minister made it clear that the dam would hold.",
        ("minister", "make clear", "assert", "the dam would hold"),
    ),
    (
        "what a study finds",
        "A study by the university found 31 cases of fraud.",
        ("university", "find", "assert", "31 cases of fraud"),
    ),
    (
        "what a video shows of somebody",
        "The video shows him with his hands in the air.",
        ("video", "show", "assert", "him with his hands in the air"),
    ),
    (
        "an attack in words",
        "Roth attacked Viktor Haller as a fraud.",
        ("Roth", "attack", "allege", "Viktor Haller as a fraud"),
    ),
    (
        "what a deal is derided as",
        "The union derided the deal as toothless.",
        ("union", "deride", "assert", "the deal as toothless"),
    ),
    (
        "what somebody is thanked for",
        "Haller thanked her for saving the bank.",
        ("Haller", "thank", "assert", "her for saving the bank"),
    ),
    (
        "a view that others echo",
        "It was a view echoed by the union.",
        ("union", "echo", "assert", "a view"),
    ),
    (
        "a country that is branded something",
        'Norland branded Ostra an "outlaw".',
        ("Norland", "brand", "assert", 'Ostra an "outlaw"'),
    ),
    (
        "criticism that comes from somebody",
        "The mayor drew criticism from the union.",
        ("union", "criticism", "allege", "The mayor"),
    ),
    (
        "what alarms somebody",
        "The plan alarmed the miners.",
        ("miners", "alarm", "assert", "The plan"),
    ),
    (
        "what somebody is unsettled by",
        "The residents were unsettled by the plan.",
        ("residents", "unsettle", "assert", "the plan"),
    ),
    (
        "that something is so frustrates somebody",
        "The miners were frustrated that the bank closed.",
        ("miners", "frustrate", "assert", "the bank closed"),
    ),
    (
        "a call behind an apposition that the parser takes for a participle",
        "Minister Ana Roth (D), Haller's rival in the coming vote, called Friday for opening the files, "
        'adding that secrecy "breeds doubt".',
        ("Ana Roth", "call", "order", "for opening the files"),
    ),
    (
        "a call with the day before what it is for",
        "Ana Roth, the head of the union, called on Friday for talks.",
        ("Ana Roth", "call", "order", "for talks"),
    ),
    (
        "a critic by name",
        "Roth has long been a critic of the mine.",
        ("Roth", "critic", "assert", "the mine"),
    ),
    (
        "a will to do something",
        "Roth is determined to save the bank.",
        ("Roth", "determined", "promise", "to save the bank"),
    ),
    (
        "in polls at the end",
        "Roth did well in several polls.",
        ("several polls", "in", "assert", "Roth did well"),
    ),
    (
        "by an estimate at the end",
        "The flood cost $3 million, by one estimate.",
        ("one estimate", "by", "assert", "The flood cost $3 million"),
    ),
    (
        "by somebody's rules",
        "The ban took effect, per the union's rules.",
        ("union's rules", "according to", "assert", "The ban took effect"),
    ),
    (
        "a court that rules against something",
        "The court ruled on Friday against the ban.",
        ("court", "rule", "assert", "against the ban"),
    ),
    (
        "what who writes knows",
        "We know that the dam is old.",
        ("We", "know", "assert", "the dam is old"),
    ),
]

UNSAID = [
    ("an attack with arms", "The army attacked the town for two days."),
    ("help in kind", "The medics supported the victims."),
    ("a vote with a figure", "Some 48 percent backed Viktor Haller."),
    ("what a decision does", "The decision raised questions about the mine."),
    ("a price by the day", "The mine pays 30 crowns per day."),
    ("a condition", "A tax on land is best, assuming that all pay it."),
    ("a strike called for a day", "The strike, called for Monday, would close the port."),
    ("a policy that asks for something", "The bank has a policy urging care."),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_attitudes(claims: Claims, text: str, expected: tuple[str, str, str, str]) -> None:
    found = [
        (claim.speaker.canonical, claim.cue.lemma, claim.cue.force, claim.content.text)
        for claim in claims(text)
        if claim.speaker.kind != "outlet"
    ]
    assert expected in found


@pytest.mark.parametrize("text", [case[1] for case in UNSAID], ids=[case[0] for case in UNSAID])
def test_what_nobody_says(claims: Claims, text: str) -> None:
    assert [claim.content.text for claim in claims(text) if claim.speaker.kind != "outlet"] == []


def test_a_statement_that_is_made_again_is_one_claim(claims: Claims) -> None:
    found = claims("Roth said the dam was safe. He made the statement on Friday.")
    assert [claim.content.text for claim in found if claim.speaker.kind != "outlet"] == ["the dam was safe"]


def test_a_source_ends_before_what_else_it_tells(claims: Claims) -> None:
    found = claims("Ana Roth, who argued that the dam was safe, said the mine would close.")
    assert ("Ana Roth", "say") in [(claim.speaker.text, claim.cue.lemma) for claim in found]


def test_what_somebody_said_when_she_left_is_not_that_she_left(claims: Claims) -> None:
    found = claims("That was what Roth said when she left the bank.")
    assert "she left the bank" not in [claim.content.text for claim in found]


def test_where_it_was_said_is_not_what_was_said(claims: Claims) -> None:
    found = claims("In a debate on Monday in Ostra, Roth told a man who asked for work to go home.")
    assert "In a debate on Monday in Ostra" not in [claim.content.text for claim in found]


def test_what_is_rebuffed_is_not_denied_to_be_meant(claims: Claims) -> None:
    found = claims("The envoys rebuffed pressure by the council to end the war.")
    assert ("rebuff", "to end the war") not in [(claim.cue.lemma, claim.content.text) for claim in found]


def test_an_agreement_is_nothing_told_that_could_be_denied(claims: Claims) -> None:
    found = [claim for claim in claims("Roth said the agreement was a lie.") if claim.speaker.kind != "outlet"]
    assert [claim.cue.force for claim in found] == ["assert"]
