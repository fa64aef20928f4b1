"""Measurements on published data, each against trivial baselines."""
