"""A second opinion on two passages: it may lower a score, so withhold a flag, and never raises one."""

from collections.abc import Callable

# Of two passages in this order, how likely they contradict each other, 0 to 1.
Opinion = Callable[[str, str], float]


def lowered(score: float, one: str, other: str, opinion: Opinion | None) -> float:
    """Return the score, or what the opinion gives where that is less; of both orders the surer counts."""
    if opinion is None:
        return score
    return round(min(score, max(opinion(one, other), opinion(other, one))), 4)
