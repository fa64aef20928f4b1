"""What contradict asks of a memory: to store, look up and count. Everything that decides is in the pure modules."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from crosswire.contradict.rows import Filed
from crosswire_schemas.records import Extraction


class Memory(Protocol):
    """Claims, filings, positions, pairs and origins; in process for ``check``, in PostgreSQL for the stream."""

    def file(self, filed: Sequence[Filed], listings: Sequence[Extraction]) -> frozenset[str]:
        """Store a batch, idempotently, and return the ids of the matters whose positions may have changed."""
        ...

    def settle(self, touched: Iterable[str], now: datetime | None) -> None:
        """Bring the touched matters up to date: compare new positions, rule on pairs, keep the changed records."""
        ...
