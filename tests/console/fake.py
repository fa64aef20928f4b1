"""A store and a desk in memory: what edges.store gives the console, over the records of the sample newsroom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from tests.console import sample

from crosswire_schemas.codec import to_dict
from crosswire_schemas.examples import DEAD_LETTER
from crosswire_schemas.records import Outlet, Record

Json = dict[str, Any]
TRACEBACK = (
    "Traceback (most recent call last):\n"
    + '  File "/a/long/path/to/a/module.py", line 1, in step\n' * 9
    + "KeyError: 1"
)
NOW = datetime(2025, 6, 12, 20, 0, tzinfo=UTC)


class Away(RuntimeError):
    """The database does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    items: list[Json]
    next: str | None = None


def _paged(rows: list[Json], time: str, key: str, cursor: str | None, limit: int) -> Page:
    ordered = sorted(rows, key=lambda row: (row[time], row[key]), reverse=True)
    at = 0
    if cursor is not None:
        if not cursor.startswith("at-"):
            raise ValueError("no cursor of ours")
        at = int(cursor.removeprefix("at-"))
    more = f"at-{at + limit}" if len(ordered) > at + limit else None
    return Page(items=ordered[at : at + limit], next=more)


def to_dict_of(outlet: Outlet) -> Json:
    return {"id": outlet.id, "name": outlet.name, "country": outlet.country}


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


