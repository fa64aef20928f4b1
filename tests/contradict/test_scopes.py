"""What narrows the numbers of a text, and which two numbers so narrowed may be of one thing."""

import pytest

from crosswire.contradict.values.numbers import narrowed, of_one_scope
from crosswire_schemas.records import Claim
from tests.contradict.building import claim, quantity
from tests.contradict.test_check import opened


@pytest.mark.parametrize(
    ("text", "people", "scope"),
    [
        ("Vonk reported a quarterly profit", False, ("per quarter",)),
        ("Vonk will cut 600 jobs worldwide", True, ("everywhere",)),
        ("Six were seriously hurt", True, ("badly hurt",)),
        ("a loss that badly hurt the firm", False, ()),
        ("Six were hurt", True, ()),
    ],
)
def test_what_narrows_a_number(text: str, scope: tuple[str, ...], *, people: bool) -> None:
    assert narrowed(text, people=people) == scope


@pytest.mark.parametrize(
    ("mine", "theirs", "alike"),
    [
        ({"per year"}, {"per quarter"}, False),
        ({"per year"}, set(), True),
        ({"per day", "per quarter"}, {"per quarter"}, True),
        ({"badly hurt"}, set(), False),
        ({"everywhere"}, {"everywhere"}, True),
    ],
)
def test_numbers_are_compared_that_are_narrowed_alike(mine: set[str], theirs: set[str], *, alike: bool) -> None:
    assert of_one_scope(mine, theirs) == alike


def gust(outlet: str, speed: float, unit: str) -> Claim:
    text = f"A gust of {speed:g} {unit}s was measured in Kramatorsk on Monday"
    measured = quantity(speed, speed, of="gust", text=f"{speed:g} {unit}s", unit=unit)
    return claim(
        outlet, text, quantities=(measured,), slots={"predicate": "measure", "root": "OTHER", "object": "gust"}
    )


@pytest.mark.parametrize(("miles", "expected"), [(62, []), (90, ["number"])])
def test_speeds_are_compared_in_one_unit(miles: float, expected: list[str]) -> None:
    assert opened(gust("Post", 100, "kilometre per hour"), gust("News", miles, "mile per hour")) == expected
