"""How errors are answered: their status and one sentence, as JSON to programs and as a page to people."""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from crosswire.console.filters import Refused
from crosswire.console.guard import HEADERS
from crosswire.console.rendering import Renderer

AWAY = "PostgreSQL does not answer; the console shows what it keeps as soon as it is back."
UNREADABLE = "A parameter holds a value that PostgreSQL cannot read: a number too large, or a character it has not."
BUG = "Something went wrong here that is not your doing; the console's log says what."
PROGRAMS = ("/api", "/healthz", "/readyz", "/feed", "/metrics")

Told = tuple[int, str]


def told(error: Exception) -> Told:
    """Return the status and the sentence of an error."""
    match error:
        case Refused():
            return 422, str(error)
        case RequestValidationError():
            first = error.errors()[0]
            return 422, f"{first['loc'][-1]}: {first['msg']}."
        case HTTPException():
            return error.status_code, str(error.detail)
        case _:
            return 500, BUG


def explain(
    app: FastAPI, renderer: Renderer, away: tuple[type[Exception], ...], unreadable: tuple[type[Exception], ...]
) -> None:
    """Make ``app`` answer every error: a store that is ``away``, values that it finds ``unreadable``, all others."""
    kinds: Mapping[type[Exception], Callable[[Exception], Told]] = {
        **dict.fromkeys((Refused, RequestValidationError, HTTPException, Exception), told),
        **dict.fromkeys(away, lambda _: (503, AWAY)),
        **dict.fromkeys(unreadable, lambda _: (422, UNREADABLE)),
    }
    for kind, tell in kinds.items():
        app.add_exception_handler(kind, _answering(renderer, tell))


def _answering(
    renderer: Renderer, tell: Callable[[Exception], Told]
) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        status, sentence = tell(error)
        # A bug is answered outside of the guard, which else adds the headers.
        if request.url.path.startswith(PROGRAMS):
            return JSONResponse({"error": sentence}, status, dict(HEADERS))
        page = renderer.page(request, "error", code=status, sentence=sentence)
        page.headers.update(HEADERS)
        return page

    return answer
