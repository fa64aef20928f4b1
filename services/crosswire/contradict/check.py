"""Checking: all claims and extractions of a set of articles against each other, in one process."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from crosswire.contradict.file.filing import file
from crosswire.contradict.opinion import Opinion
from crosswire.contradict.remember.memory import Memory
from crosswire.contradict.remember.recall import Recall
from crosswire.stage import Result
from crosswire_schemas.records import Claim, Contradiction, Extraction, Matter, Record


def step(records: Sequence[Record], memory: Memory, now: datetime | None = None) -> list[Result]:
    """Give a batch of claims and extractions to ``memory``; what changed goes into its outbox, in order.

    Without ``records`` only what another worker left undone is done.
    """
    filed = [file(record) for record in records if isinstance(record, Claim)]
    listings = [record for record in records if isinstance(record, Extraction)]
    memory.settle(memory.file(filed, listings) if records else (), now)
    return [Result() for _ in records]


def check(records: Iterable[Record], opinion: Opinion | None = None) -> Iterator[Contradiction | Matter]:
    """Yield the contradictions, then the matters, over all of ``records``, each group by its first publication.

    Articles are taken in the order of their extractions' publication, whatever the order of ``records``; what was open
    and closed again on the way is among them. ``opinion`` may withhold what would be flagged.
    """
    memory = Recall(opinion)
    for batch in _articles(records):
        step(batch, memory)
    found = memory.published.values()
    contradictions = [record for record in found if isinstance(record, Contradiction)]
    yield from sorted(contradictions, key=lambda record: (record.first_published_at, record.contradiction_id))
    yield from sorted(
        (record for record in found if isinstance(record, Matter)),
        key=lambda record: (min(at.first_published_at for at in record.positions), record.matter_id),
    )


def _articles(records: Iterable[Record]) -> Iterator[list[Record]]:
    claims: dict[tuple[str, int], list[Record]] = defaultdict(list)
    listings: list[Extraction] = []
    for record in records:
        if isinstance(record, Claim):
            claims[record.article_id, record.revision].append(record)
        elif isinstance(record, Extraction):
            listings.append(record)
    listings.sort(key=lambda found: (found.published_at, found.article_id, found.revision))
    for listing in listings:
        yield [*claims.pop((listing.article_id, listing.revision), ()), listing]
    for key in sorted(claims):
        yield claims[key]
