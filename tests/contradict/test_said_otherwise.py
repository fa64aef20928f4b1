"""The same deed in other words, from text to flag, and other deeds in like words, which stay quiet."""

from datetime import UTC, datetime

import pytest

from crosswire import contradict, extract
from crosswire.testing import article
from crosswire_schemas.records import Contradiction
from tests.extract.parsing import pipeline

TOLD = [datetime(2026, 8, 12, hour, tzinfo=UTC) for hour in (8, 11)]

AGAINST = {
    "dumping and discharge": (
        "denial",
        "The tannery dumped waste into the Orla river on Monday, inspectors said.",
        "The tannery said nothing had been discharged into the Orla river on Monday.",
    ),
    "a blow and a hand": (
        "denial",
        "Guards beat a prisoner at the Lunde jail on Monday, a lawyer said.",
        "Guards at the Lunde jail laid no hand on any prisoner on Monday, the warden said.",
    ),
    "switched off and shut down": (
        "denial",
        "The operator shut down the Vesta probe on Tuesday, a newspaper reported.",
        "The operator dismissed as untrue a report that it had switched off the Vesta probe on Tuesday.",
    ),
    "a fine that nobody received": (
        "denial",
        "The regulator fined Norgas on Monday, a paper reported.",
        "Norgas said it had received no fine from the regulator on Monday.",
    ),
    "what was not used": (
        "denial",
        "Police fired tear gas at marchers in Orhaven on Monday, a union said.",
        "Officers used no tear gas during Monday's march in Orhaven, the police chief said.",
    ),
    "toppled and pulled down": (
        "responsibility",
        "The statue of Queen Signe in Lund was toppled by a storm on Monday night, the city said.",
        "Vandals pulled down the statue of Queen Signe in Lund on Monday night, a curator said.",
    ),
    "what it died of": (
        "responsibility",
        "Poachers killed the rhinos found in Tavo park on Monday, rangers said.",
        "The rhinos found in Tavo park on Monday died of anthrax, a vet said.",
    ),
    "awake": (
        "status",
        "The poet Mira Oster is in a coma in a Lund hospital, her sister said on Wednesday.",
        "Mira Oster is awake in a Lund hospital, her doctor said on Wednesday.",
    ),
    "still in force": (
        "status",
        "The sanctions on Norland's airline are still in force, the EU said on Wednesday.",
        "The EU's sanctions on Norland's airline have been lifted, its minister said on Wednesday.",
    ),
    "miners who marched, and attendance": (
        "number",
        "Some 900 miners marched through Orhaven on Saturday over the pit closure, police said.",
        "Organisers put attendance at Saturday's miners' march in Orhaven at 4,000.",
    ),
    "a first name that opens a sentence": (
        "number",
        "A judge awarded Grace Harrow $3 million in damages on Tuesday over the explosion.",
        "Grace Harrow was granted 1 million dollars by the judge on Tuesday, her lawyer said.",
    ),
    "two sums since one day": (
        "number",
        "Fires have burned 2,000 hectares of forest near Orhaven since Sunday, the foresters said.",
        "Flames have consumed more than 7,000 hectares of woodland around Orhaven since Sunday, the governor said.",
    ),
    "burst and collapse": (
        "time",
        "The Orla dam burst at 3 a.m. on Tuesday, engineers said.",
        "The collapse of the Orla dam came shortly before midnight on Monday, residents said.",
    ),
    "launched and blasted off": (
        "time",
        "The satellite Auriga 4 was launched on Saturday, the agency said.",
        "Auriga 4 blasted off on Monday, the operator said.",
    ),
    "sank and went down": (
        "time",
        "The trawler Marta Lund sank on Monday evening off Cape Orsk, the coast guard said.",
        "The Marta Lund went down off Cape Orsk at dawn on Tuesday, survivors said.",
    ),
    "what began and what took effect": (
        "time",
        "The ceasefire in Upper Orland took effect at noon on Tuesday, envoys said.",
        "A truce in Upper Orland began at midnight on Wednesday, the rebels said.",
    ),
    "to come by the present tense": (
        "time",
        "Schools in Lunde reopen next Monday, the board said on Wednesday.",
        "Lunde's schools will reopen on August 26, the mayor said on Wednesday.",
    ),
    "guarded by troops": (
        "control",
        "Insurgents are in charge of the bridge at Halvar, travellers said on Tuesday.",
        "The bridge at Halvar is guarded by government troops, the customs office said on Tuesday.",
    ),
    "in possession of it": (
        "control",
        "Soldiers hold the ridge of Orsk, the army said on Monday.",
        "Militiamen remain in possession of the ridge of Orsk, their commander said on Monday.",
    ),
    "tribesmen and an army": (
        "control",
        "Tribesmen hold the Orla oilfield, residents said on Monday.",
        "The Orla oilfield is in army hands, the ministry said on Monday.",
    ),
}
QUIET = {
    "another matter of one meeting": (
        "Shareholders of Norgas backed the sale of its dairy on Tuesday, the company said.",
        "Shareholders of Norgas rejected the chairman's pay on Tuesday, an adviser said.",
    ),
    "tried to block it": (
        "The Lunde plant was successfully restarted on Tuesday, its operator said.",
        "Activists tried to block the restart of the Lunde plant on Tuesday but were led away.",
    ),
    "what belongs to it": (
        "Brewer Orsk is bankrupt, a creditor said on Wednesday.",
        "Brewer Orsk's pension fund is solvent, its trustees said on Wednesday.",
    ),
    "no live rounds and tear gas": (
        "Police fired tear gas at marchers in Orhaven on Monday, a union said.",
        "Police fired no live rounds at marchers in Orhaven on Monday, the chief said.",
    ),
    "two sums since two days": (
        "Fires have burned 2,000 hectares of forest near Orhaven since Sunday, the foresters said.",
        "Flames have consumed more than 7,000 hectares of woodland around Orhaven since May, the governor said.",
    ),
    "a march and a match": (
        "Some 900 miners marched through Orhaven on Saturday over the pit closure, police said.",
        "Attendance at Saturday's football match in Orhaven was 4,000, the club said.",
    ),
    "three months and a year": (
        "Orsk Bank made a net profit of 40 million euros in the three months to June, its chief said on Tuesday.",
        "Orsk Bank made an annual profit of 150 million euros, a newspaper said on Tuesday.",
    ),
    "opened to some, and later to others": (
        "The Orla tunnel opens to buses on 1 September, the ministry said.",
        "The Orla tunnel will open to trains on 20 October, the builder said.",
    ),
    "somebody and his assistant": (
        "Coach Milan Orsk resigned on Sunday, the club said.",
        "Milan Orsk's assistant resigned on Tuesday, the club said.",
    ),
    "taken and taken back": (
        "Rebels seized the town of Halvar on Monday, a spokesman said.",
        "The army retook the town of Halvar on Wednesday, the governor said.",
    ),
}


def flagged(*texts: str) -> list[str]:
    articles = [
        article("", text, outlet=f"O{number}", page=str(number), published_at=at, fetched_at=at)
        for number, (text, at) in enumerate(zip(texts, TOLD, strict=True))
    ]
    found = extract.split_all(articles, pipeline())
    records = [record for each in found for record in (*each.claims, each.extraction)]
    return [at.type for at in contradict.check(records) if isinstance(at, Contradiction) and at.state == "open"]


@pytest.mark.parametrize(("kind", "one", "other"), AGAINST.values(), ids=AGAINST)
def test_the_same_deed_in_other_words_is_met(kind: str, one: str, other: str) -> None:
    assert kind in flagged(one, other)


@pytest.mark.parametrize(("one", "other"), QUIET.values(), ids=QUIET)
def test_another_deed_stays_quiet(one: str, other: str) -> None:
    assert flagged(one, other) == []
