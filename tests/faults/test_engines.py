"""Kafka and PostgreSQL frozen, killed and restarted under load: nothing is lost, nothing counted twice."""

import os
import random
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from crosswire.testing import System, system
from crosswire.testing.containers import missing
from crosswire.testing.running import STAGES
from tests.faults.load import articles, ids, tables

# Longer than a worker may be silent before Kafka gives its partitions to another.
OVER_THE_SESSION = 20.0


def frozen(container: Any) -> None:
    container.pause()
    time.sleep(OVER_THE_SESSION)
    container.unpause()


def killed(container: Any) -> None:
    container.kill()
    time.sleep(2)
    container.start()


def restarted(container: Any) -> None:
    container.restart(timeout=20)


@pytest.fixture(scope="session")
def docker() -> None:
    if (why := missing()) is not None:
        if os.environ.get("CI"):
            pytest.fail(f"these tests must run in CI: {why}")
        pytest.skip(why)


def run(fault: Callable[[Any], None] | None, engine: str) -> tuple[dict[str, list[str]], dict[str, set[str]], float]:
    """Return tables, ids and the seconds from the end of the fault to the end of the work."""
    chance = random.Random(7)
    with system(engines="containers") as running:
        load = articles()
        running.publish(*load[: len(load) // 2])
        time.sleep(chance.uniform(3, 8))
        if fault is not None:
            fault(getattr(running.containers, engine))
        began = time.monotonic()
        published(running, load[len(load) // 2 :])
        finished(running)
        return tables(running), ids(running), time.monotonic() - began


def published(running: System, load: list[Any]) -> None:
    """Publish as the poller would: again where the broker was away."""
    for _ in range(10):
        try:
            running.publish(*load)
        except RuntimeError:
            time.sleep(2)
        else:
            return
    raise AssertionError("the broker stayed away")


def finished(running: System, seconds: float = 240) -> None:
    """Wait until all is read, starting again what ended, as compose and Kubernetes do."""
    until = time.monotonic() + seconds
    while True:
        for stage in STAGES:
            running.start(stage)
        try:
            running.settle(seconds=10)
        except (AssertionError, OSError, RuntimeError, psycopg.Error):
            assert time.monotonic() < until, "it did not come to rest"
            time.sleep(1)
        else:
            return


@pytest.fixture(scope="session")
def undisturbed(docker: None) -> tuple[dict[str, list[str]], dict[str, set[str]], float]:
    """The same load without a fault."""
    return run(None, "")


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("engine", ["kafka_container", "database_container"], ids=["Kafka", "PostgreSQL"])
@pytest.mark.parametrize("fault", [frozen, killed, restarted])
def test_an_engine_that_goes_away_under_load(
    undisturbed: tuple[dict[str, list[str]], dict[str, set[str]], float], fault: Callable[[Any], None], engine: str
) -> None:
    found, distinct, took = run(fault, engine)
    print(f"{engine} {fault.__name__}: {len(articles())} articles, work done {took:.1f} s after the fault")
    for name, rows in undisturbed[0].items():
        assert found[name] == rows, name
    assert distinct == undisturbed[1]
