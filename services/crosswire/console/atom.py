"""Contradictions as an Atom feed (RFC 4287)."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from crosswire.console import filters
from crosswire.console.listing import find, shown
from crosswire.console.rendering import Renderer
from crosswire.console.store import Desk, Pages

MOST_ENTRIES = 50


class AtomFeed(Response):
    """An Atom document."""

    media_type = "application/atom+xml"


def routes(store: Pages, desk: Desk, renderer: Renderer) -> APIRouter:
    """Return the route of the feed, which takes the same filters as the list."""

    def feed(request: Request) -> AtomFeed:
        """Open contradictions, newest change first, filtered as the list is: ?type=, ?outlet=, ?q=, ?state=all."""
        asked = filters.asked(request.query_params, state="open")
        items = shown(store, desk, find(store, desk, asked, MOST_ENTRIES, dismissed=False).items)
        base = str(request.base_url).rstrip("/")
        return AtomFeed(renderer.text("feed.atom", items=items, base=base, query=asked.query(cursor="")))

    router = APIRouter(tags=["stream"])
    answer: Callable[..., Response] = feed
    router.add_api_route("/feed.atom", answer, response_class=AtomFeed, response_model=None)
    return router
