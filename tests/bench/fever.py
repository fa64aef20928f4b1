"""FEVER symmetric dev, pairs with digits on both sides: accuracy, where ``neither`` is wrong."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.bench.pairs import compared
from tests.bench.row import Row

GOLD = {"SUPPORTS": "agreement", "REFUTES": "contradiction"}
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


def rows(data: Path) -> Iterator[Row]:
    """Measure the pairs with a digit in the claim and in the evidence."""
    lines = (data / "fever_symmetric" / "fever_symmetric_dev.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [pair for pair in map(json.loads, lines) if all(re.search(r"\d", pair[at]) for at in ("claim", "evidence"))]
    gold = [GOLD[pair["gold_label"]] for pair in pairs]
    verdicts = [at.verdict for at in compared([(_plain(at["evidence"]), _plain(at["claim"])) for at in pairs])]
    right = sum(a == b for a, b in zip(verdicts, gold, strict=True)) / len(gold)
    most = max(gold.count(label) for label in GOLD.values()) / len(gold)
    yield Row(set="FEVER symmetric, digits", measure="accuracy", value=right, goal=0.65, baselines={"one label": most})


def _plain(text: str) -> str:
    for written, meant in BRACKETS.items():
        text = text.replace(written, meant)
    return text
