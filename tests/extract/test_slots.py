"""Slots: on what a sentence can be disputed; each case is a sentence and the slots it fills."""

import pytest
from tests.extract.parsing import parsed

from crosswire.extract.code.coded import Told
from crosswire.extract.code.happenings import happen
from crosswire.extract.count.quantities import count
from crosswire.extract.date.dates import date
from crosswire.extract.resolve.parties import resolve
from crosswire_schemas.records import Claim, Content, Cue, Party, Slots, Verification


def filled(text: str) -> Slots:
    """Return the slots of a claim whose content is all of ``text``, by its last sentence."""
    reading = parsed(text)
    article = reading.article
    claim = Claim(
        claim_id="1" * 32,
        article_id=article.article_id,
        revision=1,
        outlet=article.outlet,
        published_at=article.published_at,
        speaker=Party(canonical="Test", kind="outlet"),
        cue=Cue(lemma="assert", force="assert"),
        quote="none",
        content=Content(text=text, spans=()),
        polarity="affirmed",
        modality="fact",
        verification=Verification(status="not_stated"),
    )
    dated = date(reading)
    told = Told(claim=claim, passages=reading.paragraphs, root=reading.sentences[-1].root)
    claims, events = happen(
        reading, resolve(reading), [told], located=(), spots=(), dated=dated, counted=count(reading, dated)
    )
    assert [event.event_id for event in events] == list(claims[0].event_ids)
    assert claims[0].slots is not None
    return claims[0].slots


def named(found: object) -> str:
    return str(getattr(found, "canonical", ""))


PREDICATES = [
    ("an attack", "Gunmen attacked the village.", "attack", "ASSAULT"),
    ("a light verb's noun", "Rebels carried out a raid.", "raid", "ASSAULT"),
    ("an adjective", "The mayor is alive.", "alive", "OTHER"),
    ("a participle", "The bridge is closed.", "closed", "OTHER"),
    ("a figure is of its subject", "Inflation was 3.2 percent in May.", "inflation", "OTHER"),
    ("there were", "There were 12 deaths.", "die", "OTHER"),
    ("a raising verb", "Rebels continue to hold the town.", "hold", "OTHER"),
    ("what is said to be true", "It is not true that the dam was destroyed.", "destroy", "ASSAULT"),
    ("on strike", "The drivers are still on strike.", "strike", "PROTEST"),
    ("what was recorded", "The country has recorded nine deaths.", "die", "OTHER"),
    ("a march on a Friday", "Nurses marched on Friday.", "march", "PROTEST"),
    ("what is underway", "A new offensive is underway.", "attack", "ASSAULT"),
    ("not guilty", "He was found not guilty.", "acquit", "RETREAT"),
    ("what the lexicon lacks", "The orchestra rehearsed the symphony.", "rehearse", "OTHER"),
    (
        "the fire opened after the border crossed",
        "The smugglers crossed the border and shot a shepherd.",
        "shoot",
        "ASSAULT",
    ),
    ("what is done once more", "Maria Costa was re-elected in Rosario.", "elect", "OTHER"),
    ("what an order is to bring about", "All parties to step back from the line.", "step", "OTHER"),
]


@pytest.mark.parametrize(
    ("text", "predicate", "root"), [case[1:] for case in PREDICATES], ids=[case[0] for case in PREDICATES]
)
def test_predicate(text: str, predicate: str, root: str) -> None:
    slots = filled(text)
    assert (slots.predicate, slots.root) == (predicate, root)


