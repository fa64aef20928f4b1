"""Silence: the sentences in which nobody claims anything."""

import re
from functools import cache
from importlib.resources import files


def nobodys(text: str) -> bool:
    """Tell whether a sentence is nobody's claim: a notice, a credit, a question, or that nothing is known."""
    plain = text.strip()
    if plain.rstrip("\"”’'").endswith("?"):
        return True
    return any(pattern.match(plain) for pattern in patterns("boilerplate.txt")) or any(
        pattern.search(plain) for pattern in patterns("unclear.txt")
    )


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the regular expressions of a data file, one a line."""
    lines = files("crosswire.extract").joinpath("data/en", name).read_text("utf-8").splitlines()
    return tuple(re.compile(line, re.IGNORECASE | re.DOTALL) for line in lines if line and not line.startswith("#"))
