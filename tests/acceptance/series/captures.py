"""The captures: which there are, and what a server would have answered at any moment of those ten months."""

import tarfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "rss_arch_series"
WRITTEN = "%Y%m%dT%H%M%SZ"


def instant(written: str) -> datetime:
    """Return the moment that the name of a capture writes."""
    return datetime.strptime(written, WRITTEN).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The captures of each feed in the order of time."""

    captures: Mapping[str, tuple[tuple[datetime, bytes], ...]]

    def times(self) -> list[datetime]:
        """Return each moment at which any feed was captured, in order."""
        return sorted({at for rows in self.captures.values() for at, _ in rows})

    def at(self, feed: str, moment: datetime) -> tuple[datetime, bytes] | None:
        """Return the newest capture of ``feed`` up to ``moment``, or None before the first."""
        rows = self.captures.get(feed, ())
        place = bisect_right(rows, moment, key=lambda row: row[0])
        return rows[place - 1] if place else None

    def __len__(self) -> int:
        return sum(map(len, self.captures.values()))


def read(feeds: Container[str], until: datetime | None = None) -> Series:
    """Read the captures of ``feeds``, up to ``until``."""
    found: defaultdict[str, list[tuple[datetime, bytes]]] = defaultdict(list)
    with tarfile.open(FOLDER / "series.tar.xz") as tar:
        for member in tar:
            path = Path(member.name)
            if path.suffix != ".xml" or path.parent.name not in feeds:
                continue
            at, data = instant(path.stem), tar.extractfile(member)
            if data and (until is None or at <= until):
                found[path.parent.name].append((at, data.read()))
    return Series(captures={feed: tuple(sorted(rows)) for feed, rows in sorted(found.items())})
