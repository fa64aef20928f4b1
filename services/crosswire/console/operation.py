"""What operators and browsers ask for: probes, metrics, the files that pages load."""

from collections.abc import Callable, Mapping
from importlib import resources

from fastapi import APIRouter, HTTPException
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from crosswire.console.store import Json, Pages

KINDS: Mapping[str, str] = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
KEPT = "public, max-age=31536000, immutable"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Operation:
    """The answers to probes."""

    def __init__(self, store: Pages, metrics: Callable[[], bytes]) -> None:
        self._store = store
        self._metrics = metrics

    def healthy(self) -> Json:
        """Say that the process answers."""
        return {"status": "ok"}

    def ready(self) -> Json:
        """Say that the store answers; 503 when PostgreSQL is away."""
        self._store.changes(None, limit=1)
        return {"status": "ready"}

    def metrics(self) -> Response:
        """Give the metrics as Prometheus reads them."""
        return Response(self._metrics(), headers={"Content-Type": PROMETHEUS})


def static(name: str) -> Response:
    """Give a file that pages load; its address changes with its content, so it may be kept."""
    file = resources.files("crosswire.console").joinpath("static", name)
    kind = KINDS.get(name.rpartition(".")[2])
    if kind is None or "/" in name or not file.is_file():
        raise HTTPException(404, "There is no such file.")
    return Response(file.read_bytes(), media_type=kind, headers={"Cache-Control": KEPT})


def routes(store: Pages, metrics: Callable[[], bytes]) -> APIRouter:
    """Return the routes of operation."""
    operation = Operation(store, metrics)
    router = APIRouter(tags=["operation"])
    router.add_api_route("/healthz", operation.healthy, response_class=JSONResponse)
    router.add_api_route("/readyz", operation.ready, response_class=JSONResponse)
    router.add_api_route("/metrics", operation.metrics, response_class=PlainTextResponse, response_model=None)
    router.add_api_route("/static/{name}", static, include_in_schema=False, response_model=None)
    return router
