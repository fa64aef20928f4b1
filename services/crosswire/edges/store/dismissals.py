"""The analysts' desk: dismissals with their reasons, and the places that open contradictions are about."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, LiteralString

from crosswire.edges.store.database import Connection, Database
from crosswire.edges.store.paging import Json, Listing, Page, page

DISMISS: LiteralString = """
    insert into dismissals (contradiction_id, version, reason, note, dismissed_at, record)
    select %(id)s, %(version)s, %(reason)s, %(note)s, %(now)s,
        (select record from contradictions where contradiction_id = %(id)s)
"""
RESTORE: LiteralString = (
    "update dismissals set restored_at = %(now)s where contradiction_id = %(id)s and restored_at is null"
)
SHOWN: LiteralString = (
    "jsonb_strip_nulls(to_jsonb(dismissals) - 'record') "
    "|| jsonb_strip_nulls(jsonb_build_object('contradiction', record))"
)
PLACES: LiteralString = """
    select place->>'geoname_id', (array_agg(place))[1], count(distinct c.contradiction_id), array_agg(distinct c.type)
    from contradictions c
    join matters m on m.matter_id = any(c.matters)
    cross join lateral jsonb_array_elements(m.record->'places') as place
    where c.state = 'open' and not exists (
        select from dismissals d where d.contradiction_id = c.contradiction_id and d.restored_at is null)
    group by 1 order by 3 desc, 1
"""
AT_PLACE: LiteralString = """
    select distinct c.contradiction_id from matters m join contradictions c on c.matters @> array[m.matter_id]
    where m.record->'places' @> jsonb_build_array(jsonb_build_object('geoname_id', %s::bigint))
"""
KEPT = ("geoname_id", "name", "country", "admin1", "latitude", "longitude")


class Desk:
    """What analysts keep, and what is asked across matters."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def dismiss(self, contradiction_id: str, *, version: int, reason: str, note: str) -> None:
        """Dismiss a contradiction as it stands in ``version``; a dismissal that stands is replaced, and kept."""
        with self._database.transaction() as connection:
            # Of two analysts at the same moment the second waits here, and replaces the first.
            connection.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (contradiction_id,))
            self._restore(connection, contradiction_id)
            given = {"version": version, "reason": reason, "note": note}
            connection.execute(DISMISS, {"id": contradiction_id, "now": self._clock(), **given})

    def restore(self, contradiction_id: str) -> bool:
        """Take a dismissal back; return whether there was one."""
        with self._database.transaction() as connection:
            return self._restore(connection, contradiction_id)

    def _restore(self, connection: Connection, contradiction_id: str) -> bool:
        return connection.execute(RESTORE, {"id": contradiction_id, "now": self._clock()}).rowcount > 0

    def standing(self, contradiction_ids: Sequence[str]) -> dict[str, Json]:
        """Return the dismissals that stand, of these contradictions."""
        query: LiteralString = (
            "select contradiction_id, jsonb_strip_nulls(to_jsonb(dismissals) - 'record') from dismissals "
            "where restored_at is null and contradiction_id = any(%s)"
        )
        return dict(self._rows(query, (list(contradiction_ids),)))

    def dismissals(self, *, cursor: str | None = None, limit: int = 50) -> Page:
        """Return every dismissal, the newest first, with its contradiction as it was. Raises ``ValueError``."""
        listing = Listing(table="dismissals", time="dismissed_at", key="dismissal_id", shown=SHOWN).after(cursor)
        with self._database.transaction() as connection:
            return page(connection.execute(listing.query(limit), listing.values).fetchall(), limit)

    def places(self) -> list[Json]:
        """Return the places of matters in open dispute: where, how many contradictions, of which types."""
        return [
            {name: place[name] for name in KEPT if name in place} | {"open": count, "types": list(types)}
            for _, place, count, types in self._rows(PLACES, ())
        ]

    def contradictions_at(self, geoname_id: int) -> list[str]:
        """Return the ids of the contradictions of matters at one place."""
        return [row[0] for row in self._rows(AT_PLACE, (geoname_id,))]

    def _rows(self, query: LiteralString, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._database.transaction() as connection:
            return connection.execute(query, values).fetchall()
