"""The compose file holds what it promises, and brings everything up on a machine that has Docker only."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from crosswire.edges.stream_settings import Timing
from crosswire.flow import STAGES
from crosswire.testing.containers import missing

ROOT = Path(__file__).parents[2]
ONE_SHOT = {"secrets", "topics", "migrations", "feeds", "tools"}
STORES = {"kafka", "postgres", "prometheus", "alertmanager", "grafana"}
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
    if shutil.which("docker") is None or compose("version").returncode:
        pytest.skip("docker compose is not installed")
    ended = compose(*files, *PROFILES, "config", "--format", "json", variables=variables)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def seconds(text: str) -> float:
    minutes, _, rest = text.rpartition("m")
    return float(minutes or 0) * 60 + float(rest.rstrip("s") or 0)


def test_every_service_is_bounded_watched_and_restarted() -> None:
    services = config()["services"]
    assert set(STAGES) <= set(services)
    for name, service in services.items():
        assert service["logging"]["options"]["max-size"], name
        if name == "secrets":
            continue
        assert int(service["mem_limit"]) > 0, name
        assert name in ONE_SHOT or service["restart"] == "unless-stopped", name
        if name not in STORES:
            assert service["read_only"], name
            assert service["cap_drop"] == ["ALL"], name
            assert seconds(service["stop_grace_period"]) > Timing().flush, name
        if name not in ONE_SHOT | {"prometheus", "alertmanager", "grafana"}:
            assert service["healthcheck"]["test"], name


def test_nothing_is_published_beyond_loopback() -> None:
    ports = [port for service in config()["services"].values() for port in service.get("ports", ())]
    assert {port["target"] for port in ports} == {8642, 29092, 9090, 3000}
    assert {port["host_ip"] for port in ports} == {"127.0.0.1"}


def test_the_overlay_for_external_engines_starts_none_of_its_own() -> None:
    files = ("-f", "docker-compose.yml", "-f", "deploy/compose.external.yml")
    services = config(*files, CROSSWIRE_KAFKA="k:9092", CROSSWIRE_DATABASE="postgresql://h/d")["services"]
    assert not {"kafka", "postgres", "secrets"} & set(services)
    for name in (*STAGES, "console", "topics", "migrations"):
        assert services[name]["environment"]["CROSSWIRE_KAFKA"] == "k:9092", name
        assert not services[name].get("volumes"), name


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture(scope="module")
def sample() -> Iterator[str]:
    """The sample newsroom by compose, on ports of its own; gives the console's address."""
    if (why := missing()) is not None:
        if os.environ.get("CI"):
            pytest.fail(f"these tests must run in CI: {why}")
        pytest.skip(why)
    port = free_port()
    variables = {
        "CROSSWIRE_PROJECT": f"crosswire-test-{os.getpid()}",
        "CROSSWIRE_PORT": port,
        "CROSSWIRE_KAFKA_PORT": free_port(),
    }
    file = ("--env-file", "deploy/sample.env")
    try:
        ended = compose(*file, "up", "--wait", "--build", "--quiet-pull", timeout=500, variables=variables)
        assert ended.returncode == 0, ended.stderr[-3000:]
        yield f"http://127.0.0.1:{port}"
    finally:
        compose(*file, "down", "--volumes", "--timeout", "5", timeout=100, variables=variables)


def test_the_sample_newsroom_comes_up_and_the_console_shows_contradictions(sample: str) -> None:
    until = time.monotonic() + 90
    found: list[Any] = []
    while not found and time.monotonic() < until:
        with urllib.request.urlopen(f"{sample}/api/contradictions?state=open", timeout=10) as answer:
            found = json.loads(answer.read())["items"]
        time.sleep(1)
    assert found
    assert {"left", "right", "explanation"} <= set(found[0])
