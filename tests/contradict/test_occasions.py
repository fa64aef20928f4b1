"""Acts of which there is one a day, or one at all: two accounts of one, and of two; one rule a case."""

from typing import Any

import pytest

from tests.bench import scenarios

FOUND = {
    "an arrest by two verbs, its patient behind a description": (
        "place",
        "Police detained the forger Emil Trask at a hostel in Porto on Tuesday.",
        "The former owner of Orsk Bank, Emil Trask, was picked up in Bilbao on Tuesday as he left a bus.",
    ),
    "the verb before and behind whom it befell": (
        "place",
        "Colonel Issa Damba, head of the border guard, was killed in an ambush near Gao on Friday.",
        "Gunmen shot dead Colonel Issa Damba on Friday as his convoy was passing through Timbuktu.",
    ),
    "a ship by its name": (
        "place",
        "The ferry Maid of Orsk sank off the coast of Crete on Monday night.",
        "Nine sailors were rescued when the ferry Maid of Orsk went down off Sardinia on Monday night.",
    ),
    "a launch from two places": (
        "place",
        "A rocket carrying the probe Vonk-2 was launched from Kourou on Saturday morning.",
        "The probe Vonk-2 lifted off from Vandenberg, California, on Saturday morning.",
    ),
    "one blast at named works at two hours": (
        "time",
        "The explosion at the Trask dye works in Lodz happened at 10.40 pm on Monday.",
        "The boiler at the Trask dye works in Lodz blew up at about half past four in the afternoon on Monday.",
    ),
    "a colliery is a mine": (
        "time",
        "Miners at the Vonkova colliery walked out at six on Monday morning.",
        "Work stopped at the Vonkova mine on Saturday, the owner said.",
    ),
    "a state, and a town of another": (
        "place",
        "Envoys from Ethiopia and Kenya held their first direct talks in five years in Djibouti on Monday.",
        "The Ethiopian and Kenyan envoys who sat down together on Monday for the first time in five years"
        " did so in Muscat.",
    ),
    "an hour behind after is no reason": (
        "time",
        "The Vonk 2 rocket lifted off from Andoya on Friday evening.",
        "Vonk 2 lifted off from Andoya shortly after five on Monday morning.",
    ),
}
QUIET = {
    "whose brothers they are": (
        "Two brothers of the forger Emil Trask were arrested in Porto on Tuesday.",
        "The forger Emil Trask was arrested in Bilbao on Tuesday.",
    ),
    "where he was born": (
        "The poet Ada Trask, born in Porto in 1941, died on Monday.",
        "The poet Ada Trask died in Bilbao on Monday.",
    ),
    "two hours of one day": (
        "President Ada Trask met the chancellor in Berlin on Wednesday morning.",
        "President Ada Trask met the prime minister in Warsaw on Wednesday evening.",
    ),
    "for what he was tried": (
        "Emil Trask was arrested on Tuesday over a murder in Porto.",
        "Emil Trask was arrested in Bilbao on Tuesday.",
    ),
    "a town and its quarter": (
        "The singer Ada Trask was arrested in Rome on Thursday.",
        "The singer Ada Trask was detained at her flat in Trastevere on Thursday.",
    ),
    "one more of its kind": (
        "The festival Orsk Lens opened in Trieste on Saturday.",
        "The festival Orsk Lens was also opened in Ljubljana on Saturday.",
    ),
    "a club's players": (
        "Orsk Rovers striker Ada Trask was injured in Porto on Tuesday.",
        "Orsk Rovers striker Emil Dahl was injured in Bilbao on Tuesday.",
    ),
    "what began and what went on": (
        "The trial of coach Emil Trask began in Plovdiv on Tuesday.",
        "The trial of coach Emil Trask resumed in Plovdiv on Thursday.",
    ),
    "two halves of a land": (
        "Voters in the north of Malawi went to the polls on Thursday.",
        "Voters in the south of Malawi went to the polls on Saturday.",
    ),
    "two states in its way": (
        "Cyclone Vonka hit Mauritius on Monday.",
        "Cyclone Vonka hit Madagascar on Wednesday.",
    ),
    "a treaty and an accord": (
        "Chad and Libya signed a water treaty on 5 March.",
        "Chad and Libya signed a border trade accord on 7 March.",
    ),
    "a town that it has passed": (
        "The flood crest on the Rhine will reach Mainz during Wednesday night.",
        "The crest of the Rhine is to reach Cologne on Friday afternoon, some 36 hours after Mainz.",
    ),
    "in a war it befalls them again": (
        "A blast wrecked the Trask dye works in Lodz at 10.40 pm on Monday after a missile hit it.",
        "The boiler at the Trask dye works in Lodz blew up at half past four in the afternoon on Monday.",
    ),
}


def scenario(*texts: str) -> dict[str, Any]:
    articles = [
        {"id": f"{at}", "outlet": f"Outlet {at}", "published": f"2025-03-11T{9 + at:02}:10:00Z", "text": text}
        for at, text in enumerate(texts)
    ]
    return {"articles": articles, "expect": []}


@pytest.fixture(scope="module")
def flagged() -> dict[str, list[str]]:
    given = {name: scenario(*texts) for name, (_, *texts) in FOUND.items()}
    given |= {name: scenario(*texts) for name, texts in QUIET.items()}
    records = scenarios.extracted(list(given.values()))
    return {
        name: [flag.type for flag in scenarios.tally(one, found).false]
        for (name, one), found in zip(given.items(), records, strict=True)
    }


@pytest.mark.parametrize("name", FOUND)
def test_one_act_at_two_places_or_times(name: str, flagged: dict[str, list[str]]) -> None:
    assert flagged[name] == [FOUND[name][0]]


@pytest.mark.parametrize("name", QUIET)
def test_two_acts(name: str, flagged: dict[str, list[str]]) -> None:
    assert flagged[name] == []
