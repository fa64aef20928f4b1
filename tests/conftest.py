"""What all tests share: the gazetteer's file, built once before anything asks for it, and interrupts that arrive."""

import signal
from pathlib import Path

import pytest

from crosswire.edges.gazetteer_file import gazetteer_file

# Begun first, so that neither is left for the end when files are tested beside each other.
LONGEST = ("tests/acceptance/", "tests/faults/")


def pytest_configure() -> None:
    """Take interrupts again: what a shell starts in the background ignores them, and so would all that tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that take longest first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session", autouse=True)
def gazetteer() -> Path:
    """Return the file against which places are resolved."""
    return gazetteer_file()
