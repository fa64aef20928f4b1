"""Crosswire: from news feeds to claims, events and contradictions."""

__version__ = "0.1.0"
