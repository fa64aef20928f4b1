"""Groups of near-copies among articles in PostgreSQL: found by bands of their signatures, joined, and named."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from crosswire.contradict.remember import origin
from crosswire.edges.store.columns import ids, read, write
from crosswire.edges.store.database import Connection
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Extraction

# The earliest print with a credit, else the earliest, names the group.
NAMING = """
    select distinct on (g.root) g.root, p.outlet, p.credit
    from memory_groups g join memory_prints p using (article_id) where g.root = any(%s::uuid[])
    order by g.root, p.credit = '', p.published_at, p.article_id, p.revision
"""


def take_in(connection: Connection, listings: Sequence[Extraction]) -> set[str]:
    """Add what ``listings`` say of their articles' origins; return the articles whose origin now has another name."""
    new = _prints(connection, listings)
    if not new:
        return set()
    articles = sorted({listing.article_id for listing in new})
    write(
        connection,
        "insert into memory_groups (article_id, root, origin) select *, '' from {rows} on conflict do nothing",
        "uuid uuid",
        [(article, article) for article in articles],
    )
    roots = _join(connection, articles, _copies(connection, new))
    return _rename(connection, roots)


def _prints(connection: Connection, listings: Iterable[Extraction]) -> list[Extraction]:
    """Store what is printed with its bands; return the listings that were not there."""
    prints = {_id(listing): listing for listing in listings}
    added = read(
        connection,
        "insert into memory_prints (print_id, article_id, revision, published_at, outlet, credit, signature) "
        "select print_id, article_id, revision, published_at, outlet, credit, signature::bigint[] from {rows} "
        "as r (print_id, article_id, revision, published_at, outlet, credit, signature) "
        "on conflict do nothing returning print_id",
        "uuid uuid integer timestamptz text text text",
        [_print(key, prints[key]) for key in sorted(prints)],
    )
    bands = [(band, key) for (key,) in added for band in _bands(prints[key].signature)]
    write(
        connection,
        "insert into memory_bands (band, print_id) select * from {rows} on conflict do nothing",
        "bigint uuid",
        sorted(bands),
    )
    return [prints[key] for (key,) in added]


def _print(key: str, listing: Extraction) -> tuple[Any, ...]:
    signature = ids(listing.signature)
    told = listing.article_id, listing.revision, listing.published_at
    return key, *told, listing.outlet.name, origin.credit(listing), signature


@lru_cache(maxsize=1024)
def _bands(signature: tuple[int, ...]) -> list[int]:
    return [int(band[:15], 16) for band in origin.bands(signature)]


def _id(listing: Extraction) -> str:
    when = listing.published_at.isoformat()
    return identify(
        "print",
        listing.article_id,
        listing.revision,
        when,
        listing.outlet.name,
        origin.credit(listing),
        *listing.signature,
    )


def _copies(connection: Connection, new: Sequence[Extraction]) -> list[tuple[str, str]]:
    """Return each article of ``new`` with each other whose signature is near one of its own."""
    signatures = {(listing.article_id, listing.signature) for listing in new}
    numbered = list(enumerate(sorted(signatures)))
    rows = read(
        connection,
        "select mine.number, p.article_id, p.signature from "
        "(select distinct r.number, b.print_id from {rows} as r (band, number) join memory_bands b using (band)) mine "
        "join memory_prints p using (print_id)",
        "bigint integer",
        [(band, number) for number, (_, signature) in numbered for band in _bands(signature)],
    )
    found = {(numbered[number][1], (other, tuple(signature))) for number, other, signature in rows}
    return sorted(
        {
            (article, other)
            for (article, mine), (other, theirs) in found
            if article != other and origin.near(mine, theirs)
        }
    )


def _join(connection: Connection, articles: Sequence[str], copies: Iterable[tuple[str, str]]) -> list[str]:
    """Make one group of each article with its copies; return the roots of the groups of ``articles``."""
    both = {article for couple in copies for article in couple}
    rows = connection.execute(
        "select article_id, root from memory_groups where article_id = any(%s::uuid[])",
        (ids(sorted({*articles, *both})),),
    ).fetchall()
    roots: dict[str, str] = dict(rows)
    parent: dict[str, str] = {root: root for root in roots.values()}

    def top(root: str) -> str:
        while parent[root] != root:
            root = parent[root]
        return root

    for article, other in copies:
        first, second = sorted((top(roots[article]), top(roots[other])))
        parent[second] = first
    write(
        connection,
        "update memory_groups g set root = n.root from {rows} as n (old, root) where g.root = n.old",
        "uuid uuid",
        [(root, top(root)) for root in sorted(parent) if top(root) != root],
    )
    return sorted({top(roots[article]) for article in articles})


def _rename(connection: Connection, roots: Sequence[str]) -> set[str]:
    """Name the groups anew; return the articles of those that had another name."""
    rows = connection.execute(NAMING, (ids(roots),)).fetchall()
    renamed = read(
        connection,
        "update memory_groups g set origin = n.origin from {rows} as n (root, origin) "
        "where g.root = n.root and g.origin <> n.origin returning g.article_id",
        "uuid text",
        [(root, origin.name(outlet, credit)) for root, outlet, credit in rows],
    )
    return {article for (article,) in renamed}


def names(connection: Connection, articles: Iterable[str]) -> dict[str, str]:
    """Return the names of the origins of ``articles``, of those that are known."""
    rows = connection.execute(
        "select article_id, origin from memory_groups where article_id = any(%s::uuid[])", (ids(articles),)
    ).fetchall()
    return dict(rows)


def forget(connection: Connection, articles: Iterable[str]) -> set[str]:
    """Take out what ``articles`` say of origins; return the articles whose origin now has another name."""
    given = ids(articles)
    prints = connection.execute(
        "delete from memory_prints where article_id = any(%s::uuid[]) returning print_id, signature", (given,)
    ).fetchall()
    write(
        connection,
        "delete from memory_bands b using {rows} as gone (band, print_id) "
        "where b.band = gone.band and b.print_id = gone.print_id",
        "bigint uuid",
        [(band, key) for key, signature in prints for band in _bands(tuple(signature))],
    )
    gone = connection.execute(
        "delete from memory_groups where article_id = any(%s::uuid[]) returning root", (given,)
    ).fetchall()
    return _rename(connection, sorted({root for (root,) in gone}))
