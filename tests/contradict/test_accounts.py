"""Claims compared by their own words: which of them differ on a point, and which are of two happenings."""

from datetime import date, timedelta
from typing import Any

import pytest

from crosswire.contradict.words import likeness
from tests.contradict.building import DAY, NINE, claim, party, place
from tests.contradict.test_check import opened

PLAIN: dict[str, Any] = {"predicate": "be", "root": "OTHER"}


def pair(one: str, other: str, **said: Any) -> list[str]:
    told = {"where": None, "on": DAY, "slots": PLAIN} | said
    return opened(claim("Post", one, **told), claim("News", other, **told))


CASES: dict[str, tuple[str, str, list[str]]] = {
    "cleared of all charges": (
        "The court in Hallin acquitted Ana Orsk of all charges in the quay trial on Monday",
        "The court in Hallin found Ana Orsk guilty of fraud in the quay trial on Monday",
        ["outcome"],
    ),
    "cleared of another charge": (
        "The court in Hallin acquitted Ana Orsk of bribery in the quay trial on Monday",
        "The court in Hallin found Ana Orsk guilty of fraud in the quay trial on Monday",
        [],
    ),
    "open and shut in other words": (
        "The Hallin ferry terminal is open to the public on Monday",
        "The Hallin ferry terminal is still closed to all on Monday",
        ["status"],
    ),
    "passed and thrown out": (
        "Councillors in Hallin voted in favour of the tram scheme of Kite Air on Monday",
        "Councillors in Hallin threw out the tram scheme of Kite Air on Monday",
        ["outcome"],
    ),
    "two causes of one fire": (
        "The fire at the Orsk mill in Hallin on Monday was caused by faulty wiring",
        "The fire at the Orsk mill in Hallin on Monday was started by two former guards",
        ["responsibility"],
    ),
    "who holds it": (
        "The Orsk mill in Hallin is in the hands of the Vonk family on Monday",
        "The Orsk mill in Hallin is under the control of Baron Steel on Monday",
        ["control"],
    ),
    "what is a part of it is not it": (
        "The first set of the Hallin final was won by Ana Orsk on Monday and the court is open",
        "The second set of the Hallin final was lost by Ana Orsk on Monday and the court is closed",
        [],
    ),
    "it was another who caused it": (
        "The collision of two trams on the Orsk bridge in Hallin on Monday was the fault of a driver",
        "Both trams had green on the Orsk bridge on Monday, and it was a signaller that caused the collision in Hallin",
        ["responsibility"],
    ),
    "another thing of that name": (
        "The Hallin north bridge is open on Monday",
        "The Orsk tunnel is closed on Monday",
        [],
    ),
    "one cause among several": (
        "The fire at the Orsk mill in Hallin on Monday was caused by faulty wiring",
        "Dry weather also contributed to the fire at the Orsk mill in Hallin on Monday",
        [],
    ),
    "one of several thieves": (
        "The bronze bell of the Hallin church was stolen by Ana Orsk on Monday",
        "Jon Vesk took part in the theft of the bronze bell of the Hallin church on Monday",
        [],
    ),
    "one unit runs and the other does not": (
        "Reactor 1 of the Orsk power station in Hallin was shut down on Monday",
        "The second reactor of the Orsk power station in Hallin was running at full power on Monday",
        [],
    ),
    "one unit by two names": (
        "The second reactor of the Orsk power station in Hallin was running at full power on Monday",
        "Unit two of the Orsk power station in Hallin stood idle on Monday",
        ["status"],
    ),
    "shut until noon and open since evening": (
        "The Orsk tunnel at Hallin was closed until noon on Monday",
        "The Orsk tunnel at Hallin has been open to traffic since Monday evening",
        [],
    ),
    "what may be is no fact": (
        "The Hallin ferry terminal is open to the public on Monday",
        "The Hallin ferry terminal might be closed to the public on Monday",
        [],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), CASES.values(), ids=CASES)
def test_two_accounts(one: str, other: str, expected: list[str]) -> None:
    assert pair(one, other) == expected
    assert pair(other, one) == expected


