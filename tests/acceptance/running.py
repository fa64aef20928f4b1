"""Starts the real command, reads what it prints, and asks its console: what a person at a terminal would do."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg

READY = re.compile(r"Crosswire is ready: (http://\S+)")


class Up:
    """One ``crosswire up``: its process, all it has printed, and the address of its console once it is ready."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "crosswire", "up", "--data", str(folder), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={key: value for key, value in os.environ.items() if not key.startswith("CROSSWIRE_")},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.said.extend(iter(self.process.stdout.readline, ""))

    @property
    def output(self) -> str:
        """All that was printed so far."""
        return "".join(self.said)

    def url(self, timeout: float = 180) -> str:
        """Wait until the system is ready and return the console's address."""
        until(lambda: READY.search(self.output) or self.process.poll() is not None, timeout, lambda: self.output)
        found = READY.search(self.output)
        assert found, self.output
        return found[1]

    def get(self, path: str) -> Any:
        """Return what the console's API answers, None while it does not."""
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(self.url() + path, timeout=10) as answer,
        ):
            return json.loads(answer.read())
        return None

    def all(self, path: str) -> list[Any]:
        """Return every item of a list of the API."""
        items, cursor = [], ""
        while True:
            page = self.get(f"{path}{'&' if '?' in path else '?'}cursor={cursor}" if cursor else path) or {"items": []}
            items += page["items"]
            cursor = page.get("next", "")
            if not cursor:
                return items

    def stop(self, number: int = signal.SIGINT, timeout: float = 60) -> int:
        """Ask it to stop and return its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout)

    def child(self, name: str) -> psutil.Process:
        """Return the process of a stage (by name) or of an engine (Kafka, PostgreSQL)."""
        marks = {"Kafka": f"-Dcrosswire.folder={self.folder}", "PostgreSQL": str(self.folder / "postgres" / "data")}
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                line = process.cmdline()
                if marks[name] in line if name in marks else line[-3:-1] == ["run", name]:
                    return process
        raise AssertionError(f"{name} is not running:\n{self.output}")

    def tables(self) -> dict[str, list[Any]]:
        """Return the tables' records without what a run's own clock and history put into them."""
        ports = json.loads((self.folder / "ports.json").read_text())
        password = (self.folder / "postgres" / "password").read_text().strip()
        url = f"postgresql://crosswire:{password}@127.0.0.1:{ports['postgres']}/crosswire"
        with psycopg.connect(url) as database:
            return {
                name: sorted((timeless(row[0]) for row in database.execute(query)), key=str)
                for name, query in TABLES.items()
            }


TABLES = {
    "articles": "select record from articles",
    "claims": "select record from claims where not withdrawn",
    "events": "select record from events where not withdrawn",
    "contradictions": "select record from contradictions where record->>'state' = 'open'",
    "matters": "select record from matters",
}


def timeless(record: Any) -> Any:
    """Return ``record`` without ``version``, ``updated_at`` and ``fetched_at``."""
    return {key: value for key, value in record.items() if key not in {"version", "updated_at", "fetched_at"}}


def differences(found: list[Any], expected: list[Any]) -> list[str]:
    """Return in words what differs between two lists of records, field by field."""
    ours, theirs = ({key(record): record for record in records} for records in (found, expected))
    said = [f"only found: {name}" for name in ours if name not in theirs]
    said += [f"missing: {name}" for name in theirs if name not in ours]
    for name in sorted(ours.keys() & theirs.keys()):
        said += _unlike(ours[name], theirs[name], name)
    return said


def _unlike(one: Any, other: Any, path: str) -> list[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        fields = sorted(one.keys() | other.keys())
        return [said for name in fields for said in _unlike(one.get(name), other.get(name), f"{path}.{name}")]
    return [] if one == other else [f"{path}: {one} instead of {other}"]


def key(record: Any) -> str:
    """Return by what a record is told from others of its table."""
    return f"{record[record['record'] + '_id']}/{record.get('revision', 1)}"


def until(condition: Callable[[], Any], timeout: float, report: Callable[[], str] = lambda: "") -> Any:
    """Wait until ``condition`` is true and return it; fail with ``report`` after ``timeout`` seconds."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.25)
    raise AssertionError(f"not within {timeout} s\n{report()}")


@contextlib.contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Up]:
    """Run ``crosswire up`` for the length of a block, and leave nothing behind."""
    up = Up(folder, *arguments)
    try:
        yield up
    finally:
        if up.process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                up.stop()
        up.process.kill()
        up.process.wait()


def processes_of(folder: Path) -> list[psutil.Process]:
    """Return all processes whose command line names ``folder``."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if any(str(folder) in part for part in process.info["cmdline"] or []):
            found.append(process)
    return found
