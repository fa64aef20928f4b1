"""Stored records out of PostgreSQL as JSON lines, CSV or Parquet, in order of time, however many."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import IO, Any, LiteralString

import orjson
from psycopg import sql

from crosswire.edges.store.database import Database
from crosswire.edges.store.paging import first

AT_ONCE = 2000
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What one kind of record is exported from: a stable view, ordered by time and id; its columns but the record."""

    view: LiteralString
    time: LiteralString
    key: LiteralString
    columns: tuple[str, ...]


_TOLD = ("article_id", "revision", "outlet_id", "outlet_name")
KINDS: Mapping[str, Exported] = {
    "claims": Exported(
        view="crosswire_claims",
        time="published_at",
        key="claim_id",
        columns=(
            *("claim_id", *_TOLD, "speaker", "published_at", "withdrawn", "content", "force", "quote"),
            *("polarity", "modality", "verification"),
        ),
    ),
    "events": Exported(
        view="crosswire_events",
        time="published_at",
        key="event_id",
        columns=(*("event_id", *_TOLD, "root", "published_at", "withdrawn", "trigger", "actor", "target", "realis"),),
    ),
    "contradictions": Exported(
        view="crosswire_contradictions",
        time="updated_at",
        key="contradiction_id",
        columns=(
            *("contradiction_id", "version", "type", "state", "score", "explanation", "left_outlet", "left_content"),
            *("right_outlet", "right_content", "first_published_at", "updated_at"),
        ),
    ),
    "matters": Exported(
        view="crosswire_matters",
        time="updated_at",
        key="matter_id",
        columns=("matter_id", "version", "type", "question", "positions", "updated_at"),
    ),
}


def rows(database: Database, kind: str, since: datetime | None) -> Iterator[Row]:
    """Yield the rows of ``kind`` in order of time and id, from ``since`` on, each with its ``record``.

    Read as one snapshot through a cursor of the server: a million rows need no more memory than a thousand.
    """
    exported = KINDS[kind]
    names = [sql.Identifier(name) for name in (*exported.columns, "record")]
    query = sql.SQL("select {names} from {view} where {time} >= %s order by {time}, {key}").format(
        names=sql.SQL(", ").join(names),
        view=sql.Identifier(exported.view),
        time=sql.Identifier(exported.time),
        key=sql.Identifier(exported.key),
    )
    with database.transaction() as connection:
        # However long the reader at the other end of the pipe takes.
        connection.execute("set local statement_timeout = 0")
        with connection.cursor("export") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(query, (since or datetime.min.replace(tzinfo=UTC),))
            for row in cursor:
                yield dict(zip((*exported.columns, "record"), row, strict=True))


def jsonl(found: Iterator[Row], _columns: Sequence[str], out: IO[bytes]) -> None:
    """Write each record as it flowed, one a line; claims and events with ``withdrawn``."""
    for row in found:
        more = {"withdrawn": True} if row.get("withdrawn") else {}
        out.write(orjson.dumps(first(row["record"]) | more, option=orjson.OPT_APPEND_NEWLINE))


def as_csv(found: Iterator[Row], columns: Sequence[str], out: IO[bytes]) -> None:
    """Write the columns as CSV with a header (RFC 4180), instants in RFC 3339, what is absent as nothing."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in found:
        writer.writerow([_cell(row[name]) for name in columns])
    text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, bool):
        return str(value).lower()
    # A spreadsheet takes what begins like a formula for one (OWASP, CSV injection).
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def parquet(found: Iterator[Row], columns: Sequence[str], out: IO[bytes]) -> None:
    """Write the columns, and the record as JSON text, as Parquet in groups of rows."""
    pyarrow: Any = import_module("pyarrow")
    writer: Any = import_module("pyarrow.parquet").ParquetWriter
    schema = pyarrow.schema([(name, _type(pyarrow, name)) for name in (*columns, "record")])
    with writer(pyarrow.PythonFile(out, mode="w"), schema, compression="zstd") as file:
        for batch in _batches(found):
            plain = [row | {"record": orjson.dumps(first(row["record"])).decode()} for row in batch]
            file.write_table(pyarrow.Table.from_pylist(plain, schema=schema))


INTEGERS, NUMBERS, FLAGS = ("revision", "version", "positions"), ("score",), ("withdrawn",)


def _type(pyarrow: Any, name: str) -> Any:
    if name.endswith("_at"):
        return pyarrow.timestamp("us", tz="UTC")
    if name in INTEGERS:
        return pyarrow.int32()
    if name in NUMBERS:
        return pyarrow.float64()
    return pyarrow.bool_() if name in FLAGS else pyarrow.string()


def _batches(found: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in found:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


FORMATS: Mapping[str, Callable[[Iterator[Row], Sequence[str], IO[bytes]], None]] = {
    "jsonl": jsonl,
    "csv": as_csv,
    "parquet": parquet,
}
