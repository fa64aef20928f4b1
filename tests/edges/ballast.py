"""Makes a memory large: what is remembered, many times over, under ids and keys that meet nobody's."""

from collections.abc import Sequence

from crosswire.edges.store.database import Connection

# Of every table the columns that are ids; a key keeps its week and gets another hash.
IDS: dict[str, Sequence[str]] = {
    "listings": ("article_id",),
    "prints": ("print_id", "article_id"),
    "bands": ("print_id",),
    "groups": ("article_id", "root"),
    "claims": ("article_id", "claim_id"),
    "matters": ("matter_id",),
    "posts": ("matter_id",),
    "positions": ("matter_id", "position_id"),
    "origins": ("position_id",),
    "filings": ("article_id", "claim_id", "position_id", "matter_id"),
    "pairs": ("contradiction_id", "left_position", "right_position", "left_matter", "right_matter"),
    "related": ("matter_id", "other"),
}
OTHER = {
    "key": "(t.key >> 40 << 40) | ('x' || substr(md5(t.key::text || n), 1, 10))::bit(40)::bigint",
    "band": "('x' || substr(md5(t.band::text || n), 1, 15))::bit(60)::bigint",
}


def multiply(connection: Connection, copies: int) -> None:
    """Add ``copies`` copies of all that the memory holds."""
    connection.execute("set maintenance_work_mem = '512MB'")
    connection.execute("set statement_timeout = 0")
    for table, ids in IDS.items() if copies else ():
        name = f"memory_{table}"
        undo, redo = _indexes(connection, name)
        values = [_value(column, ids) for column in _columns(connection, name)]
        for statement in (
            *undo,
            f"insert into {name} select {', '.join(values)} from {name} t cross join generate_series(1, {copies}) n",
            *redo,
        ):
            connection.execute(statement.encode())


def _value(column: str, ids: Sequence[str]) -> str:
    return f"md5(t.{column}::text || n)::uuid" if column in ids else OTHER.get(column, f"t.{column}")


def _columns(connection: Connection, name: str) -> list[str]:
    rows = connection.execute(
        "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped "
        "order by attnum",
        (name,),
    )
    return [str(column) for (column,) in rows]


def _indexes(connection: Connection, name: str) -> tuple[list[str], list[str]]:
    """Return what takes the indexes of a table away, and what makes them anew: sorted, they are quickly made."""
    keys = connection.execute(
        "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass and contype = 'p'",
        (name,),
    ).fetchall()
    others = connection.execute(
        "select indexname, indexdef from pg_indexes where tablename = %s and indexname <> all(%s)",
        (name, [key for key, _ in keys]),
    ).fetchall()
    undo = [f"alter table {name} drop constraint {key}" for key, _ in keys] + [f"drop index {key}" for key, _ in others]
    return undo, [f"alter table {name} add constraint {key} {made}" for key, made in keys] + [
        made for _, made in others
    ]
