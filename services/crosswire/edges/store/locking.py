"""The locks of contradict's memory, always taken in this order: the matters by their ids, then the filing.

Filing excludes filing and ruling, so that counts and what they count are one; ruling shares with ruling.
"""

from collections.abc import Iterable

from crosswire.edges.store.columns import ids
from crosswire.edges.store.database import Connection

FILING = 0x66696C65


def hold(connection: Connection, matters: Iterable[str]) -> None:
    """Lock ``matters`` until the end of the transaction."""
    connection.execute(
        "select from memory_matters where matter_id = any(%s::uuid[]) order by matter_id for update", (ids(matters),)
    )


def exclude(connection: Connection) -> None:
    """Let nobody else file or rule until the end of the transaction."""
    connection.execute("select pg_advisory_xact_lock(%s)", (FILING,))


def share(connection: Connection) -> None:
    """Let nobody file until the end of the transaction."""
    connection.execute("select pg_advisory_xact_lock_shared(%s)", (FILING,))