def test_a_state_that_is_denied_is_a_state() -> None:
    one = claim("Post", "The singer Ana Orsk is in police custody in Hallin", where=None, slots=PLAIN)
    other = claim(
        "News", "The singer Ana Orsk was not in custody on Monday", polarity="negated", where=None, slots=PLAIN
    )
    assert opened(one, other) == ["status"]


def test_a_denial_of_another_day_denies_nothing() -> None:
    slots = {"predicate": "burn", "root": "OTHER"}
    one, other = (
        claim("Post", "The Orsk mill in Hallin burned down on Monday", where=None, slots=slots),
        claim(
            "News",
            "The Orsk mill in Hallin did not burn down on Sunday",
            where=None,
            on=DAY - timedelta(days=1),
            polarity="negated",
            slots=slots,
        ),
    )
    assert opened(one, other) == []


def test_one_arrest_in_two_towns() -> None:
    texts = {
        "Lisbon": "The forger Ana Orsk was caught in Lisbon on Monday",
        "Valencia": "Police seized the forger Ana Orsk in Valencia on Monday",
    }
    slots = {"predicate": "arrest", "root": "OTHER"}
    told = [claim(town, text, where=town, slots=slots) for town, text in texts.items()]
    assert opened(*told) == ["place"]
    assert place("Lisbon").geoname_id != place("Valencia").geoname_id


def test_who_denies_that_it_was_done() -> None:
    told = {"where": None, "slots": {"predicate": "dump", "root": "OTHER"}}
    one = claim("Post", "Kite Air dumped fuel over Lake Hallin on Monday", **told)
    other = claim("News", "Kite Air did not dump fuel over Lake Hallin on Monday", polarity="negated", **told)
    assert opened(one, other) == ["denial"]


SAID: dict[str, tuple[str, str, dict[str, Any], list[str]]] = {
    "a ship sank off two towns that no gazetteer has": (
        "The freighter Lady Orsk sank off Vesk on Monday",
        "The freighter Lady Orsk sank off Tarnby on Monday with its cargo",
        {"predicate": "sink"},
        ["place"],
    ),
    "two attacks of one day": (
        "Mortar fire hit a depot near Vesk on Monday",
        "Mortar fire hit a depot near Tarnby on Monday",
        {"predicate": "hit"},
        [],
    ),
    "a place told in passing is not where it was": (
        "The envoy Ana Orsk met the baker Jon Vesk in Hallin on Monday",
        "The envoy Ana Orsk met the baker Jon Vesk on Monday, after a visit to a mill near Tarnby",
        {"predicate": "meet"},
        [],
    ),
    "what failed to come about did not": (
        "Orsk Launch put its Kite-3 rocket into orbit on Monday",
        "Orsk Launch's Kite-3 failed to reach orbit on Monday after its second stage shut down",
        {"predicate": "put"},
        ["outcome"],
    ),
    "by an idiom": (
        "The dome of the Orsk mill in Hallin collapsed at 4:15 in the morning on Monday",
        "The dome of the Orsk mill in Hallin gave way at 9:40 a.m. on Monday",
        {"predicate": "give"},
        ["time"],
    ),
    "two finds of one day": (
        "Divers found a Roman ship off Vesk on Monday",
        "Divers found a Greek ship off Tarnby on Monday",
        {"predicate": "find"},
        [],
    ),
    "a limit denies nothing": (
        "Clerks marched through Hallin along Orsk Avenue on Monday",
        "No more than a few clerks marched through Hallin along Orsk Avenue on Monday",
        {"predicate": "march"},
        [],
    ),
    "one lander and an earlier one": (
        "The lander Dalla touched down on the Moon on Monday",
        "The first Dalla lander touched down on the Moon in May",
        {"predicate": "land"},
        [],
    ),
}


