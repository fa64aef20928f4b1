"""What no claim rests on any more is taken out of the memory, and its consumers are told by tombstones."""

from collections.abc import Sequence
from typing import LiteralString

from crosswire.edges.store import questions
from crosswire.edges.store.columns import ids, write
from crosswire.edges.store.database import Connection
from crosswire_schemas.topics import CONTRADICTIONS, MATTERS

# By this the publisher hears that something waits for it.
POSTED: LiteralString = "outbox_posted"


def clear(connection: Connection, touched: Sequence[str], *, publish: bool) -> set[str]:
    """Take out positions of ``touched`` matters without a filing, their pairs, and matters without a position.

    What was published of them gets a tombstone where ``publish``. Returns the matters on the other side of the pairs.
    """
    others = _clear_positions(connection, touched, publish=publish)
    empty = _clear_matters(connection, touched, publish=publish)
    return others - set(empty)


def _clear_positions(connection: Connection, touched: Sequence[str], *, publish: bool) -> set[str]:
    gone = connection.execute(
        "delete from memory_positions where matter_id = any(%s::uuid[]) and filings = 0 returning position_id",
        (ids(touched),),
    ).fetchall()
    if not gone:
        return set()
    rows = connection.execute(
        "delete from memory_pairs "
        "where (left_matter = any(%(touched)s::uuid[]) and left_position = any(%(gone)s::uuid[])) "
        "or (right_matter = any(%(touched)s::uuid[]) and right_position = any(%(gone)s::uuid[])) "
        "returning contradiction_id, version, left_matter, right_matter",
        {"touched": ids(touched), "gone": ids(position for (position,) in gone)},
    ).fetchall()
    if publish:
        post(connection, [(key, CONTRADICTIONS.name, None) for key, version, _, _ in rows if version])
    return {matter for _, _, left, right in rows for matter in (left, right)}


def _clear_matters(connection: Connection, touched: Sequence[str], *, publish: bool) -> list[str]:
    rows = connection.execute(
        "delete from memory_matters m where matter_id = any(%s::uuid[]) and not exists "
        "(select from memory_positions p where p.matter_id = m.matter_id) returning matter_id, version, subject",
        (ids(touched),),
    ).fetchall()
    questions.take_out(connection, [(matter, subject) for matter, _, subject in rows])
    if publish:
        post(connection, [(matter, MATTERS.name, None) for matter, version, _ in rows if version])
    return [matter for matter, _, _ in rows]


def post(connection: Connection, rows: Sequence[tuple[str, str, bytes | None]]) -> None:
    """Put (id, topic, value) into the outbox, in order; what waits there of the same id is replaced."""
    write(
        connection,
        "insert into outbox (id, topic, value) select * from {rows} on conflict (id) do update set "
        "place = nextval('outbox_places'), value = excluded.value",
        "text text bytea",
        rows,
    )
    if rows:
        connection.execute(f"notify {POSTED}")
