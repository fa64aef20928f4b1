"""The tests, and the measurements of quality and speed."""
