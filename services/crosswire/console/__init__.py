"""The console: an analyst's pages over what the sink stored, and the same as JSON, a stream and an Atom feed."""

from crosswire.console.application import application

__all__ = ["application"]
