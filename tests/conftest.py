"""What all tests share: the gazetteer's file, built once before anything asks for it."""

from pathlib import Path

import pytest

from crosswire.edges.gazetteer_file import gazetteer_file


@pytest.fixture(scope="session", autouse=True)
def gazetteer() -> Path:
    """Return the file against which places are resolved."""
    return gazetteer_file()
