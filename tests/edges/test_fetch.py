"""Fetching from servers that answer, stall, lie and attack; all on loopback, and nothing else is ever connected to."""

import asyncio
import gzip
import socket
import ssl
import subprocess
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from aiohttp.abc import AbstractResolver, ResolveResult

from crosswire.edges.fetch import Fetcher, user_agent
from crosswire.poll.answers import Answer
from crosswire.poll.outcomes import FetchOutcome as F
from crosswire.poll.settings import PollSettings

SETTINGS = PollSettings(
    allow_addresses=("localhost", "other.test", "many.test"),
    max_body=200_000,
    max_unpacked=1_000_000,
    connect_timeout=1.0,
    first_byte_timeout=0.4,
    whole_timeout=1.0,
    host_pause=0.0,
    max_redirects=5,
)
FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"
Play = Callable[[asyncio.StreamReader, asyncio.StreamWriter, bytes], Awaitable[None]]


class Names(AbstractResolver):
    """A resolver of the test's own: whatever is not named leads to loopback; keeps what was asked."""

    def __init__(self, names: dict[str, list[str]] | None = None) -> None:
        self.names = names or {}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked.append(host)
        addresses = self.names.get(host, ["127.0.0.1"])
        if addresses and addresses[0] == "rebinds":
            addresses = [["203.0.113.7"], ["127.0.0.1"]][min(1, self.asked.count(host) - 1)]
        if not addresses:
            raise OSError("no such name")
        kinds = {one: socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses}
        return [
            ResolveResult(hostname=host, host=one, port=port, family=kinds[one], proto=0, flags=0) for one in addresses
        ]

    async def close(self) -> None:
        return None


