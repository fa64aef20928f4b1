"""The console's application: routes, guards and errors put together over a store that is passed in."""

from collections.abc import Callable, Mapping
from importlib import resources

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException as PlainHTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from crosswire.console import api, atom, pages, stream, subjects
from crosswire.console.document import describe
from crosswire.console.filters import Refused
from crosswire.console.guard import Guard
from crosswire.console.rendering import Renderer
from crosswire.console.store import Clock, Desk, Json, Pages
from crosswire.settings import Settings

ABOUT = "Contradictions between news outlets, both passages side by side. Lists are newest first and go on by `cursor`."
AWAY = "PostgreSQL does not answer; the console shows what it keeps as soon as it is back."
BUG = "Something went wrong here that is not your doing; the console's log says what."
TYPES: Mapping[str, str] = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def application(
    store: Pages,
    desk: Desk,
    settings: Settings,
    clock: Clock,
    *,
    away: tuple[type[Exception], ...] = (),
    stopping: Callable[[], bool] = lambda: False,
    metrics: Callable[[], bytes] = lambda: b"",
    lags: Callable[[], list[Json]] = list,
) -> FastAPI:
    """Return the console over ``store`` and ``desk``.

    ``away`` are the errors by which the store says that PostgreSQL does not answer; ``stopping`` tells open streams to
    end; ``metrics`` gives the Prometheus page; ``lags`` what each stage has yet to read.
    """
    app = FastAPI(title="Crosswire", description=ABOUT, version="1", docs_url=None, redoc_url=None)
    renderer = Renderer(clock)
    app.include_router(api.routes(store, desk, lags))
    app.include_router(stream.routes(store, stopping))
    app.include_router(pages.routes(store, desk, renderer, lags))
    app.include_router(subjects.routes(store, desk, renderer))
    app.include_router(atom.routes(store, desk, renderer))
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_api_route("/healthz", _healthy, tags=["operation"], response_class=JSONResponse)
    app.add_api_route("/readyz", _Ready(store).answer, tags=["operation"], response_class=JSONResponse)
    app.add_api_route("/metrics", lambda: Response(metrics(), media_type="text/plain"), include_in_schema=False)
    describe(app)
    _explain(app, renderer, away)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    token = settings.console_token
    app.add_middleware(_guarded, token=token.get_secret_value() if token else None)
    return app


def _guarded(app: ASGIApp, token: str | None) -> ASGIApp:
    return Guard(app, token)


def _healthy() -> Json:
    """Say that the process answers."""
    return {"status": "ok"}


class _Ready:
    def __init__(self, store: Pages) -> None:
        self._store = store

    def answer(self) -> Json:
        """Say that the store answers; 503 when PostgreSQL is away."""
        self._store.changes(None, limit=1)
        return {"status": "ready"}


def _static(name: str) -> Response:
    file = resources.files("crosswire.console").joinpath("static", name)
    kind = TYPES.get(name.rpartition(".")[2])
    if kind is None or not file.is_file():
        raise HTTPException(404, "There is no such file.")
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(file.read_bytes(), media_type=kind, headers=kept)


def _explain(app: FastAPI, renderer: Renderer, away: tuple[type[Exception], ...]) -> None:
    """Answer every error with its status and one sentence: JSON under /api, a page elsewhere."""

    def answer(request: Request, status: int, sentence: str) -> Response:
        if request.url.path.startswith(("/api", "/healthz", "/readyz", "/feed")):
            return JSONResponse({"error": sentence}, status)
        return renderer.page(request, "error", code=status, sentence=sentence)

    async def refused(request: Request, error: Exception) -> Response:
        return answer(request, 422, str(error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        return answer(request, 422, f"{first['loc'][-1]}: {first['msg']}.")

    async def plain(request: Request, error: Exception) -> Response:
        assert isinstance(error, PlainHTTPException)
        return answer(request, error.status_code, str(error.detail))

    async def unreachable(request: Request, _error: Exception) -> Response:
        return answer(request, 503, AWAY)

    async def bug(request: Request, _error: Exception) -> Response:
        return answer(request, 500, BUG)

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(PlainHTTPException, plain)
    for kind in away:
        app.add_exception_handler(kind, unreachable)
    app.add_exception_handler(Exception, bug)
