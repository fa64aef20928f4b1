"""The MinHash signature of a body (Broder 1997): the share of equal numbers estimates how alike two texts are."""

import re
from typing import Any

import rensa

from crosswire_schemas.identity import normalise

NUMBERS = 64
SEED = 1
SHINGLE = 3
_WORD = re.compile(r"\w+")


def of_body(body: str) -> tuple[int, ...]:
    """Return 64 numbers of 32 bits over the runs of three words of ``body``; none for a body without words."""
    words = _WORD.findall(normalise(body))
    if not words:
        return ()
    sketch: Any = rensa.RMinHash(NUMBERS, SEED)  # type: ignore[attr-defined]
    sketch.update([" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))])
    return tuple(sketch.digest())
