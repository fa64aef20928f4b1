"""How far scores may be believed: of the candidate pairs of made-up newsrooms, by score, the share that is expected.

Usage: python -m tests.bench.reliability [SCENARIOS...]; without names, all that rules were made with.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crosswire.contradict import step
from crosswire.contradict.remember.recall import Recall
from crosswire.contradict.rule import ruling
from crosswire_schemas.records import Record
from tests.bench.scenarios import SCENARIOS, articles, extracted, meets, read

BINS = 10
OPEN_TO_ALL = ("dev", "more", "wide", "later", "held", "broad", "crowded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate pair: its type, its score, and whether the scenario expects it."""

    type: str
    score: float
    expected: bool


def judged(scenario: dict[str, Any], records: list[Record]) -> Iterator[Judged]:
    """Yield the pairs of positions that only their score decides on: nothing else has closed them."""
    memory = Recall()
    step(records, memory)
    names = {at.article_id: given["id"] for at, given in zip(articles(scenario), scenario["articles"], strict=True)}
    desk = memory._desk(sorted(memory._cases))
    held = {at.position_id: at for folder in desk.folders.values() for at in folder.held}
    for pair in desk.pairs:
        left, right = held[pair.left], held[pair.right]
        if not (left.claims and right.claims) or ruling._closed(pair, held, desk):
            continue
        score = ruling._score(pair, left, right, desk)
        if pair.answers and not score:
            continue  # What another pair of the same accounts says already.
        flag = ruling._record(pair, (left, right), desk, surety=score, because=None, now=None)
        yield Judged(type=pair.type, score=score, expected=any(meets(flag, at, names) for at in scenario["expect"]))


def table(found: list[Judged]) -> Iterator[str]:
    """Yield the reliability table, and how far scores and shares are apart over all."""
    yield "| score | pairs | mean score | expected |\n|---|---|---|---|"
    apart = 0.0
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        inside = [at for at in found if low <= at.score < high or (at.score == high == 1.0)]
        if not inside:
            continue
        mean = sum(at.score for at in inside) / len(inside)
        share = sum(at.expected for at in inside) / len(inside)
        apart += abs(mean - share) * len(inside) / len(found)
        yield f"| {low:.1f} to {high:.1f} | {len(inside)} | {mean:.2f} | {share:.2f} |"
    brier = sum((at.score - at.expected) ** 2 for at in found) / len(found)
    yield f"\n{len(found)} pairs, calibration error {apart:.3f}, Brier score {brier:.3f}"


def main() -> None:
    """Print the table."""
    found = []
    for name in sys.argv[1:] or OPEN_TO_ALL:
        if (path := SCENARIOS / f"{name}.jsonl").exists():
            scenarios = read(path)
            for scenario, records in zip(scenarios, extracted(scenarios), strict=True):
                found += judged(scenario, records)
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
