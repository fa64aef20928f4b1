"""The questions that claims are filed under, in PostgreSQL: matters, the keys by which they meet, and positions."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, LiteralString

from crosswire.contradict.rows import Filing
from crosswire.edges.store import plain
from crosswire.edges.store.database import Connection


def store_questions(connection: Connection, filings: Sequence[Filing]) -> None:
    """Store the matters, keys and positions that are not there yet: all are functions of their ids."""
    matters = {filing.matter_id: filing for filing in filings}
    positions = {filing.position_id: filing for filing in filings}
    new = many(
        connection,
        "insert into memory_matters (matter_id, subject) select * from unnest(%s::text[], %s::jsonb[]) "
        "on conflict do nothing returning matter_id",
        [(matter, plain.dump(matters[matter].subject)) for matter in sorted(matters)],
    )
    for table, keys in (("posts", attrgetter("posts")), ("asks", attrgetter("asks"))):
        many(
            connection,
            KEYS[table],
            sorted({(key, matter) for (matter,) in new for key in keys(matters[matter])}),
        )
    many(
        connection,
        "insert into memory_positions (position_id, matter_id, answer) "
        "select * from unnest(%s::text[], %s::text[], %s::jsonb[]) on conflict do nothing",
        [(key, positions[key].matter_id, plain.dump(positions[key].answer)) for key in sorted(positions)],
    )


KEYS: Mapping[str, LiteralString] = {
    "posts": "insert into memory_posts (key, matter_id) select * from unnest(%s::text[], %s::text[]) "
    "on conflict do nothing",
    "asks": "insert into memory_asks (key, matter_id) select * from unnest(%s::text[], %s::text[]) "
    "on conflict do nothing",
}


def many(connection: Connection, query: LiteralString, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Do ``query`` for all ``rows`` at once, a column an array; one by one they take ten times as long."""
    if not rows:
        return []
    cursor = connection.execute(query, [list(column) for column in zip(*rows, strict=True)])
    return cursor.fetchall() if cursor.description else []
