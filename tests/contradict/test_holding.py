"""Who holds a thing: two accounts meet by the thing's name, whatever else each of them tells."""

from typing import Any

import pytest

from crosswire_schemas.records import Cue
from tests.contradict.building import DAY, party
from tests.contradict.test_one_happening import differ, told

COMMAND = {"predicate": "command", "root": "OTHER", "state": "in command"}
PIRATES = "Pirates were in control of the chemical tanker Orsk Vonk some 200 miles east of Lisbon"
UNITS = "The Vonk oilfield south of Lisbon is held by units of the eastern command"

CASES = [
    (
        "a ship by its name, and the ship that holders are called after",
        PIRATES,
        "The crew of the tanker Orsk Vonk are in full command of the vessel and sail on to Valencia",
        "control",
    ),
    (
        "an oilfield that is a field, and forces that answer to somebody",
        UNITS,
        "Forces answering to the western government took over the Vonk field and hold all of its gates",
        "control",
    ),
    (
        "a station that is a plant",
        "Fighters of the Orsk Front control the hydroelectric station on the river Vonk south of Lisbon",
        "the Vonk power plant was firmly in the hands of the army of Hallin",
        "control",
    ),
    (
        "a town, and only its centre",
        "The Orsk Front holds the airport of Bria",
        "Soldiers of Hallin hold the centre of Bria",
        None,
    ),
    (
        "two things of two towns that bear one name",
        "The Orsk family controls the brewery Vonk of Lisbon",
        "A pension fund of Hallin controls Vonk Shipping of Valencia",
        None,
    ),
    (
        "what takes place takes no place",
        "The Orsk exchange of prisoners has taken place in Lisbon",
        "An Orsk handover by guards has just taken place in Lisbon",
        None,
    ),
    (
        "a base that is a camp",
        "Orsk fighters control the military camp at Vonk",
        "The base at Vonk is firmly in the hands of the army of Hallin",
        "control",
    ),
    (
        "what has come into other hands",
        "The airfield at Vonk has passed into the hands of the Orsk Front",
        "The army of Hallin is in full control of the airport at Vonk",
        "control",
    ),
    (
        "a town, and all of it",
        "Fighters of the Orsk Front overran the town of Vonk",
        "Government troops of Hallin hold all of Vonk",
        "control",
    ),
    (
        "who still defends it",
        "Soldiers of Hallin are still defending the airport at Vonk",
        "The airport at Vonk is in the hands of the Orsk Front",
        "control",
    ),
    (
        "two things at one place",
        "Fighters of the Orsk Front hold the hospital at Vonk",
        "The army of Hallin holds the airport at Vonk",
        None,
    ),
    (
        "a station of another kind",
        "Fighters of the Orsk Front hold the power station at Vonk",
        "The army of Hallin holds the railway station at Vonk",
        None,
    ),
    (
        "shares",
        "The Orsk family holds a stake in Vonk Shipping",
        "A pension fund of Hallin holds a stake in Vonk Shipping",
        None,
    ),
    (
        "shares that both can have",
        "The Orsk family holds 30 percent of the stock of Vonk Shipping",
        "A pension fund of Hallin holds 25 percent of the stock of Vonk Shipping",
        None,
    ),
    (
        "shares that are more than all there is",
        "The Orsk family holds 54 percent of the stock of Vonk Shipping",
        "A pension fund of Hallin holds 62 percent of the stock of Vonk Shipping",
        "control",
    ),
    (
        "another ship",
        PIRATES,
        "The crew of the tanker Hallin are in full command of the vessel and sail on to Valencia",
        None,
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_two_holders_of_one_thing(one: str, other: str, expected: str | None) -> None:
    accounts = told("Post", one, slots=COMMAND), told("News", other, slots=COMMAND)
    assert {differ(*accounts), differ(*reversed(accounts))} == {expected}


MEETING = "The foreign ministers of Ukraine and Spain met in Valencia on Monday"


@pytest.mark.parametrize(
    "text",
    [
        "The envoy spent Monday in Lisbon. There was no meeting of ministers, in Valencia or elsewhere",
        "There was no meeting of ministers in Valencia and 164 guests of the Vonk hotel went home",
    ],
)
def test_that_there_was_none_denies_what_its_own_clause_tells(text: str) -> None:
    met: dict[str, Any] = {"where": "Valencia", "slots": {"predicate": "meet", "root": "CONSULT"}, "on": DAY}
    assert differ(told("Post", MEETING, **met), told("News", text, **met)) == "denial"


def test_who_denies_having_done_it_to_anyone_denies_what_was_done() -> None:
    said = {"cue": Cue(lemma="deny", force="deny"), "polarity": "negated", "speaker": "Orsk"}
    slots = {"slots": {"predicate": "lock out", "root": "OTHER", "target": party("shift", "group")}}
    mill: dict[str, Any] = {"where": "Lisbon", "on": DAY}
    yes = told("Post", "The Lisbon mill Orsk locked out its night shift on Monday", **slots, **mill)
    slots["slots"]["target"] = party("anyone", "anonymous")
    no = told("News", "having locked anyone out of its Lisbon mill on Monday", **said, **slots, **mill)
    assert differ(no, yes) == "denial"
