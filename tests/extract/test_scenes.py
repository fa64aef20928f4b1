"""Scenes: where and of what a claim is that does not say so itself, by what the article named before."""

import pytest
from tests.extract.conftest import Split

from crosswire_schemas.records import Claim

PLACED = [
    (
        "a plant by its phrase",
        "Vonk Motors will close its plant in Zwickau, the company said on Monday.\n\n"
        "The plant would stay open until May, the works council said.",
        "plant would stay",
        ["its plant in Zwickau"],
        ["Zwickau"],
    ),
    (
        "a vessel by its name, and by where its clause puts it",
        "A passenger ferry sank off Gdynia on Monday. The ferry Kyoto was carrying 112 people, police said.\n\n"
        "The vessel sank at 5:40 a.m., a port official said.",
        "sank at 5:40",
        ["Gdynia", "The ferry Kyoto"],
        ["Gdynia"],
    ),
    (
        "a blast by the verb that told of it",
        "Gas exploded in a workshop in Lublin on Monday, firemen said.\n\nThe explosion killed two men, they said.",
        "killed two men",
        ["Lublin"],
        ["Lublin"],
    ),
    (
        "what happened on the lead's day, by where the lead put it",
        "A tram left the rails in Zagreb on Monday, police said.\n\nFour passengers were injured, doctors said.",
        "Four passengers",
        ["Zagreb"],
        ["Zagreb"],
    ),
    (
        "what follows in one paragraph, by where that puts it",
        "A tram left the rails in Zagreb on Monday, police said.\n\n"
        "A bus overturned near Split on Monday. Four passengers were injured, doctors said.",
        "Four passengers",
        ["Split"],
        ["Split"],
    ),
    (
        "the town by its name, whoever else is named",
        "Fighting went on around Sudzha on Thursday.\n\nThe town is in the hands of the RSF, a commander said.",
        "The town",
        ["Sudzha"],
        ["Sudzha"],
    ),
]

UNPLACED = [
    (
        "of another plant nothing was said",
        "Vonk Motors will close its plant in Zwickau, the company said.\n\nAnother plant would stay open, it said.",
        "Another plant",
    ),
    (
        "a place that something left is not where it is",
        "A coach to Zagreb overturned on Monday, police said.\n\nFour passengers were injured, doctors said.",
        "Four passengers",
    ),
    (
        "what happened years before happened elsewhere",
        "A tram left the rails in Zagreb on Monday, police said.\n\nIn 2009 six people were killed.",
        "six people",
    ),
    (
        "a claim that names its place has no scene",
        "A tram left the rails in Zagreb on Monday.\n\nThe tram stood in a street in Split, police said.",
        "stood",
    ),
]


def told(found: tuple[Claim, ...], words: str) -> Claim:
    return next(claim for claim in found if words in claim.content.text)


@pytest.mark.parametrize(
    ("text", "words", "spans", "places"), [row[1:] for row in PLACED], ids=[row[0] for row in PLACED]
)
def test_the_scene_is_what_the_article_named_before(
    extracted: Split, text: str, words: str, spans: list[str], places: list[str]
) -> None:
    scene = told(extracted(text).claims, words).scene
    assert scene is not None
    assert [span.text for span in scene.spans] == spans
    assert [text[span.start : span.end] for span in scene.spans] == spans
    assert [place.name for place in scene.places] == places


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in UNPLACED], ids=[row[0] for row in UNPLACED])
def test_a_claim_is_put_nowhere_that_its_article_does_not_put_it(extracted: Split, text: str, words: str) -> None:
    scene = told(extracted(text).claims, words).scene
    assert scene is None or not scene.places


def test_a_claim_that_names_nothing_has_the_names_of_the_lead(extracted: Split) -> None:
    told_of = extracted("Vonk Motors will close its mill in Zwickau, the town said.\n\n“We are open,” a foreman said.")
    scene = told(told_of.claims, "We are open").scene
    assert scene is not None
    assert ([span.text for span in scene.spans], scene.places) == (["Vonk Motors", "Zwickau"], ())


def test_a_name_with_a_hyphen_is_one_name(extracted: Split) -> None:
    told_of = extracted("The ruler of Oru-Abasi was abducted, the police said.\n\n“We are waiting,” a brother said.")
    scene = told(told_of.claims, "We are waiting").scene
    assert scene is not None
    assert [span.text for span in scene.spans] == ["Oru-Abasi"]


def test_the_name_of_a_ship_is_no_place(extracted: Split) -> None:
    claims = extracted("The tanker Kyoto lost power on Monday. The Kyoto is adrift, its owner said.").claims
    assert [place for claim in claims for place in claim.places] == []


def test_where_something_was_told_is_not_where_it_was(extracted: Split) -> None:
    found = extracted("The envoy told reporters in Geneva that the talks went on.\n\nGuards shot a farmer.").events
    assert [[place.name for place in event.places] for event in found if event.trigger.text == "shot"] == [[]]


def test_who_is_blamed_did_it_and_who_is_called_on_is_to_act(extracted: Split) -> None:
    (blamed,) = extracted("The mayor blamed the attack on rebels.").claims
    (asked,) = extracted("Norland called on the rebels to show restraint.").claims
    assert blamed.slots is not None
    assert asked.slots is not None
    assert [who.canonical for who in (blamed.slots.actor, asked.slots.actor) if who is not None] == ["rebels", "rebels"]
    assert (blamed.slots.predicate, blamed.slots.target) == ("attack", None)
