"""The one live line of ``up``: what the console knows of the stages, drawn again and again on a terminal."""

import sys
import time
import urllib.request

import click
import orjson

from crosswire.edges.brokers import Address


class Status:
    """Shows when the console is ready, then counts; a new line each only where they change and nobody can redraw."""

    def __init__(self, url: str, kafka: Address, token: str) -> None:
        """``token`` is the console's, empty where it asks for none."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._kafka = kafka
        self._began = time.monotonic()
        self._ready = False
        self._last = ""

    def show(self) -> None:
        """Draw the line anew."""
        counts = self._counts()
        if counts is None:
            return
        if not self._ready:
            self._ready = True
            click.echo(
                f"Kafka is at {self._kafka}; stages ready after {time.monotonic() - self._began:.0f} s", err=True
            )
            click.echo(f"Crosswire is ready: {self._url}   (Ctrl-C stops everything)")
        line = " · ".join(f"{count} {name}" for name, count in counts.items())
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)
        elif line != self._last:
            click.echo(line, err=True)
        self._last = line

    def _counts(self) -> dict[str, int] | None:
        try:
            asked = urllib.request.Request(f"{self._url}/api/status", headers=self._headers)  # noqa: S310
            with urllib.request.urlopen(asked, timeout=2) as answer:  # noqa: S310
                status = orjson.loads(answer.read())
        except (OSError, ValueError):
            return None
        counts = status.get("counts", {})
        return {str(name): int(count) for name, count in counts.items()}
