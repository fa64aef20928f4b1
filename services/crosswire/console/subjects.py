"""The pages of one thing each: a matter, an article, an outlet; the map, the feeds, the contract."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response

from crosswire.console import contract, filters, marking, revisions, timeline, world
from crosswire.console.api import Id, found
from crosswire.console.feeds import health
from crosswire.console.listing import find, shown, turned
from crosswire.console.rendering import Renderer
from crosswire.console.store import Desk, Json, Pages

MOST_CLAIMS = 60
ON_A_PAGE = 25


class Subjects:
    """The answers to people who look at one thing."""

    def __init__(self, store: Pages, desk: Desk, renderer: Renderer) -> None:
        self._store = store
        self._desk = desk
        self._page = renderer.page

    def matter(self, request: Request, matter_id: Id) -> Response:
        """Show a matter: its positions on a timeline, who holds each since when, and what changed."""
        record = found(self._store.matter(matter_id), "matter")
        wanted = [claim for position in record["positions"] for claim in position["claim_ids"]][:MOST_CLAIMS]
        claims = [claim for claim in map(self._store.claim, wanted) if claim]
        flags = [flag for flag in map(self._store.contradiction, record.get("contradiction_ids", ())) if flag]
        related = [matter for matter in map(self._store.matter, record.get("related", ())[:10]) if matter]
        said: Json = {"matter": record, "timeline": timeline.draw(record["positions"], claims), "related": related}
        items = shown(self._store, self._desk, flags)
        return self._page(request, "matter", **said, items=items, changes=timeline.changes(claims, flags))

    def article(
        self, request: Request, article_id: Id, revision: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
    ) -> Response:
        """Show an article with every claim and event marked, and how its revisions differ."""
        record = found(self._store.article(article_id), "article")
        every: Sequence[Json] = record["revisions"]
        chosen = next((one for one in every if revision in (None, one["revision"])), None)
        article = found(chosen, "revision of this article")
        text = article.get("text", "")
        marks = marking.marks(text, record["claims"], record["events"])
        marked = {mark.key for mark in marks}
        number = every.index(article)
        before = every[number + 1] if number + 1 < len(every) else None
        changed = revisions.compare(before["text"], text) if before and before.get("text") and text else []
        said: Json = {
            "article": article,
            "revisions": every,
            "before": before,
            "changed": changed,
            "paragraphs": marking.paragraphs(text, marks),
            "claims": [claim for claim in record["claims"] if claim["claim_id"] in marked],
            "elsewhere": [claim for claim in record["claims"] if claim["claim_id"] not in marked],
            "events": [event for event in record["events"] if event["event_id"] in marked],
        }
        return self._page(request, "article", **said, items=record["contradictions"], disputed=disputed(record))

    def outlet(self, request: Request, outlet_id: Annotated[str, Path(max_length=filters.LONGEST)]) -> Response:
        """Show an outlet: what it is in dispute about, its articles, its feeds."""
        asked = filters.asked(request.query_params)
        name = filters.text("outlet", outlet_id)
        cursor = asked.cursor or None
        articles = turned(lambda: self._store.articles(outlet=name, cursor=cursor, limit=ON_A_PAGE))
        feeds = [feed for feed in self._store.feeds() if feed["outlet"]["id"] == name]
        outlet = next((row["outlet"] for row in (*articles.items, *feeds)), None)
        if outlet is None:
            raise HTTPException(404, "There is no outlet with this id.")
        flags = find(
            self._store, self._desk, filters.Asked(state="open", outlet=outlet["id"]), ON_A_PAGE, dismissed=False
        )
        said: Json = {"outlet": outlet, "flags": flags, "articles": articles, "feeds": feeds, "health": health}
        return self._page(request, "outlet", **said, first=cursor is None)

    def map(self, request: Request, around: Annotated[str, Query(max_length=12)] = "") -> Response:
        """Show where the open contradictions are about."""
        places = self._desk.places()
        seen = world.view(places, around)
        said: Json = {"places": places, "seen": seen, "spots": world.spots(places, seen), "zoomed": seen != world.WHOLE}
        return self._page(request, "map", **said)

    def feeds(self, request: Request) -> Response:
        """Show the feeds and how they fare."""
        feeds = [feed | {"health": health(feed)} for feed in self._store.feeds()]
        return self._page(request, "feeds", feeds=feeds)

    def contract(self, request: Request) -> Response:
        """Show what flows: topics, records, every field, examples."""
        return self._page(request, "contract", **contract.shown())


def disputed(article: Json) -> dict[str, list[Json]]:
    """Return the contradictions that rest on each claim of an article, by the claim's id."""
    by_claim: dict[str, list[Json]] = {}
    for record in article["contradictions"]:
        for side in (record["left"], record["right"]):
            for claim in (side, *side.get("others", ())):
                by_claim.setdefault(claim["claim_id"], []).append(record)
    return by_claim


def routes(store: Pages, desk: Desk, renderer: Renderer) -> APIRouter:
    """Return the routes of these pages."""
    subjects = Subjects(store, desk, renderer)
    router = APIRouter(include_in_schema=False)
    table: tuple[tuple[str, Callable[..., object]], ...] = (
        ("/matters/{matter_id}", subjects.matter),
        ("/articles/{article_id}", subjects.article),
        ("/outlets/{outlet_id:path}", subjects.outlet),
        ("/map", subjects.map),
        ("/feeds", subjects.feeds),
        ("/contract", subjects.contract),
    )
    for path, answer in table:
        router.add_api_route(path, answer, response_model=None)
    return router
