"""Ending with the parent: a stage started by ``up`` notices that ``up`` is gone, however it went."""

import os
import signal
import threading


def end_with_parent() -> None:
    """Send this process SIGTERM when its standard input closes: only the parent holds the other end."""
    threading.Thread(target=_wait, name="parent", daemon=True).start()


def _wait() -> None:
    # Not through sys.stdin: its lock, held here, would abort the interpreter at its end.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
