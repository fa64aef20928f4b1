"""Groups of near-copies among articles in PostgreSQL: found by bands of their signatures, joined, and named."""

from collections.abc import Sequence
from datetime import datetime

from crosswire.contradict import origin
from crosswire.edges.store.database import Connection
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Credit, Extraction, Outlet, Span

NAMING = """
    select p.article_id, p.revision, p.published_at, p.outlet, p.credit from memory_prints p
    join memory_groups g on g.article_id = p.article_id where g.root = %s
    order by p.credit = '', p.published_at, p.article_id, p.revision limit 1
"""


def take_in(connection: Connection, listing: Extraction) -> set[str]:
    """Add what ``listing`` says of its article's origin; return the articles whose origin now has another name."""
    if not _print(connection, listing):
        return set()
    article = listing.article_id
    connection.execute(
        "insert into memory_groups (article_id, root, origin) values (%s, %s, '') on conflict do nothing",
        (article, article),
    )
    copies = _copies(connection, listing)
    roots = connection.execute(
        "select distinct root from memory_groups where article_id = any(%s)", ([article, *copies],)
    ).fetchall()
    first, *others = sorted(root for (root,) in roots)
    if others:
        connection.execute("update memory_groups set root = %s where root = any(%s)", (first, others))
    return _rename(connection, first)


def _print(connection: Connection, listing: Extraction) -> bool:
    credit = listing.credit.name if listing.credit else ""
    print_id = _id(listing, credit)
    added = connection.execute(
        "insert into memory_prints (print_id, article_id, revision, published_at, outlet, credit, signature) "
        "values (%s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
        (
            print_id,
            listing.article_id,
            listing.revision,
            listing.published_at,
            listing.outlet.name,
            credit,
            list(listing.signature),
        ),
    )
    if not added.rowcount:
        return False
    connection.execute(
        "insert into memory_bands (band, print_id) select unnest(%s::text[]), %s on conflict do nothing",
        (list(origin.bands(listing.signature)), print_id),
    )
    return True


def _id(listing: Extraction, credit: str) -> str:
    when = listing.published_at.isoformat()
    return identify(
        "print", listing.article_id, listing.revision, when, listing.outlet.name, credit, *listing.signature
    )


def _copies(connection: Connection, listing: Extraction) -> list[str]:
    rows = connection.execute(
        "select distinct p.article_id, p.signature from memory_bands b join memory_prints p using (print_id) "
        "where b.band = any(%s) and p.article_id <> %s",
        (list(origin.bands(listing.signature)), listing.article_id),
    ).fetchall()
    return sorted({article for article, signature in rows if origin.near(signature, listing.signature)})


def _rename(connection: Connection, root: str) -> set[str]:
    found = connection.execute(NAMING, (root,)).fetchone()
    if found is None:
        return set()
    name = origin.name([_named(*found)])
    rows = connection.execute(
        "update memory_groups set origin = %s where root = %s and origin <> %s returning article_id",
        (name, root, name),
    ).fetchall()
    return {article for (article,) in rows}


def _named(article: str, revision: int, published_at: datetime, outlet: str, credit: str) -> Extraction:
    given = Credit(name=credit, evidence=Span(text=credit, start=0, end=len(credit))) if credit else None
    return Extraction(
        article_id=article,
        revision=revision,
        rules="",
        outlet=Outlet(id=outlet, name=outlet),
        credit=given,
        published_at=published_at,
        fetched_at=published_at,
    )


def names(connection: Connection, articles: Sequence[str]) -> dict[str, str]:
    """Return the names of the origins of ``articles``, of those that are known."""
    rows = connection.execute(
        "select article_id, origin from memory_groups where article_id = any(%s)", (list(articles),)
    ).fetchall()
    return dict(rows)


def forget(connection: Connection, article: str) -> set[str]:
    """Take out what ``article`` says of origins; return the articles whose origin now has another name."""
    connection.execute("delete from memory_prints where article_id = %s", (article,))
    gone = connection.execute("delete from memory_groups where article_id = %s returning root", (article,)).fetchall()
    return {renamed for (root,) in gone for renamed in _rename(connection, root)}
