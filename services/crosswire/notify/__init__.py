"""Sends new contradictions on to an address that the operator names: which of them, and in what words."""

from crosswire.notify.notices import Notice, notice
from crosswire.notify.wishes import Wishes, wanted, wishes

__all__ = ["Notice", "Wishes", "notice", "wanted", "wishes"]
