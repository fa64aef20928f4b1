"""Whom an attack is said to have killed and what it is said to have hit: one attack, which its doer denies."""

from dataclasses import replace

from crosswire_schemas.records import Cue
from tests.contradict.building import claim, party
from tests.contradict.test_check import opened

KILLED = {"predicate": "kill", "root": "ASSAULT", "actor": party("Portugal", "state"), "object": "prisoners"}
HIT = {"predicate": "hit", "root": "ASSAULT", "actor": party("Portugal", "state")}


def opposed(place_hit: str) -> list[str]:
    denial = claim(
        "News",
        "Portugal killed 40 prisoners in an attack with the Vonk rocket system",
        speaker="Portugal",
        where=None,
        on=None,
        slots=KILLED,
        polarity="negated",
    )
    told = claim(
        "Post",
        f"Portugal used a Vonk rocket system to hit a {place_hit}",
        speaker="Spain",
        where=None,
        on=None,
        slots=HIT | {"object": place_hit},
    )
    return opened(replace(denial, cue=Cue(lemma="deny", force="deny"), speaker=party("Portugal", "state")), told)


def test_those_killed_may_have_been_in_what_was_hit() -> None:
    assert opposed("detention facility") == ["denial"]


def test_nobody_denies_by_that_what_befell_others() -> None:
    told = claim("Post", "Spain used a Vonk rocket system to hit a detention facility", where=None, on=None, slots=HIT)
    denial = claim(
        "News", "Portugal killed 40 prisoners in Lisbon", where=None, on=None, slots=KILLED, polarity="negated"
    )
    assert opened(denial, told) == []
