"""Made-up newsrooms: how many of the contradictions in them are found, and how many false alarms there are."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crosswire import contradict, extract
from crosswire.cli.articles import instant, make
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire_schemas.records import Article, Contradiction, Record
from tests.bench.row import Row

SCENARIOS = Path(__file__).parents[1] / "data" / "scenarios"
NOW = datetime(2025, 12, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of one scenario: expected contradictions found, expected at all, and the open ones that meet none."""

    found: int
    expected: int
    false: tuple[Contradiction, ...]
    missed: tuple[str, ...]


def rows(_: Path, *parts: str) -> Iterator[Row]:
    """Measure ``parts``: by default the development scenarios, further ones, and those set aside for counts only."""
    for name in parts or ("dev", "more", "wide", "later", "broad", "held", "crowded", "near"):
        scenarios = read(SCENARIOS / f"{name}.jsonl")
        tallies = [tally(scenario, records) for scenario, records in zip(scenarios, extracted(scenarios), strict=True)]
        found, expected = sum(at.found for at in tallies), sum(at.expected for at in tallies)
        false = sum(len(at.false) for at in tallies)
        quiet = {"never flagged": 0.0}
        yield Row(set=f"scenarios {name}", measure="recall", value=found / expected, goal=0.85, baselines=quiet)
        yield Row(set=f"scenarios {name}", measure="false alarms", value=false, goal=2 if len(scenarios) < 100 else 4)


def read(path: Path) -> list[dict[str, Any]]:
    """Return the scenarios of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def article(given: dict[str, Any], revision: int) -> Article:
    """Return an article of a scenario; its ``id`` is in the address unless it has one."""
    title = given.get("title", "")
    made = make(
        text=f"{title}\n\n{given['text']}" if title else given["text"],
        title=title,
        name=given["id"],
        outlet=given["outlet"],
        published=instant(given["published"]),
        url=given.get("url"),
        now=NOW,
    )
    return _revised(made, revision)


def _revised(made: Article, revision: int) -> Article:
    return replace(made, revision=revision, fetched_at=made.published_at)


def articles(scenario: dict[str, Any]) -> list[Article]:
    """Return the articles in order, those of one address as revisions of one."""
    seen: dict[str, int] = {}
    made = []
    for given in scenario["articles"]:
        address = given.get("url") or given["id"]
        seen[address] = seen.get(address, 0) + 1
        made.append(article(given, seen[address]))
    return made


def extracted(scenarios: Sequence[dict[str, Any]]) -> Iterator[list[Record]]:
    """Yield the claims and extractions of each scenario."""
    every = [articles(scenario) for scenario in scenarios]
    split = extract.split_all((one for group in every for one in group), extract.load(gazetteer_file()))
    for group in every:
        records: list[Record] = []
        for _, found in zip(group, split, strict=False):
            records += [*found.claims, found.extraction]
        yield records


def tally(scenario: dict[str, Any], records: Sequence[Record]) -> Tally:
    """Count a scenario's flags against what is expected of it."""
    names = {(at.article_id): given["id"] for at, given in zip(articles(scenario), scenario["articles"], strict=True)}
    flags = [at for at in contradict.check(records) if isinstance(at, Contradiction) and at.state == "open"]
    met: set[int] = set()
    false = []
    for flag in flags:
        hits = [n for n, expected in enumerate(scenario["expect"]) if meets(flag, expected, names)]
        met.update(hits)
        if not hits:
            false.append(flag)
    missed = tuple(expected["type"] for n, expected in enumerate(scenario["expect"]) if n not in met)
    return Tally(found=len(met), expected=len(scenario["expect"]), false=tuple(false), missed=missed)


def meets(flag: Contradiction, expected: dict[str, Any], names: dict[str, str]) -> bool:
    """Tell whether a flag is the expected one: its type, and an article of either list on either side."""
    one, other = (
        {names[article] for article in (side.article_id, *(at.article_id for at in side.others))}
        for side in (flag.left, flag.right)
    )
    first, second = (set(group) for group in expected["between"])
    return flag.type == expected["type"] and bool((one & first and other & second) or (one & second and other & first))
