"""Before a connection: names lead only where they may, and a host gets no more than its share."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp.abc import AbstractResolver, ResolveResult

from crosswire.poll import forbidden

MOST_GATES = 10_000


class ForbiddenAddress(OSError):
    """A name that leads to no address that may be connected to."""


class CheckedResolver(AbstractResolver):
    """Resolves names and gives on only addresses that may be connected to; aiohttp connects to just these."""

    def __init__(self, inner: AbstractResolver, opened: forbidden.Allowed) -> None:
        self._inner = inner
        self._opened = opened

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of ``host`` that may be connected to. Raises ``ForbiddenAddress`` where none may."""
        found = await self._inner.resolve(host, port, family)
        kept = [one for one in found if not forbidden.is_forbidden(one["host"], host, self._opened)]
        if found and not kept:
            raise ForbiddenAddress(f"{host} leads to {', '.join(sorted({one['host'] for one in found}))}")
        return kept

    async def close(self) -> None:
        """Close the resolver behind this one."""
        await self._inner.close()


@dataclass(slots=True)
class _Gate:
    slots: asyncio.Semaphore
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    last: float = 0.0
    users: int = 0


class HostGates:
    """Lets at most so many requests at a time go to a host, with a pause between the beginnings of two."""

    def __init__(self, connections: int, pause: float) -> None:
        self._pause = pause
        self._gates: defaultdict[str, _Gate] = defaultdict(lambda: _Gate(asyncio.Semaphore(connections)))

    @asynccontextmanager
    async def through(self, host: str) -> AsyncIterator[None]:
        """Wait for the host's turn, and hold one of its slots."""
        gate = self._gates[host]
        gate.users += 1
        try:
            async with gate.slots:
                await self._wait(gate)
                yield
        finally:
            gate.users -= 1
            self._tidy()

    async def _wait(self, gate: _Gate) -> None:
        loop = asyncio.get_running_loop()
        async with gate.turn:
            await asyncio.sleep(max(0.0, gate.last + self._pause - loop.time()))
            gate.last = loop.time()

    def _tidy(self) -> None:
        now = asyncio.get_running_loop().time()
        if len(self._gates) > MOST_GATES:
            for host in [
                host for host, gate in self._gates.items() if not gate.users and now - gate.last > self._pause
            ]:
                del self._gates[host]
