"""The newsroom beside a running system: in a thread of its own, its story going on where it was after a restart."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from crosswire.testing.newsroom.server import RunningNewsroom, serve

LONGEST_STEP = 3.0
WRITTEN_EVERY = 0.5


class Watched:
    """A clock that runs only while somebody asks: the story waits for a poller that is away."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.seconds = float(file.read_text()) if file.exists() else 0.0
        self._last = time.monotonic()
        self._written = self.seconds

    def __call__(self) -> float:
        """Return the seconds for which the story has been watched, and remember them."""
        now = time.monotonic()
        self.seconds += min(now - self._last, LONGEST_STEP)
        self._last = now
        if self.seconds - self._written >= WRITTEN_EVERY:
            self._write()
        return self.seconds

    def _write(self) -> None:
        # In one step, so that a kill leaves the old number or the new.
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{self.seconds:.1f}")
        fresh.replace(self._file)
        self._written = self.seconds


@contextlib.contextmanager
def hosted(port: int, folder: Path, *, speed: float | None = None) -> Iterator[RunningNewsroom]:
    """Serve the newsroom while the block runs; ``folder`` remembers how far its story has come."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="newsroom", daemon=True)
    thread.start()
    watched = Watched(folder / "newsroom.seconds")
    starting = serve(port, speed=speed, clock=watched, begun=watched.seconds, paced=True)
    running = asyncio.run_coroutine_threadsafe(starting, loop).result(10)
    try:
        yield running
    finally:
        asyncio.run_coroutine_threadsafe(running.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
