"""Claims compared by their own words: which of them differ on a point, and which are of two happenings."""

from typing import Any

import pytest

from crosswire.contradict import likeness
from tests.contradict.building import DAY, claim, place
from tests.contradict.test_check import opened

PLAIN: dict[str, Any] = {"predicate": "be", "root": "OTHER"}


def pair(one: str, other: str, **said: Any) -> list[str]:
    told = {"where": None, "on": DAY, "slots": PLAIN} | said
    return opened(claim("Post", one, **told), claim("News", other, **told))


CASES: dict[str, tuple[str, str, list[str]]] = {
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
