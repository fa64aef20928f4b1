"""What a stage answers on its port: /metrics, /healthz (it moves) and /readyz (it moves, and so does its work)."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from crosswire.edges.brokers import Address
from crosswire.edges.figures import measure
from crosswire.edges.metrics import Metrics
from crosswire.edges.waiting import READS, STORED, Broker, BrokerAway, Waiting
from crosswire.edges.waiting import stored as stored_places

log = logging.getLogger(__name__)
HANDLED = "crosswire_handled_timestamp_seconds"
# A stage looks for work every second; a long article takes it up to half a minute.
READY_SECONDS = 60.0
LIVE_SECONDS = 600.0
STALLED_SECONDS = 120.0
LOOK_SECONDS = 10.0
IDLE = -1

Probe = Callable[[], str | None]


class Partitions:
    """Tells which partitions have work waiting and have not moved, by what was seen of them before."""

    def __init__(self, seconds: float = STALLED_SECONDS) -> None:
        self._seconds = seconds
        self._moved: dict[tuple[str, int], tuple[int, float]] = {}

    def look(self, found: list[Waiting], now: float) -> str | None:
        """Take in what is ``found`` at ``now`` (seconds); return which partition stands still and for how long."""
        for at in found:
            place, since = self._moved.get((at.topic, at.partition), (IDLE, now))
            waits = at.next if at.messages else IDLE
            self._moved[at.topic, at.partition] = (waits, since if waits == place != IDLE else now)
        still = [at for at in found if now - self._moved[at.topic, at.partition][1] >= self._seconds]
        if not still:
            return None
        worst = max(still, key=lambda at: (at.messages, at.topic, at.partition))
        return (
            f"{len(still)} partitions stand still; {worst.topic}/{worst.partition} has {worst.messages} messages "
            f"waiting and has not moved for {now - self._moved[worst.topic, worst.partition][1]:.0f} s"
        )


class Health:
    """Whether one process is alive and ready: its own clock of work, and what its probes last said."""

    def __init__(self, stage: str, metrics: Metrics, probes: Mapping[str, Probe], clock: Callable[[], float]) -> None:
        """``probes`` by name: each returns None or what is wrong; ``clock`` gives seconds since 1970 UTC."""
        self._stage = stage
        self._metrics = metrics
        self._probes = probes
        self._clock = clock
        self._began = clock()
        self._wrong: dict[str, str] = dict.fromkeys(probes, "not asked yet")

    def look(self) -> None:
        """Ask every probe; what it says stands until it is asked again."""
        for name, probe in self._probes.items():
            self._wrong.pop(name, None) if (wrong := probe()) is None else self._wrong.update({name: wrong})

    def live(self) -> str | None:
        """Return None while the work goes round, or why this process should be started anew."""
        return self._still(self._metrics.value(HANDLED, stage=self._stage) or self._began, LIVE_SECONDS)

    def ready(self) -> str | None:
        """Return None when work is done as it comes, or what keeps it from being done."""
        handled = self._metrics.value(HANDLED, stage=self._stage)
        if not handled:
            return f"{self._stage} has not begun to work"
        wrong = [f"{name}: {said}" for name, said in sorted(self._wrong.items())]
        still = self._still(handled, READY_SECONDS)
        return "; ".join([*([still] if still else []), *wrong]) or None

    def _still(self, handled: float, limit: float) -> str | None:
        age = self._clock() - handled
        return f"{self._stage} has not looked for work for {age:.0f} s" if age > limit else None


class Server(ThreadingHTTPServer):
    """A server that makes no noise about askers who hang up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Note an answer that could not be given."""
        log.debug("no answer to %s", client_address, exc_info=True)


def serve(stage: str, metrics: Metrics, port: int, *, kafka: Address, database: str | None, address: str) -> int:
    """Serve the health and metrics of ``stage`` from threads of their own; return the port, chosen where it is 0."""
    health = Health(stage, metrics, probes(stage, metrics, kafka, database), time.time)
    server = Server((address, port), handler(health, metrics))
    for work in (server.serve_forever, lambda: _watch(health)):
        threading.Thread(target=work, name="health", daemon=True).start()
    return int(server.server_address[1])


def _watch(health: Health) -> None:
    while True:
        health.look()
        time.sleep(LOOK_SECONDS)


def probes(stage: str, metrics: Metrics, kafka: Address, database: str | None) -> dict[str, Probe]:
    """Return what is asked for ``stage``: its engines, and the partitions that it reads."""
    broker, partitions = Broker(kafka), Partitions()

    def work() -> str | None:
        try:
            places = stored_places(database) if stage == STORED and database else {}
            found = broker.waiting([stage] if stage in READS else [], places)
        except (BrokerAway, psycopg.Error) as error:
            return str(error)
        for at in found:
            labels = {"topic": at.topic, "partition": str(at.partition)}
            metrics.set("crosswire_lag_messages", at.messages, stage=stage, **labels)
        if found and not any(at.messages for at in found):
            metrics.set("crosswire_lag_seconds", 0, stage=stage)
        return partitions.look(found, time.time())

    asked: dict[str, Probe] = {"work": work}
    return asked if database is None else {**asked, "postgresql": lambda: measure(database, stage, metrics)}


def handler(health: Health, metrics: Metrics) -> type[BaseHTTPRequestHandler]:
    """Return the class that answers: three addresses, 404 for any other."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            match self.path.partition("?")[0]:
                case "/metrics":
                    self._send(HTTPStatus.OK, generate_latest(metrics.registry), CONTENT_TYPE_LATEST)
                case "/healthz":
                    self._say(health.live())
                case "/readyz":
                    self._say(health.ready())
                case _:
                    self._send(HTTPStatus.NOT_FOUND, b"/metrics, /healthz or /readyz\n")

        def _say(self, wrong: str | None) -> None:
            status = HTTPStatus.OK if wrong is None else HTTPStatus.SERVICE_UNAVAILABLE
            self._send(status, f"{wrong or 'ok'}\n".encode())

        def _send(self, status: HTTPStatus, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            log.debug(format, *args)

    return Answers
