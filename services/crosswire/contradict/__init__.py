"""Compares what sources claim: claims in, contradictions and matters out, with the point on which they differ.

``check`` goes through the rooms: ``file`` turns a claim into questions with answers, ``meet`` says whether two answers
are of one thing and exclude each other, ``rule`` says which pairs are open now and what is shown of them, ``remember``
keeps who said what. ``compare`` asks the same of two texts that are given as of one thing, and ``passages`` what their
words and figures exclude; ``values`` and ``words`` are what
all of them know of places, days, numbers, names and words.
"""

from crosswire.contradict.check import check, step
from crosswire.contradict.comparing import Comparison, compare

__all__ = ["Comparison", "check", "compare", "step"]
