"""What every memory must do alike: the end is a function of the set of articles, whatever the order and the batches."""

import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

import pytest

from crosswire.contradict import check, step
from crosswire.contradict.file.filing import file
from crosswire.contradict.remember import standing
from crosswire.contradict.remember.memory import Memory
from crosswire.contradict.remember.recall import Recall
from crosswire.contradict.rows import Answer, Subject
from crosswire.contradict.rule.display import lasting
from crosswire_schemas.codec import to_dict
from crosswire_schemas.records import Claim, Contradiction, Extraction, Matter, Record
from tests.contradict.building import NINE, claim, listing, party, toll


class Published(Memory, Protocol):
    """A memory whose newest records can be read."""

    published: dict[str, Contradiction | Matter]


# By article: what is told of one business in accounts, which meet by their words alone. The first outlet changes sides.
ACCOUNTS = {
    0: (0, "Toymaker Rondo in Kramatorsk has called in the receivers"),
    1: (1, "Toymaker Rondo in Kramatorsk has enough cash to carry on"),
    12: (9, "Toymaker Rondo in Kramatorsk is solvent"),
}
FACTORIES: dict[str, Callable[[], Published]] = {"in this process": Recall}


def newsroom(size: int) -> list[Record]:
    """Articles of twelve outlets on four happenings: some revised, some withdrawn, some copies of others."""
    chance = random.Random(7)
    records: list[Record] = []
    for number in range(size // 2):
        outlet, hours = f"Outlet {number % 12}", chance.randrange(40) / 4
        on, where = date(2024, 7, chance.choice((1, 2))), chance.choice(("Kramatorsk", "Bakhmut", "Donetsk region"))
        dead = chance.choice((4, 11, 11, 34))
        first = toll(outlet, dead, hours=hours, on=on, where=where, article=str(number))
        second = _deed(outlet, number, on, where, chance.random() < 0.3)
        signature = tuple(range(chance.choice((0, 40, 40, 80)), 200))[:64] if chance.random() < 0.5 else ()
        told = [first, second, *_accounts(outlet, number)]
        records += [*told, listing(*told, signature=signature, credit=chance.choice(("", "", "Wire")))]
        if chance.random() < 0.25:
            later = replace(toll(outlet, 34, hours=hours, on=on, where=where, article=str(number)), revision=2)
            records += [later, listing(later, signature=signature)]
        elif chance.random() < 0.1:
            records.append(listing(first, revision=2, claim_ids=(), withdrawn=True))
        elif chance.random() < 0.1:
            records.append(listing(first, claim_ids=(), forgotten=True))
    return [_written_otherwise(record, chance) if isinstance(record, Claim) else record for record in records]


def _written_otherwise(found: Claim, chance: random.Random) -> Claim:
    """The claim with its place and number written and found elsewhere in the text, and another surety."""
    start = chance.randrange(50)
    places = tuple(
        replace(at, text=chance.choice((at.name, at.name.upper())), start=start, end=start + 9, confidence=start / 50)
        for at in found.places
    )
    words = chance.choice(("{} people", "{} persons", "{}"))
    quantities = tuple(replace(at, text=words.format(at.text.split()[0]), start=start) for at in found.quantities)
    return replace(found, places=places, quantities=quantities)


def _deed(outlet: str, number: int, on: date, where: str, denied: bool) -> Claim:
    state = "Russia" if number % 3 else "Ukraine"
    text = f"{state} {'did not strike' if denied else 'struck'} a restaurant in {where}"
    slots = {"actor": party(state, "state"), "object": "restaurant"}
    polarity = "negated" if denied else "affirmed"
    return claim(outlet, text, slots=slots, on=on, where=where, article=str(number), polarity=polarity)


def _accounts(outlet: str, number: int) -> list[Claim]:
    if number not in ACCOUNTS:
        return []
    hours, text = ACCOUNTS[number]
    return [claim(outlet, text, at=NINE + timedelta(hours=hours), on=date(2024, 7, 1), article=str(number))]


def batches(records: Sequence[Record], chance: random.Random) -> Iterator[Sequence[Record]]:
    start = 0
    while start < len(records):
        size = chance.choice((1, 2, 7, 100))
        yield records[start : start + size]
        start += size


def end(memory: Published) -> list[object]:
    return sorted((to_dict(record) for record in lasting(memory.published.values())), key=repr)


@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES.keys())
def test_any_order_and_any_batches_end_alike(make: Callable[[], Published]) -> None:
    records = newsroom(300)
    assert {"status", "number", "denial"} <= {
        at.type for at in check(records) if isinstance(at, Contradiction) and at.closed_because == "superseded"
    }
    assert sum(isinstance(record, Claim) for record in records) >= 300
    chance = random.Random(3)
    ends = []
    for _ in range(100 if make is Recall else 5):
        memory = make()
        shuffled = [*records, *chance.sample(records, 20)]
        chance.shuffle(shuffled)
        for batch in batches(shuffled, chance):
            step(batch, memory)
        ends.append(end(memory))
    assert any("contradiction_id" in record for record in ends[0])  # type: ignore[operator]
    assert all(other == ends[0] for other in ends[1:])


