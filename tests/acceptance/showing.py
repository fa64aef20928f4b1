"""Tells how soon a newcomer sees each type of contradiction: ``python -m tests.acceptance.showing``.

Starts ``crosswire up --sample`` on an empty folder and asks the console once a second for open contradictions, until
each type is there or ninety seconds after it said that it is ready.
"""

import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.acceptance.running import running

TYPES = ("denial", "number", "outcome", "control", "responsibility", "place", "time", "status")
PATIENCE = 90.0


def main() -> int:
    """Print what came when; fail where a type did not come."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        running(Path(folder) / "data", "--sample") as up,
    ):
        began = time.monotonic()
        up.url()
        ready, seen, kinds = time.monotonic(), dict[str, float](), Counter[str]()
        while len(seen) < len(TYPES) and time.monotonic() - ready < PATIENCE:
            kinds = Counter(record["type"] for record in up.all("/api/contradictions?state=open"))
            now = time.monotonic() - ready
            seen = {kind: seen.get(kind, now) for kind in kinds} | seen
            time.sleep(1)
    print(f"ready {ready - began:.0f} s after the start; seconds from there to the first open contradiction:")
    for kind in TYPES:
        print(f"  {kind:15} {f'{seen[kind]:.0f}' if kind in seen else 'not seen':>8}")
    print(f"open at the end of this: {sum(kinds.values())}")
    return 0 if len(seen) == len(TYPES) else 1


if __name__ == "__main__":
    raise SystemExit(main())