WHO = [
    ("people and a thing", "Gunmen attacked the old bridge.", "Gunmen", "", "old bridge"),
    ("a passive thing", "The bill was rejected by lawmakers.", "lawmakers", "", "bill"),
    ("a thing that changes by itself", "Unemployment fell to 4 percent.", "", "", "unemployment"),
    ("a person of whom a state is said", "Maria Lopez is dead.", "", "Maria Lopez", ""),
    ("people without their number", "Gunmen killed at least 34 people.", "Gunmen", "people", ""),
    ("who raises what", "The central bank raised interest rates.", "central bank", "", "interest rate"),
    ("a day is no doer", "Monday's raid on the depot failed.", "", "", "depot"),
    ("what is hit on a Tuesday", "Drones hit an oil depot on Tuesday.", "", "", "oil depot"),
    ("a percentage is no object", "Turnout reached 38 percent.", "", "", "turnout"),
    ("an apposition names", "Police detained the fugitive financier Kasper Olden.", "Police", "Kasper Olden", ""),
    ("who it was", "It was Azerbaijan that attacked the village.", "Azerbaijan", "", "village"),
    ("who was found guilty", "The court found Ramon Deluria guilty of theft.", "court", "Ramon Deluria", ""),
    ("the thing that it is", "A lorry hit the Vesta bridge. It was repaired.", "", "", "Vesta bridge"),
    ("whose arrest it is", "Ramon Deluria is under arrest.", "", "Ramon Deluria", ""),
    ("a dateline is no actor", "PRAGUE, June 10 — Velmet Steel will cut 900 jobs.", "Velmet Steel", "", "job"),
    ("a crash into the sea is of the plane", "A plane crashed into the sea.", "", "", "plane"),
]


@pytest.mark.parametrize(
    ("text", "actor", "target", "thing"), [case[1:] for case in WHO], ids=[case[0] for case in WHO]
)
def test_actor_target_and_object(text: str, actor: str, target: str, thing: str) -> None:
    slots = filled(text)
    assert (named(slots.actor), named(slots.target), named(slots.object)) == (actor, target, thing)


STATES = [
    ("killed", "The general was killed.", "dead"),
    ("arrested", "Police arrested the mayor.", "detained"),
    ("freed", "Rebels freed the hostages.", "free"),
    ("reopened", "The bridge reopened.", "open"),
    ("alive", "The general is alive.", "alive"),
    ("missing", "Captain Ramon Deluria is missing.", "missing"),
    ("out of service", "The hospital is out of service.", "out of service"),
    ("over", "The eruption was over on Wednesday.", "over"),
    ("still in prison", "The lawyer remained in prison on Wednesday.", "in prison"),
    ("found dead", "The collector was found dead on Wednesday.", "dead"),
    ("let out", "Emine Kocatas was released from prison on Tuesday.", "free"),
    ("resigned", "The minister resigned.", "out of office"),
    ("remaining in it", "The minister remains in office.", "in office"),
    ("still open", "The bridge remains open.", "open"),
    ("still missing", "Captain Ramon Deluria is still missing.", "missing"),
    ("under arrest", "Ramon Deluria is under arrest.", "detained"),
    ("in hospital", "The general is in hospital.", "in hospital"),
    ("an attack leaves none", "Gunmen attacked the village.", None),
]


@pytest.mark.parametrize(("text", "state"), [case[1:] for case in STATES], ids=[case[0] for case in STATES])
def test_state(text: str, state: str | None) -> None:
    assert filled(text).state == state


HOLDERS = [
    ("who captured it", "Rebels captured the town.", "Rebels"),
    ("who holds it", "Rebels hold the town.", "Rebels"),
    ("to whom it fell", "The town fell to rebels.", "rebels"),
    ("a lost town has no holder", "Rebels lost the town.", ""),
    ("who is in control of it", "Rebels are in control of the town.", "Rebels"),
    ("under whose control it is", "The town is under the control of rebels.", "rebels"),
    ("under whose control it remains", "The town remains under the control of rebels.", "rebels"),
    ("in whose hands it is", "The town is in the hands of rebels.", "rebels"),
    ("an attack gives none", "Rebels attacked the town.", ""),
]


@pytest.mark.parametrize(("text", "holder"), [case[1:] for case in HOLDERS], ids=[case[0] for case in HOLDERS])
def test_holder(text: str, holder: str) -> None:
    assert named(filled(text).holder) == holder


def test_dead_and_injured_of_one_sentence_are_two_counts() -> None:
    counts = filled("The blast killed 12 people and injured 30.").counts or {}
    assert {name: quantity.low for name, quantity in counts.items()} == {"killed": 12, "injured": 30}
