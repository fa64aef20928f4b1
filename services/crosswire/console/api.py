"""The console's API: records as they flowed, lists that go on by a cursor."""

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import AfterValidator

from crosswire.console import filters
from crosswire.console.document import list_of, reference
from crosswire.console.listing import A_PAGE, Listed, find, turned
from crosswire.console.store import Desk, Json, Page, Pages

HEX = re.compile(r"[0-9a-f]{32}")


def _id(value: str) -> str:
    """Return an id as it is. Raises 404 for what no record can have."""
    if not HEX.fullmatch(value):
        raise HTTPException(404, "Nothing has this id; ids are 32 lower-case hex digits.")
    return value


Id = Annotated[str, Path(description="32 lower-case hex digits"), AfterValidator(_id)]
State = Annotated[str, Query(description="open, closed or all", examples=["open"])]
Type = Annotated[str, Query(description=", ".join(filters.TYPES), examples=["number"])]
Since = Annotated[str, Query(description="A date or an RFC 3339 instant", examples=["2025-06-09"])]
OutletName = Annotated[str, Query(description="Id or name of an outlet")]
Text = Annotated[str, Query(description="Words to be found")]
Place = Annotated[str, Query(description="GeoNames id of a place")]
Cursor = Annotated[str, Query(description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=200, description="Most items of a page")]
Withdrawn = Annotated[Literal["", "true", "false", "all"], Query(description="Whether withdrawn ones are wanted")]
WITHDRAWN: dict[str, bool | None] = {"": False, "false": False, "true": True, "all": None}
ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
ANY: Json = {"type": "object"}


def _content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _responses(schema: Json) -> dict[int | str, dict[str, Any]]:
    refused = {"description": "Says in one sentence what to write instead", "content": _content(ERROR)}
    away = {"description": "PostgreSQL does not answer", "content": _content(ERROR)}
    return {200: {"description": "Found", "content": _content(schema)}, 422: refused, 404: refused, 503: away}


class Json200(JSONResponse):
    """JSON by orjson."""

    def render(self, content: Any) -> bytes:
        """Return the bytes of ``content``; columns of types that JSON lacks as text."""
        return orjson.dumps(content, default=str)


def listed(page: Page | Listed) -> Json200:
    """Return a page as the API gives it."""
    return Json200({"items": page.items} | ({"next": page.next} if page.next else {}))


def found(record: Json | None, what: str) -> Json:
    """Return ``record``. Raises 404 where there is none."""
    if record is None:
        raise HTTPException(404, f"There is no {what} with this id.")
    return record


