"""Events: what the words of a sentence are coded as; each case is a sentence and what is to be read in it."""

import pytest
from tests.extract.parsing import parsed

from crosswire.extract.code.coded import Coded
from crosswire.extract.code.events import code
from crosswire.extract.code.lexicon import classes, nouns, verbs
from crosswire.extract.code.telling import plover_root, realis
from crosswire.extract.count.quantities import count


def told(text: str) -> list[Coded]:
    reading = parsed(text)
    return list(code(reading, (), count(reading), lambda _: None))


def phrase(reading: list[Coded], number: int, role: str) -> str:
    found = getattr(reading[number], role)
    return str(found.head.doc[found.first : found.last + 1]) if found else ""


ROOTS = [
    ("a verb tells an attack", "Ukrainian troops attacked Russian forces.", ["ASSAULT"]),
    ("a light verb hands over to its noun", "Kyiv launched an attack on the depot.", ["ASSAULT"]),
    ("a struck deal is no attack", "The two parties struck a deal.", ["SUPPORT"]),
    ("a struck depot is", "A missile struck the depot.", ["ASSAULT"]),
    ("a record that is hit is no attack", "Oil prices hit a record.", ["OTHER"]),
    ("a strike of workers is a protest", "Nurses went on strike.", ["PROTEST"]),
    ("a verb with its particle", "The army pulled out of the city.", ["RETREAT"]),
    ("a storm that kills is no assault", "The hurricane killed 12 people.", ["OTHER", "OTHER"]),
    ("gunmen who kill are", "Gunmen killed 12 people.", ["ASSAULT"]),
    ("a disease that kills is no assault", "Cholera has killed 23 people.", ["OTHER"]),
    (
        "nor one told of in the sentence before",
        "A tremor shook the town. Four people were killed.",
        ["OTHER", "OTHER", "OTHER"],
    ),
    ("mortar fire is no blaze", "Three men were killed by mortar fire.", ["ASSAULT"]),
    ("a planned sending of aid is an agreement", "Germany will send aid to Sudan.", ["AGREE"]),
    ("a refused one a rejection", "Germany did not send aid to Sudan.", ["REJECT"]),
    ("an arrest", "Police arrested a boy.", ["COERCE"]),
    ("what others are told to do is a request", "The minister said that Israel must leave.", ["REQUEST"]),
    ("a nominal death", "The death of 12 soldiers was announced.", ["OTHER"]),
    ("an acquittal lets go", "The court acquitted the banker.", ["RETREAT"]),
    ("sanctions restrict", "The EU imposed sanctions on the bank.", ["COERCE"]),
    ("suspended aid is no aid", "The EU suspended aid to Gaza.", ["SANCTION"]),
    ("weather and markets are OTHER", "The river burst its banks.", ["OTHER"]),
    ("nothing happens", "The sky is blue.", []),
]


@pytest.mark.parametrize(("text", "roots"), [case[1:] for case in ROOTS], ids=[case[0] for case in ROOTS])
def test_roots(text: str, roots: list[str]) -> None:
    assert [plover_root(item) for item in told(text)] == roots


SIDES = [
    ("active", "Ukrainian troops attacked Russian forces.", "Ukrainian troops", "Russian forces"),
    ("passive with its agent", "The town was captured by rebels on Monday.", "rebels", "The town"),
    ("passive without", "Two officers were wounded.", "", "Two officers"),
    ("a relative clause", "The soldiers who killed the farmer fled.", "The soldiers", "the farmer"),
    ("a participle", "Drones attacked the port, killing two sailors.", "Drones", "the port"),
    ("an adjective names the doer of a noun", "Israeli strikes on Gaza continued.", "Israeli", "Gaza"),
    ("whoever launches an attack makes it", "Kyiv launched an attack on the fleet.", "Kyiv", "the fleet"),
    (
        "those who repel are whom it was aimed at",
        "Russian troops repelled an attack by rebels.",
        "rebels",
        "Russian troops",
    ),
    ("two who meet", "Macron and Scholz met in Paris.", "Macron and Scholz", "Scholz"),
    ("two shot dead", "Police shot dead two Kyrgyz herders near a dam.", "Police", "two Kyrgyz herders"),
    ("a gerund after a preposition", "Kyiv accused Moscow of shelling the village.", "Kyiv", "Moscow"),
]


