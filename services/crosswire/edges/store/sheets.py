"""Matters as they lie in PostgreSQL: their question, what was published of them, and their positions with counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crosswire.contradict.rows import Answer, Stand, Subject
from crosswire.edges.store import plain
from crosswire.edges.store.columns import ids
from crosswire.edges.store.database import Connection


@dataclass(frozen=True, slots=True)
class Spot:
    """One position: its answer as kept, how many claims were filed, how many stand, from how many origins."""

    position_id: str
    answer: bytes
    filings: int
    claims: int
    origins: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One matter: its subject as kept, version and digest of the record last published, its positions by id."""

    matter_id: str
    subject: bytes
    version: int
    digest: str
    spots: list[Spot] = field(default_factory=list)

    def stands(self) -> list[Stand]:
        """Return the matter's positions by themselves."""
        subject = plain.load(Subject, self.subject)
        return [
            Stand(
                matter_id=self.matter_id,
                position_id=spot.position_id,
                subject=subject,
                answer=plain.load(Answer, spot.answer),
            )
            for spot in self.spots
        ]


def sheets(connection: Connection, matters: Iterable[str]) -> dict[str, Sheet]:
    """Return ``matters``, of those that are there, by id."""
    rows = connection.execute(
        "select m.matter_id, subject, version, digest, position_id, answer, filings, claims, origins "
        "from memory_matters m left join memory_positions p using (matter_id) "
        "where m.matter_id = any(%s::uuid[]) order by m.matter_id, position_id",
        (ids(matters),),
    ).fetchall()
    found: dict[str, Sheet] = {}
    for matter, subject, version, digest, position, *counts in rows:
        sheet = found.get(matter)
        if sheet is None:
            sheet = found[matter] = Sheet(matter, subject, version, digest)
        if position:
            sheet.spots.append(Spot(position, *counts))
    return found
