"""What is to stay as it is, what somebody will not do or refused to do, and which of several is told of."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crosswire_schemas.records import Claim, Interval
from tests.contradict.building import DAY, claim, party
from tests.contradict.test_check import opened

AHEAD = Interval(from_=DAY, to=date(2025, 7, 1), precision="year")


def told(outlet: str, text: str, verb: str = "be", **said: Any) -> Claim:
    slots = {"predicate": verb, "root": "OTHER"} | said.pop("slots", {})
    return replace(claim(outlet, text, where=None, slots=slots), **said)


PLANNED: dict[str, Any] = {"modality": "planned", "happened_on": AHEAD}
VOTED: dict[str, Any] = {"object": "Orsk port bill"}
REFUSED: dict[str, Any] = {"modality": "planned", "slots": {"outcome": "failed", "actor": None}}
ABSENT = told(
    "News", "President Ana Orsk will not attend the summit in Hallin", "attend", polarity="negated", **PLANNED
)
PASSED = told(
    "Post",
    "Lawmakers in Hallin passed the Orsk port bill on Monday",
    "pass",
    slots=VOTED | {"actor": party("Lawmakers")},
)

CASES: dict[str, tuple[Claim, Claim, list[str]]] = {
    "what will remain shut is shut": (
        told("Post", "The Orsk bridge in Hallin will remain shut", **PLANNED),
        told("News", "The Orsk bridge in Hallin is open again"),
        ["status"],
    ),
    "what would stay shut, as it was said then": (
        told("Post", "The Orsk bridge in Hallin would stay shut", **PLANNED),
        told("News", "The Orsk bridge in Hallin is open again"),
        ["status"],
    ),
    "what will be shut may be open now": (
        told("Post", "The Orsk bridge in Hallin will be shut", **PLANNED),
        told("News", "The Orsk bridge in Hallin is open"),
        [],
    ),
    "who will and who will not": (
        told("Post", "President Ana Orsk will attend the summit in Hallin", "attend", **PLANNED),
        ABSENT,
        ["denial"],
    ),
    "who will, and who would not, as it was said then": (
        told("Post", "President Ana Orsk will attend the summit in Hallin", "attend", **PLANNED),
        told(
            "News", "President Ana Orsk would not attend the summit in Hallin", "attend", polarity="negated", **PLANNED
        ),
        ["denial"],
    ),
    "who would if he could": (
        told("Post", "President Ana Orsk would attend the summit in Hallin if she could", "attend", **PLANNED),
        ABSENT,
        [],
    ),
    "who refused to did not": (
        told("Post", "to sign the Kite Air treaty in Hallin on Monday", "sign", **REFUSED),
        told("News", "Ana Orsk signed the Kite Air treaty in Hallin on Monday", "sign"),
        ["outcome"],
    ),
    "the first is not the second": (
        told("Post", "The first missile test off Hallin on Monday was a failure"),
        told("News", "The second missile test off Hallin on Monday was a success"),
        [],
    ),
    "it is one where neither is numbered": (
        told("Post", "The missile test off Hallin on Monday was a failure"),
        told("News", "The missile test off Hallin on Monday was a success"),
        ["outcome"],
    ),
    "lawmakers are the parliament": (
        PASSED,
        told(
            "News",
            "The parliament in Hallin rejected the Orsk port bill on Monday",
            "reject",
            slots=VOTED | {"actor": party("parliament")},
        ),
        ["outcome"],
    ),
    "an amendment to it is not it": (
        PASSED,
        told(
            "News",
            "The parliament in Hallin rejected an amendment to the Orsk port bill on Monday",
            "reject",
            slots={"actor": party("parliament"), "object": "amendment"},
        ),
        [],
    ),
    "one bill is not another": (
        told(
            "Post",
            "Lawmakers in Hallin passed the pension bill on Monday",
            "pass",
            slots={"actor": party("Lawmakers"), "object": "pension bill"},
        ),
        told(
            "News",
            "The parliament in Hallin rejected the budget bill on Monday",
            "reject",
            slots={"actor": party("parliament"), "object": "budget bill"},
        ),
        [],
    ),
    "one was saved and another is missing": (
        told("Post", "The hikers missing on Mount Orsk were rescued on Monday", "rescue", slots={"object": "hikers"}),
        told("News", "Two climbers are still missing on Mount Orsk on Monday", "missing", slots={"object": "climbers"}),
        [],
    ),
    "who is re-elected has not lost the post": (
        told("Post", "Union leader Ana Orsk was re-elected in Hallin on Monday", "elect"),
        told("News", "Ana Orsk lost her post as union leader in Hallin on Monday", "lose"),
        ["status"],
    ),
    "power is back where there is none": (
        told("Post", "Power has been restored in Hallin on Monday"),
        told("News", "Hallin was still without electricity on Monday"),
        ["status"],
    ),
    "power is back in most of it": (
        told("Post", "Power has been restored in most of Hallin on Monday"),
        told("News", "Parts of Hallin were still without electricity on Monday"),
        [],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), CASES.values(), ids=CASES)
def test_how_it_stands(one: Claim, other: Claim, expected: list[str]) -> None:
    assert opened(one, other) == expected
    assert opened(other, one) == expected
