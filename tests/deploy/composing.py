"""Compose as the tests call it: projects with names and ports of their own, brought up and taken down."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crosswire.testing.containers import missing

ROOT = Path(__file__).parents[2]
LABEL = "label=org.opencontainers.image.title=Crosswire"
PROFILES = tuple(part for name in ("sample", "tools", "monitoring", "notify") for part in ("--profile", name))


def compose(
    *arguments: str, variables: Mapping[str, str] | None = None, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    command = ["docker", "compose", *arguments]
    environment = {**os.environ, **(variables or {})}
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env=environment, timeout=timeout, check=False
    )


def config(*files: str, **variables: str) -> dict[str, Any]:
    """The configuration that compose makes of ``files``."""
    if shutil.which("docker") is None or compose("version").returncode:
        pytest.skip("docker compose is not installed")
    ended = compose(*files, *PROFILES, "config", "--format", "json", variables=variables)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


# Below those that the system and Docker give by themselves, to whomever asks meanwhile.
PORTS = range(20_000, 32_000)
_GIVEN: set[int] = set()


def free_port() -> str:
    """Return a port of this machine that is free, and that nobody was given here before."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in _GIVEN:
                _GIVEN.add(port)
                return str(port)


def lacking(why: str) -> None:
    """Skip on a laptop, fail in CI."""
    if os.environ.get("CI"):
        pytest.fail(f"these tests must run in CI: {why}")
    pytest.skip(why)


def docker_is_here() -> None:
    """Go on where Docker answers."""
    if (why := missing()) is not None:
        lacking(why)


def needs(program: str, package: str) -> None:
    """Go on where ``program`` is installed."""
    if shutil.which(program) is None:
        lacking(f"{program} is not installed (Debian: apt install {package})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A compose project: its files and profiles, and variables with a name and ports that no other has."""

    options: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.variables["CROSSWIRE_PROJECT"]

    @property
    def console(self) -> str:
        return f"http://127.0.0.1:{self.variables['CROSSWIRE_PORT']}"

    @property
    def kafka(self) -> str:
        return f"127.0.0.1:{self.variables['CROSSWIRE_KAFKA_PORT']}"

    def run(self, *arguments: str, timeout: float = 120) -> str:
        """What ``docker compose`` with ``arguments`` writes; it must succeed."""
        ended = compose(*self.options, *arguments, variables=self.variables, timeout=timeout)
        assert ended.returncode == 0, (ended.stdout + ended.stderr)[-3000:]
        return ended.stdout

    def contradictions(self, query: str = "state=open") -> list[Any]:
        """What the console's API lists."""
        with urllib.request.urlopen(f"{self.console}/api/contradictions?{query}", timeout=10) as answer:
            found: list[Any] = json.loads(answer.read())["items"]
            return found

    def wait_for(self, wanted: Callable[[Any], bool], seconds: float = 90) -> Any:
        """The first open contradiction that is ``wanted``."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for found in self.contradictions():
                if wanted(found):
                    return found
            time.sleep(1)
        raise AssertionError("no such contradiction came")


@contextmanager
def brought_up(*options: str, name: str, variables: Mapping[str, str] | None = None) -> Iterator[Project]:
    """A project whose image is built, and which is taken down with its volumes."""
    docker_is_here()
    own = {
        "CROSSWIRE_PROJECT": f"crosswire-{name}-{os.getpid()}",
        "CROSSWIRE_PORT": free_port(),
        "CROSSWIRE_KAFKA_PORT": free_port(),
    }
    made = Project(options=options, variables=own | dict(variables or {}))
    build()
    try:
        yield made
    finally:
        compose(*options, "down", "--volumes", "--timeout", "5", timeout=100, variables=made.variables)


@cache
def build() -> None:
    """Build the image, once; every service of every project has the same. What it takes the name from is removed."""
    ended = compose("build", "--quiet", timeout=500)
    assert ended.returncode == 0, (ended.stdout + ended.stderr)[-3000:]
    subprocess.run(["docker", "image", "prune", "--force", "--filter", LABEL], capture_output=True, check=False)


@contextmanager
def project(*options: str, name: str, variables: Mapping[str, str] | None = None) -> Iterator[Project]:
    """A project brought up until all is healthy, and taken down with its volumes."""
    with brought_up(*options, name=name, variables=variables) as made:
        made.run("up", "--wait", "--quiet-pull", timeout=500)
        yield made
