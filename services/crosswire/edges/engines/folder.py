# The one folder that holds all data of the embedded engines: whose it is, its ports, its free space.
"""The data folder of the embedded engines."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .faults import FolderInUse, FolderUnusable, NoSpace

LOOPBACK = "127.0.0.1"
SPACE_NEEDED_MB = 512


class DataFolder:
    """Claims a folder for this process, remembers the ports of its engines, and watches the space on its disk."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path).expanduser().resolve()
        self._lock: IO[str] | None = None
        self._ports = threading.Lock()

    @contextlib.contextmanager
    def claim(self, console: str | None = None) -> Iterator[DataFolder]:
        """Hold the folder while the block runs; the kernel lets go of it even after kill -9.

        Raises FolderInUse(pid, console) when another process holds it, FolderUnusable when it cannot be written.
        """
        with self._open_lock() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FolderInUse(self.path, *_holder(lock)) from None
            self._lock = lock
            try:
                self.set_console(console)
                yield self
            finally:
                self._lock = None
                _rewrite(lock, "")

    def set_console(self, url: str | None) -> None:
        """Say in the lock file at which address the holder's console is; others read it there."""
        if self._lock is None:
            raise RuntimeError("claim the folder first")
        _rewrite(self._lock, json.dumps({"pid": os.getpid(), "console": url}))

    def require(self) -> None:
        """Check before an engine starts: the folder is ours and has the space. Raises NoSpace."""
        if self._lock is None:
            raise RuntimeError("claim the folder first")
        if self.free_mb() < SPACE_NEEDED_MB:
            raise self.no_space()

    def free_mb(self) -> int:
        """Megabytes that an ordinary user may still write here."""
        return shutil.disk_usage(self.path).free // 2**20

    def no_space(self) -> NoSpace:
        """The error that tells how much is free and how much is needed."""
        return NoSpace(self.path, SPACE_NEEDED_MB, self.free_mb())

    def port(self, name: str) -> int:
        """The loopback port for `name`: the one it had before if that is free, else another, remembered."""
        with self._ports:
            remembered = self._remembered_ports()
            port = remembered.get(name)
            if port is None or not _is_free(port):
                taken = set(remembered.values())
                port = next(p for p in _free_ports() if p not in taken)
                self.write("ports.json", json.dumps(remembered | {name: port}))
            return port

    def write(self, name: str, text: str) -> Path:
        """Replace the file `name` in the folder by `text` in one step, so that a kill leaves the old or the new."""
        target = self.path / name
        fresh = target.with_name(target.name + ".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
        return target

    def _remembered_ports(self) -> dict[str, int]:
        try:
            ports = json.loads((self.path / "ports.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return {str(name): int(port) for name, port in ports.items()}

    def _open_lock(self) -> IO[str]:
        try:
            (self.path / "logs").mkdir(parents=True, exist_ok=True)
            return (self.path / "lock").open("a+", encoding="utf-8")
        except OSError as error:
            raise FolderUnusable(
                f"{self.path} cannot be used as data folder: {error.strerror}\nName another with --data DIR"
            ) from error


def _rewrite(lock: IO[str], text: str) -> None:
    # A full disk must not keep anybody from starting or stopping: the lock itself is held by the kernel.
    with contextlib.suppress(OSError):
        lock.seek(0)
        lock.truncate()
        lock.write(text)
        lock.flush()


def _holder(lock: IO[str]) -> tuple[int | None, str | None]:
    for _ in range(10):
        lock.seek(0)
        with contextlib.suppress(ValueError):
            held = json.loads(lock.read())
            return int(held["pid"]), held["console"]
        # The holder may be writing it just now.
        time.sleep(0.05)
    return None, None


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the engines do, so that connections still in TIME_WAIT do not cost an engine its port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def _free_ports() -> Iterator[int]:
    while True:
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            yield int(probe.getsockname()[1])
