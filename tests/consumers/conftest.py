"""A broker, a database and a system on them for each module; without the engines they are skipped."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswire.edges import topics
from crosswire.edges.engines import DataFolder, EngineUnavailable, start_postgres
from crosswire.edges.store import database as store
from crosswire.testing import System
from tests.consumers.broker import Broker
from tests.consumers.page import commands, copied


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFolder]:
    with DataFolder(tmp_path_factory.mktemp("consumers")).claim() as claimed:
        yield claimed


@pytest.fixture(scope="module")
def broker(folder: DataFolder) -> Iterator[Broker]:
    """A missing engine is a skip on a laptop and a failure in CI."""
    try:
        running = Broker(folder)
    except EngineUnavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    topics.create(running.address)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def database(folder: DataFolder) -> Iterator[str]:
    """The address of a database with all tables."""
    try:
        engine = start_postgres(folder, lambda _: None)
    except EngineUnavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    store.upgrade(engine.address)
    yield engine.address
    engine.stop()


@pytest.fixture(scope="module")
def running(broker: Broker, database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system with all its stages; each test has articles of its own."""
    system = System(broker.address, database, tmp_path_factory.mktemp("stages"), None)
    for stage in ("extract", "contradict", "sink"):
        system.start(stage)
    yield system
    system.close()


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what the page's commands touch, so that nothing is left behind."""
    copy = copied(tmp_path_factory.mktemp("checkout"))
    # Nothing is downloaded while testing: what is not in the caches is a skip.
    (copy / "deploy/consumers/java/.mvn").mkdir()
    (copy / "deploy/consumers/java/.mvn/maven.config").write_text("-o\n-Dstyle.color=never\n")
    return copy


@pytest.fixture(scope="session")
def clean(checkout: Path) -> Path:
    """Return the Python of an environment with the contract and a Kafka client alone, made by the page's commands."""
    python = checkout / "consumer" / "bin" / "python"
    if not python.exists():
        script = "\n".join(commands()["python"].splitlines()[:2])
        if subprocess.run(["sh", "-ec", script], cwd=checkout, check=False).returncode:
            reason = "pip cannot install here"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
    return python
