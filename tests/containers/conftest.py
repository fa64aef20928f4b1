"""One running system on containers for all these tests; without Docker they are skipped, in CI they fail."""

import os
from collections.abc import Iterator

import pytest

from crosswire.testing import System, system
from crosswire.testing.containers import missing

# Everything is ended by its own ``with``, and the reaper's image cannot be had everywhere.
os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")


@pytest.fixture(scope="session")
def docker() -> None:
    """Be there only where containers can run."""
    if (why := missing()) is not None:
        if os.environ.get("CI"):
            pytest.fail(f"these tests must run in CI: {why}")
        pytest.skip(why)


@pytest.fixture(scope="session")
def running(docker: None) -> Iterator[System]:
    """A system with all its stages; each test has articles of its own."""
    with system(engines="containers") as found:
        yield found
