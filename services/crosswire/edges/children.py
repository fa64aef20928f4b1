"""The stages of one machine as child processes: started, watched, and stopped in order."""

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

LINES_SHOWN = 12
LOG_BYTES = 4_000_000
FLUSH_SECONDS = 25.0
HURRY_SECONDS = 2.0


@dataclass(slots=True, kw_only=True)
class Child:
    """One stage as a process of its own; what it writes goes to a bounded log, its last lines are kept for a report."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    reader: threading.Thread = field(default_factory=threading.Thread)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_SHOWN))

    def ended(self) -> str | None:
        """Return how the process ended, with its last lines, or None while it runs."""
        code = self.process.poll()
        if code is None:
            return None
        self.reader.join(2)
        how = f"ended with exit code {code}" if code >= 0 else f"was killed by {signal.Signals(-code).name}"
        lines = "".join(f"\n    {line}" for line in self.last)
        return f"{self.name} (process {self.process.pid}) {how}; its log is {self.log}{lines}"


def start(name: str, arguments: list[str], settings: Mapping[str, str], log: Path) -> Child:
    """Start ``crosswire ARGUMENTS`` with ``settings`` as its variables; it dies with this process."""
    log.parent.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "crosswire", *arguments],
        env={**os.environ, **settings, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    child = Child(name=name, process=process, log=log)
    child.reader = threading.Thread(target=_copy, args=(child,), daemon=True)
    child.reader.start()
    return child


def _copy(child: Child) -> None:
    output = child.process.stdout
    assert output is not None
    with child.log.open("ab") as log:
        for line in output:
            child.last.append(line.decode(errors="replace").rstrip())
            _bounded(log, line)


def _bounded(log: IO[bytes], line: bytes) -> None:
    # A full disk must not stop the stage, only its log.
    try:
        if log.tell() > LOG_BYTES:
            log.truncate(0)
        log.write(line)
        log.flush()
    except OSError:
        return


def stop(children: list[Child], *, flushing: bool = True) -> None:
    """End ``children`` one after the other, in the order given, each with the time that its flushing may take.

    Without ``flushing`` (an engine is gone, and nothing can be flushed to it) all are asked at once and soon killed.
    """
    for child in () if flushing else children:
        _ask(child)
    for child in children:
        _ask(child)
        try:
            child.process.wait(FLUSH_SECONDS if flushing else HURRY_SECONDS)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def _ask(child: Child) -> None:
    if child.process.poll() is None:
        child.process.terminate()
