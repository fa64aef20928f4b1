"""Notices on the real broker: delivered, tried again, given up on, and never to a forbidden address."""

import asyncio
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import web

from crosswire.edges import topics
from crosswire.edges.connecting import ForbiddenAddress
from crosswire.edges.letters import Incoming
from crosswire.edges.messages import message
from crosswire.edges.metrics import Metrics
from crosswire.edges.notifying import Notifying, Poster, Refused, Unanswered
from crosswire.edges.producer import Producer
from crosswire.notify import Wishes
from crosswire_schemas import encode
from crosswire_schemas.examples import CONTRADICTION
from crosswire_schemas.topics import CONTRADICTIONS

ALL = Wishes()


def incoming(value: bytes | None) -> Incoming:
    return Incoming(topic=CONTRADICTIONS.name, partition=0, offset=0, timestamp=0, key=b"k", value=value, headers=())


class Receiver:
    """Answers as the list says, the last for ever; keeps what came."""

    def __init__(self, *answers: type[Exception] | None) -> None:
        self.answers = list(answers)
        self.came: list[Mapping[str, str]] = []

    async def __call__(self, body: bytes, headers: Mapping[str, str]) -> None:
        self.came.append(headers)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is not None:
            raise answer("so")


CASES = [
    ("taken at once", (None,), 1, ("stored", "")),
    ("taken when tried again", (Unanswered, Unanswered, None), 3, ("stored", "")),
    ("never answered", (Unanswered,), 4, ("dead_letter", "rejected")),
    ("refused", (Refused,), 1, ("dead_letter", "rejected")),
]


@pytest.mark.parametrize(("answers", "times", "outcome"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_contradiction_ends_in_one_outcome(
    kafka_address: str, answers: tuple[type[Exception] | None, ...], times: int, outcome: tuple[str, str]
) -> None:
    topics.create(kafka_address)
    receiver, metrics = Receiver(*answers), Metrics()
    notifying = Notifying(kafka_address, receiver, ALL, b"", metrics=metrics, attempts=4, first_pause=0.01)
    asyncio.run(notifying.handle(incoming(encode(CONTRADICTION))))
    assert len(receiver.came) == times
    assert len({headers["Idempotency-Key"] for headers in receiver.came}) == 1
    assert metrics.value("crosswire_outcomes_total", stage="notify", outcome=outcome[0], reason=outcome[1]) == 1


def test_what_flows_on_the_topic_is_posted_and_not_posted_again(kafka_address: str) -> None:
    topics.create(kafka_address)
    fresh = replace(CONTRADICTION, contradiction_id=uuid.uuid4().hex)
    with Producer(kafka_address, client="test") as producer:
        producer.send([message(fresh, CONTRADICTIONS, stage="contradict", now=datetime.now(UTC))])

    async def visit() -> list[str]:
        receiver, stop = Receiver(None), asyncio.Event()
        running = asyncio.create_task(Notifying(kafka_address, receiver, ALL, b"", metrics=Metrics()).run(stop))
        for _ in range(60):
            await asyncio.sleep(0.25)
            if any(headers["webhook-id"].startswith(fresh.contradiction_id) for headers in receiver.came):
                break
        await asyncio.sleep(1)
        stop.set()
        await running
        return [headers["webhook-id"] for headers in receiver.came]

    assert asyncio.run(visit()).count(f"{fresh.contradiction_id}:1") == 1
    assert f"{fresh.contradiction_id}:1" not in asyncio.run(visit())


def test_a_private_address_is_posted_to_only_where_it_is_allowed() -> None:
    async def post(allow: tuple[str, ...]) -> int:
        came: list[bytes] = []

        async def take(request: web.Request) -> web.Response:
            came.append(await request.read())
            return web.Response(status=204)

        app = web.Application()
        app.router.add_post("/", take)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            async with Poster(f"http://127.0.0.1:{runner.addresses[0][1]}/", allow) as poster:
                await poster.post(b"{}", {})
        finally:
            await runner.cleanup()
        return len(came)

    assert asyncio.run(post(("127.0.0.1",))) == 1
    with pytest.raises(ForbiddenAddress):
        asyncio.run(post(()))
