"""What the console reads: lists in pages, single records, an article with all that hangs on it, what changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, LiteralString

from crosswire.edges.store.database import Database
from crosswire.edges.store.paging import Json, Listing, Page, bounded, first, page, sayable
from crosswire.edges.store.queries import CHANGES, FEEDS, PARTS, STATUS

SEARCH: LiteralString = "search @@ websearch_to_tsquery('english', %s)"
WITHDRAWN: LiteralString = "record || jsonb_build_object('withdrawn', withdrawn)"


# A transaction's number has 64 bits, of which PostgreSQL will never use the last.
MOST_DIGITS = 18


class Pages:
    """The queries of the console's pages and API, read-only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def contradictions(
        self,
        *,
        state: str | None = None,
        type: str | None = None,
        since: datetime | None = None,
        outlet: str | None = None,
        matter: str | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return contradictions, the last updated first; ``outlet`` is the id or name of either side's."""
        listing = Listing(table="contradictions", time="updated_at", key="contradiction_id")
        listing.where("state = %s", state).where("type = %s", type).where("updated_at >= %s", since)
        listing.where("%s = any(outlets)", outlet).where("matters @> array[%s::text]", matter).where(SEARCH, q)
        return self._page(listing.after(cursor), limit)

    def matters(
        self,
        *,
        type: str | None = None,
        since: datetime | None = None,
        outlet: str | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return matters, the last updated first; ``outlet`` is the name of one that holds a position."""
        listing = Listing(table="matters", time="updated_at", key="matter_id")
        listing.where("type = %s", type).where("updated_at >= %s", since).where("%s = any(outlets)", outlet)
        return self._page(listing.where(SEARCH, q).after(cursor), limit)

    def claims(
        self,
        *,
        article: str | None = None,
        outlet: str | None = None,
        speaker: str | None = None,
        since: datetime | None = None,
        q: str | None = None,
        withdrawn: bool | None = False,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return claims, the last published first, each with ``withdrawn``; ``outlet`` is an id or a name."""
        listing = Listing(table="claims", time="published_at", key="claim_id", shown=WITHDRAWN)
        listing.where("article_id = %s", article).where("(outlet_id = %s or outlet_name = %s)", outlet)
        listing.where("speaker = %s", speaker).where("published_at >= %s", since).where(SEARCH, q)
        return self._page(listing.where("withdrawn = %s", withdrawn).after(cursor), limit)

    def events(
        self,
        *,
        article: str | None = None,
        outlet: str | None = None,
        root: str | None = None,
        since: datetime | None = None,
        withdrawn: bool | None = False,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return events, those of the last published articles first, each with ``withdrawn``."""
        listing = Listing(table="events", time="published_at", key="event_id", shown=WITHDRAWN)
        listing.where("article_id = %s", article).where("(outlet_id = %s or outlet_name = %s)", outlet)
        listing.where("root = %s", root).where("published_at >= %s", since).where("withdrawn = %s", withdrawn)
        return self._page(listing.after(cursor), limit)

    def articles(
        self,
        *,
        outlet: str | None = None,
        since: datetime | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return the newest revision of each article, the last published first."""
        listing = Listing(table="newest_articles", time="published_at", key="article_id")
        listing.where("(outlet_id = %s or outlet_name = %s)", outlet).where("published_at >= %s", since)
        return self._page(listing.where(SEARCH, q).after(cursor), limit)

    def dead_letters(
        self,
        *,
        stage: str | None = None,
        reason: str | None = None,
        topic: str | None = None,
        since: datetime | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return dead letters, the last failed first."""
        listing = Listing(table="numbered_dead_letters", time="failed_at", key="id")
        listing.where("stage = %s", stage).where("reason = %s", reason).where("topic = %s", topic)
        return self._page(listing.where("failed_at >= %s", since).after(cursor), limit)

    def contradiction(self, contradiction_id: str) -> Json | None:
        """Return one contradiction."""
        return self._record("select record from contradictions where contradiction_id = %s", contradiction_id)

    def matter(self, matter_id: str) -> Json | None:
        """Return one matter."""
        return self._record("select record from matters where matter_id = %s", matter_id)

    def claim(self, claim_id: str) -> Json | None:
        """Return one claim with ``withdrawn``."""
        return self._record(
            "select record || jsonb_build_object('withdrawn', withdrawn) from claims where claim_id = %s", claim_id
        )

    def article(self, article_id: str) -> Json | None:
        """Return an article: its revisions, the newest first, with claims, events, extraction and contradictions."""
        with self._database.transaction() as connection:
            parts: dict[str, list[Any]] = {
                name: [first(row[0]) for row in connection.execute(query, {"article": sayable(article_id)}).fetchall()]
                for name, query in PARTS.items()
            }
        if not parts["revisions"]:
            return None
        extraction = parts.pop("extraction")
        return {"article_id": article_id, **parts} | ({"extraction": extraction[0]} if extraction else {})

    def text(self, article_id: str, revision: int) -> str | None:
        """Return the text that the offsets of ``revision`` count in; None where it is not stored or forgotten."""
        return self.texts([(article_id, revision)]).get((article_id, revision))

    def texts(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """Return the texts of several revisions, those that are stored and not forgotten."""
        pairs = sorted(set(wanted))
        query: LiteralString = (
            "select article_id, revision, record->>'text' from articles "
            "join unnest(%s::text[], %s::integer[]) as wanted (id, number) "
            "on article_id = id and revision = number where record ? 'text'"
        )
        with self._database.transaction() as connection:
            rows = connection.execute(query, ([pair[0] for pair in pairs], [pair[1] for pair in pairs])).fetchall()
        return {(article, revision): text for article, revision, text in rows}

    def answers(self, matter_ids: Iterable[str]) -> dict[str, str]:
        """Return the statements of the positions of several matters, by the position's id."""
        query: LiteralString = (
            "select position->>'position_id', position->>'statement' "
            "from matters, jsonb_array_elements(record->'positions') as position where matter_id = any(%s)"
        )
        with self._database.transaction() as connection:
            return dict(connection.execute(query, (sorted(set(matter_ids)),)).fetchall())

    def changes(self, after: str | None = None, *, limit: int = 100) -> Page:
        """Return contradictions and matters stored since the cursor ``after``, in the order of storing.

        Without ``after`` nothing but the cursor that stands for now. A transaction still open holds back what
        began after it, so that nothing is passed over.
        """
        if after is None:
            return Page(items=[], next=self._now())
        number, _, key = after.partition(".")
        if not number.isdecimal() or len(number) > MOST_DIGITS:
            raise ValueError(f"no cursor of ours: {after!r}")
        with self._database.transaction() as connection:
            rows = connection.execute(CHANGES, (number, sayable(key), number, key, bounded(limit))).fetchall()
        return Page(items=[first(row[2]) for row in rows], next=f"{rows[-1][0]}.{rows[-1][1]}" if rows else after)

    def _now(self) -> str:
        with self._database.transaction() as connection:
            found = connection.execute("select pg_snapshot_xmin(pg_current_snapshot())::text").fetchone()
        return f"{found[0] if found else 0}."

    def feeds(self) -> list[Json]:
        """Return each feed with its schedule and the outcomes of its entries, by address."""
        with self._database.transaction() as connection:
            return [row[0] for row in connection.execute(FEEDS).fetchall()]

    def status(self) -> Json:
        """Return counts of rows, contradictions, outcomes and dead letters, and where the sink is."""
        with self._database.transaction() as connection:
            found = {name: connection.execute(query).fetchone() for name, query in STATUS.items()}
        return {name: row[0] for name, row in found.items() if row is not None and row[0] is not None}

    def _page(self, listing: Listing, limit: int) -> Page:
        with self._database.transaction() as connection:
            return page(connection.execute(listing.query(limit), listing.values).fetchall(), limit)

    def _record(self, query: LiteralString, *values: Any) -> Json | None:
        with self._database.transaction() as connection:
            found = connection.execute(query, [sayable(value) for value in values]).fetchone()
        return None if found is None else first(found[0])
