"""The questions that claims are filed under, in PostgreSQL: matters and the keys by which they are found."""

from collections.abc import Iterable, Sequence

from crosswire.contradict.file import keys
from crosswire.contradict.rows import Filing, Subject
from crosswire.edges.store import plain
from crosswire.edges.store.columns import read, write
from crosswire.edges.store.database import Connection


def store(connection: Connection, filings: Iterable[Filing]) -> None:
    """Store the matters and keys that are not there yet: all are functions of their ids."""
    matters = {filing.matter_id: filing for filing in filings}
    write(
        connection,
        "insert into memory_matters (matter_id, subject) select * from {rows} on conflict do nothing",
        "uuid bytea",
        [(matter, plain.dump(matters[matter].subject)) for matter in sorted(matters)],
    )
    write(
        connection,
        "insert into memory_posts (key, matter_id) select * from {rows} on conflict do nothing",
        "bigint uuid",
        sorted({(key, matter) for matter, filing in matters.items() for key in filing.posts}),
    )


def near(connection: Connection, matters: dict[str, Subject]) -> dict[str, set[str]]:
    """Return for each of ``matters`` those others that post what it asks."""
    found: dict[str, set[str]] = {matter: set() for matter in matters}
    rows = read(
        connection,
        "select distinct mine.matter, p.matter_id from {rows} as mine (key, matter) "
        "join memory_posts p on p.key = mine.key and p.matter_id <> mine.matter",
        "bigint uuid",
        [(key, matter) for matter, subject in matters.items() for key in keys.asked(subject)],
    )
    for matter, other in rows:
        found[matter].add(other)
    return found


def take_out(connection: Connection, matters: Sequence[tuple[str, bytes]]) -> None:
    """Take out the keys of ``matters``, given with their subjects, and what relates others to them."""
    posted = [(key, matter) for matter, subject in matters for key in keys.posted(plain.load(Subject, subject))]
    write(
        connection,
        "delete from memory_posts p using {rows} as gone (key, matter) where p.key = gone.key and matter_id = matter",
        "bigint uuid",
        posted,
    )
    write(
        connection,
        "with gone as (delete from memory_related where matter_id in (select * from {rows}) "
        "returning matter_id, other) delete from memory_related r using gone "
        "where r.matter_id = gone.other and r.other = gone.matter_id",
        "uuid",
        [(matter,) for matter, _ in matters],
    )
