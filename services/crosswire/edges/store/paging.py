"""Lists in pages: filters, an order by time and id, and an opaque cursor that says where the next page begins."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, LiteralString

import orjson
from psycopg import sql

Json = dict[str, Any]
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Part of a list, newest first, and the cursor of the next part: None on the last."""

    items: list[Json]
    next: str | None = None


@dataclass(slots=True, kw_only=True)
class Listing:
    """A query for one page: ``shown`` of ``table``, ordered by ``time`` and ``key``, both descending."""

    table: LiteralString
    time: LiteralString
    key: LiteralString
    shown: LiteralString = "record"
    conditions: list[sql.Composable] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def where(self, condition: LiteralString, value: Any) -> "Listing":
        """Add a condition with one placeholder for each time it stands in ``condition``, unless ``value`` is None."""
        if value is not None:
            self.conditions.append(sql.SQL(condition))
            self.values += [sayable(value)] * condition.count("%s")
        return self

    def after(self, cursor: str | None) -> "Listing":
        """Begin behind the row that ``cursor`` names. Raises ``ValueError`` for a cursor that is not ours."""
        if cursor is not None:
            self.conditions.append(
                sql.SQL("({}, {}) < (%s, %s)").format(sql.Identifier(self.time), sql.Identifier(self.key))
            )
            self.values += _place(cursor)
        return self

    def query(self, limit: int) -> sql.Composed:
        """Return the query of one page and one row more, which tells whether there is a next."""
        where = sql.SQL(" and ").join(self.conditions or [sql.SQL("true")])
        order = [sql.Identifier(name) + sql.SQL(" desc") for name in (self.time, self.key)]
        return sql.SQL(
            "select {time}, {key}, {shown} from {table} where {where} order by {order} limit {limit}"
        ).format(
            time=sql.Identifier(self.time),
            key=sql.Identifier(self.key),
            shown=sql.SQL(self.shown),
            table=sql.SQL(self.table),
            where=where,
            order=sql.SQL(", ").join(order),
            limit=sql.Literal(bounded(limit) + 1),
        )


def bounded(limit: int) -> int:
    """Return ``limit``, at least 1 and at most ``MOST``."""
    return max(1, min(limit, MOST))


def page(rows: Iterable[tuple[Any, ...]], limit: int) -> Page:
    """Return the page that ``rows`` of (time, key, item) make."""
    found = list(rows)
    kept = found[: bounded(limit)]
    more = len(found) > len(kept)
    return Page(items=[first(row[2]) for row in kept], next=_cursor(kept[-1][0], kept[-1][1]) if more else None)


def sayable(value: Any) -> Any:
    """Return ``value``; raises ``ValueError`` for text that PostgreSQL cannot hold, and so never holds."""
    if isinstance(value, str) and "\0" in value:
        raise ValueError("a NUL character is in no text of ours")
    return value


def first(record: Json) -> Json:
    """Return ``record`` with its kind and schema in front, as on the wire; PostgreSQL keeps an order of its own."""
    return {name: record[name] for name in ("record", "schema") if name in record} | record


def _cursor(time: datetime, key: str) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([time.isoformat(), key])).decode().rstrip("=")


def _place(cursor: str) -> list[Any]:
    try:
        time, key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [datetime.fromisoformat(time), str(key)]
    except (ValueError, TypeError, binascii.Error) as error:
        raise ValueError(f"no cursor of ours: {cursor!r}") from error
