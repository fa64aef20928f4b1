# Why an engine cannot be had; every message says what to do.
"""What the start of the embedded engines may raise."""

from __future__ import annotations

import importlib.util
from pathlib import Path

FLAGS = {"Kafka": "--kafka ADDRESS", "PostgreSQL": "--database URL"}


class EngineError(Exception):
    """An embedded engine or its folder cannot be used; str() of it is meant for the person at the terminal."""


class EngineUnavailable(EngineError):
    """The software of an engine is not on this machine and cannot be fetched."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(
            f"{engine} cannot be had here: {reason}\n"
            f"Name a running one with {FLAGS[engine]}, or run everything in containers: docker compose up"
        )


def need(engine: str, *modules: str) -> None:
    """Raises EngineUnavailable, with the name of the extra, unless all `modules` are installed."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if missing:
        raise EngineUnavailable(engine, f"{', '.join(missing)} not installed; install the extra crosswire[embedded]")


class EngineFailed(EngineError):
    """An engine ended, or was not ready in time; the last lines of its log are in the message."""


class FolderInUse(EngineError):
    """Another process holds the data folder: `pid` (None when it cannot be read) and the address of its `console`."""

    def __init__(self, path: Path, pid: int | None, console: str | None) -> None:
        self.pid = pid
        self.console = console
        holder = f"process {pid}" if pid else "another process"
        where = f"; its console is at {console}" if console else ""
        super().__init__(
            f"{path} is in use by {holder}{where}\nUse that one, stop it, or name another folder with --data DIR"
        )


class FolderUnusable(EngineError):
    """The data folder cannot be made or written."""


class NoSpace(EngineError):
    """The disk of the data folder is full, or so nearly full that no engine is started on it."""

    def __init__(self, path: Path, needed_mb: int, free_mb: int) -> None:
        super().__init__(
            f"no space left in {path}: {needed_mb} MB needed, {free_mb} MB free\n"
            "Free some, or name a folder on another disk with --data DIR"
        )
