"""The console's application: routes, guards and errors put together over a store that is passed in."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from crosswire.console import api, atom, operation, pages, stream, subjects
from crosswire.console.document import describe
from crosswire.console.errors import explain
from crosswire.console.guard import Guard
from crosswire.console.rendering import Renderer
from crosswire.console.store import Clock, Desk, Json, Pages
from crosswire.settings import Settings

ABOUT = "Contradictions between news outlets, both passages side by side. Lists are newest first and go on by `cursor`."


def application(
    store: Pages,
    desk: Desk,
    settings: Settings,
    clock: Clock,
    *,
    away: tuple[type[Exception], ...] = (),
    unreadable: tuple[type[Exception], ...] = (),
    stopping: Callable[[], bool] = lambda: False,
    metrics: Callable[[], bytes] = lambda: b"",
    lags: Callable[[], list[Json]] = list,
) -> FastAPI:
    """Return the console over ``store`` and ``desk``.

    ``away`` are the errors by which the store says that PostgreSQL does not answer, ``unreadable`` those by which it
    says that it cannot read a value; ``stopping`` tells open streams to end; ``metrics`` gives the Prometheus page;
    ``lags`` what each stage has yet to read.
    """
    app = FastAPI(title="Crosswire", description=ABOUT, version="1", docs_url=None, redoc_url=None)
    renderer = Renderer(clock)
    for router in (
        api.routes(store, desk, lags),
        stream.routes(store, stopping),
        pages.routes(store, desk, renderer, lags),
        subjects.routes(store, desk, renderer),
        atom.routes(store, desk, renderer),
        operation.routes(store, metrics),
    ):
        app.include_router(router)
    describe(app)
    explain(app, renderer, away, unreadable)
    token = settings.console_token
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.add_middleware(_guarded, token=token.get_secret_value() if token else None)
    return app


def _guarded(app: ASGIApp, token: str | None) -> ASGIApp:
    return Guard(app, token)