@pytest.mark.parametrize(("text", "actor", "target"), [case[1:] for case in SIDES], ids=[case[0] for case in SIDES])
def test_actor_and_target(text: str, actor: str, target: str) -> None:
    found = told(text)
    assert (phrase(found, 0, "actor"), phrase(found, 0, "target")) == (actor, target)


OUTCOMES = [
    ("repelled attacks failed", "Russian troops repelled two offensives.", "failed"),
    ("thwarted in the passive", "The attack was thwarted.", "failed"),
    ("failed to", "Rebels failed to capture the town.", "failed"),
    ("captured succeeded", "Rebels captured the town.", "succeeded"),
    ("planned", "Rebels plan to attack the town.", "planned"),
    ("still going on", "The offensive is underway.", "ongoing"),
    ("collapsed talks failed", "The talks collapsed.", "failed"),
    ("talks that ended without a deal failed", "The talks ended without an agreement.", "failed"),
    ("talks that ended in a deal succeeded", "The talks ended in an agreement.", "succeeded"),
    ("nothing said", "Rebels attacked the town.", None),
    ("what was not done has none", "Rebels did not capture the town.", None),
]


@pytest.mark.parametrize(("text", "outcome"), [case[1:] for case in OUTCOMES], ids=[case[0] for case in OUTCOMES])
def test_outcome(text: str, outcome: str | None) -> None:
    assert told(text)[0].outcome == outcome


COUNTS = [
    ("the whole, not its part", "Gunmen killed at least 34 people, including six children.", {"killed": (34, None)}),
    ("dead and injured are two", "The strike killed 12 and wounded 30.", {"killed": (12, 12), "injured": (30, 30)}),
    ("nobody", "No one was killed.", {"killed": (0, 0)}),
    ("a toll", "The death toll rose to 43.", {"killed": (43, 43)}),
    ("the number of people killed", "The number of people killed in the sinking rose to nine.", {"killed": (9, 9)}),
    ("arrests", "Police arrested 45 protesters.", {"arrested": (45, 45)}),
    ("drones of drones", "The army shot down 87 of 125 drones.", {"downed": (87, 87)}),
]


@pytest.mark.parametrize(("text", "counts"), [case[1:] for case in COUNTS], ids=[case[0] for case in COUNTS])
def test_counts(text: str, counts: dict[str, tuple[int, int | None]]) -> None:
    counted = [item for item in told(text) if item.counts]
    assert {name: (quantity.low, quantity.high) for name, quantity in counted[0].counts.items()} == counts


REALIS = [
    ("the outlet's own words", "Rebels attacked the town.", None, "asserted"),
    ("somebody's words", "Rebels attacked the town.", "assert", "claimed"),
    ("a denial", "Rebels attacked the town.", "deny", "denied"),
    ("a negation", "Rebels did not attack the town.", "assert", "denied"),
    ("a failed attempt was made", "Rebels failed to capture the town.", "assert", "claimed"),
    ("a plan", "Rebels will attack the town.", "assert", "planned"),
    ("a possibility", "Rebels may attack the town.", "assert", "hypothetical"),
]


@pytest.mark.parametrize(("text", "force", "standing"), [case[1:] for case in REALIS], ids=[case[0] for case in REALIS])
def test_realis(text: str, force: str | None, standing: str) -> None:
    assert realis(told(text)[0], force) == standing


def test_every_condition_of_the_lexicon_names_a_class_that_is_there() -> None:
    entries = [entry for table in (verbs(), nouns()) for found in table.values() for entry in found]
    conditions = {word for entry in entries for word in (*entry.object, *entry.subject)}
    assert {word[1:] for word in conditions if word.startswith("@")} <= set(classes())
    assert not [word for word in conditions if "+" in word]


def test_a_circle_of_participles_and_nouns_ends() -> None:
    assert told("The plan drawn to attack the town made to plan the attack to take it failed.")