@pytest.mark.parametrize(("one", "other", "slots", "expected"), SAID.values(), ids=SAID)
def test_accounts_of_one_act(one: str, other: str, slots: dict[str, Any], expected: list[str]) -> None:
    on = {text: DAY if "Monday" in text else date(2024, 5, 1) for text in (one, other)}
    told = [
        claim(name, text, where=None, on=on[text], slots={"root": "OTHER"} | slots)
        for name, text in (("Post", one), ("News", other))
    ]
    assert opened(*told) == expected


DOERS: dict[str, tuple[tuple[str, str, str], tuple[str, str, str], list[str]]] = {
    "who is held responsible, and who did it": (
        ("The coastguard holds the tanker Ostra responsible for cutting the Hallin power cable on Monday", "hold", ""),
        ("The trawler Vesk cut the Hallin power cable on Monday", "cut", "trawler Vesk"),
        ["responsibility"],
    ),
    "both say who caused it, each by another verb": (
        ("A snapped cable started the fire that has eaten up the woods at Hallin since Monday", "start", ""),
        ("Flames that began on Monday in the hills at Hallin were set off by a beekeeper", "set off", ""),
        ["responsibility"],
    ),
    "soldiers did it, or gunmen": (
        ("Soldiers killed nine herders at a well near Hallin on Monday", "kill", "Soldiers"),
        ("Jihadists killed the herders at a well near Hallin on Monday", "kill", "Jihadists"),
        ["responsibility"],
    ),
    "whoever has won was not beaten": (
        ("Ana Orsk has won the run-off for governor in Hallin on Monday", "win", "Ana Orsk"),
        ("Jon Tarn, mayor of Vesk, beat Ana Orsk in the run-off for governor in Hallin on Monday", "beat", "Jon Tarn"),
        ["outcome"],
    ),
    "owners turn down what shareholders voted for": (
        (
            "Shareholders of Orsk Cement voted in favour of a Nevado merger at a meeting on Monday",
            "vote",
            "Shareholders",
        ),
        ("Owners of Orsk Cement turned down a tie-up with Nevado at a meeting on Monday", "reject", "Owners"),
        ["outcome"],
    ),
    "who finds the victims did not shoot": (
        ("In Hallin, a town shelled by Russian troops on Monday, Kite Aid found a baker dead", "find", "Kite Aid"),
        ("Russian troops shelled a bakery in the town of Hallin on Monday", "shell", "Russian troops"),
        [],
    ),
    "who shot the missile down did not fire it": (
        ("The enemy fired a missile at Hallin on Monday, but it was shot down by Ukrainian troops", "fire", "enemy"),
        ("Russian troops fired a missile at Hallin on Monday", "fire", "Russian troops"),
        [],
    ),
    "who fired the missile struck": (
        ("The missile that struck the Hallin station on Monday was launched by Ukrainian troops", "strike", ""),
        ("Russian troops struck the Hallin station on Monday", "strike", "Russian troops"),
        ["responsibility"],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), DOERS.values(), ids=DOERS)
def test_two_doers(one: tuple[str, str, str], other: tuple[str, str, str], expected: list[str]) -> None:
    told = []
    for outlet, (text, verb, doer) in (("Post", one), ("News", other)):
        actor = {"actor": party(doer, "group")} if doer else {}
        told.append(claim(outlet, text, where=None, slots={"predicate": verb, "root": "OTHER"} | actor))
    assert opened(*told) == expected


def test_who_is_dead_is_not_alive_the_day_after() -> None:
    dead = claim("Post", "The singer Ana Orsk was killed near Hallin on Monday", where=None, slots=PLAIN)
    alive = claim("News", "The singer Ana Orsk is alive", where=None, on=DAY + timedelta(days=1), slots=PLAIN)
    assert opened(dead, alive) == ["status"]


@pytest.mark.parametrize(("state", "expected"), [("is held in custody", []), ("is still in custody", ["status"])])
def test_what_is_still_so_was_so_when_it_was_said_to_have_ended(state: str, expected: list[str]) -> None:
    later = NINE + timedelta(hours=6)
    freed = claim("Post", "The singer Ana Orsk has been released", where=None, on=None, slots=PLAIN)
    told = claim("News", f"The singer Ana Orsk {state}", where=None, on=None, at=later, slots=PLAIN)
    assert opened(freed, told) == expected


