"""New and changed contradictions and matters as server-sent events (WHATWG HTML, section 9.2)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Annotated

import orjson
from fastapi import APIRouter, Header, HTTPException
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from crosswire.console.filters import text
from crosswire.console.store import Page, Pages

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_HEARTBEATS = 15.0
MOST_STREAMS = 100
AT_ONCE = 100


def routes(store: Pages, stopping: Callable[[], bool]) -> APIRouter:
    """Return the route of the stream; ``stopping`` ends every open one."""
    router = APIRouter()
    router.add_api_route("/api/stream", Stream(store, stopping).answer, tags=["stream"], response_class=EventStream)
    return router


class EventStream(StreamingResponse):
    """An answer that goes on."""

    media_type = "text/event-stream"


class Stream:
    """Follows the store's changes for each listener from where it stopped."""

    def __init__(self, store: Pages, stopping: Callable[[], bool]) -> None:
        self._store = store
        self._stopping = stopping
        self._listeners = 0

    async def answer(self, last_event_id: Annotated[str, Header()] = "") -> EventStream:
        """Events ``contradiction`` and ``matter``, each a record; ``id`` is where to resume, by Last-Event-ID."""
        if self._listeners >= MOST_STREAMS:
            raise HTTPException(503, f"{MOST_STREAMS} streams are open, which is the most; close one or try later.")
        cursor = await run_in_threadpool(self._start, text("last-event-id", last_event_id) or None)
        kept = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return EventStream(self._events(cursor), headers=kept)

    def _start(self, after: str | None) -> str:
        try:
            self._store.changes(after, limit=1)
        except ValueError:
            # A cursor of a database that was rebuilt since: the listener goes on from now.
            after = None
        return after or str(self._store.changes(None, limit=1).next)

    async def _events(self, cursor: str) -> AsyncIterator[bytes]:
        self._listeners += 1
        try:
            yield f"retry: 2000\nid: {cursor}\n\n".encode()
            quiet = 0.0
            while not self._stopping():
                page = await run_in_threadpool(self._store.changes, cursor, limit=AT_ONCE)
                for event in events(page, cursor):
                    yield event
                cursor = page.next or cursor
                quiet = 0.0 if page.items else quiet + SECONDS_BETWEEN_LOOKS
                if quiet >= SECONDS_BETWEEN_HEARTBEATS:
                    quiet = 0.0
                    yield b": still here\n\n"
                if len(page.items) < AT_ONCE:
                    await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        finally:
            self._listeners -= 1


def events(page: Page, cursor: str) -> list[bytes]:
    """Return the items as events; all but the last carry the cursor before: a resumed stream repeats, never lacks."""
    ids = [cursor] * (len(page.items) - 1) + [page.next or cursor]
    return [
        b"event: %b\nid: %b\ndata: %b\n\n" % (item["record"].encode(), place.encode(), orjson.dumps(item))
        for item, place in zip(page.items, ids, strict=False)
    ]
