"""The rows of the sink: batches of them stored with the positions they came from, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from psycopg import sql

from crosswire.edges.store.database import Connection
from crosswire.sink.rows import Removal, Row
from crosswire.sink.tables import Table

# Two sinks never write at the same moment: what an extraction withdraws may be in the other's hands.
LOCK = 0x73696E6B
Partition = tuple[str, int]


def store(connection: Connection, batch: Sequence[Row | Removal]) -> dict[str, int]:
    """Store ``batch`` inside the caller's transaction; return how many rows of it were new, by table."""
    connection.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
    stored: dict[str, int] = {}
    for kind, group in groupby(batch, key=lambda entry: (type(entry), entry.table.name)):
        entries = list(group)
        changed = _write(connection, entries)
        stored[kind[1]] = stored.get(kind[1], 0) + changed
    touched = sorted({entry.article for entry in batch if isinstance(entry, Row) and entry.article})
    if touched:
        _settle(connection, touched)
    return stored


def _write(connection: Connection, entries: Sequence[Row | Removal]) -> int:
    table = entries[0].table
    rows = [entry.values for entry in entries if isinstance(entry, Row)]
    keys = [(entry.key,) for entry in entries if isinstance(entry, Removal)]
    with connection.cursor() as cursor:
        cursor.executemany(_upsert(table) if rows else _delete(table), rows or keys)
        return max(0, cursor.rowcount)


def _upsert(table: Table) -> sql.Composed:
    names = [sql.Identifier(name) for name in table.all]
    others = [name for name in table.all if name not in table.key]
    assignments: list[sql.Composable] = [sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in others]
    if table.followed:
        assignments.append(sql.SQL("changed = pg_current_xact_id()"))
    ordered = [sql.Identifier(name) for name in table.order]
    return sql.SQL(
        "insert into {table} as old ({names}) values ({values}) on conflict ({key}) do update set {assignments} "
        "where row({newer}) > row({older})"
    ).format(
        table=sql.Identifier(table.name),
        names=sql.SQL(", ").join(names),
        values=sql.SQL(", ").join(sql.Placeholder() * len(names)),
        key=sql.SQL(", ").join(map(sql.Identifier, table.key)),
        assignments=sql.SQL(", ").join(assignments),
        newer=sql.SQL(", ").join(sql.SQL("excluded.{}").format(name) for name in ordered),
        older=sql.SQL(", ").join(sql.SQL("old.{}").format(name) for name in ordered),
    )


def _delete(table: Table) -> sql.Composed:
    return sql.SQL("delete from {} where {} = %s").format(sql.Identifier(table.name), sql.Identifier(table.key[0]))


def _settle(connection: Connection, articles: list[str]) -> None:
    """Bring withdrawal and forgetting of the ``articles`` up to date with their extractions."""
    for statement in SETTLE:
        connection.execute(statement, {"articles": articles})


SETTLE = (
    sql.SQL(
        "delete from articles a using extractions e where a.article_id = any(%(articles)s) "
        "and e.article_id = a.article_id and e.forgotten and not a.forgotten"
    ),
    sql.SQL(
        "delete from claims c using extractions e where c.article_id = any(%(articles)s) "
        "and e.article_id = c.article_id and e.forgotten"
    ),
    sql.SQL(
        "delete from events v using extractions e where v.article_id = any(%(articles)s) "
        "and e.article_id = v.article_id and e.forgotten"
    ),
    sql.SQL(
        "update claims c set withdrawn = not c.withdrawn from extractions e "
        "where c.article_id = any(%(articles)s) and e.article_id = c.article_id "
        "and c.withdrawn <> (e.revision >= c.revision and not c.claim_id = any(e.claim_ids))"
    ),
    sql.SQL(
        "update events v set withdrawn = (e.revision >= v.revision and not v.event_id = any(e.event_ids)), "
        "published_at = e.published_at from extractions e "
        "where v.article_id = any(%(articles)s) and e.article_id = v.article_id "
        "and (v.published_at <> e.published_at "
        "or v.withdrawn <> (e.revision >= v.revision and not v.event_id = any(e.event_ids)))"
    ),
)


def positions(connection: Connection, wanted: Iterable[Partition]) -> dict[Partition, int]:
    """Return the next offset to be read of each of the ``wanted`` partitions that has one."""
    found = connection.execute('select topic, partition, "offset" from positions').fetchall()
    stored = {(topic, partition): offset for topic, partition, offset in found}
    return {partition: stored[partition] for partition in wanted if partition in stored}


def remember(connection: Connection, offsets: Mapping[Partition, int]) -> None:
    """Store the next offset to be read of each partition, in the transaction of the rows before them."""
    with connection.cursor() as cursor:
        cursor.executemany(
            'insert into positions (topic, partition, "offset") values (%s, %s, %s) '
            'on conflict (topic, partition) do update set "offset" = excluded."offset"',
            [(topic, partition, offset) for (topic, partition), offset in sorted(offsets.items())],
        )
