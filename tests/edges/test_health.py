"""Health means something: what stands still is not ready, what has stood for long is not alive."""

import urllib.error
import urllib.request
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest

from crosswire.edges.health import HANDLED, LIVE_SECONDS, READY_SECONDS, STALLED_SECONDS, Health, Partitions, handler
from crosswire.edges.metrics import Metrics
from crosswire.edges.waiting import Waiting

NOW = 1_750_000_000.0


def health(handled: float | None, *, age: float = 0.0, wrong: str | None = None) -> Health:
    """A stage that last handled something at ``handled`` seconds before now, started ``age`` before that."""
    metrics = Metrics()
    times = iter([NOW - age])
    found = Health("extract", metrics, {"work": lambda: wrong}, lambda: next(times, NOW))
    found.look()
    if handled is not None:
        metrics.set(HANDLED, NOW - handled, stage="extract")
    return found


@pytest.mark.parametrize(
    ("found", "live", "ready"),
    [
        pytest.param(health(1), True, True, id="a stage that looked a second ago is alive and ready"),
        pytest.param(health(None), True, False, id="a stage that just began is alive and not ready"),
        pytest.param(health(READY_SECONDS + 1), True, False, id="a stage that hangs is not ready"),
        pytest.param(health(LIVE_SECONDS + 1), False, False, id="a stage that has hung for long is not alive"),
        pytest.param(health(None, age=LIVE_SECONDS + 1), False, False, id="a stage that never began is not alive"),
        pytest.param(health(1, wrong="Kafka is away"), True, False, id="a stage without its engine is not ready"),
    ],
)
def test_health(found: Health, live: bool, ready: bool) -> None:
    assert (found.live() is None, found.ready() is None) == (live, ready)


def at(next_: int, end: int, partition: int = 0) -> Waiting:
    return Waiting(stage="sink", topic="t", partition=partition, next=next_, end=end)


@pytest.mark.parametrize(
    ("looks", "still"),
    [
        pytest.param([(0, 5), (0, 5)], True, id="work waits and nobody moves"),
        pytest.param([(5, 5), (5, 5)], False, id="nothing waits"),
        pytest.param([(0, 5), (1, 6)], False, id="work waits and is done"),
        pytest.param([(5, 5), (5, 9)], False, id="work has only just come"),
    ],
)
def test_a_partition_stands_still_when(looks: list[tuple[int, int]], still: bool) -> None:
    partitions = Partitions()
    said = [partitions.look([at(*look)], NOW + n * STALLED_SECONDS) for n, look in enumerate(looks)]
    assert (said[-1] is not None) == still


def test_one_stalled_partition_of_two_is_named() -> None:
    partitions = Partitions()
    partitions.look([at(0, 5), at(0, 5, 1)], NOW)
    assert "t/1 has 5 messages waiting and has not moved for 120 s" in str(
        partitions.look([at(5, 5), at(0, 5, 1)], NOW + STALLED_SECONDS)
    )


@pytest.fixture
def ask() -> Callable[[Health, str], tuple[int, str]]:
    def answer(found: Health, path: str) -> tuple[int, str]:
        with ThreadingHTTPServer(("127.0.0.1", 0), handler(found, Metrics())) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}") as said:
                    return said.status, said.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()
            finally:
                server.shutdown()

    return answer


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/healthz", 200, "ok"),
        ("/readyz", 503, "work: Kafka is away"),
        ("/metrics", 200, "# TYPE crosswire_outcomes_total counter"),
        ("/", 404, "/metrics, /healthz or /readyz"),
    ],
)
def test_the_port_answers(ask: Callable[[Health, str], tuple[int, str]], path: str, status: int, says: str) -> None:
    found = ask(health(1, wrong="Kafka is away"), path)
    assert found[0] == status
    assert says in found[1]