class Server:
    """A server on loopback that plays what a test tells it to; keeps the requests it saw."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self.requests: list[bytes] = []
        self.connections = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            self.requests.append(request)
            await self._play(reader, writer, request)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(play: Play, tls: ssl.SSLContext | None = None) -> AsyncIterator[tuple[Server, str]]:
    server = Server(play)
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield server, f"http{'s' if tls else ''}://localhost:{port}/feed"
    finally:
        listening.close()


def says(status: int, body: bytes = b"", *headers: str, length: int | None = None) -> Play:
    async def play(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body) if length is None else length}", *headers]
        writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)

    return play


async def silence(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    await asyncio.sleep(3)


async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _count in range(40):
        writer.write(b"<")
        await writer.drain()
        await asyncio.sleep(0.1)


async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _count in range(1000):
        writer.write(b"<!-- -->" * 1000)
        await writer.drain()


async def halts(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>")
    await writer.drain()
    await asyncio.sleep(3)


async def no_http(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    writer.write(b"220 mail.example ESMTP ready\r\n")


async def hangs_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    writer.close()


async def circle(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    there = b"/b" if request.startswith(b"GET /feed") else b"/feed"
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: " + there + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def farther(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    there = request.split()[1] + b"x"
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: " + there + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def fetched(url: str, names: Names | None = None, settings: PollSettings = SETTINGS, **validators: str) -> Answer:
    async with Fetcher(settings, names or Names()) as fetcher:
        return await fetcher.feed(url, **validators)


ANSWERS: dict[str, tuple[Play, F]] = {
    "a feed is read": (says(200, FEED), F.READ),
    "a PNG is read and left to the reader to refuse": (says(200, b"\x89PNG\r\n\x1a\n\0\0"), F.READ),
    "304 is not modified": (says(304), F.NOT_MODIFIED),
    "204 is empty": (says(204), F.EMPTY),
    "401 asks for a password": (says(401), F.UNAUTHORIZED),
    "403 refuses": (says(403), F.FORBIDDEN),
    "404 has nothing": (says(404), F.NOT_FOUND),
    "410 is gone": (says(410), F.GONE),
    "418 is a client error": (says(418), F.CLIENT_ERROR),
    "429 asks for less": (says(429, b"", "Retry-After: 120"), F.RATE_LIMITED),
    "500 failed": (says(500), F.SERVER_ERROR),
    "503 is unavailable": (says(503), F.UNAVAILABLE),
    "999 makes no sense": (says(999), F.ODD_STATUS),
    "gzip is unpacked": (says(200, gzip.compress(FEED), "Content-Encoding: gzip"), F.READ),
    "deflate is unpacked": (says(200, zlib.compress(FEED), "Content-Encoding: deflate"), F.READ),
    "deflate without its header is unpacked": (
        says(200, zlib.compress(FEED)[2:-4], "Content-Encoding: deflate"),
        F.READ,
    ),
    "brotli is unpacked": (says(200, brotli.compress(FEED), "Content-Encoding: br"), F.READ),
    "zstd is unpacked": (says(200, zstandard.compress(FEED), "Content-Encoding: zstd"), F.READ),
    "gzip in gzip is unpacked": (
        says(200, gzip.compress(gzip.compress(FEED)), "Content-Encoding: gzip, gzip"),
        F.READ,
    ),
    "gzip that nobody announced is unpacked": (says(200, gzip.compress(FEED)), F.READ),
    "plain text announced as gzip is read": (says(200, FEED, "Content-Encoding: gzip"), F.READ),
    "noise announced as brotli is bad": (says(200, b"\xff\xfe\xfd", "Content-Encoding: br"), F.BAD_COMPRESSION),
    "an unknown coding is bad": (says(200, b"\x01\x02", "Content-Encoding: rot13"), F.BAD_COMPRESSION),
    "a gzip bomb is too large unpacked": (
        says(200, gzip.compress(b"0" * 50_000_000), "Content-Encoding: gzip"),
        F.TOO_LARGE_UNPACKED,
    ),
    "a brotli bomb is too large unpacked": (
        says(200, brotli.compress(b"0" * 50_000_000), "Content-Encoding: br"),
        F.TOO_LARGE_UNPACKED,
    ),
    "a zstd bomb is too large unpacked": (
        says(200, zstandard.compress(b"0" * 50_000_000), "Content-Encoding: zstd"),
        F.TOO_LARGE_UNPACKED,
    ),
    "a large body is too large before it is read": (says(200, b"", length=300_000), F.TOO_LARGE),
    "an endless body is too large": (endless, F.TOO_LARGE),
    "less than announced is truncated": (says(200, FEED, length=5000), F.TRUNCATED),
    "206 is truncated": (says(206, FEED), F.TRUNCATED),
    "no answer times out on the first byte": (silence, F.FIRST_BYTE_TIMED_OUT),
    "slow bytes time out on the whole": (drip, F.WHOLE_TIMED_OUT),
    "an answer that halts times out": (halts, F.WHOLE_TIMED_OUT),
    "another protocol is no HTTP": (no_http, F.NOT_HTTP),
    "a server that hangs up is a failed connection": (hangs_up, F.CONNECTION_FAILED),
    "a circle of redirects is too many": (circle, F.TOO_MANY_REDIRECTS),
    "ever farther redirects are too many": (farther, F.TOO_MANY_REDIRECTS),
    "a redirect to nowhere is bad": (says(302), F.BAD_REDIRECT),
    "a redirect to a file is forbidden": (says(302, b"", "Location: file:///etc/passwd"), F.FORBIDDEN_SCHEME),
    "a redirect to noise is bad": (says(302, b"", "Location: http://[nowhere"), F.BAD_REDIRECT),
}


@pytest.mark.parametrize("case", ANSWERS, ids=str)
def test_every_answer_has_its_outcome(case: str) -> None:
    async def run() -> Answer:
        async with serving(ANSWERS[case][0]) as (_, url):
            return await fetched(url)

    answer = asyncio.run(run())
    assert answer.outcome is ANSWERS[case][1], answer.detail
    if answer.outcome is F.READ and "PNG" not in case:
        assert answer.body == FEED


FORBIDDEN = (
    "169.254.169.254", "10.0.0.1", "172.16.3.4", "192.168.1.1", "127.0.0.2", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a00:1::1",
    "fe80::1", "fd00::1", "ff02::1", "198.18.0.1", "192.0.2.1", "2001:db8::1",
)  # fmt: skip


@pytest.mark.parametrize("address", FORBIDDEN)
def test_a_redirect_to_a_name_with_a_forbidden_address_is_refused_before_any_connect(address: str) -> None:
    async def run() -> tuple[Answer, list[str]]:
        names = Names({"inside.test": [address]})
        async with serving(says(302, b"", "Location: http://inside.test/latest/meta-data")) as (_, url):
            return await fetched(url, names), names.asked

    answer, asked = asyncio.run(run())
    assert answer.outcome is F.FORBIDDEN_ADDRESS
    assert asked[-1] == "inside.test"


@pytest.mark.parametrize("address", FORBIDDEN)
def test_a_forbidden_address_in_the_place_of_a_name_is_refused_without_asking_a_resolver(address: str) -> None:
    names = Names()
    host = f"[{address}]" if ":" in address else address
    assert asyncio.run(fetched(f"http://{host}/", names)).outcome is F.FORBIDDEN_ADDRESS
    assert names.asked == []


def test_a_name_that_rebinds_between_two_fetches_is_checked_each_time() -> None:
    async def run() -> list[F]:
        names = Names({"rebinds.test": ["rebinds"]})
        settings = replace(SETTINGS, allow_addresses=())
        async with Fetcher(settings, names) as fetcher:
            return [(await fetcher.feed("http://rebinds.test:9/")).outcome for _ in range(2)]

    assert asyncio.run(run()) == [F.FORBIDDEN_ADDRESS, F.FORBIDDEN_ADDRESS]


def test_only_the_allowed_host_opens_loopback() -> None:
    async def run(host: str) -> tuple[F, int]:
        async with serving(says(200, FEED)) as (server, url):
            answer = await fetched(url.replace("localhost", host))
            return answer.outcome, server.connections

    assert asyncio.run(run("localhost")) == (F.READ, 1)
    assert asyncio.run(run("stranger.test")) == (F.FORBIDDEN_ADDRESS, 0)


URLS = {
    "ftp is forbidden": ("ftp://localhost/feed", F.FORBIDDEN_SCHEME),
    "file is forbidden": ("file:///etc/passwd", F.FORBIDDEN_SCHEME),
    "gopher is forbidden": ("gopher://localhost/", F.FORBIDDEN_SCHEME),
    "no scheme is a bad address": ("localhost/feed", F.BAD_URL),
    "no host is a bad address": ("http:///feed", F.BAD_URL),
    "a port that is none is a bad address": ("http://localhost:99999/", F.BAD_URL),
}


@pytest.mark.parametrize("case", URLS, ids=str)
def test_addresses_that_are_not_fetched(case: str) -> None:
    url, outcome = URLS[case]
    assert asyncio.run(fetched(url)).outcome is outcome


def test_a_name_without_an_address_and_a_closed_port_are_named() -> None:
    async def run() -> tuple[F, F]:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        missing = await fetched("http://missing.test/", Names({"missing.test": []}))
        return missing.outcome, (await fetched(f"http://localhost:{port}/")).outcome

    assert asyncio.run(run()) == (F.NAME_NOT_FOUND, F.CONNECTION_FAILED)


def test_a_certificate_that_is_not_trusted_is_named(tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    async def run() -> Answer:
        async with serving(says(200, FEED), context) as (_, url):
            return await fetched(url)

    answer = asyncio.run(run())
    assert answer.outcome is F.TLS_FAILED
    assert "self-signed" in answer.detail


def test_tls_spoken_to_a_plain_server_is_named() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Speak HTTP\r\n\r\n")
        await reader.read(100)
        writer.close()

    async def run() -> Answer:
        async with await asyncio.start_server(plain, "127.0.0.1", 0) as listening:
            return await fetched(f"https://localhost:{listening.sockets[0].getsockname()[1]}/")

    assert asyncio.run(run()).outcome is F.TLS_FAILED


def test_validators_and_an_honest_name_are_sent() -> None:
    async def run() -> bytes:
        async with serving(says(304)) as (server, url):
            settings = replace(SETTINGS, contact="mailto:desk@example.org")
            await fetched(url, settings=settings, etag='"abc"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT")
            return server.requests[0]

    request = asyncio.run(run()).lower()
    assert b'if-none-match: "abc"' in request
    assert b"if-modified-since: mon, 01 jan 2024" in request
    assert user_agent("mailto:desk@example.org").lower().encode() in request


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [((301, 308), True), ((301, 302), False), ((302, 301), False)],
    ids=["all permanent moves", "a permanent then a passing one", "a passing then a permanent one"],
)
def test_a_move_is_told_as_far_as_it_is_permanent(statuses: tuple[int, int], permanent: bool) -> None:
    async def play(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        path = request.split()[1]
        step = {b"/feed": (statuses[0], b"/b"), b"/b": (statuses[1], b"/c")}.get(path)
        if step is None:
            await says(200, FEED)(_, writer, request)
        else:
            await says(step[0], b"", f"Location: {step[1].decode()}")(_, writer, request)

    async def run() -> Answer:
        async with serving(play) as (_, url):
            return await fetched(url)

    answer = asyncio.run(run())
    assert answer.outcome is F.READ
    assert answer.url.endswith("/c")
    assert answer.moved_to.endswith({(301, 308): "/c", (301, 302): "/b", (302, 301): ""}[statuses]) is True
    assert (answer.moved_to == answer.url) is permanent


def test_credentials_go_to_the_host_they_were_meant_for_and_into_no_answer() -> None:
    async def run() -> tuple[Answer, list[bytes], list[bytes]]:
        async with serving(says(200, FEED)) as (other, other_url):
            there = other_url.replace("localhost", "other.test")
            async with serving(says(302, b"", f"Location: {there}")) as (first, url):
                answer = await fetched(url.replace("://", "://reader:secret@"))
                return answer, first.requests, other.requests

    answer, first, other = asyncio.run(run())
    assert b"Authorization: Basic" in first[0]
    assert b"Authorization" not in other[0]
    assert "secret" not in repr(answer)


def test_a_host_gets_its_share_of_connections_with_a_pause_between() -> None:
    most, now, starts = 0, 0, []

    async def play(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        starts.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.15)
        now -= 1
        await says(200, FEED)(_, writer, request)

    async def run() -> None:
        settings = replace(SETTINGS, host_connections=2, host_pause=0.05)
        async with serving(play) as (_, url), Fetcher(settings, Names()) as fetcher:
            await asyncio.gather(*(fetcher.feed(f"{url}?{n}") for n in range(8)))

    asyncio.run(run())
    assert most == 2
    assert min(b - a for a, b in pairwise(starts)) > 0.04
