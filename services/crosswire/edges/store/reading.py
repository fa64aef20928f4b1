"""What a ruling needs, read from PostgreSQL in a few queries: folders with their positions, pairs, shown claims."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, LiteralString

from crosswire.contradict.remember import standing
from crosswire.contradict.rows import (
    SHOWN,
    Answer,
    Desk,
    Folder,
    Held,
    Lost,
    Pair,
    Subject,
    Telling,
    accounts_of,
    beside,
    sides,
)
from crosswire.edges.store import plain
from crosswire.edges.store.columns import ids, read
from crosswire.edges.store.database import Connection
from crosswire.edges.store.sheets import Sheet, Spot, sheets
from crosswire_schemas.records import Claim, Extraction

_SHOWN: LiteralString = (
    "from unnest(%(positions)s::uuid[]) as p (position_id) cross join lateral ("
    "select claim_id, article_id, published_at from memory_filings f where f.position_id = p.position_id "
)
_PAIRS: LiteralString = (
    "select pair from memory_pairs where left_matter = any(%(matters)s::uuid[]) "
    "or right_matter = any(%(matters)s::uuid[]) order by contradiction_id"
)
EARLIEST: LiteralString = (
    "select p.position_id, c.telling "
    + _SHOWN
    + "and stands order by published_at, claim_id limit %(most)s) f join memory_claims c using (article_id, claim_id) "
    "order by f.published_at, f.claim_id"
)
LATEST: LiteralString = (
    "select p.position_id, c.telling "
    + _SHOWN
    + "and stands order by published_at desc, claim_id desc limit %(most)s) f "
    "join memory_claims c using (article_id, claim_id) order by f.published_at desc, f.claim_id desc"
)
LOST: LiteralString = (
    "select p.position_id, c.telling, l.listing "
    + _SHOWN
    + "and not stands order by published_at, claim_id limit %(most)s) f "
    "join memory_claims c using (article_id, claim_id) join memory_listings l using (article_id) "
    "order by f.published_at, f.claim_id"
)


def pairs(connection: Connection, touched: Sequence[str]) -> tuple[Pair, ...]:
    """Return every pair with a side in a touched matter, locked in the order of ids."""
    return _pairs(connection, _PAIRS + " for update", touched)


def against(connection: Connection, touched: Iterable[str]) -> set[str]:
    """Return the matters of the accounts that stand against an account of ``touched``, and their own."""
    return sides(accounts_of(_pairs(connection, _PAIRS, touched)))


def _pairs(connection: Connection, query: LiteralString, matters: Iterable[str]) -> tuple[Pair, ...]:
    rows = connection.execute(query, {"matters": ids(matters)}).fetchall()
    return tuple(plain.load(Pair, value) for (value,) in rows)


def desk(connection: Connection, touched: Mapping[str, Sheet], found: Sequence[Pair]) -> Desk:
    """Return what ruling on ``touched`` and the pairs ``found`` needs.

    A matter of which one claim alone speaks, and nothing was ever published, gives no record: it has no folder.
    """
    accounts = sides(accounts_of(found))
    around = beside(found, _pairs(connection, _PAIRS, accounts)) if accounts else {}
    ends = sides((*found, *chain(*around.values())))
    told = {matter: sheet for matter, sheet in touched.items() if matter in ends or _many(sheet)}
    wanted = {**told, **(sheets(connection, other) if (other := sorted(ends - touched.keys())) else {})}
    folders = _folders(connection, wanted) if wanted else {}
    shown = {at.position_id: at for folder in folders.values() for at in folder.held}
    facing = [shown[at] for pair in found for at in (pair.left, pair.right) if at in shown]
    return Desk(
        touched=frozenset(touched),
        folders=folders,
        pairs=tuple(found),
        both=_both(connection, found, facing) if found else {},
        claims=_claims(connection, facing) if found else {},
        beside=around,
    )


def _many(sheet: Sheet) -> bool:
    return bool(sheet.version) or sum(spot.filings for spot in sheet.spots) > 1


def _folders(connection: Connection, wanted: Mapping[str, Sheet]) -> dict[str, Folder]:
    spots = [spot for sheet in wanted.values() for spot in sheet.spots]
    related = _related(connection, wanted)
    earliest = _shown(connection, EARLIEST, [spot.position_id for spot in spots if spot.claims])
    latest = _shown(connection, LATEST, [spot.position_id for spot in spots if spot.claims > SHOWN])
    lost = _lost(connection, [spot.position_id for spot in spots if spot.filings > spot.claims])

    def held(spot: Spot, matter: str) -> Held:
        first = earliest.get(spot.position_id, [])
        return Held(
            position_id=spot.position_id,
            matter_id=matter,
            answer=plain.load(Answer, spot.answer),
            claims=spot.claims,
            origins=spot.origins,
            earliest=tuple(first),
            latest=tuple(latest.get(spot.position_id, first[::-1])),
            lost=tuple(lost.get(spot.position_id, ())),
        )

    return {
        matter: Folder(
            matter_id=matter,
            subject=plain.load(Subject, sheet.subject),
            held=tuple(held(spot, matter) for spot in sheet.spots),
            related=tuple(related.get(matter, ())),
            version=sheet.version,
            digest=sheet.digest,
        )
        for matter, sheet in wanted.items()
    }


def _related(connection: Connection, matters: Iterable[str]) -> dict[str, list[str]]:
    rows = connection.execute(
        "select m.matter_id, r.other from unnest(%s::uuid[]) as m (matter_id) cross join lateral "
        "(select other from memory_related r where r.matter_id = m.matter_id order by other limit %s) r",
        (ids(matters), SHOWN),
    ).fetchall()
    found: dict[str, list[str]] = defaultdict(list)
    for matter, other in rows:
        found[matter].append(other)
    return found


def _rows(connection: Connection, query: LiteralString, positions: Sequence[str]) -> list[tuple[Any, ...]]:
    if not positions:
        return []
    return connection.execute(query, {"positions": ids(positions), "most": SHOWN}).fetchall()


def _shown(connection: Connection, query: LiteralString, positions: Sequence[str]) -> dict[str, list[Telling]]:
    found: dict[str, list[Telling]] = defaultdict(list)
    for position, telling in _rows(connection, query, positions):
        found[position].append(plain.load(Telling, telling))
    return found


def _lost(connection: Connection, positions: Sequence[str]) -> dict[str, list[Lost]]:
    found: dict[str, list[Lost]] = defaultdict(list)
    for position, telling, value in _rows(connection, LOST, positions):
        found[position].append(standing.lost(plain.load(Telling, telling), plain.load(Extraction, value)))
    return found


def _both(connection: Connection, found: Sequence[Pair], facing: Sequence[Held]) -> dict[str, frozenset[str]]:
    """Return for each pair the articles that hold both its positions, of those that the tellings shown are from."""
    articles = sorted({telling.article_id for side in facing for telling in (*side.earliest, *side.latest)})
    rows = connection.execute(
        "select distinct position_id, article_id from memory_filings "
        "where stands and article_id = any(%s::uuid[]) and position_id = any(%s::uuid[])",
        (ids(articles), ids(sorted({side.position_id for side in facing}))),
    ).fetchall()
    holders: dict[str, set[str]] = defaultdict(set)
    for position, article in rows:
        holders[position].add(article)
    return {pair.contradiction_id: frozenset(holders[pair.left] & holders[pair.right]) for pair in found}


def _claims(connection: Connection, facing: Sequence[Held]) -> dict[str, Claim]:
    faces = [telling for side in facing for telling in side.faces]
    rows = read(
        connection,
        "select claim from memory_claims c join {rows} as first (article_id, claim_id) using (article_id, claim_id)",
        "uuid uuid",
        sorted({(at.article_id, at.claim_id) for at in faces}),
    )
    found = [plain.load(Claim, value) for (value,) in rows]
    return {claim.claim_id: claim for claim in found}
