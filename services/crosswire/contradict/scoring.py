"""The score of a contradiction: how likely it is that both sides cannot be true, from slots and wording."""

from math import exp

from crosswire.contradict.rows import Pair
from crosswire.contradict.wording import shared, words
from crosswire_schemas.records import Claim

# A contradiction below this is not shown to anybody.
OPEN = 0.5
# Hand-set weights of a logistic score: the slots' own score, shared names, shared content words.
_BIAS, _SLOTS, _NAMES, _CONTENT = -3.2, 3.0, 1.0, 2.5


def score(pair: Pair, left: Claim, right: Claim) -> float:
    """Return the probability, 0 to 1, that both claims cannot be true."""
    names, content = shared(words(left.content.text), words(right.content.text))
    return round(1 / (1 + exp(-(_BIAS + _SLOTS * pair.score + _NAMES * names + _CONTENT * content))), 4)
