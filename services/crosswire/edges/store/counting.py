"""How many claims stand under each position, from how many origins: by what moved, never counted anew."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from crosswire.contradict.rows import Answer
from crosswire.edges.store import plain
from crosswire.edges.store.columns import read, write
from crosswire.edges.store.database import Connection
from crosswire.edges.store.entries import Entry

Place = tuple[str, str]


def count(
    connection: Connection, old: Iterable[Entry], new: Iterable[Entry], answers: Mapping[str, Answer]
) -> dict[str, list[str]]:
    """Count what moved from ``old`` to ``new``; ``answers`` of positions that may not be there yet.

    Returns the positions that were not there, by matter.
    """
    filings: Counter[Place] = Counter()
    claims: Counter[Place] = Counter()
    names: Counter[tuple[str, str]] = Counter()
    for entries, sign in ((old, -1), (new, 1)):
        for entry in entries:
            place = entry.matter_id, entry.position_id
            filings[place] += sign
            if entry.stands:
                claims[place] += sign
                names[entry.position_id, entry.origin] += sign
    origins = _origins(connection, [(*key, names[key]) for key in sorted(names) if names[key]])
    rows = [(*at, filings[at], claims[at], origins[at[1]]) for at in sorted(filings)]
    return _positions(connection, [row for row in rows if any(row[2:])], answers)


def _origins(connection: Connection, moved: list[tuple[str, str, int]]) -> Counter[str]:
    """Count claims by origin; return how many origins more, or fewer, each position has."""
    before = {(position, name): by for position, name, by in moved}
    rows = read(
        connection,
        "insert into memory_origins as o (position_id, origin, claims) select * from {rows} "
        "on conflict (position_id, origin) do update set claims = o.claims + excluded.claims "
        "returning position_id, origin, claims",
        "uuid text integer",
        moved,
    )
    found: Counter[str] = Counter()
    for position, name, claims in rows:
        found[position] += (claims > 0) - (claims - before[position, name] > 0)
    write(
        connection,
        "delete from memory_origins o using {rows} as gone (position_id, origin) "
        "where o.position_id = gone.position_id and o.origin = gone.origin and claims = 0",
        "uuid text",
        [(position, name) for position, name, by in moved if by < 0],
    )
    return found


def _positions(
    connection: Connection, rows: list[tuple[str, str, int, int, int]], answers: Mapping[str, Answer]
) -> dict[str, list[str]]:
    added = read(
        connection,
        "insert into memory_positions as p (matter_id, position_id, filings, claims, origins, answer) "
        "select * from {rows} on conflict (matter_id, position_id) do update set "
        "filings = p.filings + excluded.filings, claims = p.claims + excluded.claims, "
        "origins = p.origins + excluded.origins returning matter_id, position_id, xmax = 0",
        "uuid uuid integer integer integer bytea",
        [(*row, plain.dump(answers[row[1]])) for row in rows if row[1] in answers],
    )
    write(
        connection,
        "update memory_positions p set filings = p.filings + n.filings, claims = p.claims + n.claims, "
        "origins = p.origins + n.origins from {rows} as n (matter_id, position_id, filings, claims, origins) "
        "where p.matter_id = n.matter_id and p.position_id = n.position_id",
        "uuid uuid integer integer integer",
        [row for row in rows if row[1] not in answers],
    )
    fresh: dict[str, list[str]] = defaultdict(list)
    for matter, position, new in added:
        if new:
            fresh[matter].append(position)
    return fresh
