"""Answers by words: verbs, nouns and idioms, some only beside a noun of their subject, that exclude one another."""

import pytest

from crosswire.contradict.file.stances import stances
from crosswire.contradict.values.slots import facts
from tests.contradict.building import DAY, claim
from tests.contradict.test_check import opened

# Two accounts of one day, with their main verbs, and the kind of dispute.
CASES: dict[str, tuple[tuple[str, str], tuple[str, str], list[str]]] = {
    "a record": (
        ("The skier Ana Orsk broke the speed record in Hallin on Monday", "break"),
        ("The skier Ana Orsk's attempt on the speed record in Hallin on Monday came up short", "come"),
        ["outcome"],
    ),
    "something stands within the phrase": (
        ("The Hallin assembly waved the Orsk tram bill through on Monday", "wave"),
        ("The Hallin assembly threw the Orsk tram bill out on Monday", "throw"),
        ["outcome"],
    ),
    "a bill that died": (
        ("The Hallin assembly passed the Orsk tram bill on Monday", "pass"),
        ("The Orsk tram bill died in the Hallin assembly on Monday", "die"),
        ["outcome"],
    ),
    "whoever's it is": (
        ("The singer Ana Orsk is fighting for her life in Hallin on Monday", "fight"),
        ("The singer Ana Orsk is back on her feet in Hallin on Monday", "be"),
        ["status"],
    ),
    "a reactor": (
        ("The Orsk reactor in Hallin is feeding the grid again on Monday", "feed"),
        ("The Orsk reactor in Hallin was taken off the grid on Monday", "take"),
        ["status"],
    ),
    "a company": (
        ("The grocer Orsk Foods of Hallin is in default on Monday", "be"),
        ("The grocer Orsk Foods of Hallin is current on its bonds on Monday", "be"),
        ["status"],
    ),
    "a warning": (
        ("The Hallin flood warning of the Orsk agency is still in force on Monday", "be"),
        ("The Hallin flood warning of the Orsk agency was called off on Monday", "call"),
        ["status"],
    ),
    "who gave way": (
        ("The mayor of Hallin, Ana Orsk, threw in the towel on Monday", "throw"),
        ("The mayor of Hallin, Ana Orsk, is staying put on Monday", "stay"),
        ["status"],
    ),
    "a trial": (
        ("The Hallin court let the baker Ana Orsk off the hook on Monday", "let"),
        ("The Hallin court found the baker Ana Orsk guilty on Monday", "find"),
        ["outcome"],
    ),
    "a fugitive": (
        ("The forger Ana Orsk was put in jail in Hallin on Monday", "put"),
        ("The forger Ana Orsk was still on the loose in Hallin on Monday", "be"),
        ["status"],
    ),
    "how it came about": (
        ("The Orsk mill fire in Hallin on Monday was put down to an electrical fault", "put"),
        ("The Orsk mill fire in Hallin on Monday was arson", "be"),
        ["responsibility"],
    ),
    "to whom it was traced": (
        ("The Orsk mill fire in Hallin on Monday was traced to a faulty boiler", "trace"),
        ("The Orsk mill fire in Hallin on Monday was the work of two guards", "be"),
        ["responsibility"],
    ),
    "whose flag flies": (
        ("The flag of the rebels flies over the Orsk fort in Hallin on Monday", "fly"),
        ("The Orsk fort in Hallin is garrisoned by government troops on Monday", "garrison"),
        ["control"],
    ),
    "a town that fell": (
        ("The town of Hallin has fallen to rebels of the Orsk front", "fall"),
        ("The town of Hallin is under army control", "be"),
        ["control"],
    ),
    "a figment": (
        ("The premier Ana Orsk fainted at a rally in Hallin on Monday", "faint"),
        ("the premier Ana Orsk fainted at a rally in Hallin on Monday is a fairy tale", "be"),
        ["denial"],
    ),
    "without the noun a line is no railway": (
        ("The Orsk poem in Hallin runs to two lines on Monday", "run"),
        ("The Orsk poem in Hallin was cut on Monday", "cut"),
        [],
    ),
    "off a coast is not over": (
        ("The Orsk regatta is off Hallin on Monday", "be"),
        ("The Orsk regatta off Hallin is under way on Monday", "be"),
        [],
    ),
    "both may be": (
        ("The Orsk reactor in Hallin is feeding the grid again on Monday", "feed"),
        ("The Orsk reactor in Hallin is at full power on Monday", "be"),
        [],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), CASES.values(), ids=CASES)
def test_words_that_give_opposite_answers(one: tuple[str, str], other: tuple[str, str], expected: list[str]) -> None:
    told = [
        claim(outlet, text, where=None, on=DAY, slots={"predicate": verb, "root": "OTHER"})
        for outlet, (text, verb) in (("Post", one), ("News", other))
    ]
    assert opened(*told) == expected
    assert opened(*reversed(told)) == expected


ANSWERS = {
    "one answer in two ways": (
        "The singer Ana Orsk is not dead but alive",
        {("life", "alive", False)},
    ),
    "two answers are none": ("The Orsk road is open and the Orsk bridge is closed", set()),
    "a preposition": ("The yacht Orsk lies off Hallin", set()),
    "at the end of a sentence": ("The Orsk regatta is off", {("duration", "over", False)}),
}


@pytest.mark.parametrize(("text", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_answers_of_one_sentence(text: str, expected: set[tuple[str, str, bool]]) -> None:
    base = facts(claim("Post", text, where=None, slots={"predicate": "be", "root": "OTHER"}))
    asked = {"life", "opening", "duration"}
    found = {(at.question, at.answer, at.negated) for at in stances(base, text) if at.question in asked}
    assert found == expected
