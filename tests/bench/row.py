"""One row of the bench: a figure on a set, its goal, and trivial baselines beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``value`` of ``measure`` on ``set``; ``goal`` is what it should reach; ``baselines`` by name."""

    set: str
    measure: str
    value: float
    goal: float | None
    baselines: Mapping[str, float] = field(default_factory=dict)
