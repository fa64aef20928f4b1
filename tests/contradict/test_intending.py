"""Whose plan it is: a state that denies a plan stands against whoever says that it has one, and against nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crosswire.contradict.values.slots import facts
from crosswire_schemas.records import Claim, Cue
from tests.contradict.building import NINE, claim, party
from tests.contradict.test_check import opened

INVADE = {"predicate": "invade", "root": "ASSAULT"}
DENY = Cue(lemma="deny", force="deny")


def told(text: str, *, days: float = 0.0) -> Claim:
    at, verb = NINE + timedelta(days=days), "compensate" if "compensate" in text else "invade"
    slots = {"predicate": verb, "root": "OTHER"}
    return claim("Post", text, speaker="Belgium", at=at, where=None, on=None, slots=slots, modality="planned")


def denied(text: str, *, by: str = "Portugal") -> Claim:
    made = claim("News", text, speaker=by, where=None, on=None, slots=INVADE, modality="planned", polarity="negated")
    return replace(made, cue=DENY, speaker=party(by, "state"))


CASES = [
    ("a plan of its own", "it plans to invade Spain", "Portugal is planning to invade Spain", 0.0, ["denial"]),
    ("nobody is named", "it is planning to invade", "Portugal is planning to invade Spain", 0.0, ["denial"]),
    ("without a subject", "planning to invade Spain", "Portugal was planning to invade Spain", 0.0, ["denial"]),
    ("any intention", "any intention to invade", "Portugal plans to invade Spain", 0.0, ["denial"]),
    (
        "what was meant is meant two days on",
        "it plans to invade Spain",
        "Portugal plans to invade Spain",
        2.0,
        ["denial"],
    ),
    ("another crisis", "it plans to invade Spain", "Portugal plans to invade Spain", 20.0, []),
    ("to somebody else", "it plans to invade Spain", "Portugal plans to invade France", 0.0, []),
    ("another state's plan", "it plans to invade Spain", "France plans to invade Spain", 0.0, []),
    ("whoever may plan", "it plans to invade Spain", "Portugal may be planning to invade Spain", 0.0, []),
    ("another plan", "it plans to invade Spain", "Portugal plans to compensate Spain", 0.0, []),
]


@pytest.mark.parametrize(("denial", "plan", "days", "types"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_denied_plan_stands_against_whoever_tells_of_it(
    denial: str, plan: str, days: float, types: list[str]
) -> None:
    assert opened(denied(denial), told(plan, days=days)) == types


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        ("carrying out the attack", False),
        ("planning to enter Spain", False),
        ("any knowledge of a deal", False),
        ("planning permission for the tower", True),
        ("the appeal of Baron Steel", True),
    ],
)
def test_what_is_denied_as_done_or_meant_is_nothing_refused(content: str, refused: bool) -> None:
    assert facts(denied(content)).nominal is refused
