"""Accounts put side by side: which of them contradict each other, and which must stay quiet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crosswire.contradict import check
from crosswire_schemas.records import Claim, Contradiction, Matter, Record
from tests.contradict.building import NINE, claim, listing, party, quantity, toll


def found(*claims: Claim) -> list[Contradiction]:
    records: list[Record] = []
    for article in dict.fromkeys((at.article_id, at.revision) for at in claims):
        mine = [at for at in claims if (at.article_id, at.revision) == article]
        records += [*mine, listing(*mine)]
    return [record for record in check(records) if isinstance(record, Contradiction)]


def opened(*claims: Claim) -> list[str]:
    return sorted(record.type for record in found(*claims) if record.state == "open")


STRIKE = "Russian forces struck a restaurant in Kramatorsk on Monday"
BY_RUSSIA = {"actor": party("Russia", "state"), "object": "restaurant"}
CASES: dict[str, tuple[Sequence[Claim], list[str]]] = {
    "two tolls of one hour": ((toll("Post", 11), toll("News", 34, hours=0.3)), ["number"]),
    "a later higher toll is news": ((toll("Post", 11), toll("News", 34, hours=5)), []),
    "a later lower toll": ((toll("Post", 34), toll("News", 11, hours=5)), ["number"]),
    "at least 11 leaves room for 34": ((toll("Post", 11, low_only=True), toll("News", 34, hours=0.3)), []),
    "two speakers of one article": ((toll("Post", 11), replace(toll("Post", 34), outlet=toll("Post", 1).outlet)), []),
    "one speaker quoted with two numbers": (
        (toll("Post", 11, speaker="Mayor Ann Lee"), toll("News", 34, speaker="Ann Lee")),
        ["number"],
    ),
    "other days": ((toll("Post", 11), toll("News", 34, on=date(2024, 6, 28))), []),
    "what has not stopped is no denial": (
        (
            claim("Post", STRIKE, slots=BY_RUSSIA),
            claim(
                "News",
                "Russia has not stopped striking a restaurant in Kramatorsk",
                slots=BY_RUSSIA,
                polarity="negated",
            ),
        ),
        [],
    ),
    "other towns": ((toll("Post", 11), toll("News", 34, where="Bakhmut")), []),
    "killed and injured": (
        (toll("Post", 11), replace(toll("News", 34), quantities=(quantity(34, 34, of="injured"),))),
        [],
    ),
    "six children are a part": (
        (toll("Post", 22), replace(toll("News", 6), quantities=(quantity(6, 6, text="six children"),))),
        [],
    ),
    "it happened and it did not": (
        (
            claim("Post", STRIKE, slots=BY_RUSSIA),
            claim(
                "News",
                "Russia did not strike a restaurant in Kramatorsk on Monday",
                slots=BY_RUSSIA,
                polarity="negated",
            ),
        ),
        ["denial"],
    ),
    "a possibility is not denied": (
        (
            claim("Post", STRIKE, slots=BY_RUSSIA, modality="possible"),
            claim("News", "Russia did not strike a restaurant in Kramatorsk", slots=BY_RUSSIA, polarity="negated"),
        ),
        [],
    ),
    "two doers of one deed": (
        (
            claim("Post", STRIKE, slots=BY_RUSSIA),
            claim(
                "News",
                "Ukrainian forces struck a restaurant in Kramatorsk on Monday",
                slots={"actor": party("Ukraine", "state"), "object": "restaurant"},
            ),
        ),
        ["responsibility"],
    ),
    "an army and its state are one doer": (
        (
            claim("Post", STRIKE, slots=BY_RUSSIA),
            claim("News", STRIKE, slots={"actor": party("Russian troops"), "object": "restaurant"}),
        ),
        [],
    ),
    "two holders of one town": (
        (
            claim(
                "Post",
                "Kramatorsk is held by Ukraine",
                slots={"predicate": "hold", "holder": party("Ukraine", "state")},
            ),
            claim("News", "Russia holds Kramatorsk", slots={"predicate": "hold", "holder": party("Russia", "state")}),
        ),
        ["control"],
    ),
    "dead and alive": (
        (
            claim(
                "Post",
                "Commander Ivo Marek is dead",
                on=None,
                slots={"predicate": "dead", "root": "OTHER", "state": "dead", "target": party("Ivo Marek", "person")},
            ),
            claim(
                "News",
                "Commander Ivo Marek is alive",
                on=None,
                slots={"predicate": "alive", "root": "OTHER", "state": "alive", "target": party("Ivo Marek", "person")},
            ),
        ),
        ["status"],
    ),
    "arrested here and there": (
        tuple(
            claim(
                outlet,
                f"Kasper Oldenkott was arrested in {where} on Monday",
                where=where,
                slots={"predicate": "arrest", "root": "COERCE", "target": party("Kasper Oldenkott", "person")},
            )
            for outlet, where in (("Post", "Lisbon"), ("News", "Valencia"))
        ),
        ["place"],
    ),
    "guilty of one thing, cleared of another": (
        tuple(
            claim(
                outlet,
                text,
                slots={"predicate": predicate, "root": "OTHER", "target": party("Fotis Karas", "person")},
            )
            for outlet, predicate, text in (
                ("Post", "convict", "Fotis Karas was convicted of tax evasion in Kramatorsk on Monday"),
                ("News", "acquit", "Fotis Karas was acquitted of bribery in Kramatorsk on Monday"),
            )
        ),
        [],
    ),
    "guilty and cleared of one thing": (
        tuple(
            claim(
                outlet,
                text,
                slots={"predicate": predicate, "root": "OTHER", "target": party("Fotis Karas", "person")},
            )
            for outlet, predicate, text in (
                ("Post", "convict", "Fotis Karas was convicted of tax evasion in Kramatorsk on Monday"),
                ("News", "acquit", "Fotis Karas was acquitted of tax evasion in Kramatorsk on Monday"),
            )
        ),
        ["outcome"],
    ),
    "died then and later": (
        tuple(
            claim(
                outlet,
                "Kasper Oldenkott died in his cell in Lisbon",
                where="Lisbon",
                on=on,
                slots={"predicate": "die", "root": "OTHER", "actor": party("Kasper Oldenkott", "person")},
            )
            for outlet, on in (("Post", date(2024, 6, 23)), ("News", date(2024, 6, 19)))
        ),
        ["time"],
    ),
}


@pytest.mark.parametrize(("claims", "types"), CASES.values(), ids=CASES.keys())
def test_what_is_flagged(claims: Sequence[Claim], types: list[str]) -> None:
    assert opened(*claims) == types


def test_a_revision_closes_what_rested_on_the_old_text() -> None:
    first, other = toll("Post", 11), toll("News", 34)
    later = replace(toll("Post", 34), revision=2)
    records: list[Record] = [first, listing(first), other, listing(other), later, listing(later)]
    closed = [record for record in check(records) if isinstance(record, Contradiction)]
    assert [(at.state, at.closed_because) for at in closed] in ([], [("closed", "revised")])


def test_a_holder_who_moved_closes_the_contradiction_as_superseded() -> None:
    flags = found(toll("Post", 11), toll("News", 34), toll("Post", 34, hours=4, article="second"))
    assert [(flag.state, flag.closed_because) for flag in flags] == [("closed", "superseded")]


@pytest.mark.parametrize(
    ("outlet", "state"), [("Post", [("closed", "superseded")]), ("Times", [("open", None)])], ids=["holder", "another"]
)
def test_only_a_holder_who_tells_it_otherwise_later_closes_what_two_accounts_say(
    outlet: str, state: list[tuple[str, str | None]]
) -> None:
    later = claim(outlet, "Toymaker Rondo in Kramatorsk is solvent", at=NINE + timedelta(hours=9), article="second")
    first = claim("Post", "Toymaker Rondo in Kramatorsk has called in the receivers")
    other = claim("News", "Toymaker Rondo in Kramatorsk has enough cash to carry on", at=NINE + timedelta(hours=1))
    flags = [
        flag
        for flag in found(first, other, later)
        if {flag.left.outlet.name, flag.right.outlet.name} == {"Post", "News"}
    ]
    assert [(flag.state, flag.closed_because) for flag in flags] == state


def test_an_article_that_reports_both_sides_contradicts_nobody() -> None:
    both = (toll("Post", 11, speaker="Police"), toll("Post", 34, speaker="Union"))
    assert opened(*both, toll("News", 34, speaker="Union")) == []


def test_copies_of_one_wire_story_are_one_origin_in_any_order() -> None:
    signature = tuple(range(64))
    wire, copy, own = toll("Agency", 11), toll("Post", 11, hours=0.1), toll("News", 11, hours=0.2)
    lists = [listing(wire, signature=signature), listing(copy, signature=signature), listing(own)]
    for order in (1, -1):
        records: list[Record] = [wire, copy, own, *lists[::order]]
        matter = next(at for at in check(records) if isinstance(at, Matter) and at.type == "number")
        assert [at.independent_origins for at in matter.positions] == [2]


def test_the_explanation_names_both_outlets_and_the_point() -> None:
    (flag,) = found(toll("Post", 11, speaker="police"), toll("News", 34, hours=0.2))
    assert flag.explanation == (
        "Post, citing police, puts the number of people killed in Kramatorsk on 1 July 2024 at 11, "
        "while News puts it at 34."
    )


def test_the_explanation_of_a_denial_quotes_what_is_denied() -> None:
    denied = "Russia did not strike a restaurant in Kramatorsk on Monday"
    said = (claim("Post", STRIKE, slots=BY_RUSSIA), claim("News", denied, slots=BY_RUSSIA, polarity="negated"))
    (flag,) = (at for at in found(*said) if at.type == "denial")
    assert flag.explanation in {
        f"Post says: “{STRIKE}”, while News says that this did not happen.",
        f"News says that this did not happen, while Post says: “{STRIKE}”.",
    }
