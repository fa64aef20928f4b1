"""Reading feeds and pages in a process of its own: what makes it hang or die ends one reading, not the poller."""

import asyncio
import contextlib
import os
import resource
import signal
import struct
import sys
from typing import Any, BinaryIO

import orjson
from pydantic import TypeAdapter

from crosswire.poll.entries import Document, NotAFeed
from crosswire.poll.pages import Page
from crosswire.poll.settings import PollSettings

LENGTH = struct.Struct(">II")
JOBS_A_PROCESS = 2000
LARGEST_REPLY = 512 * 1024 * 1024
_DOCUMENT = TypeAdapter(Document)
_PAGE = TypeAdapter(Page)


class ParserTimedOut(Exception):
    """The reading took longer than is allowed and was ended."""


class ParserDied(Exception):
    """The reading ended its process: out of memory, or a crash."""


class Parsers:
    """A few processes that read what was fetched, started when needed. Use as an asynchronous context manager."""

    def __init__(self, settings: PollSettings) -> None:
        self._settings = settings
        self._idle: asyncio.LifoQueue[_Worker | None] = asyncio.LifoQueue()
        for _ in range(settings.parser_processes):
            self._idle.put_nowait(None)
        self._workers: set[_Worker] = set()

    async def __aenter__(self) -> "Parsers":
        return self

    async def __aexit__(self, *_: object) -> None:
        for worker in list(self._workers):
            await self._end(worker)

    async def read_feed(self, body: bytes, content_type: str, url: str) -> Document:
        """Read a feed document. Raises ``NotAFeed``, ``ParserTimedOut`` or ``ParserDied``."""
        reply = await self._ask({"read": "feed", "type": content_type, "url": url}, body)
        if reply[:1] == b"!":
            raise NotAFeed(**orjson.loads(reply[1:]))
        return _DOCUMENT.validate_json(reply)

    async def read_page(self, body: bytes, content_type: str, url: str) -> Page:
        """Read a story page. Raises ``ParserTimedOut`` or ``ParserDied``."""
        return _PAGE.validate_json(await self._ask({"read": "page", "type": content_type, "url": url}, body))

    async def _ask(self, question: dict[str, str], body: bytes) -> bytes:
        worker = await self._idle.get()
        kept: _Worker | None = None
        try:
            worker = worker or await self._start()
            try:
                async with asyncio.timeout(self._settings.parser_timeout):
                    reply = await worker.ask(question, body)
            except TimeoutError as error:
                raise ParserTimedOut(f"more than {self._settings.parser_timeout:g} s") from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise ParserDied(f"the reading process ended with {await worker.code()}") from error
            kept = worker if worker.jobs < JOBS_A_PROCESS else None
            if reply[:1] == b"?":
                raise ParserDied(reply[1:].decode())
            return reply
        finally:
            if worker is not None and kept is None:
                await self._end(worker)
            self._idle.put_nowait(kept)

    async def _start(self) -> "_Worker":
        settings = self._settings
        limits = {"memory": settings.parser_memory, "seconds": int(settings.parser_timeout) + 5, **_caps(settings)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "crosswire.edges.parser_process", orjson.dumps(limits).decode(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        worker = _Worker(process)
        self._workers.add(worker)
        return worker

    async def _end(self, worker: "_Worker") -> None:
        self._workers.discard(worker)
        with contextlib.suppress(ProcessLookupError):
            worker.process.kill()
        await worker.process.wait()


def _caps(settings: PollSettings) -> dict[str, int]:
    return {"max_entries": settings.max_entries}


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.jobs = 0

    async def ask(self, question: dict[str, str], body: bytes) -> bytes:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.jobs += 1
        head = orjson.dumps(question)
        self.process.stdin.write(LENGTH.pack(len(head), len(body)) + head + body)
        await self.process.stdin.drain()
        _, size = LENGTH.unpack(await self.process.stdout.readexactly(LENGTH.size))
        if size > LARGEST_REPLY:
            raise ConnectionError("a reply of impossible size")
        return await self.process.stdout.readexactly(size)

    async def code(self) -> str:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        code = await self.process.wait()
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def answer(question: dict[str, str], body: bytes, settings: PollSettings) -> bytes:
    """Read one feed or page; the reply is JSON, after ``!`` where it is no feed."""
    from crosswire.poll import formats, pages

    if question["read"] == "page":
        return orjson.dumps(pages.read_page(body, question["type"], question["url"]))
    try:
        return orjson.dumps(formats.read_feed(body, question["type"], question["url"], settings))
    except NotAFeed as no:
        return b"!" + orjson.dumps({"kind": no.kind, "detail": no.detail[:500]})


def answer_or_say_why(question: dict[str, str], body: bytes, settings: PollSettings) -> bytes:
    """Answer; where a library fails on what was fetched, the reply is ``?`` and the error."""
    try:
        return answer(question, body, settings)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # what feedparser and lxml raise on hostile bytes is not theirs to list
        return b"?" + f"{type(error).__name__}: {error}"[:500].encode("utf-8", "replace")


def serve(questions: BinaryIO, replies: BinaryIO, limits: dict[str, Any]) -> None:
    """Answer questions until there are no more; a question that takes too long ends the process."""
    settings = PollSettings(max_entries=limits["max_entries"])
    while len(lengths := questions.read(LENGTH.size)) == LENGTH.size:
        head, body = (questions.read(length) for length in LENGTH.unpack(lengths))
        signal.alarm(limits["seconds"])
        reply = answer_or_say_why(orjson.loads(head), body, settings)
        signal.alarm(0)
        replies.write(LENGTH.pack(0, len(reply)) + reply)
        replies.flush()


def main() -> None:
    """Serve the parent over standard input and output; whatever a library prints goes to standard error."""
    limits = orjson.loads(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, replies, limits)


if __name__ == "__main__":
    main()