@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES.keys())
def test_a_batch_given_twice_changes_nothing(make: Callable[[], Published]) -> None:
    memory, records = make(), newsroom(40)
    step(records, memory)
    before = dict(memory.published)
    step(records, memory)
    assert memory.published == before


@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES.keys())
def test_versions_rise_and_a_withdrawal_closes_with_its_reason(make: Callable[[], Published]) -> None:
    memory, first, other = make(), toll("Post", 11), toll("News", 34)
    step([first, listing(first), other, listing(other)], memory)
    (flag,) = (at for at in memory.published.values() if isinstance(at, Contradiction))
    gone: Extraction = listing(first, revision=2, claim_ids=(), withdrawn=True)
    step([gone], memory)
    later = memory.published[flag.contradiction_id]
    assert isinstance(later, Contradiction)
    assert (flag.state, flag.version) == ("open", 1)
    assert (later.state, later.closed_because, later.version) == ("closed", "withdrawn", 2)


@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES.keys())
def test_what_is_closed_still_shows_two_outlets(make: Callable[[], Published]) -> None:
    memory, first, other = make(), toll("Post", 34), toll("News", 11, hours=1)
    step([first, listing(first), other, listing(other)], memory)
    corrected = replace(toll("Post", 11), revision=2)
    step([corrected, listing(corrected)], memory)
    (flag,) = (at for at in memory.published.values() if isinstance(at, Contradiction))
    assert (flag.state, flag.closed_because) == ("closed", "revised")
    assert {flag.left.outlet.name, flag.right.outlet.name} == {"Post", "News"}


@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES.keys())
def test_what_is_published_has_no_instant_of_fetching(make: Callable[[], Published]) -> None:
    ends = []
    for later in (1, 50):
        memory, first, other = make(), toll("Post", 11), toll("News", 34)
        given = [listing(first), listing(first, revision=2, claim_ids=()), listing(other)]
        moved = [replace(at, fetched_at=at.fetched_at + timedelta(hours=later)) for at in given]
        step([first, other, *moved], memory)
        ends.append(end(memory))
    assert "Post changed its account" in repr(ends[0])
    assert ends[0] == ends[1]


@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES.keys())
@pytest.mark.parametrize("reverse", [False, True], ids=["as told", "backwards"])
def test_two_matters_are_each_related_to_the_other(make: Callable[[], Published], reverse: bool) -> None:
    memory = make()
    told = [toll(name, 11, where=where) for name, where in (("Post", "Kramatorsk"), ("News", "Donetsk region"))]
    told += [toll(f"{found.outlet.name} two", 11, where=found.places[0].name) for found in told]
    for found in reversed(told) if reverse else told:
        step([found, listing(found)], memory)
    related = {at.matter_id: at.related for at in memory.published.values() if isinstance(at, Matter)}
    assert any(related.values())
    assert all(matter in related.get(other, ()) for matter, others in related.items() for other in others)


FIRST = toll("Post", 11)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (listing(FIRST, forgotten=True, claim_ids=()), listing(FIRST)),
        (listing(FIRST, forgotten=True, claim_ids=()), listing(FIRST, revision=2)),
        (listing(FIRST, revision=2), listing(FIRST)),
    ],
    ids=["forgotten, against a replay", "forgotten, against a later revision", "the later revision"],
)
def test_the_listing_that_counts(one: Extraction, other: Extraction) -> None:
    assert standing.newer(one, other) == standing.newer(other, one) == one


@pytest.mark.parametrize(
    "change",
    [{"text": "KRAMATORSK"}, {"start": 4, "end": 14}, {"confidence": 0.3}, {"direction": "near"}],
    ids=["another spelling", "another span", "another surety", "another direction"],
)
def test_what_is_stored_is_a_function_of_its_id(change: dict[str, object]) -> None:
    written = replace(FIRST, places=tuple(replace(at, **change) for at in FIRST.places))  # type: ignore[arg-type]
    rows: dict[str, set[Subject | Answer]] = defaultdict(set)
    for filing in (*file(FIRST).filings, *file(written).filings):
        rows[filing.matter_id].add(filing.subject)
        rows[filing.position_id].add(filing.answer)
    assert all(len(stored) == 1 for stored in rows.values())


def met_before() -> list[list[Record]]:
    """Articles on one strike: the first is met by the second, which may be true too, and its outlet by itself later."""
    told = [
        toll("Post", 34, where="Kramatorsk", article="1"),
        toll("News", 11, low_only=True, where="Donetsk region", article="2"),
        toll("Post", 12, where="Donetsk region", article="3"),
    ]
    return [[each, listing(each)] for each in told]


@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES.keys())
def test_who_was_met_before_is_told_of_what_stands_against_him_only_now(make: Callable[[], Published]) -> None:
    ends = []
    for order in itertools.permutations(met_before()):
        memory = make()
        for batch in order:
            step(batch, memory)
        ends.append(end(memory))
    assert len(ends[0]) > 1
    assert all(other == ends[0] for other in ends)
