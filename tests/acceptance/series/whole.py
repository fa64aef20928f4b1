"""The whole system on one folder, poller included: what dies is started again, as a supervisor does."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from crosswire.edges import topics
from crosswire.edges.engines import DataFolder, Engine, start_kafka, start_postgres
from crosswire.edges.store.database import Connection, upgrade
from crosswire.edges.waiting import Broker, BrokerAway, stored
from crosswire.testing.running import LEFT
from tests.acceptance.running import TABLES, timeless
from tests.acceptance.series.captures import WRITTEN, Series
from tests.acceptance.series.feeding import add

ENGINES: dict[str, Callable[..., Engine]] = {"Kafka": start_kafka, "PostgreSQL": start_postgres}
STAGES = ("extract", "contradict", "sink")
ALL = ("poll", *STAGES, *ENGINES)
# The captures are of a year ago; what they tell must not be forgotten for that.
VARIABLES = {"CROSSWIRE_REMEMBER_DAYS": "4000"}


class Whole:
    """Engines and stages of one run over a series served at ``address``."""

    def __init__(self, folder: DataFolder, series: Series, address: str, pause: float) -> None:
        self._folder = folder
        self._pause = pause
        self._times = folder.write("times.txt", "\n".join(f"{at:{WRITTEN}}" for at in series.times()))
        self._engines = {name: start(folder, lambda _: None) for name, start in ENGINES.items()}
        self.ports = {name: folder.port(f"metrics-{name}") for name in STAGES}
        topics.create(self.kafka)
        upgrade(self.database)
        add(self.database, address, series.captures)
        self._processes = {name: self._start(name) for name in ("poll", *STAGES)}

    @property
    def kafka(self) -> str:
        """Kafka's address."""
        return self._engines["Kafka"].address

    @property
    def database(self) -> str:
        """PostgreSQL's address."""
        return self._engines["PostgreSQL"].address

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        command = ["crosswire", "run", name, "--with-parent"]
        if name == "poll":
            command = ["tests.acceptance.series.poll", self.kafka, self.database, str(self._times), str(self._pause)]
        own = {"CROSSWIRE_KAFKA": self.kafka, "CROSSWIRE_DATABASE": self.database} | VARIABLES
        own["CROSSWIRE_METRICS_PORT"] = str(self.ports.get(name, 0))
        command = [sys.executable, "-m", *command]
        with (self._folder.path / "logs" / f"{name}.log").open("ab") as log:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, env={**os.environ, **own})

    def kill(self, name: str) -> None:
        """End a stage or an engine at once, as a power cut would, and start it again."""
        if name in self._engines:
            os.kill(self._engines[name].pid, signal.SIGKILL)
            time.sleep(0.5)
            self._engines[name] = ENGINES[name](self._folder, lambda _: None)
        else:
            self._processes[name].kill()
        self.tend()

    def tend(self) -> None:
        """Start again what died; the poller that has read all captures has ended in order."""
        for name, process in self._processes.items():
            if process.poll() is not None and (name != "poll" or process.returncode):
                process.wait()
                self._processes[name] = self._start(name)

    def poll_again(self) -> None:
        """Poll all captures from the first on, over the state that there is, with all stages started anew."""
        for process in self._processes.values():
            process.terminate()
            process.wait(60)
        with self.connected() as connection:
            connection.execute(
                "update feeds set next_poll = null, schedule = schedule - '{etag,next_poll,body_hash}'::text[]"
            )
        self._processes = {name: self._start(name) for name in self._processes}

    @contextlib.contextmanager
    def connected(self) -> Iterator[Connection]:
        """Give a connection to the database."""
        with psycopg.connect(self.database, connect_timeout=10) as connection:
            yield connection

    @property
    def polled(self) -> bool:
        """Whether the poller has read all captures."""
        return self._processes["poll"].poll() == 0

    def finished(self) -> bool:
        """Whether every capture was read, every message handled, and every finding published and stored."""
        if not self.polled:
            return False
        broker = Broker(self.kafka)
        with contextlib.suppress(psycopg.Error, BrokerAway), self.connected() as connection:
            waiting = connection.execute(LEFT)
            rows = broker.waiting(STAGES, stored(self.database))
            broker.close()
            return waiting.fetchone() == (0,) and not any(row.messages for row in rows)
        broker.close()
        return False

    def settle(self, seconds: float, said: Callable[[str], None] = lambda _: None) -> None:
        """Wait until the work is done. Raises ``AssertionError`` after ``seconds``."""
        end, last = time.monotonic() + seconds, time.monotonic()
        while not self.finished():
            assert time.monotonic() < end, f"not done in {seconds:.0f} s; logs are in {self._folder.path / 'logs'}"
            self.tend()
            if time.monotonic() > last + 60:
                last = time.monotonic()
                said(self.progress())
            time.sleep(1)

    def tables(self) -> dict[str, list[Any]]:
        """Return the tables' records without what a run's own clock and history put into them."""
        with self.connected() as connection:
            return {
                name: sorted((timeless(row[0]) for row in connection.execute(query.encode())), key=str)
                for name, query in TABLES.items()
            }

    def count(self, table: str) -> int:
        """Return how many rows there are, 0 where the database is away."""
        with contextlib.suppress(psycopg.Error), self.connected() as connection:
            found = connection.execute(f"select count(*) from {table}".encode()).fetchone()
            return int(found[0]) if found else 0
        return 0

    def progress(self) -> str:
        """Return in a line how many rows there are."""
        names = ("articles", "extractions", "claims", "events", "contradictions", "matters")
        return ", ".join(f"{name} {self.count(name)}" for name in names)

    def stop(self) -> None:
        """End the stages, then the engines."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
        for engine in self._engines.values():
            engine.stop()


@contextlib.contextmanager
def running(path: Path, series: Series, address: str, pause: float = 0.0) -> Iterator[Whole]:
    """Run the whole system on a folder of its own while the block runs; ``pause``: seconds between two captures."""
    with DataFolder(path).claim() as folder:
        whole = Whole(folder, series, address, pause)
        try:
            yield whole
        finally:
            whole.stop()
