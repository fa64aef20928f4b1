"""Locate: the names of places, each resolved to its entry in the gazetteer."""
