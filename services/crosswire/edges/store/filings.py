"""The first transaction of contradict: claims and listings stored and filed; what moved is counted by differences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crosswire.contradict.remember import standing
from crosswire.contradict.rows import Filed, Telling
from crosswire.edges.store import origins, plain, questions, reading
from crosswire.edges.store.columns import ids, write
from crosswire.edges.store.counting import count
from crosswire.edges.store.database import Connection
from crosswire.edges.store.entries import ENTRY, Entries, Entry, Known
from crosswire_schemas.records import Extraction


def file(connection: Connection, filed: Sequence[Filed], listings: Sequence[Extraction]) -> frozenset[str]:
    """Store a batch inside the caller's transaction; return the matters whose positions may have changed."""
    articles = {found.telling.article_id for found in filed} | {found.article_id for found in listings}
    current = _newest(_listings(connection, articles), listings)
    renamed = origins.take_in(connection, [found for found in listings if not current[found.article_id].forgotten])
    gone = {found.article_id for found in listings if current[found.article_id].forgotten}
    renamed |= origins.forget(connection, sorted(gone)) if gone else set()
    affected = sorted({*articles, *renamed})
    others = _listings(connection, renamed - articles)
    known = Known(listings={**others, **current}, names=origins.names(connection, affected))
    stored = _stored(connection, affected)
    claims = _newer(filed, stored, known)
    old = {(row[1], row[4]): Entry(row[0], row[1], *row[4:]) for row in stored if row[4]}
    new = {**_again(stored, claims, known), **_entries(claims.values(), known)}
    with connection.pipeline():
        _store_listings(connection, [current[article] for article in sorted({at.article_id for at in listings})])
        _store_claims(connection, claims)
        questions.store(connection, (at for found in claims.values() for at in found.filings))
        _move(connection, old, new)
    answers = {at.position_id: at.answer for found in claims.values() for at in found.filings}
    fresh = count(connection, old.values(), new.values(), answers)
    changed = _changed(old, new) | _matters(claims)
    # Who changed sides may close what others' accounts stand in.
    return _touch(connection, changed | reading.against(connection, changed), fresh)


def _listings(connection: Connection, articles: Iterable[str]) -> dict[str, Extraction]:
    rows = connection.execute(
        "select listing from memory_listings where article_id = any(%s::uuid[])", (ids(articles),)
    ).fetchall()
    return {listing.article_id: listing for (value,) in rows if (listing := plain.load(Extraction, value))}


def _newest(known: Mapping[str, Extraction], listings: Iterable[Extraction]) -> dict[str, Extraction]:
    newest = dict(known)
    for listing in listings:
        newest[listing.article_id] = standing.newer(newest.get(listing.article_id, listing), listing)
    return newest


def _stored(connection: Connection, articles: Iterable[str]) -> list[tuple[Any, ...]]:
    """Return (article, claim, revision, telling, position, matter, published_at, stands, origin) of ``articles``."""
    return connection.execute(
        "select c.article_id, c.claim_id, c.revision, c.telling, position_id, matter_id, published_at, stands, origin "
        "from memory_claims c left join memory_filings f using (article_id, claim_id) "
        "where c.article_id = any(%s::uuid[])",
        (ids(articles),),
    ).fetchall()


def _newer(filed: Iterable[Filed], stored: Iterable[tuple[Any, ...]], known: Known) -> dict[str, Filed]:
    """Return by id those of ``filed`` that are not older than what is stored, the newest of each claim."""
    revisions: dict[str, int] = {claim: revision for _, claim, revision, *_ in stored}
    newest: dict[str, Filed] = {}
    for found in sorted(filed, key=lambda found: found.telling.revision):
        telling = found.telling
        if telling.revision >= revisions.get(telling.claim_id, 0) and not known.forgotten(telling.article_id):
            newest[telling.claim_id] = found
    return newest


def _again(
    stored: Iterable[tuple[Any, ...]], claims: Mapping[str, Filed], known: Known
) -> dict[tuple[str, str], Entry]:
    """Return what is stored and stays, as it is by the newest listings and the names of origins."""
    entries = (
        known.entry(plain.load(Telling, telling), position, matter)
        for article, claim, _, telling, position, matter, *_ in stored
        if position and claim not in claims and not known.forgotten(article)
    )
    return {(entry.claim_id, entry.position_id): entry for entry in entries}


