"""Containers of these tests are ended by their own ``with``: the reaper's image cannot be had everywhere."""

import os

os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
