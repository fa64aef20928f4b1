"""Many rows in one statement: each column goes as an array, which PostgreSQL reads as a table."""

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

from psycopg import Cursor
from psycopg.rows import TupleRow

from crosswire.edges.store.database import Connection

# What needs no quoting is written as it is: an id, a number.
PLAIN = frozenset({"uuid", "bigint", "integer", "boolean"})


def write(
    connection: Connection, query: LiteralString, kinds: LiteralString, rows: Sequence[Sequence[Any]]
) -> Cursor[TupleRow] | None:
    """Do ``query`` with ``rows`` in the place of ``{rows}``, where there are any; ``kinds`` are their columns' types.

    In a pipeline it is sent with the next that is waited for.
    """
    if not rows:
        return None
    names = kinds.split()
    columns = [_array(kind, column) for kind, column in zip(names, zip(*rows, strict=True), strict=True)]
    return connection.execute(_with_rows(query, names), columns)


def read(
    connection: Connection, query: LiteralString, kinds: LiteralString, rows: Sequence[Sequence[Any]]
) -> list[tuple[Any, ...]]:
    """Do the same and return what the query returns; nothing without ``rows``."""
    cursor = write(connection, query, kinds, rows)
    return cursor.fetchall() if cursor else []


def _with_rows(query: LiteralString, names: Sequence[LiteralString]) -> LiteralString:
    columns = [("%b::" if name == "bytea" else "%s::") + name + "[]" for name in names]
    return query.replace("{rows}", "unnest(" + ", ".join(columns) + ")")


def _array(kind: str, column: Sequence[Any]) -> str | list[Any]:
    return ids(column) if kind in PLAIN else list(column)


def ids(column: Iterable[Any]) -> str:
    """Return ids, or numbers, as a PostgreSQL array."""
    return "{" + ",".join(map(str, column)) + "}"
