"""The table of metrics: names as Prometheus wants them, each counted under its labels."""

import urllib.request
from collections.abc import Callable

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from crosswire.edges.metrics import TABLE, Metric, Metrics


@pytest.mark.parametrize("metric", TABLE, ids=[metric.name for metric in TABLE])
def test_a_metric_is_named_as_prometheus_wants_it(metric: Metric) -> None:
    assert metric.name.startswith("crosswire_")
    assert metric.name.endswith("_total") == (metric.kind == "counter")
    assert not metric.doc.endswith(".")
    metrics, labels = Metrics(), dict.fromkeys(metric.labels, "x")
    does: dict[str, Callable[..., None]] = {
        "counter": metrics.count,
        "gauge": metrics.set,
        "histogram": metrics.observe,
    }
    does[metric.kind](metric.name, 1, **labels)
    assert metric.name.removesuffix("_total") in {
        family.name for family in text_string_to_metric_families(generate_latest(metrics.registry).decode())
    }


def test_every_outcome_is_counted_under_its_stage_and_reason() -> None:
    metrics = Metrics()
    metrics.outcome("extract", "refused", "language")
    metrics.outcome("extract", "refused", "language", 2)
    metrics.outcome("extract", "stored")
    found = metrics.value("crosswire_outcomes_total", stage="extract", outcome="refused", reason="language")
    assert found == 3
    assert metrics.value("crosswire_outcomes_total", stage="extract", outcome="stored", reason="") == 1


def test_two_processes_of_metrics_in_one_test_do_not_mix() -> None:
    first, second = Metrics(), Metrics()
    first.outcome("extract", "stored")
    assert second.value("crosswire_outcomes_total", stage="extract", outcome="stored", reason="") == 0


def test_the_page_is_served(unused_port: int) -> None:
    metrics = Metrics()
    metrics.outcome("extract", "stored")
    metrics.serve(unused_port)
    with urllib.request.urlopen(f"http://127.0.0.1:{unused_port}/metrics", timeout=5) as answer:
        assert b'crosswire_outcomes_total{outcome="stored"' in answer.read()


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
