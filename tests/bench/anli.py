"""ANLI dev, rounds 1 and 2, rows tagged Numerical: precision and recall of contradiction."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.bench.pairs import compared
from tests.bench.row import Row


def rows(data: Path) -> Iterator[Row]:
    """Measure both rounds together; only the gold labels and tags are read."""
    found = [row for number in (1, 2) for row in _numerical(data, number)]
    verdicts = compared([(row["context"], row["statement"]) for row in found])
    flagged = [at.verdict == "contradiction" for at in verdicts]
    gold = [row["gold_label"] == "c" for row in found]
    right = sum(a and b for a, b in zip(flagged, gold, strict=True))
    share = sum(gold) / len(gold)
    yield Row(
        set="ANLI numerical",
        measure="precision of contradiction",
        value=right / max(1, sum(flagged)),
        goal=0.7,
        baselines={"always": share},
    )
    yield Row(
        set="ANLI numerical",
        measure="recall of contradiction",
        value=right / sum(gold),
        goal=0.2,
        baselines={"never": 0},
    )


def _numerical(data: Path, number: int) -> list[dict[str, str]]:
    path = data / "anli_annotated_dev" / f"ANLI_analysis_r{number}_dev.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if "Numerical" in row["tags"]]
