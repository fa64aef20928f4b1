"""False alarms of real news as rules: of each, pairs that it silences beside contradictions that it leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from crosswire.contradict.file.filing import file
from crosswire.contradict.meet.common import common
from crosswire.contradict.retold import Gist
from crosswire_schemas.records import Claim, Cue, Slots, Thing
from tests.contradict.building import DAY, claim, party
from tests.contradict.test_check import opened

DENIED: dict[str, Any] = {"cue": Cue(lemma="deny", force="deny"), "polarity": "negated"}
LATE, LATER = datetime(2024, 7, 3, 9, 3, tzinfo=UTC), datetime(2024, 7, 6, 9, 3, tzinfo=UTC)


def told(outlet: str, text: str, verb: str, **given: Any) -> Claim:
    return claim(outlet, text, **{"where": None, "on": DAY, "slots": {"predicate": verb, "root": "OTHER"}} | given)


PASSING: dict[str, tuple[str, str, str, str, list[str]]] = {
    "where evidence of it was found": (
        "Minister Ana Orsk visited Hallin on Monday, where evidence of the shooting of Vonk miners was found",
        "visit",
        "guards had shot Vonk miners in Hallin on Monday",
        "shoot",
        [],
    ),
    "it is what the main clause tells": (
        "Guards shot Vonk miners in Hallin on Monday, where evidence of the shooting was found",
        "shoot",
        "guards had shot Vonk miners in Hallin on Monday",
        "shoot",
        ["denial"],
    ),
    "after it": (
        "Hallin invited the trader Ana Orsk on Monday, after she poisoned the wells of the Vonk works",
        "invite",
        "Ana Orsk had poisoned the wells of the Vonk works in Hallin on Monday",
        "poison",
        [],
    ),
    "it, after something else": (
        "The trader Ana Orsk poisoned the wells of the Vonk works in Hallin on Monday, after a quarrel",
        "poison",
        "Ana Orsk had poisoned the wells of the Vonk works in Hallin on Monday",
        "poison",
        ["denial"],
    ),
    "while it was done": (
        "Ana Orsk praised firefighters in Hallin on Monday, while Kite Air dumped fuel over Lake Vonk",
        "praise",
        "Kite Air had dumped fuel over Lake Vonk in Hallin on Monday",
        "dump",
        [],
    ),
    "it, while something else was done": (
        "Kite Air dumped fuel over Lake Vonk in Hallin on Monday, while Ana Orsk praised firefighters",
        "dump",
        "Kite Air had dumped fuel over Lake Vonk in Hallin on Monday",
        "dump",
        ["denial"],
    ),
}


@pytest.mark.parametrize(("one", "verb", "other", "act", "expected"), PASSING.values(), ids=PASSING)
def test_what_is_told_in_passing_is_not_what_is_denied(
    one: str, verb: str, other: str, act: str, expected: list[str]
) -> None:
    no = told("News", other, act, speaker="Vonk Council", **DENIED)
    assert opened(told("Post", one, verb), no) == expected


OWN: dict[str, tuple[str, str, str, str, bool]] = {
    "its dead": (
        "Norwegian fishermen killed off Hallin were buried",
        "bury",
        "its forces killed fishermen off Hallin",
        "kill",
        False,
    ),
    "its forces": (
        "Norwegian soldiers killed fishermen off Hallin",
        "kill",
        "its forces killed fishermen off Hallin",
        "kill",
        True,
    ),
    "its troops": (
        "Norwegian troops shot miners in Hallin",
        "shoot",
        "its troops shot miners in Hallin",
        "shoot",
        True,
    ),
    "its hurt": (
        "Norwegian protesters beaten in Hallin were treated",
        "treat",
        "its agents had beaten protesters in Hallin",
        "beat",
        False,
    ),
    "its agents": (
        "Norwegian protesters in Hallin were beaten by its agents",
        "treat",
        "its agents had beaten protesters in Hallin",
        "beat",
        True,
    ),
}


@pytest.mark.parametrize(("one", "verb", "other", "act", "denied"), OWN.values(), ids=OWN)
def test_whom_it_befell_is_not_who_did_it(one: str, verb: str, other: str, act: str, *, denied: bool) -> None:
    whom = " ".join(one.split()[:2])
    slots = Slots(predicate=verb, root="OTHER", object=Thing(canonical=whom, text=whom, start=0, end=len(whom)))
    yes = replace(told("Post", one, verb, on=None), slots=slots)
    no = told("News", other, act, on=None, **DENIED)
    assert ("denial" in opened(yes, replace(no, speaker=party("Norway", "state")))) == denied


NOR: dict[str, tuple[str, str, str, bool]] = {
    "have": (
        "Nor do we have an Orsk mill larger than the works of Sweden, Norway or Belgium",
        "We also do not have an Orsk mill larger than the works of Sweden, Norway or Belgium",
        "have",
        False,
    ),
    "did": (
        "Nor did Kite Air dump fuel over Lake Hallin on Monday",
        "Kite Air did not dump fuel over Lake Hallin on Monday",
        "dump",
        False,
    ),
    "has": (
        "Nor has the Orsk council sold the Hallin ferry on Monday",
        "The Orsk council has not sold the Hallin ferry on Monday",
        "sell",
        False,
    ),
    "it did": (
        "Nor did Kite Air dump fuel over Lake Hallin on Monday",
        "Kite Air dumped fuel over Lake Hallin on Monday",
        "dump",
        True,
    ),
    "it has": (
        "Nor has the Orsk council sold the Hallin ferry on Monday",
        "The Orsk council sold the Hallin ferry on Monday",
        "sell",
        True,
    ),
}


@pytest.mark.parametrize(("one", "other", "verb", "differ"), NOR.values(), ids=NOR)
def test_nor_denies(one: str, other: str, verb: str, *, differ: bool) -> None:
    polarity = "affirmed" if differ else "negated"
    found = opened(told("Post", one, verb), told("News", other, verb, polarity=polarity))
    assert found == ["denial"] * differ


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("In Kramatorsk guards force residents to work for access to drinking water", "force", []),
        ("Residents of Kramatorsk have had access to drinking water", "have", ["denial"]),
    ],
)
def test_who_answers_nobody_denies_the_very_act(text: str, verb: str, expected: list[str]) -> None:
    none = "Residents of Kramatorsk have not had access to drinking water and food"
    where = {"where": "Kramatorsk", "on": None}
    assert (
        opened(told("Post", text, verb, **where), told("News", none, "have", polarity="negated", **where)) == expected
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Orsk tunnel in Hallin is open on Monday and the Vonk bridge is closed", []),
        ("The Orsk tunnel in Hallin is open on Monday", ["status"]),
    ],
)
def test_a_word_that_stands_in_both_is_no_difference(text: str, expected: list[str]) -> None:
    shut = "The Orsk tunnel in Hallin is closed on Monday"
    assert opened(told("Post", text, "be"), told("News", shut, "be")) == expected


@pytest.mark.parametrize(
    ("speaker", "at", "expected"),
    [("Ann Lee", LATE, []), ("Jon Vesk", LATE, ["denial"]), ("Ann Lee", LATE.replace(day=2), ["denial"])],
)
def test_what_one_says_on_two_days_is_what_he_has_come_to_say(speaker: str, at: datetime, expected: list[str]) -> None:
    yes = told("Post", "The Orsk tunnel in Hallin collapsed on Monday", "collapse", speaker="Mayor Ann Lee")
    text = "The Orsk tunnel in Hallin did not collapse on Monday"
    assert opened(yes, told("News", text, "collapse", polarity="negated", speaker=speaker, at=at)) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        (
            "The minister Ana Vonk criticised Kite Air for refusing to open the Hallin terminal on Monday",
            "criticise",
            [],
        ),
        ("Ana Vonk opened the Hallin terminal of Kite Air on Monday", "open", ["time"]),
    ],
)
def test_what_is_refused_has_no_time(text: str, verb: str, expected: list[str]) -> None:
    done = "The Hallin terminal of Kite Air was opened by Ana Vonk on Friday"
    friday = told("News", done, "open", on=date(2024, 7, 5), at=LATER)
    assert opened(told("Post", text, verb, at=LATER), friday) == expected


def gist(text: str, thing: str) -> Gist:
    slots = {"predicate": "talk", "root": "OTHER", "target": party(thing, "person")}
    return next(at.subject.gist for at in file(told("Post", text, "talk", slots=slots)).filings if at.subject.gist)


@pytest.mark.parametrize(("name", "strange"), [("Maria Vonk", True), ("Maria Tarnbie", False)])
def test_two_of_one_first_name_are_two(name: str, *, strange: bool) -> None:
    one = gist(f"In Hallin Ivo Orsk talked of the strike to {name} on Monday", "Ivo Orsk")
    other = gist("Ivo Orsk talked of the strike to Maria Tarnby on Monday", "Maria Tarnby")
    assert common(one, other).strange == strange


@pytest.mark.parametrize(
    ("one", "verb", "other", "act", "expected"),
    [
        ("Interest rates in Norway fall on Monday", "fall", "The inflation rate in Norway rose on Monday", "rise", []),
        (
            "Interest rates of Orsk Central Bank fall",
            "fall",
            "The inflation rate rose above the Orsk Central Bank target",
            "rise",
            [],
        ),
        ("The jobless rate in Norway fell on Monday", "fall", "The birth rate in Norway rose on Monday", "rise", []),
        (
            "The inflation rate in Norway fell on Monday",
            "fall",
            "The inflation rate in Norway rose on Monday",
            "rise",
            ["outcome"],
        ),
    ],
)
def test_two_rates_are_of_two_things(one: str, verb: str, other: str, act: str, expected: list[str]) -> None:
    assert opened(told("Post", one, verb), told("News", other, act)) == expected


@pytest.mark.parametrize(("on", "expected"), [(None, []), (DAY, ["outcome"])], ids=["undated", "of one day"])
def test_a_rate_of_nobody_and_nowhere_is_any_rate(on: date | None, expected: list[str]) -> None:
    one, other = (
        told(outlet, text, verb, on=on, slots={"predicate": verb, "root": "OTHER", "object": "rate"})
        for outlet, text, verb in (("Post", "it cut its rate", "cut"), ("News", "it kept the rate unchanged", "keep"))
    )
    assert opened(one, other) == expected
