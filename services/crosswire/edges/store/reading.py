"""What a ruling needs, read from PostgreSQL in a few queries: folders with their positions, pairs, shown claims."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, LiteralString

from crosswire.contradict import standing
from crosswire.contradict.rows import SHOWN, Answer, Desk, Folder, Held, Lost, Pair, Stand, Subject, Telling
from crosswire.edges.store import plain
from crosswire.edges.store.database import Connection
from crosswire_schemas.codec import from_dict
from crosswire_schemas.records import Claim, Extraction

Tellings = Mapping[str, Sequence[Telling]]
_SHOWN: LiteralString = (
    "from unnest(%(positions)s::text[]) as p (position_id) cross join lateral ("
    "select claim_id, article_id, published_at from memory_filings f where f.position_id = p.position_id "
)
EARLIEST: LiteralString = (
    "select p.position_id, c.telling "
    + _SHOWN
    + "and stands order by published_at, claim_id limit %(most)s) f join memory_claims c using (claim_id) "
    "order by f.published_at, f.claim_id"
)
LATEST: LiteralString = (
    "select p.position_id, c.telling "
    + _SHOWN
    + "and stands order by published_at desc, claim_id desc limit %(most)s) f join memory_claims c using (claim_id) "
    "order by f.published_at desc, f.claim_id desc"
)
LOST: LiteralString = (
    "select p.position_id, c.telling, l.listing "
    + _SHOWN
    + "and not stands order by published_at, claim_id limit %(most)s) f join memory_claims c using (claim_id) "
    "join memory_listings l on l.article_id = f.article_id order by f.published_at, f.claim_id"
)


def stands(connection: Connection, matters: Iterable[str], *, fresh: bool = False) -> list[Stand]:
    """Return the positions of ``matters``, by id; only those never compared where ``fresh``."""
    rows = connection.execute(
        "select p.matter_id, p.position_id, m.subject, p.answer from memory_positions p "
        "join memory_matters m using (matter_id) "
        "where p.matter_id = any(%s) and not (compared and %s) order by p.position_id",
        (sorted(matters), fresh),
    ).fetchall()
    return [
        Stand(
            matter_id=matter,
            position_id=position,
            subject=plain.load(Subject, subject),
            answer=plain.load(Answer, answer),
        )
        for matter, position, subject, answer in rows
    ]


def near(connection: Connection, matters: Iterable[str]) -> dict[str, set[str]]:
    """Return for each of ``matters`` those that post what it asks or ask what it posts, itself among them."""
    rows = connection.execute(
        "select a.matter_id, p.matter_id from memory_asks a join memory_posts p using (key) "
        "where a.matter_id = any(%(matters)s) "
        "union select p.matter_id, a.matter_id from memory_posts p join memory_asks a using (key) "
        "where p.matter_id = any(%(matters)s)",
        {"matters": sorted(matters)},
    ).fetchall()
    found = {matter: {matter} for matter in matters}
    for matter, other in rows:
        found[matter].add(other)
    return found


def pairs(connection: Connection, touched: Sequence[str]) -> tuple[Pair, ...]:
    """Return every pair with a side in a touched matter, locked in the order of ids."""
    rows = connection.execute(
        "select pair from memory_pairs where left_matter = any(%(matters)s) or right_matter = any(%(matters)s) "
        "order by contradiction_id for update",
        {"matters": list(touched)},
    ).fetchall()
    return tuple(plain.load(Pair, value) for (value,) in rows)


def desk(connection: Connection, touched: Sequence[str], found: Sequence[Pair]) -> Desk:
    """Return what ruling on ``touched`` and the pairs ``found`` needs."""
    sides = {matter for pair in found for matter in (pair.left_matter, pair.right_matter)}
    held = _held(connection, sorted({*touched, *sides}))
    folders = _folders(connection, sorted({*touched, *sides}), held)
    shown = {at.position_id: at for positions in held.values() for at in positions}
    facing = [shown[at] for pair in found for at in (pair.left, pair.right) if at in shown]
    return Desk(
        touched=frozenset(touched),
        folders=folders,
        pairs=tuple(found),
        both=_both(connection, found, facing),
        claims=_claims(connection, facing),
    )


def _folders(connection: Connection, matters: Sequence[str], held: Mapping[str, Sequence[Held]]) -> dict[str, Folder]:
    rows = connection.execute(
        "select matter_id, subject, version, digest, array(select other from memory_related r "
        "where r.matter_id = m.matter_id order by other limit %s) from memory_matters m where matter_id = any(%s)",
        (SHOWN, list(matters)),
    ).fetchall()
    return {
        matter: Folder(
            matter_id=matter,
            subject=plain.load(Subject, subject),
            held=tuple(held.get(matter, ())),
            related=tuple(related),
            version=version,
            digest=digest,
        )
        for matter, subject, version, digest, related in rows
    }


def _held(connection: Connection, matters: Sequence[str]) -> dict[str, list[Held]]:
    rows = connection.execute(
        "select position_id, matter_id, answer, claims, origins, filings from memory_positions "
        "where matter_id = any(%s) order by position_id",
        (list(matters),),
    ).fetchall()
    earliest = _shown(connection, EARLIEST, [row[0] for row in rows if row[3]])
    latest = _shown(connection, LATEST, [row[0] for row in rows if row[3] > SHOWN])
    lost = _lost(connection, [row[0] for row in rows if row[5] > row[3]])
    found: dict[str, list[Held]] = defaultdict(list)
    for position, matter, answer, claims, origins, _ in rows:
        first = earliest.get(position, ())
        found[matter].append(
            Held(
                position_id=position,
                matter_id=matter,
                answer=plain.load(Answer, answer),
                claims=claims,
                origins=origins,
                earliest=tuple(first),
                latest=tuple(latest.get(position, first[::-1])),
                lost=tuple(lost.get(position, ())),
            )
        )
    return found


def _rows(connection: Connection, query: LiteralString, positions: Sequence[str]) -> list[tuple[Any, ...]]:
    if not positions:
        return []
    return connection.execute(query, {"positions": list(positions), "most": SHOWN}).fetchall()


def _shown(connection: Connection, query: LiteralString, positions: Sequence[str]) -> dict[str, list[Telling]]:
    found: dict[str, list[Telling]] = defaultdict(list)
    for position, telling in _rows(connection, query, positions):
        found[position].append(plain.load(Telling, telling))
    return found


def _lost(connection: Connection, positions: Sequence[str]) -> dict[str, list[Lost]]:
    found: dict[str, list[Lost]] = defaultdict(list)
    for position, telling, value in _rows(connection, LOST, positions):
        listing = from_dict(value)
        assert isinstance(listing, Extraction)
        found[position].append(standing.lost(plain.load(Telling, telling), listing))
    return found


def _both(connection: Connection, found: Sequence[Pair], facing: Sequence[Held]) -> dict[str, frozenset[str]]:
    """Return for each pair the articles that hold both its positions, of those that the tellings shown are from."""
    articles = {telling.article_id for held in facing for telling in (*held.earliest, *held.latest)}
    rows = connection.execute(
        "select distinct position_id, article_id from memory_filings "
        "where stands and article_id = any(%s) and position_id = any(%s)",
        (sorted(articles), sorted({held.position_id for held in facing})),
    ).fetchall()
    holders: dict[str, set[str]] = defaultdict(set)
    for position, article in rows:
        holders[position].add(article)
    return {pair.contradiction_id: frozenset(holders[pair.left] & holders[pair.right]) for pair in found}


def _claims(connection: Connection, facing: Sequence[Held]) -> dict[str, Claim]:
    first = [held.earliest[0] if held.earliest else held.lost[0].telling for held in facing if _any(held)]
    rows = connection.execute(
        "select claim from memory_claims where claim_id = any(%s)", (sorted({at.claim_id for at in first}),)
    ).fetchall()
    found = [from_dict(value) for (value,) in rows]
    return {claim.claim_id: claim for claim in found if isinstance(claim, Claim)}


def _any(held: Held) -> bool:
    return bool(held.earliest or held.lost)
