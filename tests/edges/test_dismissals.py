"""Dismissals and disputed places in PostgreSQL: kept, replaced, taken back, paged, and counted out of the map."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crosswire.edges.store.database import Database
from crosswire.edges.store.dismissals import Desk
from crosswire.edges.store.rows import store
from crosswire.sink.rows import removal, row
from crosswire_schemas.codec import encode
from crosswire_schemas.records import Contradiction, Record
from tests.console import sample

NOW = datetime(2025, 6, 12, 20, tzinfo=UTC)


def ticking() -> Callable[[], datetime]:
    """Return a clock that goes on by a minute each time it is read."""
    read = [NOW]

    def clock() -> datetime:
        read[0] += timedelta(minutes=1)
        return read[0]

    return clock


@pytest.fixture
def flags(database: Database) -> list[Contradiction]:
    """The sample's contradictions, stored with their matters."""
    found = list(sample.flagged())
    records: list[Record] = [record for flag, matter, _ in found for record in (flag, matter)]
    with database.transaction() as connection:
        store(connection, [row(record, encode(record)) for record in records])
    return [flag for flag, _, _ in found]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database, ticking())


def test_a_dismissal_stands_until_it_is_taken_back(desk: Desk, flags: list[Contradiction]) -> None:
    key = flags[0].contradiction_id
    desk.dismiss(key, version=1, reason="misread", note="")
    standing = desk.standing([flag.contradiction_id for flag in flags])
    assert {name: found["reason"] for name, found in standing.items()} == {key: "misread"}
    assert (desk.restore(key), desk.restore(key)) == (True, False)
    assert desk.standing([key]) == {}
    [kept] = desk.dismissals().items
    assert (kept["reason"], "restored_at" in kept) == ("misread", True)


def test_a_second_dismissal_replaces_the_first_and_both_are_kept(desk: Desk, flags: list[Contradiction]) -> None:
    key = flags[0].contradiction_id
    desk.dismiss(key, version=1, reason="misread", note="first")
    desk.dismiss(key, version=2, reason="other", note="second")
    assert desk.standing([key])[key]["note"] == "second"
    assert [(kept["note"], "restored_at" in kept) for kept in desk.dismissals().items] == [
        ("second", False),
        ("first", True),
    ]


def test_a_dismissal_keeps_the_record_as_it_was(desk: Desk, database: Database, flags: list[Contradiction]) -> None:
    key = flags[0].contradiction_id
    desk.dismiss(key, version=1, reason="misread", note="")
    later = replace(flags[0], version=flags[0].version + 1, explanation="Something else.")
    with database.transaction() as connection:
        store(connection, [row(later, encode(later))])
    assert desk.dismissals().items[0]["contradiction"]["explanation"] == flags[0].explanation


def test_of_a_forgotten_contradiction_the_judgement_stays_and_no_passage(
    desk: Desk, database: Database, flags: list[Contradiction]
) -> None:
    key = flags[0].contradiction_id
    desk.dismiss(key, version=1, reason="misread", note="")
    with database.transaction() as connection:
        store(connection, [removal(("contradiction",), key.encode())])
    [kept] = desk.dismissals().items
    assert (kept["contradiction_id"], kept["reason"], "contradiction" in kept) == (key, "misread", False)


def test_dismissals_are_paged_and_foreign_cursors_refused(desk: Desk, flags: list[Contradiction]) -> None:
    for flag in flags:
        desk.dismiss(flag.contradiction_id, version=1, reason="misread", note="")
    seen, cursor = [], None
    while True:
        found = desk.dismissals(cursor=cursor, limit=5)
        seen += [kept["contradiction_id"] for kept in found.items]
        cursor = found.next
        if cursor is None:
            break
    assert seen == [flag.contradiction_id for flag in reversed(flags)]
    with pytest.raises(ValueError, match="no cursor of ours"):
        desk.dismissals(cursor="garbage")


def test_places_count_what_is_open_and_not_dismissed(desk: Desk, flags: list[Contradiction]) -> None:
    before = {place["name"]: place for place in desk.places()}
    assert (before["El Obeid"]["open"], before["El Obeid"]["types"]) == (2, ["number", "responsibility"])
    assert "Ostrava" not in before
    at_place = desk.contradictions_at(before["El Obeid"]["geoname_id"])
    assert len(at_place) == 2
    desk.dismiss(at_place[0], version=1, reason="misread", note="")
    after = {place["name"]: place["open"] for place in desk.places()}
    assert after["El Obeid"] == 1
