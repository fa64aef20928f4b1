"""Articles past their time taken out of the memory, a few at once; nothing is published of it."""

from datetime import datetime

from crosswire.edges.store import clearing, filings, locking
from crosswire.edges.store.columns import ids
from crosswire.edges.store.database import Connection

AT_ONCE = 40
OLD = "select article_id from memory_listings where fetched_at < %s order by fetched_at limit %s"


def prune(connection: Connection, before: datetime) -> int:
    """Take out some articles fetched before ``before``, inside the caller's transaction; return how many."""
    articles = [article for (article,) in connection.execute(OLD, (before, AT_ONCE)).fetchall()]
    if not articles:
        return 0
    locking.hold(connection, _matters(connection, articles))
    locking.exclude(connection)
    # What was fetched again meanwhile stays; what came to be under one more matter meanwhile waits for it in vain.
    rows = connection.execute(
        "delete from memory_listings where article_id = any(%s::uuid[]) and fetched_at < %s returning article_id",
        (ids(articles), before),
    ).fetchall()
    touched = filings.remove(connection, [article for (article,) in rows])
    clearing.clear(connection, sorted(touched), publish=False)
    return len(rows)


def _matters(connection: Connection, articles: list[str]) -> list[str]:
    rows = connection.execute(
        "select distinct matter_id from memory_filings where article_id = any(%s::uuid[])", (ids(articles),)
    ).fetchall()
    return [matter for (matter,) in rows]
