"""Points of dispute between a passage and a short statement: lives, durations, happenings, arithmetic, wording."""

from datetime import date

import pytest

from crosswire.contradict.passages.passages import judge

LIFE = (
    "Orla Venning (4 March 1901 – 9 June 1978) was a Dutch botanist. She joined the academy in 1934 and was awarded "
    "the Linden Medal in 1950."
)
BRIDGE = (
    "The Harrow Bridge is a toll bridge in Caston. It was built in 1881 and closed in 1944. The bridge has 40 arches."
)
SERIES = "Night Ferry is a television drama that ran on Channel 2 from 1996 until 2003. It was created by Ada Holt."
TOWN = "Caston is a town in Wales. At the 2011 census the population was 4,210. The town has three schools."

CASES = {
    "another day of birth": (LIFE, "Orla Venning was born on 5 March 1901.", True),
    "the month of birth": (LIFE, "Venning was born in March.", False),
    "a birth in another decade": (LIFE, "She was born in the late 1910s.", True),
    "a birth in its century": (LIFE, "Orla Venning was born in the 20th century.", False),
    "the year after another": (LIFE, "Venning was born the year after 1900.", False),
    "a year in words": (LIFE, "Orla Venning was born in nineteen hundred and two.", True),
    "an age at death that fits": (LIFE, "Orla Venning was 77 when she died.", False),
    "an age at death that does not": (LIFE, "Orla Venning lived to be 62.", True),
    "an age at a dated happening": (LIFE, "Venning was 33 when she joined the academy.", False),
    "another age at a dated happening": (LIFE, "Venning was over 50 years old when she joined the academy.", True),
    "a deed before a birth": (LIFE, "Orla Venning won the Linden Medal in 1895.", True),
    "somebody else's birth": (LIFE, "Tom Reuben was born on 5 March 1931.", False),
    "a building of another year": (BRIDGE, "The Harrow Bridge was built in 1891.", True),
    "a building before a later year": (BRIDGE, "The Harrow Bridge was built before the year 1900.", False),
    "a denial of another year": (BRIDGE, "The Harrow Bridge was not built in 1891.", False),
    "more arches": (BRIDGE, "The bridge has more than 40 arches.", True),
    "at least as many arches": (BRIDGE, "The bridge has at least 30 arches.", False),
    "a run that is too long": (SERIES, "Night Ferry ran for more than a decade.", True),
    "a run that fits": (SERIES, "Night Ferry ran for seven years.", False),
    "a run with other ends": (SERIES, "Night Ferry ran on Channel 2 from 1991 to 2003.", True),
    "a greater population": (TOWN, "Caston has a population of over 5,000.", True),
    "a population that fits": (TOWN, "Caston has a population of more than 4,000.", False),
    "other things counted": (TOWN, "Caston has nine pubs.", False),
}


@pytest.mark.parametrize(("passage", "statement", "expected"), CASES.values(), ids=CASES)
def test_a_statement_against_a_passage(passage: str, statement: str, expected: bool) -> None:
    found = judge(passage.replace(". ", ".\n").split("\n"), [statement], (passage, statement))
    assert found is not None
    assert (found.conflict >= 0.5) is expected, found


PRESENT = {
    "longer than since its founding": (
        "Ferrum is a firm founded in 1990.",
        "Ferrum has been around for 80 years.",
        True,
    ),
    "not longer than since its founding": (
        "Ferrum is a firm founded in 1990.",
        "Ferrum has been around for 30 years.",
        False,
    ),
    "older than since their birth": ("Ivo Lant (born 2 May 1980) is a cook.", "Ivo Lant is over 60 years old.", True),
    "no older than since their birth": ("Ivo Lant (born 2 May 1980) is a cook.", "Ivo Lant is 40 years old.", False),
}


@pytest.mark.parametrize(("passage", "statement", "expected"), PRESENT.values(), ids=PRESENT)
def test_nothing_is_older_than_the_day_of_writing_allows(passage: str, statement: str, expected: bool) -> None:
    today = date(2024, 1, 1).year * 372.0
    found = judge([passage], [statement], (passage, statement), today)
    assert found is not None
    assert (found.conflict >= 0.5) is expected, found


WORDS = {
    "kinds that exclude each other": (
        "The debut album was composed by the trio Wren and Oak.",
        "The debut album was composed by the duo Wren and Oak.",
        True,
    ),
    "kinds of work": ("Salt is a 2011 Irish comedy film.", "Salt is a 2011 Irish comedy book.", True),
    "states": ("Vejle is a Danish sports club.", "Vejle is a Norwegian sports club.", True),
    "words that may both be true": ("Ivo Lant is a prominent cook.", "Ivo Lant is a retired cook.", False),
    "short names": ("Timothy Lant is an English cook.", "Tim Lant is an English cook.", False),
}


@pytest.mark.parametrize(("one", "other", "expected"), WORDS.values(), ids=WORDS)
def test_words_in_each_others_place(one: str, other: str, expected: bool) -> None:
    found = judge([one], [other])
    assert found is not None
    assert (found.conflict >= 0.5) is expected, found
