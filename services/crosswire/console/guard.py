"""What stands before every request: strict headers, the optional token, and that forms come from our own pages."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "crosswire"
A_MONTH = 30 * 24 * 60 * 60
OPEN_TO_ALL = ("/healthz", "/readyz")
MACHINES = ("/api/", "/feed.atom", "/metrics", "/openapi.json")
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
REFUSED = (
    "The console asks for a token: send it as 'Authorization: Bearer …', or open the address with ?token=… once.\n"
)
FOREIGN = "This form was not sent by a page of this console; open the page and send it from there.\n"


class Guard:
    """ASGI middleware: adds the headers, lets in who knows the token, refuses forms of other sites."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        """``token`` is asked for where it is not empty."""
        self._app = app
        self._token = token or ""
        # What the browser keeps is not the token itself.
        self._pass = hmac.new(self._token.encode(), b"crosswire console", sha256).hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._refusal(scope) or self._app
        await answer(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        path = scope["path"]
        if self._token and path not in OPEN_TO_ALL and not self._known(headers):
            given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token", "")
            if not _same(given, self._token):
                return PlainTextResponse(REFUSED, 401, {"WWW-Authenticate": 'Bearer realm="crosswire"'})
            if not path.startswith(MACHINES):
                return self._admitted(scope)
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not own(headers):
            return PlainTextResponse(FOREIGN, 403)
        return None

    def _known(self, headers: Headers) -> bool:
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(bearer.strip(), self._token):
            return True
        return _same(_cookie(headers), self._pass)

    def _admitted(self, scope: Scope) -> Response:
        """Return a redirect to the same page without the token in its address, which would stay in histories."""
        rest = [pair for pair in parse_qsl(scope["query_string"].decode("latin-1")) if pair[0] != "token"]
        # One slash at the start: two would lead to another site.
        path = "/" + scope["path"].lstrip("/\\")
        answer = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
        secure = scope.get("scheme") == "https"
        answer.set_cookie(COOKIE, self._pass, max_age=A_MONTH, httponly=True, samesite="lax", secure=secure)
        return answer


def own(headers: Headers) -> bool:
    """Return whether a request that changes something was sent by a page of ours, or by no browser at all.

    Follows the Fetch Metadata draft of the W3C (Sec-Fetch-Site), and the Origin header (RFC 6454) where it lacks.
    A request with neither is let through only with a bearer token, which no foreign page can make a browser send.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    if origin is not None:
        return bool(headers.get("host")) and urlsplit(origin).netloc == headers.get("host")
    return headers.get("authorization", "").lower().startswith("bearer ")


def _cookie(headers: Headers) -> str:
    try:
        jar: SimpleCookie = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