class FakePages:
    """As edges.store.pages.Pages, in lists."""

    def __init__(self) -> None:
        self.away = False
        self.log: list[Json] = []
        self._articles = [to_dict(article) for article in sample.article_records()]
        self.contradiction_rows: dict[str, Json] = {}
        self.matter_rows: dict[str, Json] = {}
        self._claims: dict[str, Json] = {}
        self._events: dict[str, Json] = {}
        for record, matter, claims in sample.flagged():
            self.put(record)
            self.put(matter)
            gone = record.closed_because is not None
            for claim in claims:
                self._claims[claim.claim_id] = to_dict(claim) | {
                    "withdrawn": gone and claim.claim_id == claims[0].claim_id
                }
            for event in sample.events(claims):
                self._events[event.event_id] = to_dict(event) | {"withdrawn": False}

    def put(self, record: Record | Json) -> None:
        row = record if isinstance(record, dict) else to_dict(record)
        rows = self.contradiction_rows if row["record"] == "contradiction" else self.matter_rows
        rows[row[f"{row['record']}_id"]] = row
        self.log.append(row)

    def _look(self) -> None:
        if self.away:
            raise Away("PostgreSQL does not answer")

    def contradictions(
        self, *, state=None, type=None, since=None, outlet=None, matter=None, q=None, cursor=None, limit=50
    ) -> Page:
        self._look()
        rows = [
            row
            for row in self.contradiction_rows.values()
            if (state is None or row["state"] == state)
            and (type is None or row["type"] == type)
            and (since is None or _instant(row["updated_at"]) >= since)
            and (outlet is None or any(outlet in row[side]["outlet"].values() for side in ("left", "right")))
            and (matter is None or any(row[side]["matter_id"] == matter for side in ("left", "right")))
            and (q is None or q.lower() in (row["explanation"] + row["left"]["content"]).lower())
        ]
        return _paged(rows, "updated_at", "contradiction_id", cursor, limit)

    def contradiction(self, contradiction_id: str) -> Json | None:
        self._look()
        return self.contradiction_rows.get(contradiction_id)

    def matters(self, *, type=None, since=None, outlet=None, q=None, cursor=None, limit=50) -> Page:
        self._look()
        rows = [
            row
            for row in self.matter_rows.values()
            if (type is None or row["type"] == type)
            and (since is None or _instant(row["updated_at"]) >= since)
            and (outlet is None or any(outlet in position["outlets"] for position in row["positions"]))
            and (q is None or q.lower() in row["question"].lower())
        ]
        return _paged(rows, "updated_at", "matter_id", cursor, limit)

    def matter(self, matter_id: str) -> Json | None:
        self._look()
        return self.matter_rows.get(matter_id)

    def claims(
        self, *, article=None, outlet=None, speaker=None, since=None, q=None, withdrawn=False, cursor=None, limit=50
    ) -> Page:
        self._look()
        rows = [
            row
            for row in self._claims.values()
            if (article is None or row["article_id"] == article)
            and (outlet is None or outlet in row["outlet"].values())
            and (speaker is None or row["speaker"]["canonical"] == speaker)
            and (q is None or q.lower() in row["content"]["text"].lower())
            and (since is None or _instant(row["published_at"]) >= since)
            and (withdrawn is None or row["withdrawn"] == withdrawn)
        ]
        return _paged(rows, "published_at", "claim_id", cursor, limit)

    def claim(self, claim_id: str) -> Json | None:
        self._look()
        return self._claims.get(claim_id)

    def events(
        self, *, article=None, outlet=None, root=None, since=None, withdrawn=False, cursor=None, limit=50
    ) -> Page:
        self._look()
        rows = [
            row
            for row in self._events.values()
            if (article is None or row["article_id"] == article)
            and (outlet is None or outlet in row["outlet"].values())
            and (root is None or row["root"] == root)
        ]
        return _paged(rows, "event_id", "event_id", cursor, limit)

    def articles(self, *, outlet=None, since=None, q=None, cursor=None, limit=50) -> Page:
        self._look()
        newest = {row["article_id"]: row for row in self._articles}
        rows = [
            row
            for row in newest.values()
            if (outlet is None or outlet in row["outlet"].values())
            and (since is None or _instant(row["published_at"]) >= since)
            and (q is None or q.lower() in row["title"].lower())
        ]
        return _paged(rows, "published_at", "article_id", cursor, limit)

    def article(self, article_id: str) -> Json | None:
        self._look()
        revisions = [row for row in reversed(self._articles) if row["article_id"] == article_id]
        if not revisions:
            return None
        return {
            "article_id": article_id,
            "revisions": revisions,
            "claims": [row for row in self._claims.values() if row["article_id"] == article_id],
            "events": [row for row in self._events.values() if row["article_id"] == article_id],
            "contradictions": [
                row
                for row in self.contradiction_rows.values()
                if any(row[side]["article_id"] == article_id for side in ("left", "right"))
            ],
        }

    def add_article(self, row: Json, claims: Sequence[Json] = ()) -> None:
        self._articles.append(row)
        self._claims |= {claim["claim_id"]: claim for claim in claims}

    def texts(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        pairs = set(wanted)
        found = {(row["article_id"], row["revision"]): row["text"] for row in self._articles if "text" in row}
        return {pair: text for pair, text in found.items() if pair in pairs}

    def answers(self, matter_ids: Iterable[str]) -> dict[str, str]:
        wanted = set(matter_ids)
        found = [row for row in self.matter_rows.values() if row["matter_id"] in wanted]
        return {held["position_id"]: held["statement"] for row in found for held in row["positions"]}

    def feeds(self) -> list[Json]:
        self._look()
        return [
            {
                "feed_id": f"{number:032x}",
                "url": f"https://newsroom.example/{outlet.id}/feed",
                "outlet": to_dict_of(outlet),
                "folder": "Sample",
                "full_text": True,
                "muted": False,
                "schedule": {
                    "next_poll": "2025-06-12T20:10:00+00:00",
                    "interval": 900.0,
                    "polls": 37,
                    "failures": 7 if number == 3 else 0,
                    "last_success": f"2025-06-12T19:{10 + number}:00+00:00",
                    "last_outcome": "connection_failed" if number == 3 else "read",
                    "last_detail": "the server closed the connection" if number == 3 else "",
                },
                "outcomes": {"read": 9, "not_modified": 28, "entry_new": 7, "entry_revised": 1, "entry_unchanged": 30},
            }
            for number, outlet in enumerate(sample.OUTLETS.values())
        ]

    def status(self) -> Json:
        self._look()
        counts: dict[tuple[str, str], int] = {}
        for row in self.contradiction_rows.values():
            counts[row["type"], row["state"]] = counts.get((row["type"], row["state"]), 0) + 1
        return {
            "schema_version": 4,
            "rows": {
                "articles": len({row["article_id"] for row in self._articles}),
                "revisions": len(self._articles),
                "claims": len(self._claims),
                "events": len(self._events),
                "matters": len(self.matter_rows),
                "contradictions": len(self.contradiction_rows),
                "dead_letters": 1,
            },
            "contradictions": [{"type": t, "state": s, "count": n} for (t, s), n in sorted(counts.items())],
            "outcomes": [
                {"stage": "poll", "outcome": "stored", "count": 71},
                {"stage": "poll", "outcome": "refused", "reason": "malformed", "count": 2},
                {"stage": "extract", "outcome": "stored", "count": 71},
                {"stage": "extract", "outcome": "dead_letter", "reason": "unreadable", "count": 1},
                {"stage": "contradict", "outcome": "stored", "count": 412},
            ],
            "dead_letters": [{"stage": "extract", "reason": "unreadable", "count": 1}],
            "unruled": 0,
            "outbox": 0,
            "positions": [{"topic": "crosswire.articles.v1", "partition": 0, "offset": 18}],
            "newest": {"article": "2025-06-12T19:03:00+00:00", "contradiction": "2025-06-12T16:04:00+00:00"},
        }

    def changes(self, after: str | None = None, *, limit: int = 100) -> Page:
        self._look()
        if after is None:
            return Page(items=[], next=str(len(self.log)))
        if not after.isdigit():
            raise ValueError("no cursor of ours")
        rows = self.log[int(after) : int(after) + limit]
        return Page(items=rows, next=str(int(after) + len(rows)))

    def dead_letters(self, *, cursor: str | None = None, limit: int = 50) -> Page:
        self._look()
        crashed = replace(DEAD_LETTER, offset=43, reason="bug", detail=TRACEBACK)
        return Page(items=[to_dict(DEAD_LETTER), to_dict(crashed)])


class FakeDesk:
    """As edges.store.dismissals.Desk, in lists."""

    def __init__(self, pages: FakePages) -> None:
        self._pages = pages
        self.rows: list[Json] = []

    def dismiss(self, contradiction_id: str, *, version: int, reason: str, note: str) -> None:
        self.restore(contradiction_id)
        self.rows.append(
            {
                "contradiction_id": contradiction_id,
                "version": version,
                "reason": reason,
                "note": note,
                "dismissed_at": "2025-06-12T19:59:00+00:00",
                "contradiction": self._pages.contradiction_rows[contradiction_id],
            }
        )

    def restore(self, contradiction_id: str) -> bool:
        standing = [row for row in self._rows(contradiction_id) if "restored_at" not in row]
        for row in standing:
            row["restored_at"] = "2025-06-12T20:00:00+00:00"
        return bool(standing)

    def _rows(self, contradiction_id: str) -> list[Json]:
        return [row for row in self.rows if row["contradiction_id"] == contradiction_id]

    def standing(self, contradiction_ids: Sequence[str]) -> dict[str, Json]:
        wanted = set(contradiction_ids)
        return {
            row["contradiction_id"]: row
            for row in self.rows
            if row["contradiction_id"] in wanted and "restored_at" not in row
        }

    def dismissals(self, *, cursor: str | None = None, limit: int = 50) -> Page:
        if cursor is not None:
            raise ValueError("no cursor of ours")
        return Page(items=list(reversed(self.rows)))

    def places(self) -> list[Json]:
        found: dict[int, Json] = {}
        for matter in self._pages.matter_rows.values():
            place = matter["places"][0]
            states = [self._pages.contradiction_rows[key] for key in matter["contradiction_ids"]]
            still = [row for row in states if row["state"] == "open"]
            row = found.setdefault(
                place["geoname_id"],
                {name: place[name] for name in ("geoname_id", "name", "country", "latitude", "longitude")}
                | {"open": 0, "types": []},
            )
            row["open"] += len(still)
            row["types"] = sorted({*row["types"], *(item["type"] for item in still)})
        return sorted((row for row in found.values() if row["open"]), key=lambda row: -row["open"])

    def contradictions_at(self, geoname_id: int) -> list[str]:
        return [
            key
            for matter in self._pages.matter_rows.values()
            if any(place["geoname_id"] == geoname_id for place in matter["places"])
            for key in matter["contradiction_ids"]
        ]