class Api:
    """The answers under /api."""

    def __init__(self, store: Pages, desk: Desk, lags: Callable[[], list[Json]]) -> None:
        self._store = store
        self._desk = desk
        self._lags = lags

    def contradictions(
        self,
        *,
        request: Request,
        state: State = "",
        type: Type = "",
        since: Since = "",
        outlet: OutletName = "",
        place: Place = "",
        matter: Annotated[str, Query(description="Id of a matter")] = "",
        q: Text = "",
        cursor: Cursor = "",
        limit: Limit = A_PAGE,
    ) -> Response:
        """Contradictions by their last change; `dismissal` says why an analyst dismissed one."""
        del state, type, since, outlet, place, matter, q, cursor
        page = find(self._store, self._desk, filters.asked(request.query_params), limit)
        standing = self._desk.standing([item["contradiction_id"] for item in page.items])
        items = [item | _dismissal(standing, item) for item in page.items]
        return listed(Listed(items=items, next=page.next))

    def contradiction(self, contradiction_id: Id) -> Response:
        """One contradiction."""
        record = found(self._store.contradiction(contradiction_id), "contradiction")
        return Json200(record | _dismissal(self._desk.standing([contradiction_id]), record))

    def matters(
        self,
        *,
        request: Request,
        type: Type = "",
        since: Since = "",
        outlet: OutletName = "",
        q: Text = "",
        cursor: Cursor = "",
        limit: Limit = A_PAGE,
    ) -> Response:
        """Matters by their last change."""
        del type, since, outlet, q, cursor
        return listed(matters(self._store, filters.asked(request.query_params), limit))

    def matter(self, matter_id: Id) -> Response:
        """One matter with its positions."""
        return Json200(found(self._store.matter(matter_id), "matter"))

    def article(self, article_id: Id) -> Response:
        """All revisions of an article, with its claims, events and contradictions."""
        return Json200(found(self._store.article(article_id), "article"))

    def claims(
        self,
        *,
        article: Annotated[str, Query(description="Id of an article")] = "",
        outlet: OutletName = "",
        speaker: Annotated[str, Query(description="Canonical name of the speaker")] = "",
        since: Since = "",
        q: Text = "",
        withdrawn: Withdrawn = "",
        cursor: Cursor = "",
        limit: Limit = A_PAGE,
    ) -> Response:
        """Claims by the publication of their article."""
        given = _texts(article=article, outlet=outlet, speaker=speaker, q=q, cursor=cursor)
        when = filters.since(since)
        wanted = WITHDRAWN[withdrawn]
        return listed(turned(lambda: self._store.claims(**given, since=when, withdrawn=wanted, limit=limit)))

    def events(
        self,
        *,
        article: Annotated[str, Query(description="Id of an article")] = "",
        outlet: OutletName = "",
        root: Annotated[str, Query(description="PLOVER root, or OTHER")] = "",
        since: Since = "",
        withdrawn: Withdrawn = "",
        cursor: Cursor = "",
        limit: Limit = A_PAGE,
    ) -> Response:
        """Events by the publication of their article."""
        given = _texts(article=article, outlet=outlet, root=root, cursor=cursor)
        when = filters.since(since)
        wanted = WITHDRAWN[withdrawn]
        return listed(turned(lambda: self._store.events(**given, since=when, withdrawn=wanted, limit=limit)))

    def feeds(self) -> Response:
        """The feeds and how they fare."""
        return Json200({"items": self._store.feeds()})

    def dismissals(self, cursor: Cursor = "", limit: Limit = A_PAGE) -> Response:
        """What analysts dismissed and why, taken back or not, each with the contradiction as it was."""
        given = _texts(cursor=cursor)
        return listed(turned(lambda: self._desk.dismissals(**given, limit=limit)))

    def status(self) -> Response:
        """Stages, lag, outcomes, dead letters, and how much there is of each record."""
        return Json200(status(self._store, self._lags))


def matters(store: Pages, asked: filters.Asked, limit: int) -> Page:
    """Return matters as ``asked``. Raises ``Refused``."""
    given = _texts(type=asked.type, outlet=asked.outlet, q=asked.q, cursor=asked.cursor)
    return turned(lambda: store.matters(**given, since=asked.since_instant, limit=limit))


def status(store: Pages, lags: Callable[[], list[Json]]) -> Json:
    """Return the store's status with ``counts`` for people and the ``lag`` of each stage."""
    state = store.status()
    rows = state["rows"]
    still_open = sum(row["count"] for row in state["contradictions"] if row["state"] == "open")
    names = {"articles": "articles", "claims": "claims", "events": "events"}
    counts = {label: rows.get(name, 0) for label, name in names.items()}
    more = {"open contradictions": still_open, "matters": rows.get("matters", 0)}
    return state | {"counts": counts | more | {"dead letters": rows.get("dead_letters", 0)}, "lag": lags()}


def _texts(**given: str) -> dict[str, Any]:
    """Return the parameters that say something. Raises ``Refused``."""
    return {name: filters.text(name, value) for name, value in given.items() if value}


def _dismissal(standing: dict[str, Json], record: Json) -> Json:
    dismissal = standing.get(record["contradiction_id"])
    return {"dismissal": dismissal} if dismissal else {}


def routes(store: Pages, desk: Desk, lags: Callable[[], list[Json]]) -> APIRouter:
    """Return the routes of the API."""
    api = Api(store, desk, lags)
    router = APIRouter(prefix="/api", tags=["records"], default_response_class=Json200)
    table: tuple[tuple[str, Callable[..., Response], Json], ...] = (
        ("/contradictions", api.contradictions, list_of(reference("contradiction"))),
        ("/contradictions/{contradiction_id}", api.contradiction, reference("contradiction")),
        ("/matters", api.matters, list_of(reference("matter"))),
        ("/matters/{matter_id}", api.matter, reference("matter")),
        ("/articles/{article_id}", api.article, ANY),
        ("/claims", api.claims, list_of(reference("claim"))),
        ("/events", api.events, list_of(reference("event"))),
        ("/feeds", api.feeds, list_of(ANY)),
        ("/dismissals", api.dismissals, list_of(ANY)),
        ("/status", api.status, ANY),
    )
    for path, answer, schema in table:
        router.add_api_route(path, answer, responses=_responses(schema), response_model=None)
    return router
