"""Health tells an engine that went away, and the stages go on where they were when it is back."""

import threading
import time

import pytest

from crosswire.edges.health import HANDLED, Health, probes
from crosswire.edges.metrics import Metrics
from crosswire.testing import System
from crosswire_schemas.records import Contradiction
from tests.containers.stories import bridge, of


@pytest.mark.parametrize(
    ("engine", "said"),
    [("kafka_container", "Kafka at"), ("database_container", "PostgreSQL does not answer")],
    ids=["Kafka", "PostgreSQL"],
)
def test_a_stage_is_not_ready_while_an_engine_is_frozen(running: System, engine: str, said: str) -> None:
    metrics = Metrics()
    health = Health("contradict", metrics, probes("contradict", metrics, running.kafka, running.database), time.time)
    metrics.set(HANDLED, time.time(), stage="contradict")
    running.settle()
    container = getattr(running.containers, engine)
    health.look()
    assert health.ready() is None
    container.pause()
    try:
        health.look()
        assert said in (health.ready() or "")
    finally:
        container.unpause()
    until = time.monotonic() + 40
    while health.ready() is not None and time.monotonic() < until:
        time.sleep(0.5)
        health.look()
    assert health.ready() is None


def test_what_was_published_before_a_freeze_of_the_broker_is_found_after_it(running: System) -> None:
    running.publish(*bridge("Frozen", "Kherson"))
    assert running.containers is not None
    broker = running.containers.kafka_container
    broker.pause()
    # While it is waited for: who waits asks again, too.
    threading.Timer(5, broker.unpause).start()
    found = running.wait_for(Contradiction, lambda record: of("Frozen", record) and record.type == "denial")
    assert found.state == "open"
