"""Care of the data: retention in batches, and a memory rebuilt from the stored claims."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from crosswire.contradict import step
from crosswire.edges.store import care
from crosswire.edges.store.database import Database
from crosswire.edges.store.pages import Pages
from crosswire_schemas.examples import ARTICLE, EXAMPLES
from crosswire_schemas.records import Article, Claim, Contradiction, Extraction, Record
from tests.contradict.building import listing, toll
from tests.contradict.test_memory import newsroom
from tests.edges.test_memory import Memory, ended
from tests.edges.test_store import keep


def test_what_is_past_its_time_is_taken_out_and_the_rest_stays(database: Database) -> None:
    keep(database, *EXAMPLES.values())
    assert care.retain(database, ARTICLE.fetched_at, batch=1) == 0
    assert set(Pages(database).status()["rows"].values()) == {1}
    assert care.retain(database, ARTICLE.fetched_at + timedelta(days=1), batch=1) == 1
    assert set(Pages(database).status()["rows"].values()) == {0}


def test_an_article_that_was_fetched_again_keeps_all_its_revisions(database: Database) -> None:
    keep(database, ARTICLE, replace(ARTICLE, revision=2, fetched_at=ARTICLE.fetched_at + timedelta(days=9)))
    assert care.retain(database, ARTICLE.fetched_at + timedelta(days=1)) == 0
    assert Pages(database).status()["rows"]["revisions"] == 2


def told(listing: Extraction) -> Article:
    """The revision of the article that ``listing`` ends."""
    return replace(
        ARTICLE,
        article_id=listing.article_id,
        revision=listing.revision,
        outlet=listing.outlet,
        credit=listing.credit,
        signature=listing.signature,
        published_at=listing.published_at,
        fetched_at=listing.fetched_at,
    )


@pytest.mark.parametrize("damage", ["none", "claims lost", "everything lost"])
def test_a_rebuilt_memory_is_as_it_was(database: Database, damage: str) -> None:
    memory, records = Memory(database), newsroom(120)
    random.Random(1).shuffle(records)
    step(records, memory)
    expected = ended(memory)
    keep(database, *records, *(told(record) for record in records if isinstance(record, Extraction)))
    with database.transaction() as connection:
        if damage != "none":
            connection.execute("truncate memory_claims, memory_filings, memory_listings")
        if damage == "everything lost":
            connection.execute("truncate memory_positions, memory_matters, memory_pairs, memory_posts, outbox")
    articles = {record.article_id for record in records if isinstance(record, Claim | Extraction)}
    assert care.rebuild(database) == len(articles)
    assert ended(memory) == expected
    assert memory.settled()


def test_a_rebuild_goes_on_counting_versions(database: Database) -> None:
    memory = Memory(database)
    first, other = toll("Post", 11), toll("News", 34)
    records: list[Record] = [first, listing(first), other, listing(other)]
    step(records, memory)
    keep(database, *records)
    care.rebuild(database)
    third = toll("Herald", 34)
    step([third, listing(third)], memory)
    (flag,) = (each for each in memory.published.values() if isinstance(each, Contradiction))
    assert flag.version == 2


def test_a_rebuild_asks_the_second_opinion_that_contradict_has(database: Database) -> None:
    memory = Memory(database)
    first, other = toll("Post", 11), toll("News", 34)
    keep(database, first, listing(first), other, listing(other))
    care.rebuild(database, opinion=lambda one, other: 0.0)
    assert memory.settled()
    assert not any(isinstance(each, Contradiction) for each in memory.published.values())
