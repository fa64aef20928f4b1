"""Places: one, holding one another, or apart; and which of a claim's places is its own."""

import pytest

from crosswire.contradict.file.filing import file
from crosswire.contradict.file.keys import asked, posted
from crosswire.contradict.values import areas
from crosswire.contradict.words.names import MAY, NOT, SAME
from tests.contradict.building import place, toll

RELATIONS = {
    "one town": ("Kramatorsk", "Kramatorsk", SAME),
    "two towns": ("Kramatorsk", "Bakhmut", NOT),
    "a town and its region": ("Kramatorsk", "Donetsk region", MAY),
    "a town and its country": ("Kramatorsk", "Ukraine", MAY),
    "a town and another country": ("Lisbon", "Ukraine", NOT),
}


@pytest.mark.parametrize(("one", "other", "expected"), RELATIONS.values(), ids=RELATIONS.keys())
def test_how_places_relate(one: str, other: str, expected: int) -> None:
    assert areas.match(place(one), place(other)) == expected
    assert areas.match(place(other), place(one)) == expected


def test_the_place_of_a_claim_is_where_it_happened() -> None:
    content = "The painting stolen from a Valencia museum was recovered in a flat in Lisbon"
    found = areas.finest((place("Valencia"), place("Lisbon")), content, "recover")
    assert found is not None
    assert found.name == "Lisbon"


def test_a_place_that_no_gazetteer_knows_is_kept_by_its_name() -> None:
    assert areas.spot("its troops repelled an assault south of Robotyne on Monday", ()) == "rbtn"


def test_a_vaguer_matter_meets_a_finer_one_whichever_asks() -> None:
    fine, wide = file(toll("Post", 11)), file(toll("News", 34, where="Donetsk region"))
    town = next(found.subject for found in fine.filings if found.subject.type == "number")
    region = next(found.subject for found in wide.filings if found.subject.type == "number")
    assert set(asked(town)) & set(posted(region))
    assert set(asked(region)) & set(posted(town))
