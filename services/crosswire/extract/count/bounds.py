"""Bounds: what "over", "at least", "about" and the like leave open around a number."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Number = int | float


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a wording allows: inclusive unless open, None where unbounded."""

    low: Number | None
    high: Number | None
    low_open: bool = False
    high_open: bool = False


def bounded(low: Number, high: Number, bound: str, *, whole: bool) -> Bounds:
    """Return what ``bound`` before a number from ``low`` to ``high`` allows; ``whole`` numbers are counted."""
    spare = _tolerances()
    bounds = Bounds(low, high)
    if bound == "above":
        bounds = Bounds(math.floor(low) + 1, None) if whole else Bounds(low, None, low_open=True)
    elif bound == "below":
        bounds = Bounds(None, math.ceil(high) - 1) if whole else Bounds(None, high, high_open=True)
    elif bound in {"from", "to"}:
        bounds = Bounds(low, None) if bound == "from" else Bounds(None, high)
    elif bound == "about":
        bounds = _around(low * (1 - spare["about"]), high * (1 + spare["about"]), whole)
    elif bound == "nearly":
        whole = whole and math.ceil(round(low * (1 - spare["nearly"]), 6)) < high  # "nearly three times": a part of one
        least = _around(low * (1 - spare["nearly"]), high, whole).low
        bounds = Bounds(least, math.ceil(high) - 1) if whole else Bounds(least, high, high_open=True)
    return bounds


def _around(low: float, high: float, whole: bool) -> Bounds:
    low, high = round(low, 6 if whole else 2), round(high, 6 if whole else 2)
    return Bounds(math.ceil(low), math.floor(high)) if whole else Bounds(plain(low), plain(high))


def plain(value: float) -> Number:
    """Return ``value`` as an integer where it is one."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


@cache
def _tolerances() -> Mapping[str, float]:
    text = files("crosswire.extract").joinpath("data/en/quantities/words.toml").read_text("utf-8")
    return {name: float(share) for name, share in tomllib.loads(text)["tolerances"].items()}
