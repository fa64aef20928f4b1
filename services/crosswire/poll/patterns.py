"""The data files of this stage, read once: what is cleaned away, what credits look like, what only tracks readers."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the data file ``name`` (without its ending) of this package."""
    return tomllib.loads(files("crosswire.poll").joinpath("data", f"{name}.toml").read_text("utf-8"))


def lines(text: str) -> list[str]:
    """Return the expressions of a multi-line value: one a line, empty lines and comments left out."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def whole(name: str, key: str, *, cased: bool = False) -> re.Pattern[str]:
    """Return one expression that matches where any line of ``key`` in data file ``name`` matches the whole text."""
    parts = "|".join(f"(?:{line})" for line in lines(table(name)[key]))
    return re.compile(rf"(?:{parts})\Z", 0 if cased else re.IGNORECASE)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the list ``key`` of data file ``name`` as a set."""
    return frozenset(table(name)[key])
