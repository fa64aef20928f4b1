"""The metrics of all stages, declared in one table (prometheus-client), and the page that serves them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

Kind = Literal["counter", "gauge", "histogram"]
SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric: its full name, what it measures in which unit, and its labels."""

    name: str
    kind: Kind
    doc: str
    labels: tuple[str, ...]


TABLE = (
    Metric(
        name="crosswire_outcomes_total",
        kind="counter",
        doc="Inputs by what became of them; every input is counted exactly once",
        labels=("stage", "outcome", "reason"),
    ),
    Metric(
        name="crosswire_records_total",
        kind="counter",
        doc="Records written, by kind",
        labels=("stage", "record"),
    ),
    Metric(
        name="crosswire_step_seconds",
        kind="histogram",
        doc="Seconds that one batch of inputs took in a stage, without reading and writing",
        labels=("stage",),
    ),
    Metric(
        name="crosswire_send_seconds",
        kind="histogram",
        doc="Seconds until the broker had acknowledged what one input gave",
        labels=("stage",),
    ),
    Metric(
        name="crosswire_lag_messages",
        kind="gauge",
        doc="Messages of a partition that the stage has yet to handle",
        labels=("stage", "topic", "partition"),
    ),
    Metric(
        name="crosswire_lag_seconds",
        kind="gauge",
        doc="Age of the oldest message in hand when it was taken up, in seconds",
        labels=("stage",),
    ),
    Metric(
        name="crosswire_handled_timestamp_seconds",
        kind="gauge",
        doc="When the stage last took up or ended an input, or found none waiting, seconds since 1970 UTC",
        labels=("stage",),
    ),
    Metric(name="crosswire_flags_total", kind="counter", doc="Contradictions published, by type", labels=("type",)),
    Metric(name="crosswire_outbox_rows", kind="gauge", doc="Records that wait for their publication", labels=()),
    Metric(
        name="crosswire_table_rows", kind="gauge", doc="Rows of a table, as PostgreSQL estimates", labels=("table",)
    ),
    Metric(name="crosswire_table_bytes", kind="gauge", doc="Bytes of a table with its indexes", labels=("table",)),
    Metric(name="crosswire_feeds", kind="gauge", doc="Feeds by health", labels=("health",)),
)
KINDS: Mapping[Kind, Any] = {"counter": Counter, "gauge": Gauge, "histogram": Histogram}


class Metrics:
    """The metrics of one process; each has its own registry, so that two in one test never mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._metrics = {metric.name: self._make(metric) for metric in TABLE}

    def _make(self, metric: Metric) -> Any:
        options = {"buckets": SECONDS} if metric.kind == "histogram" else {}
        return KINDS[metric.kind](metric.name, metric.doc, metric.labels, registry=self.registry, **options)

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add ``amount`` to a counter."""
        self._labelled(name, labels).inc(amount)

    def set(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge."""
        self._labelled(name, labels).set(value)

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Put ``value`` into a histogram."""
        self._labelled(name, labels).observe(value)

    def _labelled(self, name: str, labels: Mapping[str, str]) -> Any:
        metric = self._metrics[name]
        return metric.labels(**labels) if labels else metric

    def value(self, name: str, **labels: str) -> float:
        """Return the value of a counter or gauge, 0 where it was never touched."""
        return self.registry.get_sample_value(name, labels) or 0.0

    def outcome(self, stage: str, outcome: str, reason: str | None = None, amount: int = 1) -> None:
        """Count ``amount`` inputs of ``stage`` that ended alike."""
        self.count("crosswire_outcomes_total", amount, stage=stage, outcome=outcome, reason=reason or "")

    def serve(self, port: int, address: str = "127.0.0.1") -> None:
        """Serve the metrics page on ``address``:``port``, from a thread of its own."""
        start_http_server(port, addr=address, registry=self.registry)
