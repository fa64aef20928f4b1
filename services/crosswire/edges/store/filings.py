"""The first transaction of contradict: claims and listings stored, filed, and counted by differences."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crosswire.contradict import origin, standing
from crosswire.contradict.rows import Filed, Filing, Telling
from crosswire.edges.store import origins, plain
from crosswire.edges.store.database import Connection
from crosswire.edges.store.questions import many, store_questions
from crosswire_schemas.codec import encode, from_dict
from crosswire_schemas.records import Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One filing as it is counted: whether its claim stands, and from which origin."""

    claim_id: str
    position_id: str
    matter_id: str
    stands: bool
    origin: str


def file(connection: Connection, filed: Sequence[Filed], listings: Sequence[Extraction]) -> frozenset[str]:
    """Store a batch inside the caller's transaction; return the matters whose positions may have changed."""
    articles = sorted({found.telling.article_id for found in filed} | {found.article_id for found in listings})
    before = _listings(connection, articles)
    current = _newest(before, listings)
    renamed = {article for found in listings for article in _origin(connection, found, current[found.article_id])}
    claims = _claims(connection, [found for found in filed if not _forgotten(current, found.telling.article_id)])
    old = _entries(connection, sorted({*articles, *renamed}))
    _store_listings(connection, [current[found.article_id] for found in listings])
    _store_claims(connection, claims, current)
    _refile(connection, sorted({*articles, *renamed}), current)
    new = _entries(connection, sorted({*articles, *renamed}))
    _count(connection, old, new)
    return _touched(connection, old, new, claims)


def _listings(connection: Connection, articles: Sequence[str]) -> dict[str, Extraction]:
    rows = connection.execute(
        "select listing from memory_listings where article_id = any(%s)", (list(articles),)
    ).fetchall()
    found = [from_dict(value) for (value,) in rows]
    return {listing.article_id: listing for listing in found if isinstance(listing, Extraction)}


def _newest(known: dict[str, Extraction], listings: Iterable[Extraction]) -> dict[str, Extraction]:
    newest = dict(known)
    for listing in listings:
        other = newest.get(listing.article_id, listing)
        # What was forgotten stays so, whatever a replay brings.
        gone = next((found for found in (other, listing) if found.forgotten), None)
        newest[listing.article_id] = gone or standing.newer(other, listing)
    return newest


def _forgotten(listings: dict[str, Extraction], article: str) -> bool:
    return article in listings and bool(listings[article].forgotten)


def _origin(connection: Connection, listing: Extraction, newest: Extraction) -> set[str]:
    if newest.forgotten:
        return origins.forget(connection, listing.article_id)
    return origins.take_in(connection, listing)


def _claims(connection: Connection, filed: Sequence[Filed]) -> list[Filed]:
    """Return those of ``filed`` that are not older than what is stored, the newest of each claim."""
    stored: dict[str, int] = dict(
        connection.execute(
            "select claim_id, revision from memory_claims where claim_id = any(%s)",
            ([found.claim.claim_id for found in filed],),
        ).fetchall()
    )
    newest: dict[str, Filed] = {}
    for found in sorted(filed, key=lambda found: found.telling.revision):
        if found.telling.revision >= stored.get(found.claim.claim_id, 0):
            newest[found.claim.claim_id] = found
    return list(newest.values())


def _entries(connection: Connection, articles: Sequence[str]) -> dict[tuple[str, str], Entry]:
    rows = connection.execute(
        "select claim_id, position_id, matter_id, stands, origin from memory_filings where article_id = any(%s)",
        (list(articles),),
    ).fetchall()
    return {
        (claim, position): Entry(claim_id=claim, position_id=position, matter_id=matter, stands=stands, origin=name)
        for claim, position, matter, stands, name in rows
    }


def _store_listings(connection: Connection, listings: Sequence[Extraction]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into memory_listings (article_id, fetched_at, listing) values (%s, %s, %s) "
            "on conflict (article_id) do update set fetched_at = excluded.fetched_at, listing = excluded.listing",
            [(found.article_id, found.fetched_at, encode(found).decode()) for found in listings],
        )
    gone = [found.article_id for found in listings if found.forgotten]
    if gone:
        connection.execute("delete from memory_filings where article_id = any(%s)", (gone,))
        connection.execute("delete from memory_claims where article_id = any(%s)", (gone,))


def _store_claims(connection: Connection, claims: Sequence[Filed], listings: dict[str, Extraction]) -> None:
    connection.execute(
        "delete from memory_filings where claim_id = any(%s)", ([found.claim.claim_id for found in claims],)
    )
    many(
        connection,
        "insert into memory_claims (claim_id, article_id, revision, telling, claim) "
        "select * from unnest(%s::text[], %s::text[], %s::integer[], %s::jsonb[], %s::jsonb[]) "
        "on conflict (claim_id) do update set revision = excluded.revision, telling = excluded.telling, "
        "claim = excluded.claim",
        [_claim(found) for found in sorted(claims, key=lambda found: found.claim.claim_id)],
    )
    store_questions(connection, [filing for found in claims for filing in found.filings])
    known = origins.names(connection, sorted({found.telling.article_id for found in claims}))
    many(
        connection,
        "insert into memory_filings (claim_id, position_id, matter_id, article_id, published_at, stands, origin) "
        "select * from unnest("
        "%s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[], %s::boolean[], %s::text[])",
        [_filing(found.telling, filing, listings, known) for found in claims for filing in found.filings],
    )


