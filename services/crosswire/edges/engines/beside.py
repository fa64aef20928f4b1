"""The addresses of the embedded engines that `crosswire up` runs in a folder, for the commands beside it."""

import json
import socket
from pathlib import Path

from crosswire.edges.engines.folder import LOOPBACK


def kafka(data: Path) -> str | None:
    """Return the address of the embedded Kafka that runs on ``data``, None where none does."""
    port = _port(data, "kafka")
    return None if port is None else f"{LOOPBACK}:{port}"


def database(data: Path) -> str | None:
    """Return the address of the embedded PostgreSQL that runs on ``data``, None where none does."""
    port = _port(data, "postgres")
    try:
        password = (data / "postgres" / "password").read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return None if port is None else f"postgresql://crosswire:{password}@{LOOPBACK}:{port}/crosswire"


def _port(data: Path, name: str) -> int | None:
    try:
        port = int(json.loads((data / "ports.json").read_text(encoding="utf-8"))[name])
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except (OSError, ValueError, KeyError):
        return None
    return port
