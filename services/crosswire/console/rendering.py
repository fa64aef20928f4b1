"""Templates to pages: one Jinja environment that escapes everything and disarms what escaping leaves."""

from functools import partial
from hashlib import sha256
from importlib import resources
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from crosswire.console import wording
from crosswire.console.store import Clock
from crosswire_schemas.codec import to_dict

FILTERS = ("address", "moment", "short", "period", "words", "percent", "quantity", "instant", "counted")


def _finalized(value: object) -> object:
    return wording.disarmed(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def digest(name: str) -> str:
    """Return the start of the hash of a static file: part of its address, so that browsers may keep it."""
    return sha256(resources.files("crosswire.console").joinpath("static", name).read_bytes()).hexdigest()[:12]


def static_address(name: str) -> str:
    """Return the address of a static file."""
    return f"/static/{name}?v={digest(name)}"


class Renderer:
    """Makes the HTML of a page out of its template and what the page says."""

    def __init__(self, clock: Clock) -> None:
        """``clock`` gives the instant that ages are told from."""
        self._clock = clock
        self._environment = Environment(
            loader=PackageLoader("crosswire.console"),
            autoescape=True,
            finalize=_finalized,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update({name: getattr(wording, name) for name in FILTERS})
        names = ("console.css", "console.js", "icon.svg", "world.svg")
        self._environment.globals["static"] = {name: static_address(name) for name in names}

    def page(self, request: Request, template: str, *, code: int = 200, **said: Any) -> HTMLResponse:
        """Return the page of ``template``, saying ``said``."""
        now = self._clock()
        ago = partial(wording.ago, now=now)
        body = self._environment.get_template(f"{template}.html.j2").render(
            said | {"path": request.url.path, "now": now, "ago": ago, "to_dict": to_dict}
        )
        return HTMLResponse(body, status_code=code)

    def text(self, template: str, **said: Any) -> str:
        """Return a document that is no page."""
        return self._environment.get_template(f"{template}.j2").render(said | {"now": self._clock()})
