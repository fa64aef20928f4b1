# An engine as a child process: started, watched, stopped, and found again when its parent was killed.
"""Running one engine."""

from __future__ import annotations

import collections
import contextlib
import logging
import logging.handlers
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .faults import EngineError, EngineFailed
from .folder import DataFolder

Progress = Callable[[str], None]
LOG_BYTES = 4_000_000
LINES_SHOWN = 12
FULL_MB = 16
NO_SPACE = "No space left on device"
# Reasons that another attempt can cure: another port, or the last workers of a killed engine gone.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
PASSING = ("Address already in use", "is still in use")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to run: `marker` is the argument of `command` that only the engine of this folder has."""

    name: str
    command: tuple[str, ...]
    marker: str
    directory: Path
    stop_signal: signal.Signals
    user: str | None = None

    def launch(self) -> list[str]:
        """The full command: our launcher, then the engine."""
        launcher = [sys.executable, "-IS", str(Path(__file__).with_name("launch.py"))]
        return [*launcher, str(os.getpid()), str(int(self.stop_signal)), self.user or "-", *self.command]


class Engine:
    """A running engine: `name`, `address` to give to clients, `pid`."""

    def __init__(self, program: Program, address: str, folder: DataFolder) -> None:
        self.name = program.name
        self.address = address
        self._program = program
        self._folder = folder
        self._tail: collections.deque[str] = collections.deque(maxlen=LINES_SHOWN)
        self._stopping = False
        self._started = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._error: OSError | None = None
        # The kernel ends a child when the *thread* that made it ends: so this one lives as long as the engine.
        self._watcher = threading.Thread(target=self._watch, name=f"engine-{self.name}", daemon=True)
        self._watcher.start()
        self._started.wait()
        if self._error is not None:
            raise EngineFailed(f"{self.name} could not be started: {self._error}")

    @property
    def place(self) -> str:
        """The address without the password."""
        return self.address.rpartition("@")[2]

    @property
    def log(self) -> Path:
        """The file with what it says; bounded, the older half beside it."""
        return self._folder.path / "logs" / f"{self.name.lower()}.log"

    @property
    def pid(self) -> int:
        """Process id of the engine itself."""
        return self._running().pid

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._running().poll() is None

    def failure(self) -> str | None:
        """Why the engine ended without having been asked to, with its last words; None while it runs."""
        fault = self.fault()
        return str(fault) if fault else None

    def fault(self) -> EngineError | None:
        """The same as `failure`, as an error to raise: NoSpace or EngineFailed."""
        code = self._running().poll()
        if code is None or self._stopping:
            return None
        self._watcher.join(timeout=5)
        if self.said(NO_SPACE) or self._folder.free_mb() < FULL_MB:
            return self._folder.no_space()
        said = "\n".join(f"  {line}" for line in self._tail)
        return EngineFailed(f"{self.name} (process {self.pid}) ended {_how(code)}; its last lines:\n{said}")

    def stop(self, timeout: float = 20.0) -> None:
        """Ask it to end, and after `timeout` seconds kill it; returns when the process is gone."""
        self._stopping = True
        process = self._running()
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(self._program.stop_signal)
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
        self._watcher.join()

    def said(self, *words: str) -> bool:
        """Whether one of `words` is among its last lines."""
        return any(word in line for line in self._tail for word in words)

    def _running(self) -> subprocess.Popen[str]:
        assert self._process is not None
        return self._process

    def _watch(self) -> None:
        try:
            self._process = _spawn(self._program)
        except OSError as error:
            self._error = error
            return
        finally:
            self._started.set()
        log = _bounded_log(self.log)
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._tail.append(line.rstrip())
            log.handle(log.makeRecord(self.name, logging.INFO, "", 0, line.rstrip(), (), None))
        self._process.wait()
        log.handlers[0].close()


def start_until_ready(
    start: Callable[[], Engine], is_ready: Callable[[Engine], bool], progress: Progress, timeout: float = 120.0
) -> Engine:
    """Start an engine and return it once `is_ready` is true of it.

    Raises EngineFailed when it ends or is not ready after `timeout` seconds, NoSpace when that is why.
    """
    begun = time.monotonic()
    engine = start()
    try:
        for seconds in range(1, int(timeout) + 1):
            while time.monotonic() - begun < seconds:
                if engine.alive() and is_ready(engine):
                    progress(f"{engine.name}: ready in {time.monotonic() - begun:.1f} s on {engine.place}")
                    return engine
                engine = engine if engine.alive() else _again(engine, start)
                time.sleep(0.05)
            progress(f"{engine.name}: starting… {seconds} s")
    except BaseException:
        engine.stop(timeout=5)
        raise
    engine.stop(timeout=5)
    raise EngineFailed(f"{engine.name} was not ready after {timeout:.0f} s; see {engine.log}")


def _again(ended: Engine, start: Callable[[], Engine]) -> Engine:
    fault = ended.fault()
    if fault is None or not ended.said(*PASSING):
        raise fault or EngineFailed(f"{ended.name} was stopped while it started")
    time.sleep(0.3)
    return start()


def run_to_end(program: Program) -> None:
    """Run a preparing command of an engine until it ends. Raises EngineFailed with its output when it fails."""
    done = subprocess.run(
        program.launch(), cwd=program.directory, env=ENVIRONMENT, check=False, timeout=120,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip
    if done.returncode:
        raise EngineFailed(f"{program.name} could not be prepared in {program.directory}:\n{done.stdout.strip()}")


def end_orphans(program: Program, timeout: float = 20.0) -> list[int]:
    """End engines of this very folder whose parent was killed; gives their process ids.

    A process is one of them only if it is the same executable and has the folder among its arguments.
    """
    import psutil  # type: ignore[import-untyped, unused-ignore]

    orphans = [p for p in psutil.process_iter(["cmdline"]) if _is_orphan(program, p.info["cmdline"] or [])]
    for orphan in orphans:
        with contextlib.suppress(psutil.NoSuchProcess):
            orphan.send_signal(program.stop_signal)
    _, stubborn = psutil.wait_procs(orphans, timeout)
    for orphan in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):
            orphan.kill()
    psutil.wait_procs(stubborn, timeout)
    return [orphan.pid for orphan in orphans]


def _is_orphan(program: Program, command: list[str]) -> bool:
    executable = Path(program.command[0]).name
    return bool(command) and Path(command[0]).name == executable and program.marker in command


def _spawn(program: Program) -> subprocess.Popen[str]:
    return subprocess.Popen(
        program.launch(), cwd=program.directory, env=ENVIRONMENT, start_new_session=True, bufsize=1,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip


def _how(code: int) -> str:
    if code >= 0:
        return f"with exit code {code}"
    return f"by signal {signal.Signals(-code).name}"


class _BoundedFile(logging.handlers.RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A full disk must not fill the terminal: the last lines are in memory still."""


def _bounded_log(path: Path) -> logging.Logger:
    log = logging.Logger(path.stem)
    log.addHandler(_BoundedFile(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True))
    return log
