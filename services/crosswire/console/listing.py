"""Lists of contradictions as they are shown: filtered, both passages in their sentences, what analysts said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from crosswire.console.filters import Asked, Refused
from crosswire.console.passages import Piece, excerpt
from crosswire.console.points import pointed
from crosswire.console.store import Desk, Json, Page, Pages

A_PAGE = 50
SCANNED_AT_ONCE = 200
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A contradiction with both passages in their sentences and the dismissal that stands, if any."""

    record: Json
    passages: dict[str, tuple[Piece, ...]]
    dismissal: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of records and the cursor of the next, empty on the last."""

    items: list[Json]
    next: str = ""


def turned(read: Callable[[], Page]) -> Page:
    """Return a page of the store. Raises ``Refused`` where the store does not know the cursor."""
    try:
        return read()
    except ValueError as error:
        raise Refused("cursor is not one that this list gave; leave it out to start at the newest.") from error


def find(pages: Pages, desk: Desk, asked: Asked, limit: int = A_PAGE, *, dismissed: bool = True) -> Listed:
    """Return contradictions as ``asked``, newest change first; at least ``limit`` where there are as many.

    Place and dismissal are not the store's own filters: pages are read until enough of them passed. Raises ``Refused``.
    """
    at_place = set(desk.contradictions_at(int(asked.place))) if asked.place else None
    if at_place is None and dismissed:
        page = _page(pages, asked, asked.cursor, limit)
        return Listed(items=page.items, next=page.next or "")
    found: list[Json] = []
    cursor: str | None = asked.cursor
    size = SCANNED_AT_ONCE if at_place is not None else limit
    while cursor is not None and len(found) < limit:
        page = _page(pages, asked, cursor, size)
        rows = [row for row in page.items if at_place is None or row["contradiction_id"] in at_place]
        hidden = {} if dismissed else desk.standing([row["contradiction_id"] for row in rows])
        found += [row for row in rows if row["contradiction_id"] not in hidden]
        cursor = page.next
    return Listed(items=found, next=cursor or "")


def _page(pages: Pages, asked: Asked, cursor: str, limit: int) -> Page:
    return turned(
        lambda: pages.contradictions(
            state=None if asked.state in ("", "all") else asked.state,
            type=asked.type or None,
            since=asked.since_instant,
            outlet=asked.outlet or None,
            matter=asked.matter or None,
            q=asked.q or None,
            cursor=cursor or None,
            limit=limit,
        )
    )


def shown(pages: Pages, desk: Desk, records: Sequence[Json]) -> list[Shown]:
    """Return ``records`` with their passages in the sentences of the articles."""
    texts = pages.texts(
        {(record[side]["article_id"], record[side]["revision"]) for record in records for side in SIDES}
    )
    answers = pages.answers({record[side]["matter_id"] for record in records for side in SIDES})
    dismissals = desk.standing([record["contradiction_id"] for record in records])
    return [
        Shown(
            record=record,
            passages={side: _passage(record, side, texts, answers) for side in SIDES},
            dismissal=dismissals.get(record["contradiction_id"]),
        )
        for record in records
    ]


def _passage(
    record: Json, which: str, texts: Mapping[tuple[str, int], str], answers: Mapping[str, str]
) -> tuple[Piece, ...]:
    side, other = record[which], record[SIDES[1 - SIDES.index(which)]]
    pieces = excerpt(texts.get((side["article_id"], side["revision"])), side["content"], side["spans"])
    return pointed(pieces, answers.get(side["position_id"], ""), answers.get(other["position_id"], ""))