def test_a_clock_in_words() -> None:
    told = {"where": None, "slots": {"predicate": "explode", "root": "OTHER"}}
    one = claim("Post", "The boiler of the Orsk works in Hallin exploded at half past four in the afternoon", **told)
    other = claim("News", "The boiler of the Orsk works in Hallin exploded at ten at night", **told)
    same = claim("Echo", "The boiler of the Orsk works in Hallin exploded at 4:30 p.m.", **told)
    assert opened(one, other) == ["time"]
    assert opened(one, same) == []


DENIED: dict[str, tuple[str, timedelta, list[str]]] = {
    "of the day": ("no missile of the fleet hit Hallin", timedelta(), ["denial"]),
    "of days after it, when there were others": ("no missile of the fleet hit Hallin", timedelta(days=3), []),
    "of why it was": ("why no missile of the fleet hit Hallin", timedelta(), []),
}


@pytest.mark.parametrize(("text", "later", "expected"), DENIED.values(), ids=DENIED)
def test_a_denial_without_a_day_is_of_its_own(text: str, later: timedelta, expected: list[str]) -> None:
    told: dict[str, Any] = {"where": None, "slots": {"predicate": "hit", "root": "ASSAULT"}}
    one = claim("Post", "A missile of the fleet hit Hallin on Monday", **told)
    denied = claim("News", text, on=None, at=NINE + later, polarity="negated", **told)
    assert opened(one, denied) == expected


PAID = "the builder handed an envelope with money to the minister Ana Orsk in a hotel car park"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the minister Ana Orsk was handed no envelope", ["denial"]),
        ("the minister Ana Orsk has not resigned", []),
    ],
)
def test_a_denial_without_a_day_is_of_what_is_told_of_months_before(text: str, expected: list[str]) -> None:
    told = claim("Post", PAID, where=None, on=DAY - timedelta(days=90), slots={"predicate": "hand", "root": "OTHER"})
    denied = claim("News", text, where=None, on=None, polarity="negated", slots={"predicate": "hand", "root": "OTHER"})
    assert opened(told, denied) == expected


def test_what_is_denied_of_a_meeting_is_not_that_it_was_held() -> None:
    told: dict[str, Any] = {"where": None, "on": DAY}
    met = claim("Post", "The envoy Ana Orsk met the baker Jon Vesk in Hallin", slots={"predicate": "meet"}, **told)
    denied = claim(
        "News",
        "the envoy Ana Orsk received no signals at a meeting with the baker Jon Vesk in Hallin",
        polarity="negated",
        slots={"predicate": "receive"},
        **told,
    )
    assert opened(met, denied) == []


def test_a_denial_covers_what_the_other_names_beside_it() -> None:
    one = claim(
        "Post",
        "A barracks housing border guards outside Hallin was destroyed on Monday",
        where=None,
        slots={"predicate": "destroy", "root": "ASSAULT", "object": "guards"},
    )
    other = claim(
        "News",
        "A barracks outside Hallin had been destroyed on Monday",
        where=None,
        polarity="negated",
        slots={"predicate": "destroy", "root": "ASSAULT", "object": "barracks"},
    )
    assert opened(one, other) == ["denial"]


WORDS = {
    "inflections": ("bombed", "bombing", likeness.ALIKE),
    "a noun and its verb": ("resignation", "resigned", likeness.ALIKE),
    "synonyms": ("begin", "commence", likeness.ALIKE),
    "a kind and what it is a kind of": ("murder", "kill", likeness.ALIKE),
    "two things": ("piano", "river", likeness.UNLIKE),
}


@pytest.mark.parametrize(("a", "b", "expected"), WORDS.values(), ids=WORDS)
def test_words_are_alike_by_form_class_and_meaning(a: str, b: str, expected: int) -> None:
    assert likeness.alike(a, b) == likeness.alike(b, a) == expected
