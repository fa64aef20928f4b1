"""Care of the data: rows past their time taken out in batches, contradict's memory refilled from the stored claims."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import LiteralString

from crosswire.contradict.file.filing import file
from crosswire.contradict.opinion import Opinion
from crosswire.edges.store import locking
from crosswire.edges.store.database import Connection, Database
from crosswire.edges.store.memory import StoredMemory
from crosswire_schemas.codec import from_dict
from crosswire_schemas.records import Article, Claim, Extraction

ARTICLES_AT_ONCE = 200
MATTERS_AT_ONCE = 100
OLD: LiteralString = """
    select article_id from articles group by article_id having max(fetched_at) < %s order by article_id limit %s
"""
OF_ARTICLES: tuple[LiteralString, ...] = (
    "delete from claims where article_id = any(%s)",
    "delete from events where article_id = any(%s)",
    "delete from extractions where article_id = any(%s)",
    "delete from articles where article_id = any(%s)",
)
BY_TIME: tuple[LiteralString, ...] = (
    "delete from contradictions where contradiction_id in "
    "(select contradiction_id from contradictions where updated_at < %s limit %s)",
    "delete from matters where matter_id in (select matter_id from matters where updated_at < %s limit %s)",
    'delete from dead_letters where (stage, topic, partition, "offset") in '
    '(select stage, topic, partition, "offset" from dead_letters where failed_at < %s limit %s)',
)
# Versions and digests stay: what is published after a rebuild goes on counting where it was.
EMPTIED: tuple[LiteralString, ...] = (
    "truncate memory_claims, memory_filings, memory_listings, memory_prints, memory_bands, memory_groups, "
    "memory_origins, memory_related, memory_touched",
    "update memory_positions set filings = 0, claims = 0, origins = 0",
    "insert into memory_touched (matter_id, fresh) "
    "select matter_id, array_agg(position_id) from memory_positions group by matter_id",
)


def retain(database: Database, before: datetime, *, batch: int = 500) -> int:
    """Take out articles last fetched before ``before`` with what was read in them, and older flags and dead letters.

    In short transactions of ``batch`` rows, so that readers and the sink go on. Returns how many articles.
    """
    removed = 0
    while articles := _remove_articles(database, before, batch):
        removed += articles
    for query in BY_TIME:
        while _delete(database, query, before, batch):
            pass
    return removed


def _remove_articles(database: Database, before: datetime, batch: int) -> int:
    with database.transaction() as connection:
        articles = [article for (article,) in connection.execute(OLD, (before, batch)).fetchall()]
        for query in OF_ARTICLES if articles else ():
            connection.execute(query, (articles,))
    return len(articles)


def _delete(database: Database, query: LiteralString, before: datetime, batch: int) -> int:
    with database.transaction() as connection:
        return connection.execute(query, (before, batch)).rowcount


def rebuild(
    database: Database, *, opinion: Opinion | None = None, progress: Callable[[int], None] = lambda _: None
) -> int:
    """Refill contradict's memory from the claims and extractions that the sink stored; contradict must not run.

    What changed by it waits in the outbox, with rising versions. ``opinion`` is contradict's; ``progress`` gets the
    number of articles so far. Returns how many articles were read.
    """
    memory, done = StoredMemory(database, opinion=opinion), 0
    with database.transaction() as connection:
        locking.exclude(connection)
        for query in EMPTIED:
            connection.execute(query)
    for claims, listings in _articles(database):
        memory.file([file(claim) for claim in claims], listings)
        done += len({listing.article_id for listing in listings})
        progress(done)
    for matters in _matters(database):
        memory.settle(matters, None)
    return done


def _articles(database: Database) -> Iterator[tuple[list[Claim], list[Extraction]]]:
    last = ""
    while True:
        with database.transaction() as connection:
            rows = connection.execute(
                "select record from extractions where article_id > %s order by article_id limit %s",
                (last, ARTICLES_AT_ONCE),
            ).fetchall()
            listings = [found for (value,) in rows if isinstance(found := from_dict(value), Extraction)]
            articles = [listing.article_id for listing in listings]
            claims, earlier = _claims(connection, articles), _revisions(connection, articles)
        if not listings:
            return
        yield claims, [*earlier, *listings]
        last = listings[-1].article_id


def _claims(connection: Connection, articles: Sequence[str]) -> list[Claim]:
    rows = connection.execute("select record from claims where article_id = any(%s)", (list(articles),)).fetchall()
    return [found for (value,) in rows if isinstance(found := from_dict(value), Claim)]


def _revisions(connection: Connection, articles: Sequence[str]) -> list[Extraction]:
    """Return what every revision of ``articles`` says of its origin: of extractions the newest alone is kept."""
    rows = connection.execute(
        "select record from articles where article_id = any(%s) and not forgotten order by revision", (list(articles),)
    ).fetchall()
    found = [article for (value,) in rows if isinstance(article := from_dict(value), Article)]
    return [
        Extraction(
            article_id=article.article_id,
            revision=article.revision,
            rules="",
            outlet=article.outlet,
            credit=article.credit,
            signature=article.signature,
            published_at=article.published_at,
            fetched_at=article.fetched_at,
        )
        for article in found
    ]


def _matters(database: Database) -> Iterator[list[str]]:
    last = "0" * 32
    while True:
        with database.transaction() as connection:
            rows = connection.execute(
                "select matter_id from memory_matters where matter_id > %s order by matter_id limit %s",
                (last, MATTERS_AT_ONCE),
            ).fetchall()
        if not rows:
            return
        yield [matter for (matter,) in rows]
        last = rows[-1][0]