def _claim(found: Filed) -> tuple[Any, ...]:
    telling = found.telling
    claim = encode(found.claim).decode()
    return telling.claim_id, telling.article_id, telling.revision, plain.dump(telling), claim


def _filing(
    telling: Telling, filing: Filing, listings: dict[str, Extraction], known: dict[str, str]
) -> tuple[Any, ...]:
    stands = standing.stands(telling, listings.get(telling.article_id))
    ids = telling.claim_id, filing.position_id, filing.matter_id, telling.article_id
    return *ids, telling.published_at, stands, _name(telling, known)


def _name(telling: Telling, known: dict[str, str]) -> str:
    return telling.source or known.get(telling.article_id) or origin.outlet(telling.outlet)


def _refile(connection: Connection, articles: Sequence[str], listings: dict[str, Extraction]) -> None:
    """Bring the filings of ``articles`` up to date with the newest listings and the names of origins."""
    others = _listings(connection, [article for article in articles if article not in listings])
    known, newest = origins.names(connection, articles), {**others, **listings}
    rows = connection.execute(
        "select c.telling, f.position_id, f.stands, f.origin from memory_filings f "
        "join memory_claims c using (claim_id) where f.article_id = any(%s)",
        (list(articles),),
    ).fetchall()
    changed = []
    for value, position, stands, name in rows:
        telling = plain.load(Telling, value)
        now = (standing.stands(telling, newest.get(telling.article_id)), _name(telling, known))
        if now != (stands, name):
            changed.append((*now, telling.claim_id, position))
    many(
        connection,
        "update memory_filings f set stands = n.stands, origin = n.origin "
        "from unnest(%s::boolean[], %s::text[], %s::text[], %s::text[]) as n (stands, origin, claim_id, position_id) "
        "where f.claim_id = n.claim_id and f.position_id = n.position_id",
        changed,
    )


def _count(connection: Connection, old: dict[tuple[str, str], Entry], new: dict[tuple[str, str], Entry]) -> None:
    filings: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    names: Counter[tuple[str, str]] = Counter()
    for entries, sign in ((old, -1), (new, 1)):
        for entry in entries.values():
            filings[entry.position_id] += sign
            if entry.stands:
                claims[entry.position_id] += sign
                names[entry.position_id, entry.origin] += sign
    changed = sorted(key for key in filings if filings[key] or claims[key])
    many(
        connection,
        "update memory_positions p set filings = p.filings + n.filings, claims = p.claims + n.claims "
        "from unnest(%s::text[], %s::integer[], %s::integer[]) as n (position_id, filings, claims) "
        "where p.position_id = n.position_id",
        [(key, filings[key], claims[key]) for key in changed],
    )
    _count_origins(connection, [(*key, names[key]) for key in sorted(names) if names[key]])


def _count_origins(connection: Connection, moved: Sequence[tuple[str, str, int]]) -> None:
    many(
        connection,
        "insert into memory_origins as o (position_id, origin, claims) "
        "select * from unnest(%s::text[], %s::text[], %s::integer[]) "
        "on conflict (position_id, origin) do update set claims = o.claims + excluded.claims",
        moved,
    )
    positions = sorted({position for position, _, _ in moved})
    connection.execute("delete from memory_origins where position_id = any(%s) and claims = 0", (positions,))
    connection.execute(
        "update memory_positions p set origins = "
        "(select count(*) from memory_origins o where o.position_id = p.position_id) where p.position_id = any(%s)",
        (positions,),
    )


def _touched(
    connection: Connection,
    old: dict[tuple[str, str], Entry],
    new: dict[tuple[str, str], Entry],
    claims: Sequence[Filed],
) -> frozenset[str]:
    changed = {(old.get(key) or new[key]).matter_id for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    touched = changed | {filing.matter_id for found in claims for filing in found.filings}
    connection.execute(
        "insert into memory_touched (matter_id) select unnest(%s::text[]) on conflict do nothing", (sorted(touched),)
    )
    return frozenset(touched)


def remove(connection: Connection, articles: Sequence[str]) -> set[str]:
    """Take ``articles`` out with all that is filed of them, inside the caller's transaction; return their matters."""
    old = _entries(connection, articles)
    for query in (
        "delete from memory_filings where article_id = any(%s)",
        "delete from memory_claims where article_id = any(%s)",
        "delete from memory_listings where article_id = any(%s)",
    ):
        connection.execute(query, (list(articles),))
    for article in articles:
        origins.forget(connection, article)
    _count(connection, old, {})
    return {entry.matter_id for entry in old.values()}