def _entries(claims: Iterable[Filed], known: Known) -> dict[tuple[str, str], Entry]:
    return {
        (at.claim_id, at.position_id): known.entry(found.telling, at.position_id, at.matter_id)
        for found in claims
        for at in found.filings
    }


def _store_listings(connection: Connection, listings: Sequence[Extraction]) -> None:
    write(
        connection,
        "insert into memory_listings (article_id, fetched_at, listing) select * from {rows} "
        "on conflict (article_id) do update set fetched_at = excluded.fetched_at, listing = excluded.listing",
        "uuid timestamptz bytea",
        [(found.article_id, found.fetched_at, _listing(found)) for found in listings],
    )
    gone = [found.article_id for found in listings if found.forgotten]
    if gone:
        connection.execute("delete from memory_claims where article_id = any(%s::uuid[])", (ids(gone),))


def _listing(found: Extraction) -> bytes:
    """Return a listing without what is kept elsewhere or never asked for."""
    return plain.dump(replace(found, signature=(), event_ids=()))


def _store_claims(connection: Connection, claims: Mapping[str, Filed]) -> None:
    write(
        connection,
        "insert into memory_claims (article_id, claim_id, revision, telling, claim) select * from {rows} "
        "on conflict (article_id, claim_id) do update set revision = excluded.revision, telling = excluded.telling, "
        "claim = excluded.claim",
        "uuid uuid integer bytea bytea",
        sorted(map(_claim, claims.values())),
    )


def _claim(found: Filed) -> tuple[Any, ...]:
    telling = found.telling
    kept = (plain.dump(telling), plain.dump(found.claim)) if found.filings else (None, None)
    return telling.article_id, telling.claim_id, telling.revision, *kept


def _move(connection: Connection, old: Entries, new: Entries) -> None:
    """Store the filings that are new or other than they were, and take out those that are no more."""
    write(
        connection,
        "delete from memory_filings f using {rows} as gone (article_id, claim_id, position_id) "
        "where f.article_id = gone.article_id and f.claim_id = gone.claim_id and f.position_id = gone.position_id",
        "uuid uuid uuid",
        [old[key][:3] for key in sorted(old.keys() - new.keys())],
    )
    write(
        connection,
        "insert into memory_filings (article_id, claim_id, position_id, matter_id, published_at, stands, origin) "
        "select * from {rows} on conflict (article_id, claim_id, position_id) do update set "
        "published_at = excluded.published_at, stands = excluded.stands, origin = excluded.origin",
        ENTRY,
        sorted(entry for key, entry in new.items() if old.get(key) != entry),
    )


def _changed(old: Entries, new: Entries) -> set[str]:
    return {
        entry.matter_id
        for entries, others in ((old, new), (new, old))
        for key, entry in entries.items()
        if others.get(key) != entry
    }


def _matters(claims: Mapping[str, Filed]) -> set[str]:
    return {filing.matter_id for found in claims.values() for filing in found.filings}


def _touch(connection: Connection, matters: set[str], fresh: Mapping[str, Sequence[str]]) -> frozenset[str]:
    write(
        connection,
        "insert into memory_touched as t (matter_id, fresh) "
        "select matter, fresh::uuid[] from {rows} as r (matter, fresh) "
        "on conflict (matter_id) do update set fresh = t.fresh || excluded.fresh",
        "uuid text",
        [(matter, ids(fresh.get(matter, ()))) for matter in sorted(matters)],
    )
    return frozenset(matters)


def remove(connection: Connection, articles: Sequence[str]) -> set[str]:
    """Take ``articles`` out with all that is filed of them, inside the caller's transaction; return their matters."""
    stored = _stored(connection, articles)
    old = {(row[1], row[4]): Entry(row[0], row[1], *row[4:]) for row in stored if row[4]}
    for query in (
        "delete from memory_filings where article_id = any(%s::uuid[])",
        "delete from memory_claims where article_id = any(%s::uuid[])",
        "delete from memory_listings where article_id = any(%s::uuid[])",
    ):
        connection.execute(query, (ids(articles),))
    origins.forget(connection, articles)
    count(connection, old.values(), (), {})
    return {entry.matter_id for entry in old.values()}
