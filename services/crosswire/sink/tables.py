"""The tables of records, declared once: columns, key, and what decides which of two rows with one key is newer."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a row replaces the one with its ``key`` when its ``order`` is greater; ``followed`` by live pages."""

    name: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[str, ...]
    followed: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        """All columns that the sink writes."""
        return (*self.key, *(name for name in self.order if name not in self.key), *self.columns, "record")


_OUTLET = ("outlet_id", "outlet_name")
ARTICLES = Table(
    name="articles",
    key=("article_id", "revision"),
    order=("forgotten", "fetched_at"),
    columns=(*_OUTLET, "published_at"),
)
EXTRACTIONS = Table(
    name="extractions",
    key=("article_id",),
    order=("forgotten", "revision", "fetched_at", "rules"),
    columns=("published_at", "refused", "claim_ids", "event_ids"),
)
CLAIMS = Table(
    name="claims",
    key=("claim_id",),
    order=("revision",),
    columns=("article_id", *_OUTLET, "speaker", "published_at"),
)
EVENTS = Table(
    name="events",
    key=("event_id",),
    order=("revision",),
    columns=("article_id", *_OUTLET, "root"),
)
CONTRADICTIONS = Table(
    name="contradictions",
    key=("contradiction_id",),
    order=("version",),
    columns=("type", "state", "first_published_at", "updated_at", "outlets", "matters", "articles"),
    followed=True,
)
MATTERS = Table(
    name="matters",
    key=("matter_id",),
    order=("version",),
    columns=("type", "updated_at", "outlets"),
    followed=True,
)
DEAD_LETTERS = Table(
    name="dead_letters",
    key=("stage", "topic", "partition", "offset"),
    order=("attempts",),
    columns=("reason", "failed_at"),
)
TABLES: Mapping[str, Table] = {
    "article": ARTICLES,
    "extraction": EXTRACTIONS,
    "claim": CLAIMS,
    "event": EVENTS,
    "contradiction": CONTRADICTIONS,
    "matter": MATTERS,
    "dead_letter": DEAD_LETTERS,
}
