"""A memory that an earlier version filled is gone on with by this one: what it knew meets what comes."""

from collections.abc import Iterator

import psycopg
from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from crosswire.contradict import step
from crosswire.contradict.file import keys
from crosswire.contradict.file.filing import file
from crosswire.contradict.rows import Answer, Filing, Pair, Subject, Telling
from crosswire.contradict.values import areas
from crosswire.edges.store import database as store
from crosswire.edges.store.database import Connection, Database
from crosswire_schemas.codec import to_dict
from crosswire_schemas.records import Claim, Contradiction
from tests.contradict.building import listing, toll
from tests.edges.test_memory import Memory

# The last version whose ids were text and whose keys were sentences.
BEFORE = 5


def json(kind: type[Subject | Answer | Telling | Pair], value: object) -> Jsonb:
    return Jsonb(TypeAdapter(kind).dump_python(value, mode="json"))


def asked(claim: Claim) -> list[Filing]:
    """The questions that the earlier version knew: not the account by the claim's own words."""
    return [filing for filing in file(claim).filings if not filing.subject.gist]


def remember(connection: Connection, claim: Claim) -> None:
    """Store a claim with its listing as the earlier version did."""
    filed, listed = file(claim), listing(claim)
    told = filed.telling
    for query, values in (
        ("memory_listings values (%s, %s, %s)", (told.article_id, listed.fetched_at, Jsonb(to_dict(listed)))),
        ("memory_groups values (%s, %s, %s)", (told.article_id, told.article_id, told.outlet.casefold())),
        (
            "memory_claims values (%s, %s, 1, %s, %s)",
            (told.claim_id, told.article_id, json(Telling, told), Jsonb(to_dict(claim))),
        ),
        *(row for filing in asked(claim) for row in rows(filing, told)),
    ):
        connection.execute(f"insert into {query} on conflict do nothing".encode(), values)


def rows(filing: Filing, told: Telling) -> Iterator[tuple[str, tuple[object, ...]]]:
    matter, position, subject = filing.matter_id, filing.position_id, filing.subject
    yield "memory_matters values (%s, %s)", (matter, json(Subject, subject))
    answer = json(Answer, filing.answer)
    yield "memory_positions values (%s, %s, %s, true, 1, 1, 1)", (position, matter, answer)
    yield "memory_origins values (%s, %s, 1)", (position, told.outlet.casefold())
    ids = (told.claim_id, position, matter, told.article_id)
    yield "memory_filings values (%s, %s, %s, %s, %s, true, %s)", (*ids, told.published_at, told.outlet.casefold())
    own, beside = keys._times(subject)
    for table, levels, times in (("posts", areas.posted, own), ("asks", areas.asked, [*own, *beside])):
        near = levels(subject.place) if subject.place else ()
        for anchor in dict.fromkeys((*near, *keys._names(subject))):
            for time in times:
                yield f"memory_{table} values (%s, %s)", (f"{subject.type}|{subject.about}|{anchor}|{time}", matter)


def test_what_an_earlier_version_remembered_is_met_by_what_comes(empty_database: str) -> None:
    first, other = toll("Post", 11), toll("News", 34)
    with psycopg.connect(empty_database, autocommit=True) as connection:
        for number in range(1, BEFORE + 1):
            store._apply(connection, number)
        remember(connection, first)
    store.upgrade(empty_database)
    with Database(empty_database) as database:
        memory = Memory(database)
        posted = {(key, filing.matter_id) for filing in asked(first) for key in filing.posts}
        assert set(memory.rows("select key, matter_id from memory_posts")) == posted
        step([other, listing(other)], memory)
        (flag,) = (each for each in memory.published.values() if isinstance(each, Contradiction))
        assert {flag.left.claim_id, flag.right.claim_id} == {first.claim_id, other.claim_id}
        step([listing(first, revision=2, claim_ids=(), withdrawn=True)], memory)
        (flag,) = (each for each in memory.published.values() if isinstance(each, Contradiction))
        assert flag.closed_because == "withdrawn"
        assert memory.settled()
