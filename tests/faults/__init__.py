"""Faults under load: whatever dies, the tables in the end are those of a run in which nothing did."""
