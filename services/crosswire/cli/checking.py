"""What ``check`` does with extractions: revisions numbered by their dates, then contradict over all of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from crosswire import contradict
from crosswire.cli.articles import Given
from crosswire.contradict.opinion import Opinion
from crosswire_schemas.codec import to_dict
from crosswire_schemas.records import Claim, Extraction

Reading = tuple[Any, datetime, tuple[Claim, ...], Extraction]


def contradictions(
    extracted: Iterable[tuple[Given, Any]],
    refused: Callable[[str, str], None],
    *,
    named_by_path: bool,
    opinion: Opinion | None,
) -> Iterator[dict[str, Any]]:
    """Yield the contradiction and matter records over all articles, each side with its input's ``id``."""
    readings: list[Reading] = []
    names: dict[str, Any] = {}
    for source, found in extracted:
        name = source.article.outlet.name if source.id is None and named_by_path else source.id
        if found.extraction.refused:
            refused(str(name), found.extraction.refused)
        readings.append((name, source.article.published_at, found.claims, found.extraction))
    records: list[Claim | Extraction] = []
    for name, revision, claims, extraction in _revisions(readings):
        names[extraction.article_id] = name
        records += [replace(claim, revision=revision) for claim in claims]
        records.append(replace(extraction, revision=revision))
    for record in contradict.check(records, opinion):
        yield _named(to_dict(record), names)


def _revisions(readings: list[Reading]) -> Iterator[tuple[Any, int, tuple[Claim, ...], Extraction]]:
    """Number the revisions of each article by their instants, whatever the order of input."""
    ordered = sorted(readings, key=lambda reading: (reading[1], str(reading[0]), reading[3].claim_ids))
    seen: dict[str, int] = defaultdict(int)
    for name, _, claims, extraction in ordered:
        seen[extraction.article_id] += 1
        yield name, seen[extraction.article_id], claims, extraction


def _named(value: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    for side in (value.get("left"), value.get("right")):
        for claim in (side, *side["others"]) if side else ():
            if names.get(claim["article_id"]) is not None:
                claim["id"] = names[claim["article_id"]]
    return value
