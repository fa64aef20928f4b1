"""ClaimDiff pairs labelled 0, which do not weaken each other: the share that is flagged all the same."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.bench.pairs import compared
from tests.bench.row import Row


def rows(data: Path) -> Iterator[Row]:
    """Measure false alarms."""
    pairs = json.loads((data / "claimdiff" / "ClaimDiff-weak-train.json").read_text(encoding="utf-8"))["data"]
    quiet = [(pair["claim_a"], pair["claim_b"]) for pair in pairs if pair["relation"] == 0]
    flagged = sum(at.verdict == "contradiction" for at in compared(quiet))
    baselines = {"always": 1.0, "never": 0.0}
    yield Row(set="ClaimDiff 0", measure="false alarms", value=flagged / len(quiet), goal=0.03, baselines=baselines)
