"""Numbers: English wordings of one number, in figures or words, and their value."""

import re
import tomllib
from functools import cache
from importlib.resources import files

FIGURES = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@cache
def words() -> dict[str, int]:
    """Return the number words below a hundred and their values."""
    return {str(word): int(value) for word, value in _table()["words"].items()}


@cache
def scales() -> dict[str, int]:
    """Return the words and signs that multiply what stands before them."""
    return {str(word): int(value) for word, value in _table()["scales"].items()}


def value_of(wording: str) -> float | int | None:
    """Return the value of ``wording`` ("1,000", "2.5 million", "twenty-one"); None where it is none."""
    total: float | int = 0
    part: float | int | None = None
    for word in _pieces(wording):
        if FIGURES.fullmatch(word):
            part = (part or 0) + _figure(word)
        elif word in words():
            part = (part or 0) + words()[word]
        elif word in scales():
            scale = scales()[word]
            if scale == 100 or part is None:
                part = (part if part is not None else 1) * scale
            else:
                total, part = total + part * scale, 0
            if scale > 100 and part and part >= scale:
                total, part = total + part, 0
        elif word not in {"a", "an", "and"}:
            return None
    return None if part is None else _plain(total + part)


def _pieces(wording: str) -> list[str]:
    split = re.sub(r"(?<=\d)(?=[a-z])", " ", wording.casefold())
    return [word for word in re.split(r"[\s-]+", split) if word]


def _figure(word: str) -> float | int:
    plain = re.sub(r"[,\u00a0\u202f]", "", word)
    return float(plain) if "." in plain else int(plain)


def _plain(value: float | int) -> float | int:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


@cache
def _table() -> dict[str, dict[str, int]]:
    text = files("crosswire.extract").joinpath("data/en/quantities/numbers.toml").read_text("utf-8")
    return tomllib.loads(text)
