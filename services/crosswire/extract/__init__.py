"""Article to claims and events: who says what, and what happened, in verbs over one annotated document."""

from crosswire.extract.assemble import RULES
from crosswire.extract.read.parse import load
from crosswire.extract.split import Extracted, prepare, split, split_all

__all__ = ["RULES", "Extracted", "load", "prepare", "split", "split_all"]
