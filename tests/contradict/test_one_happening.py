"""What two accounts must share before they are of one happening, and what denies nothing; one rule a case."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from crosswire.contradict.file.filing import file
from crosswire.contradict.meet.accounts import dispute
from crosswire.contradict.words.likeness import narrowed
from crosswire.contradict.words.names import NOT, SAME, match
from crosswire.contradict.words.terms import inner
from crosswire_schemas.records import Claim, Cue, Interval
from tests.contradict.building import DAY, claim, party, quantity, toll
from tests.contradict.test_accounts import PLAIN
from tests.contradict.test_check import opened

# A publication at noon is a date without a time.
NOON, SHARP = datetime(2024, 7, 2, 12, tzinfo=UTC), datetime(2024, 7, 2, 12, 5, tzinfo=UTC)


def told(outlet: str, text: str, **given: Any) -> Claim:
    return claim(outlet, text, **{"where": None, "on": None, "slots": PLAIN} | given)


def on(day: int, text: str) -> Interval:
    return Interval(from_=date(2024, 7, day), to=date(2024, 7, day), precision="day", text=text)


def test_what_could_not_be_confirmed_is_not_denied() -> None:
    said = Cue(lemma="confirm", force="confirm")
    one = told("Post", "Rebels used the Orsk mortar in Hallin", slots={"predicate": "use", "root": "OTHER"})
    text = "Rebels have used an Orsk mortar in Hallin"
    unsure = {"cue": said, "polarity": "negated", "speaker": "Vonk Institute"}
    assert opened(one, told("News", text, slots={"predicate": "use", "root": "OTHER"}, **unsure)) == []


def test_that_it_was_not_then_does_not_deny_that_it_was() -> None:
    one = told("Post", "The Orsk murder of villagers in Hallin", slots={"predicate": "murder", "root": "ASSAULT"})
    late = {"cue": Cue(lemma="rebut", force="deny"), "polarity": "negated", "speaker": "Vonk Institute"}
    text = "the Orsk killing of villagers in Hallin occurred after the soldiers had left"
    assert opened(one, told("News", text, **late, slots={"predicate": "occur", "root": "OTHER"})) == []


def test_tolls_of_some_hour_of_one_day_may_have_risen() -> None:
    rising = [replace(toll("Post", 10), published_at=NOON), replace(toll("News", 12), published_at=NOON)]
    assert opened(*rising) == []
    assert opened(*(replace(found, published_at=SHARP) for found in rising)) == ["number"]


def test_a_ship_afloat_and_sunk_at_some_hour_of_one_day() -> None:
    one, other = "The Orsk cruiser Vonk remains afloat", "The Orsk cruiser Vonk sank"
    assert opened(told("Post", one, at=NOON), told("News", other, at=NOON)) == []
    assert opened(told("Post", one, at=SHARP), told("News", other, at=SHARP)) == ["status"]


def test_a_denial_denies_nothing_that_came_after_it() -> None:
    deny = {"cue": Cue(lemma="deny", force="deny"), "polarity": "negated", "speaker": "Orsk council", "at": NOON}
    slots = {"predicate": "resign", "root": "OTHER"}
    no = told("News", "Minister Ernst Vonk of Hallin had resigned", **deny, slots=slots)
    for day, found in ((2, ["denial"]), (4, [])):
        yes = told("Post", "Minister Ernst Vonk of Hallin resigned", on=date(2024, 7, day), slots=slots)
        assert opened(no, yes) == found


def differ(one: Claim, other: Claim) -> str | None:
    """Return on what two claims differ as accounts in their own words."""
    accounts = [next(at.subject for at in file(told).filings if at.subject.gist) for told in (one, other)]
    point = dispute(*accounts)
    return point.type if point else None


def test_how_things_stand_is_one_thing_today_and_another_tomorrow() -> None:
    slots = {"predicate": "ready", "root": "OTHER"}
    no = "Orsk keeps ships on duty in the bay of Hallin, among which are no missile carriers"
    one = told("Post", "Three Orsk missile carriers are ready in the bay of Hallin", slots=slots)
    other = told("News", no, polarity="negated", slots=slots)
    week = [Interval(from_=date(2024, 7, day - 1), to=date(2024, 7, day), precision="day") for day in (2, 5)]
    one = replace(one, happened_on=week[0])
    assert differ(one, replace(other, happened_on=week[0])) == "denial"
    later = replace(other, happened_on=week[1], published_at=datetime(2024, 7, 5, 12, tzinfo=UTC))
    assert differ(one, later) is None


def test_a_name_in_one_word_and_in_two_is_of_one_man() -> None:
    assert match("Abdel Qader Hamsho", "Abdulkader Hamsho") == SAME
    assert match("Abdel Qader Hamsho", "Abdul Hamid Hamsho") == NOT


def test_talks_of_one_day_at_one_place_end_in_one_way() -> None:
    yes = "Dockers in the port of Kramatorsk reached agreement with the terminal operator in the small hours of Friday"
    no = "Negotiations to end the stoppage at the port of Kramatorsk broke down on Friday without an agreement"
    where = {"where": "Kramatorsk", "on": DAY}
    assert differ(told("Post", yes, **where), told("News", no, **where)) == "outcome"


def test_two_matches_of_two_clubs_have_two_scores() -> None:
    two, other = (
        {"quantities": (quantity(a, a, "score", unit="score"), quantity(b, b, "score", unit="score"))}
        for a, b in ((2, 1), (3, 0))
    )
    final, again = "Orsk beat Hallin 2-1 in the final", "Orsk had won the first meeting of the two clubs 3-0"
    one = told("Post", final, on=date(2024, 7, 2), **two)
    assert opened(one, told("News", again, on=date(2024, 7, 2), **other)) == []
    assert opened(one, told("News", "Orsk beat Hallin 3-0 in the final", on=date(2024, 7, 2), **other)) == ["number"]


CASES: dict[str, tuple[str, str]] = {
    "defenders of a country are the country's": (
        "Hungarian defenders retook the Orsk mill in Hallin on Monday",
        "Hungary retook the Orsk mill in Hallin on Monday",
    ),
    "who comes under fire does not fire": (
        "The Orsk engineers came under shelling at the mill in Hallin on Monday",
        "Rebels shelled the Orsk engineers at the mill in Hallin on Monday",
    ),
    "a denial shares more than a deed with what it denies": (
        "Marines had repelled seven rebel assaults near the town on Monday",
        "The paramilitary force denied it had shelled the market on Monday",
    ),
    "what was only tried has not come about": (
        "Rebels attempted to break through the Orsk lines near Hallin but retreated on Monday",
        "The army repulsed the rebels' offensive on the Orsk lines near Hallin on Monday",
    ),
    "who stops an advance has not advanced": (
        "The army stopped the advance of the rebels on the Orsk mill near Hallin on Monday",
        "The army repulsed the assault of the rebels on the Orsk mill near Hallin on Monday",
    ),
    "information is operational, and a jet is shot down": (
        "The Orsk General Staff of Hallin released operational information on Monday",
        "The Orsk General Staff of Hallin shot down a jet on Monday",
    ),
    "one in the rubble lives, another does not": (
        "The bodies of six dead were pulled from the rubble of a five-storey block",
        "Another man was pulled alive from the rubble of a five-storey block",
    ),
    "both tried in vain": (
        "Agents of Orsk tried in vain to bribe the captured sailor Ana Vonk on Monday",
        "Agents of Orsk attempted to bribe the sailor Ana Vonk on Monday but their efforts were unsuccessful",
    ),
    "what is kept of promises is no meeting": (
        "Ivo Vonk's promises had not been met",
        "Ivo Vonk was meeting the rabbis of Orsk on Monday",
    ),
    "sums for two and for one": (
        "Ivo Vonk signed a $61 billion aid package for Ukraine on Monday",
        "The $95 billion aid package for Ukraine and Israel that Ivo Vonk signed on Monday",
    ),
    "an apartment block stops nothing": (
        "The Vonk strike in Orsk damaged houses on Monday",
        "In Orsk houses and apartment blocks were damaged by the Vonk strike on Monday",
    ),
    "what cannot be restored was damaged": (
        "The Vonk school in Orsk was damaged on Monday and cannot be restored",
        "The Vonk school in Orsk was damaged on Monday",
    ),
    "some success": (
        "The assault on the Orsk mill in Hallin failed on Monday",
        "The assault on the Orsk mill in Hallin had partial success on Monday",
    ),
    "children hurt, and children dead": (
        "More than 909 children were injured by the Vonk floods in Orsk on Monday",
        "The Vonk floods in Orsk killed 323 children on Monday",
    ),
}


@pytest.mark.parametrize(("one", "other"), CASES.values(), ids=CASES)
def test_two_that_do_not_exclude_each_other(one: str, other: str) -> None:
    assert opened(told("Post", one, on=DAY), told("News", other, on=DAY)) == []


def test_what_is_counted_each_day_is_of_one_day() -> None:
    repelled = {"slots": {"predicate": "repel", "root": "ASSAULT"}}
    counts = [quantity(n, n, of="settlement", unit="settlement", text=f"{n} villages") for n in (6, 5)]
    one = told("Post", "Troops repelled assaults in 6 villages", on=DAY, quantities=counts[:1], **repelled)
    other = told("News", "Troops repelled assaults in 5 villages", quantities=counts[1:], **repelled)
    assert opened(one, other) == []


def test_a_day_of_a_relative_clause_is_of_what_the_clause_tells() -> None:
    visit = {"slots": {"predicate": "visit", "root": "CONSULT"}}
    one = told("Post", "Ivo Vonk visited the Orsk mill, where four were killed on Monday", **visit)
    other = told("News", "Ivo Vonk visited the grave at the Orsk mill on Saturday", **visit)
    one, other = replace(one, happened_on=on(1, "on Monday")), replace(other, happened_on=on(6, "on Saturday"))
    assert opened(one, other) == []


def test_an_accusation_called_fake_is_denied() -> None:
    massacre = {"predicate": "massacre", "root": "ASSAULT"}
    one = told("Post", "accusations of the Hallin massacre by Russian forces are fake news", speaker="Russia")
    other = told("News", "Russian troops massacred villagers in Hallin", slots=massacre)
    assert opened(one, other) == ["denial"]
    heard = told("News", "Ivo Vonk of Russia spoke of reports of a massacre in Hallin", slots=massacre)
    assert opened(one, heard) == []
    nobody = told("News", "A massacre of villagers in Hallin was told of", slots=massacre)
    assert opened(one, nobody) == []


def test_a_strike_denied_of_one_side_and_laid_to_another() -> None:
    hit = {"slots": {"predicate": "hit", "root": "ASSAULT"}, "where": "Kramatorsk"}
    denied = told("Post", "Ukrainian claims that a Russian missile hit Kramatorsk are not true", where="Kramatorsk")
    assert opened(denied, told("News", "Two Russian missiles hit the Kramatorsk railway station", **hit)) == ["denial"]
    assert opened(denied, told("News", "Two missiles hit the Kramatorsk railway station", **hit)) == []
    other = "The projectile that struck a train station in Kramatorsk was launched by Ukrainian forces"
    mine = "Today Russian troops launched a missile strike at the Kramatorsk railway station"
    launched = {"slots": {"predicate": "launch", "root": "ASSAULT"}, "where": "Kramatorsk"}
    assert opened(told("Post", other, **launched), told("News", mine, **launched)) == ["responsibility"]


def test_what_befell_him_he_did_not_do_and_what_is_done_in_a_region_many_do() -> None:
    down = {"slots": {"predicate": "shoot", "root": "ASSAULT", "target": party("pilot", "person")}}
    pilot = told("Post", "The pilot of an Orsk-2 jet shot down near Hallin was taken prisoner", **down)
    shot = {"slots": {"predicate": "shoot", "root": "ASSAULT"}}
    army = told("News", "Kite Brigade shot down an Orsk-2 jet near Hallin and took its pilot prisoner", **shot)
    assert opened(pilot, army) == []
    fired = {"slots": {"predicate": "fire", "root": "ASSAULT"}, "where": "Donetsk region"}
    one = told("Post", "Russian troops fired on houses in Donetsk region", **fired)
    assert opened(one, told("News", "Ukrainian troops fired on houses in Donetsk region", **fired)) == []


def test_what_a_doer_does_beside_the_deed_is_not_the_deed() -> None:
    spend = {"slots": {"predicate": "spend", "root": "OTHER"}}
    one = told("Post", "Reporters of the Vonk Times spent a week in Hallin on the crimes of the Orsk army", **spend)
    done = {"slots": {"predicate": "commit", "root": "OTHER"}}
    assert opened(one, told("News", "Hallin stands for the crimes committed by the Orsk army", **done)) == []


def test_a_suburb_in_apposition_is_no_part() -> None:
    massacre = {"predicate": "massacre", "root": "ASSAULT"}
    one = told("Post", "accusations of the Hallin massacre by Russian forces are fake news", speaker="Russia")
    text = "Russian forces massacred villagers in Hallin, a suburb of Orsk"
    assert opened(one, told("News", text, slots=massacre)) == ["denial"]


def test_who_denies_what_is_reported_is_no_part_of_it() -> None:
    massacre = {"predicate": "massacre", "root": "ASSAULT"}
    text = "The Vonk Defence Ministry debunked accusations of a massacre of villagers in Hallin"
    one = told("Post", text, on=DAY, cue=Cue(lemma="assert", force="assert"))
    assert opened(one, told("News", "Troops massacred villagers in Hallin", slots=massacre, on=DAY)) == ["denial"]


SANK = "The barge Vonk with nine miners on board sank"
WATERS = {
    "two lakes": (f"{SANK} in Lake Orsk", f"{SANK} in Lake Trell", ["place"]),
    "a lake and a town that may lie on it": (f"{SANK} in Lake Orsk", f"{SANK} off Hallin", []),
    "a lake whose other name is told": (f"{SANK} in Lake Orsk", f"{SANK} in Lake Trell, once Orsk", []),
}


@pytest.mark.parametrize(("one", "other", "expected"), WATERS.values(), ids=WATERS)
def test_what_was_in_one_lake_was_not_in_another(one: str, other: str, expected: list[str]) -> None:
    slots = {"predicate": "sink", "root": "OTHER"}
    assert opened(told("Post", one, on=DAY, slots=slots), told("News", other, on=DAY, slots=slots)) == expected


def test_who_had_voted_by_noon_is_no_turnout() -> None:
    rows = [
        ("Post", "Sixty-one percent of those entitled to vote took part in the Orsk vote", 61, "take part"),
        ("News", "Only 43 percent of voters went to the polls in the Orsk vote", 43, "voter"),
        ("Echo", "By noon 24 percent of voters had cast ballots in the Orsk vote", 24, "voter"),
    ]
    of_all, fewer, early = (
        told(outlet, text, on=DAY, quantities=(quantity(share, share, of, text.split(" of ")[0], "percent"),))
        for outlet, text, share, of in rows
    )
    assert opened(of_all, fewer) == ["number"]
    assert opened(of_all, early) == []


def test_a_people_is_named_as_its_state() -> None:
    assert inner("leaders of the Ugandan party")[0] == inner("leaders of the party of Uganda")[0]
    assert inner("the Ugandans")[0] != inner("the Zambians")[0]


def test_a_building_stands_in_the_town_that_it_is_called_after() -> None:
    ill: dict[str, Any] = {"on": DAY, "slots": {"predicate": "treat", "root": "OTHER", "target": party("Orsk Vonk")}}
    one = told("Post", "Orsk Vonk was treated in a Valencia hospital on Monday", where="Valencia", **ill)
    other = told("News", "Orsk Vonk was treated at a clinic in Lisbon on Monday", where="Lisbon", **ill)
    assert differ(one, other) == "place"
    visited = told("News", "Orsk Vonk was treated for a Lisbon injury on Monday", where="Lisbon", **ill)
    assert differ(one, visited) is None


def test_a_town_is_host_to_what_is_held_in_it() -> None:
    plan: dict[str, Any] = {"on": DAY, "slots": {"predicate": "hold", "root": "OTHER"}, "modality": "planned"}
    one = told("Post", "Valencia will host the final of the Orsk Vonk cup", where="Valencia", **plan)
    other = told("News", "The final of the Orsk Vonk cup will be held in Lisbon", where="Lisbon", **plan)
    assert differ(one, other) == "place"


def test_what_is_due_on_a_day_is_announced() -> None:
    def due(outlet: str, day: int, text: str) -> Claim:
        slots = {"predicate": "open", "root": "OTHER", "target": party("Vonk bridge")}
        return told(outlet, text, on=date(2024, 7, day), slots=slots, modality="planned")

    one = due("Post", 20, "The Orsk Vonk bridge near Hallin is due to open on 20 July")
    assert differ(one, due("News", 28, "The Orsk Vonk bridge near Hallin will open on 28 July")) == "time"
    assert differ(one, due("News", 20, "The Orsk Vonk bridge near Hallin is scheduled to open on 20 July")) is None


def test_a_key_interest_rate_is_a_key_rate() -> None:
    assert not narrowed("key interest rate", "key rate")
    assert narrowed("mortgage rate", "key rate")
