"""HTTP for feeds and pages: checked addresses, limits in time and size, redirects by hand, each end named."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from crosswire import __version__
from crosswire.edges.connecting import CheckedResolver, ForbiddenAddress, HostGates
from crosswire.poll import addresses, forbidden, unpacking
from crosswire.poll.answers import Answer
from crosswire.poll.outcomes import FetchOutcome, of_status
from crosswire.poll.settings import PollSettings

FEED_TYPES = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, "
    "application/json;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {300, 302, 303, 307}
CHUNK = 64 * 1024
NAMED_ERRORS: tuple[tuple[type[Exception], FetchOutcome], ...] = (
    (aiohttp.ClientConnectorCertificateError, FetchOutcome.TLS_FAILED),
    (aiohttp.ClientSSLError, FetchOutcome.TLS_FAILED),
    (aiohttp.ClientConnectorDNSError, FetchOutcome.NAME_NOT_FOUND),
    (socket.gaierror, FetchOutcome.NAME_NOT_FOUND),
    (aiohttp.ClientResponseError, FetchOutcome.NOT_HTTP),
    (aiohttp.InvalidURL, FetchOutcome.BAD_URL),
    (aiohttp.ClientError, FetchOutcome.CONNECTION_FAILED),
    (ValueError, FetchOutcome.BAD_URL),
)


class Stopped(Exception):
    """A fetch that ended before its body; carries the outcome and what to say of it."""

    def __init__(self, outcome: FetchOutcome, detail: str = "") -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail


@dataclass(frozen=True, slots=True)
class _Hop:
    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool


class _Budget:
    """Seconds that all hops of a fetch may take together; waiting for a host's turn costs nothing."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    @asynccontextmanager
    async def spending(self) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(max(0.0, self._left)):
                yield
        finally:
            self._left -= loop.time() - began


