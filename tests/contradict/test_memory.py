"""What every memory must do alike: the end is a function of the set of articles, whatever the order and the batches."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

import pytest

from crosswire.contradict import step
from crosswire.contradict.display import lasting
from crosswire.contradict.memory import Memory
from crosswire.contradict.recall import Recall
from crosswire_schemas.codec import to_dict
from crosswire_schemas.records import Claim, Contradiction, Extraction, Matter, Record
from tests.contradict.building import claim, listing, party, toll


class Published(Memory, Protocol):
    """A memory whose newest records can be read."""

    published: dict[str, Contradiction | Matter]


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
        records += [first, second, listing(first, second, signature=signature, credit=chance.choice(("", "", "Wire")))]
        if chance.random() < 0.25:
            later = replace(toll(outlet, 34, hours=hours, on=on, where=where, article=str(number)), revision=2)
            records += [later, listing(later, signature=signature)]
        elif chance.random() < 0.1:
            records.append(listing(first, revision=2, claim_ids=(), withdrawn=True))
    return records


def _deed(outlet: str, number: int, on: date, where: str, denied: bool) -> Claim:
    state = "Russia" if number % 3 else "Ukraine"
    text = f"{state} {'did not strike' if denied else 'struck'} a restaurant in {where}"
    slots = {"actor": party(state, "state"), "object": "restaurant"}
    polarity = "negated" if denied else "affirmed"
    return claim(outlet, text, slots=slots, on=on, where=where, article=str(number), polarity=polarity)


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
