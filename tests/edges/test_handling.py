"""What a worker does between reading a message and letting it go, without a broker."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from crosswire.edges.handling import FLYING, Handler, Taken
from crosswire.edges.letters import Incoming
from crosswire.edges.messages import Message
from crosswire.edges.metrics import Metrics
from crosswire.stage import Stage
from crosswire_schemas.codec import encode
from crosswire_schemas.records import Record
from crosswire_schemas.topics import ARTICLES, CLAIMS
from tests.edges.working import article, split

NOW = datetime(2025, 1, 1, tzinfo=UTC)
STAGE = Stage(name="extract", reads=ARTICLES, writes=(CLAIMS,), prepare=lambda _: split)


class Away:
    """A broker that acknowledges what it is sent when it is told to."""

    def __init__(self) -> None:
        self.sent: list[asyncio.Future[None]] = []
        self.released: list[int] = []

    async def send(self, messages: Sequence[Message]) -> "asyncio.Future[Any]":
        self.sent.append(asyncio.get_running_loop().create_future())
        return self.sent[-1]

    def taken(self, number: int, value: Record | bytes | None = None) -> Taken:
        given = article(number) if value is None else value
        incoming = Incoming(
            topic=ARTICLES.name,
            partition=0,
            offset=number,
            timestamp=0,
            key=b"key",
            value=given if isinstance(given, bytes) else encode(given),
            headers=(),
        )
        return Taken(incoming=incoming, release=lambda: self.released.append(number))

    def handler(self, executor: ThreadPoolExecutor) -> Handler:
        return Handler(
            STAGE,
            lambda records: [split(record) for record in records],
            send=self.send,
            executor=executor,
            clock=lambda: NOW,
            metrics=Metrics(),
            seconds=60,
        )


def play(scene: Callable[[Away, Handler], Awaitable[None]]) -> None:
    """Do what ``scene`` does with a broker that is away and the handler that sends to it."""

    async def played() -> None:
        away = Away()
        with ThreadPoolExecutor(1) as executor:
            await scene(away, away.handler(executor))

    asyncio.run(played())


def test_the_next_is_worked_off_while_the_last_is_on_its_way_and_all_are_released_in_order() -> None:
    async def scene(away: Away, handler: Handler) -> None:
        for number in range(3):
            await handler.handle([away.taken(number)])
        assert (len(away.sent), away.released) == (3, [])
        away.sent[1].set_result(None)
        await handler.handle([away.taken(3)])
        assert away.released == []
        away.sent[0].set_result(None)
        await handler.handle([away.taken(4)])
        assert away.released == [0, 1]
        for sent in away.sent[2:]:
            sent.set_result(None)
        await handler.land()
        assert away.released == [0, 1, 2, 3, 4]

    play(scene)


def test_no_more_are_on_their_way_than_may_be() -> None:
    async def scene(away: Away, handler: Handler) -> None:
        for number in range(FLYING):
            await handler.handle([away.taken(number)])
        waiting = asyncio.create_task(handler.handle([away.taken(FLYING)]))
        done, _ = await asyncio.wait([waiting], timeout=0.2)
        assert not done
        away.sent[0].set_result(None)
        await waiting
        assert away.released == [0]

    play(scene)


def test_nothing_is_released_after_what_the_broker_did_not_take() -> None:
    async def scene(away: Away, handler: Handler) -> None:
        for number in range(3):
            await handler.handle([away.taken(number)])
        away.sent[0].set_result(None)
        away.sent[1].set_exception(ConnectionError("gone"))
        away.sent[2].set_result(None)
        with pytest.raises(ConnectionError):
            await handler.land()
        assert away.released == [0]

    play(scene)


def test_a_dead_letter_is_sent_and_released_after_all_that_came_before_it() -> None:
    async def scene(away: Away, handler: Handler) -> None:
        await handler.handle([away.taken(0)])
        buried = asyncio.create_task(handler.handle([away.taken(1, b"no record")]))
        await asyncio.sleep(0.05)
        assert (len(away.sent), away.released) == (1, [])
        away.sent[0].set_result(None)
        await asyncio.sleep(0.05)
        assert (len(away.sent), away.released) == (2, [0])
        away.sent[1].set_result(None)
        await buried
        assert away.released == [0, 1]

    play(scene)
