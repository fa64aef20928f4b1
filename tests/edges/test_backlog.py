"""Extract far behind: it catches up with a flat memory, however much waits."""

import multiprocessing
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from kafka.errors import KafkaError

from crosswire import flow
from crosswire.edges import streams
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.edges.producer import Producer
from crosswire.settings import Settings
from crosswire_schemas.examples import ARTICLE
from tests.edges.working import Bench

AT_ONCE = 1_000
# One in so many is read; the others are withdrawn, of which nothing is read, so that a million can be waited for.
READ = 500
GROWTH_MB = 25.0


def behind(address: str, tag: str, gazetteer: Path) -> None:
    """Extract as a process of its own, on the topics of a test."""
    bench = Bench(address, tag, create=False)
    settings = Settings(gazetteer=gazetteer)
    stage = replace(
        bench.stage(), prepare=lambda _: flow.EXTRACT.prepare(settings), writes=(bench.claims, bench.events)
    )
    streams.run(stage, address)


def fill(bench: Bench, messages: int) -> None:
    passed = bench.wrapped(replace(ARTICLE, withdrawn=True))
    share = [bench.wrapped(ARTICLE) if number % READ == 0 else passed for number in range(AT_ONCE)]
    with Producer(bench.address, client="test") as producer:
        for _ in range(messages // AT_ONCE):
            producer.send(share)


def done(bench: Bench) -> int:
    try:
        return bench.committed()
    except KafkaError:
        # Before its first commit the group is not known.
        return 0


@pytest.mark.parametrize(
    ("messages", "seconds"),
    [
        pytest.param(5_000, 300, id="5,000"),
        pytest.param(1_000_000, 7_200, id="a million", marks=[pytest.mark.soak, pytest.mark.timeout(7_500)]),
    ],
)
def test_a_backlog_is_worked_off_without_growing(kafka_address: str, tag: str, messages: int, seconds: float) -> None:
    bench = Bench(kafka_address, tag)
    fill(bench, messages)
    running = multiprocessing.get_context("spawn").Process(target=behind, args=(kafka_address, tag, gazetteer_file()))
    running.start()
    began, seen = time.monotonic(), list[tuple[int, float]]()
    try:
        while not seen or seen[-1][0] < messages:
            assert time.monotonic() < began + seconds, f"only {seen[-1:]} of {messages} done"
            assert running.is_alive()
            time.sleep(1)
            seen.append((done(bench), psutil.Process(running.pid).memory_info().rss / 1e6))
    finally:
        running.kill()
        running.join()
    early = max(memory for place, memory in seen if place <= messages / 2)
    late = max(memory for place, memory in seen if place > messages / 2)
    print(
        f"{messages} in {time.monotonic() - began:.0f} s, {early:.0f} MB in the first half and {late:.0f} in the other"
    )
    assert late < early + GROWTH_MB
