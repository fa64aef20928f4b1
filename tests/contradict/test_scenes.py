"""Scenes: claims meet by what only earlier sentences of their articles name, less surely than by their own words."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crosswire.contradict.file import keys
from crosswire.contradict.file.filing import file
from crosswire.contradict.meet.accounts import dispute
from crosswire.contradict.rows import Subject
from crosswire_schemas.records import Claim, Interval, Scene, Span
from tests.contradict.building import claim, place

SINK = {"predicate": "sink", "root": "OTHER"}


def scene(text: str, *places: str) -> Scene:
    return Scene(spans=(Span(text=text, start=0, end=len(text)),), places=tuple(map(place, places)))


def sank(outlet: str, hour: int, ship: str = "The ferry", seen: Scene | None = None, **given: Any) -> Claim:
    """``outlet`` says that the ship sank at ``hour`` on Monday."""
    at = datetime(2024, 7, 1, hour, tzinfo=UTC)
    when = Interval(from_=at, to=at, precision="minute", text=f"{hour} a.m. on Monday")
    made = claim(outlet, f"{ship} sank at {hour} a.m. on Monday", **{"where": None, "slots": SINK} | given)
    return replace(made, scene=seen, happened_on=when)


def account(one: Claim) -> Subject:
    return next(filing.subject for filing in file(one).filings if filing.subject.gist)


def disputed(one: Claim, other: Claim) -> str | None:
    """Return on what the accounts of two claims that meet differ, whichever of both is asked first."""
    a, b = account(one), account(other)
    met = {*keys.asked(a)} & {*keys.posted(b)}
    points = {point.type if point else None for point in (dispute(a, b), dispute(b, a))}
    assert len(points) == 1
    return points.pop() if met else None


NAMED = scene("The ferry Orsk Vonk; Kramatorsk", "Kramatorsk")
CASES = [
    ("neither names the ship", sank("Post", 3, seen=NAMED), sank("News", 5, seen=NAMED), "time"),
    ("one names it", sank("Post", 3, "The ferry Orsk Vonk"), sank("News", 5, seen=NAMED), "time"),
    ("nothing tells which ship", sank("Post", 3), sank("News", 5, seen=NAMED), None),
    (
        "the scene is another town",
        sank("Post", 3, "The ferry Orsk Vonk", where="Lisbon"),
        sank("News", 5, seen=NAMED),
        None,
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_claims_meet_by_what_the_articles_named_before(one: Claim, other: Claim, expected: str | None) -> None:
    assert disputed(one, other) == expected


def test_a_name_from_an_earlier_sentence_tells_less_than_one_in_the_claim() -> None:
    own, before = sank("Post", 3, "The ferry Orsk Vonk"), sank("News", 5, seen=NAMED)
    points = [dispute(account(own), account(other)) for other in (sank("News", 5, "The ferry Orsk Vonk"), before)]
    assert points[0] and points[1]
    assert points[0].specifics > points[1].specifics


def test_where_it_was_is_disputed_only_by_who_says_where_it_was() -> None:
    one = sank("Post", 3, "The ferry Orsk Vonk", seen=scene("Lisbon", "Lisbon"))
    other = sank("News", 3, "The ferry Orsk Vonk in Kramatorsk", where="Kramatorsk")
    assert disputed(one, other) is None


def test_a_denial_without_a_name_of_its_own_denies_only_its_own_words() -> None:
    denied = {"polarity": "negated", "where": None, "slots": {"predicate": "shell", "root": "ASSAULT"}}
    seen = scene("the market in Kramatorsk", "Kramatorsk")
    no = replace(claim("Post", "the paramilitary force had shelled the market", **denied), scene=seen)
    yes = claim("News", "The attack on the market in Kramatorsk killed traders", slots={"object": "market"})
    assert disputed(no, yes) is None
