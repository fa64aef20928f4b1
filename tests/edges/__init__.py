"""Tests of the edges, on the real engines."""
