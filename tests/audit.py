"""Asks an index of advisories about every pinned dependency: ``python -m tests.audit``; exit 1 where one is known bad.

Without such an index (no internet, a mirror without advisories) it says so and ends well: nothing was looked at.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = (ROOT / "requirements.lock", ROOT / "deploy" / "requirements.lock")
# Published with a known flaw: an index that does not tell of it tells of nothing.
FLAWED = "jinja2==2.4.1\n"
AUDIT = (sys.executable, "-m", "pip_audit", "--disable-pip", "--progress-spinner=off", "--format=json", "--timeout=5")


def advisories(lock: Path, *more: str) -> list[str]:
    """Return a line for each advisory on what ``lock`` pins; nothing where pip-audit could not ask."""
    ended = subprocess.run([*AUDIT, *more, "--requirement", lock], capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(ended.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []
    return [
        f"{each['name']} {each['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version'}"
        for each in found
        for known in each.get("vulns", ())
    ]


def knows() -> bool:
    """Return whether there is an index that knows of flaws."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(FLAWED)
        file.flush()
        return bool(advisories(Path(file.name), "--no-deps"))


def main() -> int:
    """Print what is known of the dependencies; return the exit status."""
    if not knows():
        print("audit: no index of advisories can be had here; nothing was looked at")
        return 0
    found = sorted({line for lock in LOCKS for line in advisories(lock, "--require-hashes")})
    print("\n".join(found) or "audit: no advisory on any dependency")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
