"""A message becomes a row: its table, its columns, and the article whose rows hang together with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crosswire.sink.tables import CONTRADICTIONS, MATTERS, TABLES, Table
from crosswire_schemas.headers import subject
from crosswire_schemas.records import Article, Claim, Contradiction, DeadLetter, Event, Extraction, Matter, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row to be stored unless a newer one is there; ``article`` where withdrawal or forgetting may touch it."""

    table: Table
    values: tuple[Any, ...]
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One row to be taken out: a tombstone on a compacted topic."""

    table: Table
    key: str


def row(record: Record, value: bytes) -> Row:
    """Return the row of ``record``, which came as ``value`` and is kept as it flowed, unknown fields too."""
    table = TABLES[record.record]
    columns = {**_columns(record), "record": value.decode("utf-8")}
    article = None if isinstance(record, Contradiction | Matter | DeadLetter) else record.article_id
    return Row(table=table, values=tuple(columns[name] for name in table.all), article=article)


def removal(records: tuple[str, ...], key: bytes) -> Removal | None:
    """Return what a tombstone under ``key`` takes out, on a topic of ``records``; None where it means nothing."""
    tables = [table for table in (CONTRADICTIONS, MATTERS) if any(TABLES[kind] is table for kind in records)]
    return Removal(table=tables[0], key=key.decode("ascii", "replace")) if tables else None


def _columns(record: Record) -> Mapping[str, Any]:
    return COLUMNS[record.record](record)


def _article(record: Article) -> Mapping[str, Any]:
    own = {"fetched_at": record.fetched_at, "forgotten": bool(record.forgotten), "published_at": record.published_at}
    return own | _told(record)


def _claim(record: Claim) -> Mapping[str, Any]:
    own = {"claim_id": record.claim_id, "speaker": record.speaker.canonical, "published_at": record.published_at}
    return own | _told(record)


def _event(record: Event) -> Mapping[str, Any]:
    return {"event_id": record.event_id, "root": record.root} | _told(record)


def _told(record: Article | Claim | Event) -> dict[str, Any]:
    return {
        "article_id": record.article_id,
        "revision": record.revision,
        "outlet_id": record.outlet.id,
        "outlet_name": record.outlet.name,
    }


def _extraction(record: Extraction) -> Mapping[str, Any]:
    return {
        "article_id": record.article_id,
        "revision": record.revision,
        "rules": record.rules,
        "fetched_at": record.fetched_at,
        "published_at": record.published_at,
        "forgotten": bool(record.forgotten),
        "refused": record.refused,
        "claim_ids": list(record.claim_ids),
        "event_ids": list(record.event_ids),
    }


def _contradiction(record: Contradiction) -> Mapping[str, Any]:
    sides = (record.left, record.right)
    articles = {other.article_id for side in sides for other in side.others} | {side.article_id for side in sides}
    outlets = {name for side in sides for name in (side.outlet.id, side.outlet.name)}
    return {
        "contradiction_id": subject(record),
        "version": record.version,
        "type": record.type,
        "state": record.state,
        "first_published_at": record.first_published_at,
        "updated_at": record.updated_at,
        "outlets": sorted(outlets),
        "matters": sorted({side.matter_id for side in sides}),
        "articles": sorted(articles),
    }


def _matter(record: Matter) -> Mapping[str, Any]:
    return {
        "matter_id": record.matter_id,
        "version": record.version,
        "type": record.type,
        "updated_at": record.updated_at,
        "outlets": sorted({name for position in record.positions for name in position.outlets}),
    }


def _dead_letter(record: DeadLetter) -> Mapping[str, Any]:
    return {
        "stage": record.stage,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "reason": record.reason,
        "failed_at": record.failed_at,
        "attempts": record.attempts,
    }


COLUMNS: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {
    "article": _article,
    "extraction": _extraction,
    "claim": _claim,
    "event": _event,
    "contradiction": _contradiction,
    "matter": _matter,
    "dead_letter": _dead_letter,
}
