"""The score of a contradiction: how likely it is that both sides cannot be true, from slots and wording."""

from functools import lru_cache
from math import exp
from typing import Any

from crosswire.contradict.rows import Pair
from crosswire.contradict.words.lexicon import read
from crosswire.contradict.words.wording import Words, shared, words
from crosswire_schemas.records import Claim

# A contradiction below this is not shown to anybody.
OPEN = 0.5
# Questions of who: one sentence with its words in another order gives one answer, however it was read.
_DOERS = frozenset({"responsibility", "control"})


def score(pair: Pair, left: Claim, right: Claim, disputed: str) -> float:
    """Return the probability, 0 to 1, that both claims cannot be true.

    The words in dispute do not count as unlike.
    """
    weights = _weights()[pair.type]
    apart = words(disputed)
    if pair.type in _DOERS and _every(left) == _every(right):
        # One sentence in two articles, its words in another order: a copy, read twice.
        return 0.0
    names, content = shared(_rest(left, apart), _rest(right, apart))
    found = weights["bias"] + weights["slots"] * pair.score + weights["names"] * names + weights["content"] * content
    return round(1 / (1 + exp(-found)), 4)


def likely(kind: str, specifics: float, surety: float) -> float:
    """Return the probability that two accounts with ``specifics`` in common cannot both be true on a point."""
    weights = _weights()["account"]
    return round(surety / (1 + exp(-weights["slope"] * (specifics - weights[kind]))), 4)


def _every(claim: Claim) -> frozenset[str]:
    found = words(claim.content.text)
    return found.names | found.content


def _rest(claim: Claim, apart: Words) -> Words:
    found = words(claim.content.text)
    gone = apart.names | apart.content
    return Words(names=found.names - gone, content=found.content - gone)


@lru_cache(maxsize=1)
def _weights() -> dict[str, Any]:
    return read("scoring.toml")
