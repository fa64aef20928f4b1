"""A wire between a stage and an engine that can be cut: while it is, nothing passes, and nobody is told."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.deploy.composing import free_port

LOOPBACK = "127.0.0.1"


class Wire:
    """Passes what comes to ``port`` on to ``target``, a port of this machine, unless it is cut."""

    def __init__(self, target: int) -> None:
        self.port = int(free_port())
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._whole = asyncio.Event()
        self._whole.set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def cut(self) -> None:
        """Let nothing pass from now on: packets are lost, connections are not closed."""
        self._loop.call_soon_threadsafe(self._whole.clear)

    def mend(self) -> None:
        """Let everything pass again, that which was held back first, as TCP sends it again."""
        self._loop.call_soon_threadsafe(self._whole.set)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connected, LOOPBACK, self.port))
        self._ready.set()
        self._loop.run_forever()
        server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._whole.wait()
        try:
            there, back = await asyncio.open_connection(LOOPBACK, self._target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pass(reader, back), self._pass(there, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                await self._whole.wait()
                writer.write(data)
                await writer.drain()
        writer.close()

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(5)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)


@contextmanager
def wire(target: int) -> Iterator[Wire]:
    """A wire to ``target`` while the block runs."""
    made = Wire(target)
    made.start()
    try:
        yield made
    finally:
        made.stop()
