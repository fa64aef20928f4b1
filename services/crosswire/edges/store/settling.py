"""The second transaction of contradict: new positions compared, pairs and matters ruled on, what changed put out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from crosswire.contradict.meet import meeting
from crosswire.contradict.opinion import Opinion
from crosswire.contradict.rows import Met, Pair, Ruling, Stand, Subject, sides
from crosswire.contradict.rule import ruling
from crosswire.edges.store import clearing, plain, questions, reading
from crosswire.edges.store.columns import ids, read, write
from crosswire.edges.store.database import Connection
from crosswire.edges.store.sheets import Sheet, sheets
from crosswire_schemas.codec import encode
from crosswire_schemas.headers import subject
from crosswire_schemas.records import Contradiction, Matter
from crosswire_schemas.topics import CONTRADICTIONS, MATTERS

# So many matters are compared at a time: what lies near all that a batch touches may be more than memory should hold.
AT_ONCE = 25


def settle(connection: Connection, touched: Sequence[str], now: datetime, opinion: Opinion | None = None) -> list[str]:
    """Rule on ``touched``, whose locks the caller's transaction holds.

    Returns the matters on the other side of what opened or closed, or newly met: they are to be settled as well.
    """
    fresh = _fresh(connection, touched)
    found, bereft = sheets(connection, touched), set[str]()
    if len(found) < len(touched) or any(_empty(sheet) for sheet in found.values()):
        bereft = clearing.clear(connection, touched, publish=True)
        found = sheets(connection, touched)
    related = _compare(connection, found, fresh)
    pairs = reading.pairs(connection, touched)
    ruled = ruling.rule(reading.desk(connection, found, pairs), now, opinion)
    _keep(connection, ruled)
    return _others(connection, {*bereft, *related, *_turned(pairs, ruled)} - set(touched))


def _fresh(connection: Connection, touched: Sequence[str]) -> dict[str, list[str]]:
    rows = connection.execute(
        "delete from memory_touched where matter_id = any(%s::uuid[]) returning matter_id, fresh", (ids(touched),)
    ).fetchall()
    return {matter: positions for matter, positions in rows if positions}


def _empty(sheet: Sheet) -> bool:
    return not sheet.spots or any(not spot.filings for spot in sheet.spots)


def _compare(connection: Connection, found: Mapping[str, Sheet], fresh: Mapping[str, Sequence[str]]) -> set[str]:
    """Compare positions never compared before with those of the matters that may ask the same.

    Returns the matters that are now related to one to which they were not, or stand against it.
    """
    new = [matter for matter in sorted(fresh) if matter in found]
    shares = [new[start : start + AT_ONCE] for start in range(0, len(new), AT_ONCE)]
    return {matter for share in shares for matter in _compare_some(connection, found, fresh, share)}


def _compare_some(
    connection: Connection, found: Mapping[str, Sheet], fresh: Mapping[str, Sequence[str]], share: Sequence[str]
) -> set[str]:
    new = {matter: found[matter] for matter in share}
    near = questions.near(connection, {matter: plain.load(Subject, sheet.subject) for matter, sheet in new.items()})
    around = {matter: sorted({matter, *near[matter]}) for matter in new}
    met = {matter for matters in around.values() if len(matters) > 1 for matter in matters}
    met |= {matter for matter, sheet in new.items() if len(sheet.spots) > 1}
    known = {**found, **(sheets(connection, sorted(met - found.keys())) if met - found.keys() else {})}
    stands = {matter: known[matter].stands() for matter in met & known.keys()}
    return _meet(connection, [_met(fresh[matter], matter, around[matter], stands) for matter in new if matter in met])


def _met(fresh: Sequence[str], matter: str, around: Iterable[str], stands: Mapping[str, Sequence[Stand]]) -> Met:
    mine = [stand for stand in stands[matter] if stand.position_id in fresh]
    return meeting.meet(mine, [stand for other in around for stand in stands.get(other, ())])


def _meet(connection: Connection, met: Sequence[Met]) -> set[str]:
    pairs = {pair.contradiction_id: pair for each in met for pair in each.pairs}
    related = {couple for each in met for couple in each.related}
    paired = read(
        connection,
        "insert into memory_pairs (contradiction_id, left_position, right_position, left_matter, right_matter, pair) "
        "select * from {rows} on conflict do nothing returning left_matter, right_matter",
        "uuid uuid uuid uuid uuid bytea",
        [_pair(pairs[key]) for key in sorted(pairs)],
    )
    rows = read(
        connection,
        "insert into memory_related (matter_id, other) select * from {rows} on conflict do nothing returning matter_id",
        "uuid uuid",
        sorted({order for first, second in related for order in ((first, second), (second, first))}),
    )
    # Two that were related before may stand against each other only now.
    return {matter for row in (*paired, *rows) for matter in row}


def _pair(pair: Pair) -> tuple[str, str, str, str, str, bytes]:
    ends = pair.left, pair.right, pair.left_matter, pair.right_matter
    return pair.contradiction_id, *ends, plain.dump(pair)


def _keep(connection: Connection, ruled: Ruling) -> None:
    write(
        connection,
        "update memory_pairs p set pair = n.pair, version = n.version "
        "from {rows} as n (contradiction_id, version, pair) where p.contradiction_id = n.contradiction_id",
        "uuid integer bytea",
        [(pair.contradiction_id, pair.version, plain.dump(pair)) for pair in ruled.pairs],
    )
    write(
        connection,
        "update memory_matters m set version = n.version, digest = n.digest "
        "from {rows} as n (matter_id, version, digest) where m.matter_id = n.matter_id",
        "uuid integer text",
        [(matter, *published) for matter, published in sorted(ruled.versions.items())],
    )
    changed: list[tuple[str, str, bytes | None]]
    changed = [(subject(record), _topic(record), encode(record)) for record in ruled.records]
    clearing.post(connection, [*changed, *((matter, MATTERS.name, None) for matter in ruled.gone)])


def _topic(record: Contradiction | Matter) -> str:
    return CONTRADICTIONS.name if isinstance(record, Contradiction) else MATTERS.name


def _turned(found: Iterable[Pair], ruled: Ruling) -> set[str]:
    """Return the matters whose contradictions opened or closed."""
    before = {pair.contradiction_id: pair.state for pair in found}
    return sides(pair for pair in ruled.pairs if pair.state != before[pair.contradiction_id])


def _others(connection: Connection, matters: set[str]) -> list[str]:
    write(
        connection,
        "insert into memory_touched (matter_id) select * from {rows} on conflict do nothing",
        "uuid",
        [(matter,) for matter in sorted(matters)],
    )
    return sorted(matters)
