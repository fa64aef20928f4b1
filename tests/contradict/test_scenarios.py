"""The development scenarios: most contradictions in them are found, and next to nothing else is flagged."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench import scenarios


def test_most_contradictions_are_found_and_traps_stay_quiet() -> None:
    given = scenarios.read(scenarios.SCENARIOS / "dev.jsonl")
    tallies = [scenarios.tally(at, records) for at, records in zip(given, scenarios.extracted(given), strict=True)]
    found, expected = sum(at.found for at in tallies), sum(at.expected for at in tallies)
    false = [flag.explanation for at in tallies for flag in at.false]
    assert found / expected >= 0.8
    assert len(false) <= 2, false


CHECKED = """
from crosswire.contradict import check
from crosswire_schemas.codec import encode
from tests.bench import scenarios

for records in scenarios.extracted(scenarios.read(scenarios.SCENARIOS / "held.jsonl")[:30]):
    for found in (*records, *check(records)):
        print(encode(found).decode())
"""


def test_the_seed_of_pythons_hashes_changes_nothing() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", CHECKED],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert said[0].count(b'"contradiction"') > 10
    assert said[0] == said[1]