class Fetcher:
    """Fetches feeds and pages. Use as an asynchronous context manager; one for the process."""

    def __init__(self, settings: PollSettings, resolver: AbstractResolver | None = None) -> None:
        self._settings = settings
        self._opened = forbidden.allowed(settings.allow_addresses)
        self._resolver = resolver
        self._gates = HostGates(settings.host_connections, settings.host_pause)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        resolver = CheckedResolver(self._resolver or aiohttp.ThreadedResolver(), self._opened)
        connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, limit=0)
        limits = aiohttp.ClientTimeout(
            total=None, sock_connect=self._settings.connect_timeout, sock_read=self._settings.first_byte_timeout
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=limits,
            auto_decompress=False,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": user_agent(self._settings.contact), "Accept-Encoding": "gzip, deflate, br, zstd"},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()

    async def feed(self, url: str, *, etag: str = "", last_modified: str = "") -> Answer:
        """Fetch a feed, conditionally where validators are given; never raises."""
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {"Accept": FEED_TYPES, **{name: value for name, value in validators.items() if value}}
        return await self._fetch(url, headers)

    async def page(self, url: str) -> Answer:
        """Fetch a page; never raises."""
        return await self._fetch(url, {"Accept": PAGE_TYPES})

    async def _fetch(self, url: str, headers: Mapping[str, str]) -> Answer:
        try:
            return await self._follow(url, dict(headers))
        except Stopped as stopped:
            return Answer(outcome=stopped.outcome, url=addresses.shown(url), detail=stopped.detail)

    async def _follow(self, url: str, headers: dict[str, str]) -> Answer:
        at, login = _parsed(url)
        origin, seen, moved_to, permanent = at.origin(), {at}, "", True
        budget = _Budget(self._settings.whole_timeout)
        for _ in range(self._settings.max_redirects + 1):
            hop = await self._hop(at, headers, login if at.origin() == origin else None, budget)
            if hop.status not in REDIRECTS or (hop.status == 300 and "location" not in hop.headers):
                return self._answer(at, hop, moved_to)
            at = _target(at, hop)
            if at in seen:
                raise Stopped(FetchOutcome.TOO_MANY_REDIRECTS, f"in a circle by {addresses.shown(str(at))}")
            seen.add(at)
            permanent = permanent and hop.status in PERMANENT
            moved_to = str(at) if permanent else moved_to
        raise Stopped(FetchOutcome.TOO_MANY_REDIRECTS, f"more than {self._settings.max_redirects}")

    def _answer(self, at: URL, hop: _Hop, moved_to: str) -> Answer:
        answer = Answer(
            outcome=of_status(hop.status), url=str(at), status=hop.status, headers=hop.headers, moved_to=moved_to
        )
        if answer.outcome not in (FetchOutcome.READ, FetchOutcome.TRUNCATED):
            return replace(answer, detail=f"status {hop.status}")
        try:
            body = unpacking.unpack(hop.body, hop.headers.get("content-encoding", ""), self._settings.max_unpacked)
        except unpacking.TooLarge as error:
            return replace(answer, outcome=FetchOutcome.TOO_LARGE_UNPACKED, detail=str(error))
        except unpacking.Undecodable as error:
            return replace(answer, outcome=FetchOutcome.BAD_COMPRESSION, detail=str(error))
        return replace(answer, body=body, outcome=FetchOutcome.TRUNCATED if hop.cut else answer.outcome)

    async def _hop(
        self, at: URL, headers: Mapping[str, str], login: aiohttp.BasicAuth | None, budget: "_Budget"
    ) -> _Hop:
        if forbidden.is_forbidden_literal(at.host or "", self._opened):
            raise Stopped(FetchOutcome.FORBIDDEN_ADDRESS, str(at.host))
        async with self._gates.through(at.host or ""):
            try:
                async with budget.spending():
                    return await self._request(at, headers, login)
            except TimeoutError as error:
                raise Stopped(_timed_out(error), f"{addresses.shown(str(at))}") from error
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise _stopped(error) from error

    async def _request(self, at: URL, headers: Mapping[str, str], login: aiohttp.BasicAuth | None) -> _Hop:
        assert self._session is not None, "enter the Fetcher first"
        async with self._session.get(at, headers=headers, auth=login, allow_redirects=False) as response:
            named = {name.lower(): value for name, value in response.headers.items()}
            if response.status in REDIRECTS or response.status >= 400:
                response.close()
                return _Hop(response.status, named, b"", False)
            body, cut = await self._body(response)
            return _Hop(response.status, named, body, cut)

    async def _body(self, response: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        limit = self._settings.max_body
        if (response.content_length or 0) > limit:
            raise Stopped(FetchOutcome.TOO_LARGE, f"{response.content_length} bytes announced")
        parts, size = [], 0
        try:
            async for part in response.content.iter_chunked(CHUNK):
                parts.append(part)
                size += len(part)
                if size > limit:
                    raise Stopped(FetchOutcome.TOO_LARGE, f"more than {limit} bytes")
        except aiohttp.SocketTimeoutError as error:
            raise Stopped(FetchOutcome.WHOLE_TIMED_OUT, "the answer came to a halt") from error
        except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError):
            if not size:
                raise
            return b"".join(parts), True
        return b"".join(parts), False


def user_agent(contact: str) -> str:
    """Return who we say we are: name, version, and where to reach whoever runs this."""
    return f"Crosswire/{__version__}" + (f" (+{contact})" if contact else "")


def _parsed(url: str) -> tuple[URL, aiohttp.BasicAuth | None]:
    try:
        parsed = URL(url)
        scheme, host = parsed.scheme, parsed.host
    except ValueError as error:
        raise Stopped(FetchOutcome.BAD_URL, str(error)) from error
    if scheme not in ("http", "https"):
        raise Stopped(FetchOutcome.FORBIDDEN_SCHEME if scheme else FetchOutcome.BAD_URL, scheme)
    if not host:
        raise Stopped(FetchOutcome.BAD_URL, "no host")
    login = aiohttp.BasicAuth(parsed.user, parsed.password or "") if parsed.user else None
    return parsed.with_user(None).with_fragment(None), login


def _target(at: URL, hop: _Hop) -> URL:
    location = hop.headers.get("location", "").strip()
    if not location:
        raise Stopped(FetchOutcome.BAD_REDIRECT, f"status {hop.status} without Location")
    try:
        target, _ = _parsed(str(at.join(URL(location))))
    except (ValueError, Stopped) as error:
        scheme = isinstance(error, Stopped) and error.outcome is FetchOutcome.FORBIDDEN_SCHEME
        raise Stopped(
            FetchOutcome.FORBIDDEN_SCHEME if scheme else FetchOutcome.BAD_REDIRECT, addresses.shown(location)[:200]
        ) from error
    return target


def _timed_out(error: TimeoutError) -> FetchOutcome:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return FetchOutcome.CONNECT_TIMED_OUT
    if isinstance(error, aiohttp.SocketTimeoutError):
        return FetchOutcome.FIRST_BYTE_TIMED_OUT
    return FetchOutcome.WHOLE_TIMED_OUT


def _stopped(error: Exception) -> Stopped:
    """Name the end that an exception of the client means."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ForbiddenAddress):
            return Stopped(FetchOutcome.FORBIDDEN_ADDRESS, str(cause))
        cause = cause.__cause__ or cause.__context__
    named = next((outcome for kind, outcome in NAMED_ERRORS if isinstance(error, kind)), FetchOutcome.CONNECTION_FAILED)
    return Stopped(named, _said(error)[:200])


def _said(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return str(getattr(error.certificate_error, "verify_message", "") or error.certificate_error)
    if isinstance(error, aiohttp.ClientSSLError):
        return str(getattr(error.os_error, "reason", "") or error.os_error)
    return f"{type(error).__name__}: {getattr(error, 'message', '') or error}"
