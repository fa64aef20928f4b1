"""Windows: over how long, or up to when, a number goes."""

import re
from functools import lru_cache

from crosswire.contradict.words.lexicon import read


def over_two_times(left: str, right: str) -> bool:
    """Tell numbers of two windows: of a year and of a month, up to the morning and up to the evening."""
    found = [{name for name, said in _windows() if said.search(text)} for text in (left, right)]
    until = [{at[at.lastgroup or 0].casefold() for at in _until().finditer(text)} for text in (left, right)]
    return (all(found) and not found[0] & found[1]) or (all(until) and not until[0] & until[1])


@lru_cache(maxsize=1)
def _windows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(said, re.IGNORECASE)) for name, said in read("narrowing.toml")["windows"].items())


@lru_cache(maxsize=1)
def _until() -> re.Pattern[str]:
    return re.compile(read("narrowing.toml")["until"], re.IGNORECASE)
