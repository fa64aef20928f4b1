"""Compares what sources claim: claims in, contradictions and matters out, with the point on which they differ."""

from crosswire.contradict.check import check, step
from crosswire.contradict.passages import Comparison, compare

__all__ = ["Comparison", "check", "compare", "step"]
