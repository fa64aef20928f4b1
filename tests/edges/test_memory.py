"""Contradict's memory in PostgreSQL: ends as the one in process does, whatever the order, the batches, the workers."""

import random
import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import psycopg
import pytest

from crosswire.contradict import step
from crosswire.contradict.remember.recall import Recall
from crosswire.contradict.rule import ruling
from crosswire.edges.store.database import Database
from crosswire.edges.store.memory import StoredMemory
from crosswire_schemas.codec import decode
from crosswire_schemas.headers import key
from crosswire_schemas.records import Contradiction, Matter, Record
from tests.contradict.building import listing, toll
from tests.contradict.test_memory import batches, end, met_before, newsroom

RECOUNT = """
    select count(*) from memory_positions p where
    filings <> (select count(*) from memory_filings f where f.position_id = p.position_id)
    or claims <> (select count(*) from memory_filings f where f.position_id = p.position_id and stands)
    or origins <> (select count(distinct origin) from memory_filings f where f.position_id = p.position_id and stands)
"""


class Memory(StoredMemory):
    """The stored memory with what waits for its publication, which nobody publishes here."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.database = database

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.database.transaction() as connection:
            return connection.execute(query).fetchall()  # type: ignore[call-overload, no-any-return, unused-ignore]

    @property
    def published(self) -> dict[str, Contradiction | Matter]:
        found = {name: decode(bytes(value)) for name, value in self.rows("select id, value from outbox") if value}
        return {name: each for name, each in found.items() if isinstance(each, Contradiction | Matter)}

    def settled(self) -> bool:
        return self.rows("select count(*) from memory_touched") == self.rows(RECOUNT) == [(0,)]


@pytest.fixture
def memory(database: Database) -> Memory:
    return Memory(database)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return newsroom(200)


@pytest.fixture(scope="module")
def expected(records: list[Record]) -> list[object]:
    recall = Recall()
    step(records, recall)
    found = end(recall)
    assert any("contradiction_id" in each for each in found)  # type: ignore[operator]
    return found


def ended(memory: Memory) -> list[object]:
    recall = Recall()
    recall.published = memory.published
    return end(recall)


def feed(memory: Memory, records: Sequence[Record], chance: random.Random) -> None:
    for batch in batches(records, chance):
        step(batch, memory)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_batches_end_as_in_process(
    memory: Memory, records: list[Record], expected: list[object], seed: int
) -> None:
    chance = random.Random(seed)
    shuffled = [*records, *chance.sample(records, 20)]
    chance.shuffle(shuffled)
    feed(memory, shuffled, chance)
    assert ended(memory) == expected
    assert memory.settled()


@pytest.mark.parametrize("order", permutations(range(3)), ids=str)
def test_who_was_met_before_is_told_of_what_stands_against_him_only_now(memory: Memory, order: Sequence[int]) -> None:
    recall, articles = Recall(), met_before()
    step([record for batch in articles for record in batch], recall)
    for number in order:
        step(articles[number], memory)
    assert ended(memory) == end(recall)


@pytest.mark.parametrize("seed", range(3))
def test_three_workers_at_once_end_as_one(
    database: Database, memory: Memory, records: list[Record], expected: list[object], seed: int
) -> None:
    failed: list[BaseException] = []

    def work(part: list[Record], number: int) -> None:
        try:
            feed(Memory(database), part, random.Random(number))
        except BaseException as error:  # noqa: BLE001 a thread's failure is this test's
            failed.append(error)

    parts = [[each for each in records if zlib.crc32(key(each)) % 3 == number] for number in range(3)]
    for part in parts:
        random.Random(seed).shuffle(part)
    threads = [threading.Thread(target=work, args=(part, number)) for number, part in enumerate(parts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert ended(memory) == expected
    assert memory.settled()


def test_a_crash_between_the_two_transactions_repeats_work_and_loses_none(
    memory: Memory, records: list[Record], expected: list[object]
) -> None:
    from crosswire.contradict.file.filing import file
    from crosswire_schemas.records import Claim, Extraction

    for start in range(0, len(records), 40):
        batch = records[start : start + 40]
        memory.file(
            [file(each) for each in batch if isinstance(each, Claim)],
            [each for each in batch if isinstance(each, Extraction)],
        )
    assert memory.published == {}
    feed(memory, records, random.Random(1))
    assert ended(memory) == expected


def test_what_another_worker_left_unsettled_is_settled_in_time(memory: Memory) -> None:
    from crosswire.contradict.file.filing import file

    first, other = toll("Post", 11), toll("News", 34)
    memory.file([file(first), file(other)], [listing(first), listing(other)])
    memory.settle((), None)
    assert memory.published == {}
    with memory.database.transaction() as connection:
        connection.execute("update memory_touched set since = now() - interval '1 minute'")
    memory.settle((), None)
    assert any(isinstance(each, Contradiction) for each in memory.published.values())


def test_a_failure_while_ruling_leaves_nothing_half_done(
    memory: Memory, records: list[Record], expected: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, real = random.Random(2), ruling.rule

    def sometimes(*given: Any) -> Any:
        if chance.random() < 0.3:
            raise psycopg.OperationalError("the connection was lost")
        return real(*given)

    monkeypatch.setattr(ruling, "rule", sometimes)
    for batch in batches(records, random.Random(3)):
        insist(lambda batch=batch: step(batch, memory))  # type: ignore[misc]
    monkeypatch.setattr(ruling, "rule", real)
    with memory.database.transaction() as connection:
        connection.execute("update memory_touched set since = now() - interval '1 minute'")
    memory.settle((), None)
    assert ended(memory) == expected
    assert memory.settled()


def insist(work: Callable[[], object]) -> None:
    """Do it again until it succeeds, as a worker that is started again does."""
    while True:
        try:
            work()
        except psycopg.OperationalError:
            continue
        return


def test_two_that_waited_for_each_other_are_tried_again(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    real, raised = ruling.rule, [psycopg.errors.DeadlockDetected("one of two")]

    def once(*given: Any) -> Any:
        if raised:
            raise raised.pop()
        return real(*given)

    monkeypatch.setattr(ruling, "rule", once)
    first, other = toll("Post", 11), toll("News", 34)
    step([first, listing(first), other, listing(other)], memory)
    assert any(isinstance(each, Contradiction) for each in memory.published.values())


def test_versions_rise_with_every_change_and_only_then(memory: Memory) -> None:
    first, other = toll("Post", 11), toll("News", 34)
    inputs: list[Record] = [first, listing(first), other, listing(other)]
    seen = []
    for batch in (inputs, inputs, [listing(first, revision=2, claim_ids=(), withdrawn=True)]):
        step(batch, memory)
        (flag,) = (each for each in memory.published.values() if isinstance(each, Contradiction))
        seen.append((flag.version, flag.state, flag.closed_because))
    assert seen == [(1, "open", None), (1, "open", None), (2, "closed", "withdrawn")]


def test_what_is_forgotten_leaves_no_row_and_a_tombstone_for_what_was_published(memory: Memory) -> None:
    first, other = toll("Post", 11), toll("News", 34)
    step([first, listing(first), other, listing(other)], memory)
    (flag,) = (each for each in memory.published.values() if isinstance(each, Contradiction))
    gone = listing(first, claim_ids=(), forgotten=True)
    step([gone], memory)
    step([first, listing(first)], memory)
    assert memory.rows("select count(*) from memory_claims") == [(1,)]
    assert memory.rows(f"select value is null from outbox where id = '{flag.contradiction_id}'") == [(True,)]
    assert memory.settled()
    words = f"select count(*) from memory_prints where article_id = '{first.article_id}'"
    assert memory.rows(words) == [(0,)]


def test_pruning_takes_out_what_is_old_and_publishes_nothing(memory: Memory) -> None:
    first, other = toll("Post", 11), toll("News", 34, hours=72)
    third = toll("Herald", 34, hours=73)
    step([first, listing(first), other, listing(other), third, listing(third)], memory)
    before = memory.rows("select id, value from outbox order by id")
    limit = listing(first).fetched_at + timedelta(hours=1)
    assert memory.prune(limit) == 1
    assert memory.prune(limit) == 0
    assert memory.rows("select id, value from outbox order by id") == before
    assert memory.rows("select count(*) from memory_claims") == [(2,)]
    assert memory.settled()
    assert memory.prune(datetime.now(UTC)) == 2
    for name in ("claims", "filings", "positions", "matters", "pairs", "posts", "prints", "bands", "groups"):
        assert memory.rows(f"select count(*) from memory_{name}") == [(0,)], name


def test_a_memory_with_a_term_forgets_what_is_past_it_by_itself(database: Database) -> None:
    first = toll("Post", 11)
    now = [listing(first).fetched_at]
    memory = StoredMemory(database, clock=lambda: now[0], remember=timedelta(days=45))
    for days, kept in ((0, 1), (44, 1), (46, 0)):
        now[0] = listing(first).fetched_at + timedelta(days=days)
        step([first, listing(first)] if days == 0 else [], memory)
        with database.transaction() as connection:
            assert connection.execute("select count(*) from memory_claims").fetchone() == (kept,)


def test_copies_of_one_wire_story_count_as_one_origin_whichever_comes_first(memory: Memory) -> None:
    signature = tuple(range(64))
    told = [toll(outlet, 11) for outlet in ("Post", "News", "Herald")]
    against = toll("Times", 34)
    for number, each in enumerate(told):
        credit = "Wire" if number == 2 else ""
        step([each, listing(each, signature=signature, credit=credit)], memory)
    step([against, listing(against)], memory)
    (flag,) = (each for each in memory.published.values() if isinstance(each, Contradiction))
    sides = {(side.claims, side.independent_origins) for side in (flag.left, flag.right)}
    assert sides == {(3, 1), (1, 1)}


def test_a_claim_whose_filing_changed_leaves_the_old_question(memory: Memory) -> None:
    first, other = toll("Post", 11), toll("News", 34)
    step([first, listing(first), other, listing(other)], memory)
    moved = replace(toll("Post", 34), claim_id=first.claim_id)
    step([moved, listing(moved, rules="2")], memory)
    assert memory.settled()
    flags = [each for each in memory.published.values() if isinstance(each, Contradiction) and each.state == "open"]
    assert flags == []
