"""Figures in running text: what a wording allows a number or a date to be."""

import pytest

from crosswire.contradict.passages.figures import figures
from crosswire.contradict.passages.passages import judge

KINDS = {
    "a year": ("was founded in 1992", ["year"]),
    "a count of four digits": ("killed 1945 soldiers", ["number"]),
    "a date": ("on 20 February 1894", ["year"]),
    "money": ("cost $2.3 million", ["money"]),
    "a share": ("4.5% of voters", ["percent"]),
    "words": ("twenty-two people", ["number"]),
    "an ordinal": ("the third edition", ["ordinal"]),
}


@pytest.mark.parametrize(("text", "kinds"), KINDS.values(), ids=KINDS.keys())
def test_kinds_of_figures(text: str, kinds: list[str]) -> None:
    assert [figure.kind for figure in figures(text)] == kinds


MEETINGS = {
    "a day lies in its year": ("in 2014", "on September 2, 2014", True),
    "a day of another year": ("in 2014", "on September 2, 2016", False),
    "about 3,000 may be 2,900": ("about 3,000 jobs", "2,900 jobs", True),
    "more than 11 leaves out 11": ("more than 11 people", "11 people", False),
    "at least 11 leaves room for 34": ("at least 11 people", "34 people", True),
    "a decade has its years": ("in the 1970s", "in 1975", True),
    "hundreds and tens in words": ("two hundred and eleven people", "211 people", True),
    "and no tens alone": ("two hundred and eleven people", "11 people", False),
    "thousands in words": ("twenty-two thousand five hundred jobs", "22,500 jobs", True),
    "two and 2 are one": ("two people", "2 people", True),
    "a million is a million": ("1,000,000 copies", "1 million copies", True),
}


@pytest.mark.parametrize(("one", "other", "expected"), MEETINGS.values(), ids=MEETINGS.keys())
def test_whether_two_figures_may_be_one(one: str, other: str, expected: bool) -> None:
    (mine,), (theirs,) = figures(one), figures(other)
    assert mine.meets(theirs) is expected


PASSAGES = {
    "another year": ("The tower opened in 1992.", "The tower opened in 1995.", "time", True),
    "the year of the day": ("The tower opened in 1992.", "The tower opened on 4 May 1992.", "", False),
    "another number": ("The fleet has 40 ships.", "The fleet has 62 ships.", "number", True),
    "a negation": ("The mayor signed the contract.", "The mayor never signed the contract.", "denial", True),
    "another word in one place": ("Vejle is a Danish sports club.", "Vejle is a Norwegian sports club.", "place", True),
    "other things": ("The fleet has 40 ships.", "The mayor signed the contract.", "", False),
}


@pytest.mark.parametrize(("one", "other", "kind", "expected"), PASSAGES.values(), ids=PASSAGES.keys())
def test_two_passages(one: str, other: str, kind: str, expected: bool) -> None:
    found = judge([one], [other])
    assert found is not None
    assert (found.conflict >= 0.5) is expected
    assert not expected or found.type == kind
