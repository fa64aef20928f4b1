"""An article's text with every claim and event marked in it, however their spans nest or overlap."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosswire.console.store import Json

PARAGRAPH = re.compile(r"\n[ \t]*\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a text that belongs to something: ``kind`` is claim or event, ``key`` its id."""

    kind: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text that the same marks cover: ``claims`` from the innermost out, ``events`` as they start."""

    text: str
    claims: tuple[str, ...]
    events: tuple[str, ...]
    anchors: tuple[str, ...]


def marks(text: str, claims: Iterable[Json], events: Iterable[Json]) -> list[Mark]:
    """Return the marks of those claims and events whose passages stand in ``text`` where they say."""
    found = []
    for claim in claims:
        spans = claim["content"]["spans"]
        if all(fits(text, span) for span in spans):
            found += [Mark(kind="claim", key=claim["claim_id"], start=s["start"], end=s["end"]) for s in spans]
    for event in events:
        span = event["trigger"]
        if fits(text, span):
            found.append(Mark(kind="event", key=event["event_id"], start=span["start"], end=span["end"]))
    return found


def fits(text: str, span: Json) -> bool:
    """Return whether the text has at the span's offsets what the span says."""
    start, end = int(span["start"]), int(span["end"])
    return 0 <= start < end <= len(text) and text[start:end] == str(span["text"])


def paragraphs(text: str, found: Sequence[Mark]) -> list[list[Segment]]:
    """Return the paragraphs of ``text``, each cut where a mark begins or ends; together they are the text."""
    parts: list[list[Segment]] = []
    at = 0
    seen: set[str] = set()
    for start, end in [*(gap.span() for gap in PARAGRAPH.finditer(text)), (len(text), len(text))]:
        if at < start:
            parts.append(_segments(text, at, start, found, seen))
        at = end
    return parts


def _segments(text: str, first: int, last: int, found: Sequence[Mark], seen: set[str]) -> list[Segment]:
    here = [mark for mark in found if mark.start < last and mark.end > first]
    edges = {first, last, *(max(mark.start, first) for mark in here), *(min(mark.end, last) for mark in here)}
    cuts = sorted(edges)
    return [_segment(text, start, end, here, seen) for start, end in pairwise(cuts)]


def _segment(text: str, start: int, end: int, here: Sequence[Mark], seen: set[str]) -> Segment:
    over = sorted(
        (mark for mark in here if mark.start <= start and mark.end >= end),
        key=lambda mark: (mark.end - mark.start, mark.start, mark.key),
    )
    claims = tuple(dict.fromkeys(mark.key for mark in over if mark.kind == "claim"))
    events = tuple(dict.fromkeys(mark.key for mark in over if mark.kind == "event"))
    # The first stretch of each thing is where a link from the list leads.
    anchors = tuple(key for key in (*claims, *events) if key not in seen)
    seen.update(anchors)
    return Segment(text=text[start:end], claims=claims, events=events, anchors=anchors)
