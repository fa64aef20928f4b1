"""Tests of comparing claims."""
