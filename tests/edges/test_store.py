"""The database: migrations, rows that only newer ones replace, withdrawal and forgetting in any order, pages."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from crosswire.edges.store import database as store
from crosswire.edges.store.database import Database
from crosswire.edges.store.pages import Pages
from crosswire.edges.store.rows import positions, remember
from crosswire.edges.store.rows import store as store_rows
from crosswire.sink.rows import Removal, row
from crosswire.sink.tables import CONTRADICTIONS
from crosswire_schemas.codec import encode, to_dict
from crosswire_schemas.examples import (
    ARTICLE,
    ARTICLE_ID,
    CLAIM,
    CLAIM_ID,
    CONTRADICTION,
    DEAD_LETTER,
    EVENT,
    EXAMPLES,
    EXTRACTION,
    MATTER,
    MATTER_ID,
)
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Record


def keep(database: Database, *records: Record | Removal) -> int:
    rows = [each if isinstance(each, Removal) else row(each, encode(each)) for each in records]
    with database.transaction() as connection:
        return sum(store_rows(connection, rows).values())


def table(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.transaction() as connection:
        return connection.execute(query).fetchall()  # type: ignore[call-overload, no-any-return, unused-ignore]


def test_migrations_are_applied_once_and_in_order(empty_database: str) -> None:
    names = [name for name, _ in store.migrations().values()]
    assert list(store.upgrade(empty_database)) == names == sorted(names)
    assert store.upgrade(empty_database) == ()
    assert store.check(empty_database) == max(store.migrations())


@pytest.mark.parametrize("version", list(store.migrations())[:-1])
def test_rows_survive_an_upgrade_from_every_earlier_version(empty_database: str, version: int) -> None:
    names = {number: name for number, (name, _) in store.migrations().items()}
    with psycopg.connect(empty_database, autocommit=True) as connection:
        for number in range(1, version + 1):
            store._apply(connection, number)
    with Database(empty_database) as database:
        keep(database, *EXAMPLES.values())
        before = Pages(database).article(ARTICLE_ID)
        assert store.upgrade(empty_database) == tuple(names[number] for number in names if number > version)
        assert Pages(database).article(ARTICLE_ID) == before
        assert set(Pages(database).status()["rows"].values()) == {1}


def test_a_database_of_a_newer_version_is_refused_with_what_to_do(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("insert into schema_migrations (version, name) values (9999, '9999_future.sql')")
    for refuse in (store.upgrade, store.check):
        with pytest.raises(store.SchemaMismatch, match=r"schema version 9999, .* run the newer Crosswire"):
            refuse(database_url)


def test_a_database_without_tables_says_to_upgrade(empty_database: str) -> None:
    with pytest.raises(store.SchemaMismatch, match="run `crosswire database upgrade`"):
        store.check(empty_database)


def test_an_absent_database_is_named_and_says_what_to_check() -> None:
    url = "postgresql://nobody@127.0.0.1:9/none"
    with pytest.raises(store.DatabaseUnreachable, match="is it running"):
        store.check(url)
    with Database(url, timeout=1) as database, pytest.raises(store.DatabaseUnreachable), database.transaction():
        pass


def test_what_is_stored_twice_is_stored_once(database: Database) -> None:
    assert keep(database, *EXAMPLES.values()) == len(EXAMPLES)
    assert keep(database, *EXAMPLES.values()) == 0


NEWER = {
    "claim": (CLAIM, replace(CLAIM, revision=2)),
    "event": (EVENT, replace(EVENT, revision=2)),
    "extraction": (EXTRACTION, replace(EXTRACTION, revision=2)),
    "contradiction": (CONTRADICTION, replace(CONTRADICTION, version=2, state="closed")),
    "matter": (MATTER, replace(MATTER, version=2)),
    "dead letter": (DEAD_LETTER, replace(DEAD_LETTER, attempts=2)),
}


@pytest.mark.parametrize(("old", "new"), NEWER.values(), ids=NEWER.keys())
def test_the_newer_row_stays_whatever_comes_last(database: Database, old: Record, new: Record) -> None:
    for order in ((old, new), (new, old)):
        keep(database, *order)
        name = row(new, b"{}").table.name
        assert table(database, f"select record from {name}") == [(to_dict(new),)]


def test_all_revisions_of_an_article_are_kept(database: Database) -> None:
    keep(database, replace(ARTICLE, revision=2, title="Second"), ARTICLE)
    found = Pages(database).article(ARTICLE_ID)
    assert found is not None
    assert [each["revision"] for each in found["revisions"]] == [2, 1]


OTHER = replace(CLAIM, claim_id=identify("claim", "other"))
LATER = replace(EXTRACTION, revision=2, claim_ids=(OTHER.claim_id,), event_ids=())
ORDERS = list(itertools.permutations((CLAIM, replace(OTHER, revision=2), EVENT, EXTRACTION, LATER)))


@pytest.mark.parametrize("order", ORDERS[::7], ids=lambda order: " ".join(each.record for each in order))
def test_what_the_newest_extraction_lacks_is_withdrawn_in_any_order(
    database: Database, order: Sequence[Record]
) -> None:
    for record in order:
        keep(database, record)
    assert table(database, "select claim_id, withdrawn from claims order by withdrawn") == [
        (OTHER.claim_id, False),
        (CLAIM_ID, True),
    ]
    assert table(database, "select withdrawn from events") == [(True,)]


def test_a_claim_that_comes_back_is_no_longer_withdrawn(database: Database) -> None:
    keep(database, CLAIM, EXTRACTION, replace(EXTRACTION, revision=2, claim_ids=()))
    keep(database, replace(CLAIM, revision=3), replace(EXTRACTION, revision=3))
    assert table(database, "select revision, withdrawn from claims") == [(3, False)]


GONE = (
    replace(ARTICLE, text="", title="", forgotten=True, fetched_at=ARTICLE.fetched_at + timedelta(days=1)),
    replace(EXTRACTION, claim_ids=(), event_ids=(), forgotten=True),
)


@pytest.mark.parametrize(
    "order",
    [(ARTICLE, CLAIM, EVENT, EXTRACTION, *GONE), (*GONE, ARTICLE, CLAIM, EVENT, EXTRACTION)],
    ids=["forgotten last", "replayed after it was forgotten"],
)
def test_what_is_forgotten_stays_forgotten(database: Database, order: Sequence[Record]) -> None:
    for record in order:
        keep(database, record)
    pages = Pages(database)
    assert table(database, "select count(*) from claims union all select count(*) from events") == [(0,), (0,)]
    assert pages.text(ARTICLE_ID, 1) is None
    assert all("text" not in each for each in (pages.article(ARTICLE_ID) or {})["revisions"])


def test_a_tombstone_takes_the_row_out(database: Database) -> None:
    keep(database, CONTRADICTION)
    keep(database, Removal(table=CONTRADICTIONS, key=CONTRADICTION.contradiction_id))
    assert Pages(database).contradiction(CONTRADICTION.contradiction_id) is None


def test_positions_are_kept_with_the_rows_or_not_at_all(database: Database) -> None:
    here = ("crosswire.claims.v1", 3)
    with database.transaction() as connection:
        remember(connection, {here: 7})
    with pytest.raises(psycopg.Error), database.transaction() as connection:  # noqa: PT012 the failure comes second
        remember(connection, {here: 9})
        connection.execute("select 1 / 0")
    with database.transaction() as connection:
        assert positions(connection, [here, ("crosswire.claims.v1", 4)]) == {here: 7}


def numbered(count: int) -> list[Record]:
    return [
        replace(
            CONTRADICTION,
            contradiction_id=identify("test", number),
            updated_at=datetime(2025, 1, 1 + number // 3, tzinfo=UTC),
            state="open" if number % 2 else "closed",
        )
        for number in range(count)
    ]


def test_pages_follow_one_another_newest_first_without_gap_or_repeat(database: Database) -> None:
    keep(database, *numbered(25))
    pages, cursor, seen = Pages(database), None, []
    while True:
        found = pages.contradictions(limit=4, cursor=cursor)
        seen += [(each["updated_at"], each["contradiction_id"]) for each in found.items]
        if (cursor := found.next) is None:
            break
    assert len(set(seen)) == 25
    assert seen == sorted(seen, reverse=True)


FILTERS: dict[str, tuple[dict[str, Any], int]] = {
    "nothing": ({}, 1),
    "the state": ({"state": "open"}, 1),
    "another state": ({"state": "closed"}, 0),
    "the type": ({"type": "number"}, 1),
    "an outlet by id": ({"outlet": "river-news"}, 1),
    "an outlet by name": ({"outlet": "The Morning Post"}, 1),
    "another outlet": ({"outlet": "Nobody's Herald"}, 0),
    "a matter": ({"matter": MATTER_ID}, 1),
    "another matter": ({"matter": "0" * 32}, 0),
    "words of the explanation": ({"q": "Ostrava mayor OR killed"}, 1),
    "other words": ({"q": "earthquake"}, 0),
    "a time before": ({"since": datetime(2025, 6, 1, tzinfo=UTC)}, 1),
    "a time after": ({"since": datetime(2026, 6, 1, tzinfo=UTC)}, 0),
    "words that look like SQL": ({"q": "'; drop table claims; --"}, 0),
    "a name that looks like SQL": ({"outlet": "x' or '1'='1"}, 0),
}


@pytest.mark.parametrize(("filters", "count"), FILTERS.values(), ids=FILTERS.keys())
def test_contradictions_are_filtered_by(database: Database, filters: dict[str, Any], count: int) -> None:
    keep(database, CONTRADICTION)
    assert len(Pages(database).contradictions(**filters).items) == count


def test_records_read_as_they_flowed(database: Database) -> None:
    keep(database, *EXAMPLES.values())
    pages = Pages(database)
    assert pages.matter(MATTER_ID) == to_dict(MATTER)
    assert pages.claim(CLAIM_ID) == to_dict(CLAIM) | {"withdrawn": False}
    assert list(pages.matter(MATTER_ID) or {})[:2] == ["record", "schema"]
    assert pages.texts([(ARTICLE_ID, 1), (ARTICLE_ID, 5)]) == {(ARTICLE_ID, 1): ARTICLE.text}
    said = {position.position_id: position.statement for position in MATTER.positions}
    assert (pages.answers([MATTER_ID, CLAIM_ID]), pages.answers([])) == (said, {})
    assert [len(each.items) for each in (pages.claims(), pages.events(), pages.articles(), pages.dead_letters())] == [
        1
    ] * 4


@pytest.mark.parametrize("cursor", ["", "x", "W10", "WyJ4IiwgInkiXQ", "9" * 50])
def test_a_cursor_that_is_not_ours_is_a_value_error(database: Database, cursor: str) -> None:
    with pytest.raises(ValueError, match="no cursor of ours"):
        Pages(database).claims(cursor=cursor)
    with pytest.raises(ValueError, match="no cursor of ours"):
        Pages(database).changes(cursor)


def test_text_that_no_row_can_hold_is_a_value_error(database: Database) -> None:
    pages = Pages(database)
    for ask in (lambda: pages.claims(q="a\0b"), lambda: pages.matter("\0"), lambda: pages.article("\0")):
        with pytest.raises(ValueError, match="NUL"):
            ask()


def test_changes_come_in_the_order_of_storing_and_each_once(database: Database) -> None:
    pages = Pages(database)
    start = pages.changes().next
    keep(database, CONTRADICTION)
    keep(database, MATTER)
    first = pages.changes(start)
    assert [each["record"] for each in first.items] == ["contradiction", "matter"]
    assert pages.changes(first.next).items == []
    keep(database, replace(CONTRADICTION, version=2))
    assert [each["version"] for each in pages.changes(first.next).items] == [2]


def test_a_change_still_uncommitted_is_not_passed_over(database: Database) -> None:
    pages = Pages(database)
    start = pages.changes().next
    with database.transaction() as open_one:
        store_rows(open_one, [row(MATTER, encode(MATTER))])
        with database.transaction() as other:
            other.execute("insert into positions values ('x', 0, 0)")
        early = pages.changes(start)
    assert early.items == []
    assert [each["record"] for each in pages.changes(early.next).items] == ["matter"]


def test_the_state_counts_what_is_there(database: Database) -> None:
    keep(database, *EXAMPLES.values())
    status = Pages(database).status()
    assert status["rows"] == dict.fromkeys(
        ("articles", "revisions", "claims", "events", "matters", "contradictions", "dead_letters"), 1
    )
    assert status["dead_letters"] == [{"stage": "extract", "reason": "unreadable", "count": 1}]
    assert {"stage": "extract", "outcome": "dead_letter", "reason": "unreadable", "count": 1} in status["outcomes"]
    assert status["schema_version"] == max(store.migrations())


def test_a_large_table_is_counted_by_estimate_so_that_the_state_page_stays_quick(database: Database) -> None:
    keep(database, *EXAMPLES.values())
    with database.transaction() as connection:
        connection.execute("update pg_class set reltuples = 3000000 where relname in ('claims', 'articles')")
        connection.execute("update pg_class set reltuples = 2000000 where relname = 'extractions'")
    rows = Pages(database).status()["rows"]
    assert (rows["claims"], rows["revisions"], rows["articles"], rows["events"]) == (3000000, 3000000, 2000000, 1)


def test_the_views_for_consumers_keep_their_columns(database: Database) -> None:
    keep(database, *EXAMPLES.values())
    for name in ("claims", "events", "contradictions", "matters"):
        assert len(table(database, f"select * from crosswire_{name}")) == 1
