"""The console's pages: what each address shows."""

from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from crosswire.console import api, dismissing, filters
from crosswire.console.api import Id
from crosswire.console.filters import Refused
from crosswire.console.listing import find, shown, turned
from crosswire.console.rendering import Renderer
from crosswire.console.store import Desk, Json, Pages

ON_A_PAGE = 25
RECENT = 10
MOST_PLACES = 100


class Views:
    """The answers to people."""

    def __init__(self, store: Pages, desk: Desk, renderer: Renderer, lags: Callable[[], list[Json]]) -> None:
        self._store = store
        self._desk = desk
        self._page = renderer.page
        self._lags = lags

    def contradictions(self, request: Request) -> Response:
        """Show the contradictions, open ones unless asked otherwise."""
        asked = filters.asked(request.query_params, state="open")
        listed = find(self._store, self._desk, asked, ON_A_PAGE, dismissed=asked.state == "all")
        items = shown(self._store, self._desk, listed.items)
        places = self._desk.places()
        place = next((row for row in places if str(row["geoname_id"]) == asked.place), None)
        choices: Json = {"types": filters.TYPES, "states": filters.STATES, "places": places[:MOST_PLACES]}
        said: Json = {"asked": asked, "place": place, "items": items, "next": listed.next, "live": not asked.cursor}
        return self._page(request, "contradictions", **choices, **said)

    def contradiction(self, request: Request, contradiction_id: Id) -> Response:
        """Show one contradiction with both passages, its matters, and what an analyst said of it."""
        return self._one(request, contradiction_id, dismissing.Form(action=""), "")

    def _one(self, request: Request, contradiction_id: str, given: dismissing.Form, refused: str) -> Response:
        record = api.found(self._store.contradiction(contradiction_id), "contradiction")
        item = shown(self._store, self._desk, [record])[0]
        matters = {side: self._store.matter(record[side]["matter_id"]) for side in ("left", "right")}
        said: Json = {"item": item, "matters": matters, "reasons": dismissing.reasons()}
        code = 422 if refused else 200
        return self._page(request, "contradiction", **said, given=given, refused=refused, code=code)

    async def judge(self, request: Request, contradiction_id: Id) -> Response:
        """Keep or take back a dismissal, and show the contradiction again; a form that lacks something as it came."""
        body = await request.body()
        try:
            form = dismissing.read(body)
        except Refused as lacking:
            given = dismissing.given(body)
            return await run_in_threadpool(self._one, request, contradiction_id, given, str(lacking))
        await run_in_threadpool(self._judge, contradiction_id, form)
        return RedirectResponse(f"/contradictions/{contradiction_id}#judgement", 303)

    def _judge(self, contradiction_id: str, form: dismissing.Form) -> None:
        api.found(self._store.contradiction(contradiction_id), "contradiction")
        if form.action == "restore":
            self._desk.restore(contradiction_id)
        else:
            self._desk.dismiss(contradiction_id, version=form.version, reason=form.reason, note=form.note)

    def dismissals(self, request: Request) -> Response:
        """Show what was dismissed, and why."""
        asked = filters.asked(request.query_params)
        page = turned(lambda: self._desk.dismissals(cursor=asked.cursor or None, limit=ON_A_PAGE))
        return self._page(request, "dismissals", items=page.items, next=page.next, reasons=dismissing.reasons())

    def matters(self, request: Request) -> Response:
        """Show the matters, those that changed last first."""
        asked = replace(filters.asked(request.query_params), state="", place="", matter="")
        page = api.matters(self._store, asked, ON_A_PAGE)
        said: Json = {"asked": asked, "items": page.items, "next": page.next, "types": filters.TYPES}
        return self._page(request, "matters", **said, live=not asked.cursor)

    def system(self, request: Request) -> Response:
        """Show the stages, their lag and outcomes, and the newest dead letters."""
        status = api.status(self._store, self._lags)
        letters = self._store.dead_letters(limit=RECENT).items
        return self._page(request, "system", status=status, letters=letters)


def routes(store: Pages, desk: Desk, renderer: Renderer, lags: Callable[[], list[Json]]) -> APIRouter:
    """Return the routes of the pages."""
    views = Views(store, desk, renderer, lags)
    router = APIRouter(include_in_schema=False)
    table: tuple[tuple[str, Callable[..., object]], ...] = (
        ("/", views.contradictions),
        ("/contradictions/{contradiction_id}", views.contradiction),
        ("/dismissals", views.dismissals),
        ("/matters", views.matters),
        ("/system", views.system),
    )
    for path, answer in table:
        router.add_api_route(path, answer, response_model=None)
    router.add_api_route("/contradictions/{contradiction_id}", views.judge, methods=["POST"], response_model=None)
    return router
