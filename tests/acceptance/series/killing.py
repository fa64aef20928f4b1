"""Kills at random moments of a part of the series: ``python -m tests.acceptance.series.killing [--kills 20]``."""

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.acceptance.running import differences, until
from tests.acceptance.series import captures, server
from tests.acceptance.series.feeding import SITES
from tests.acceptance.series.whole import ALL, Whole, running

LONGEST = 1800.0
LAST = "20250422"
Tables = dict[str, list[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """What was killed, one after the other, how many of the kills met work, and the tables in the end."""

    names: list[str]
    at_work: int
    tables: Tables


def victims(kills: int, chance: random.Random) -> list[str]:
    """Return what to kill, each stage and engine about as often, in an order of chance."""
    names = [ALL[number % len(ALL)] for number in range(kills)]
    chance.shuffle(names)
    return names


def untroubled(folder: Path, series: captures.Series, address: str) -> Tables:
    """Return the tables after a run without a kill."""
    with running(folder, series, address) as whole:
        whole.settle(LONGEST)
        return whole.tables()


def troubled(folder: Path, series: captures.Series, address: str, kills: int, chance: random.Random) -> Killed:
    """Kill while captures come in; return the tables after all the work is done."""
    # So that captures still come in when the last kill comes; an engine or a model needs seconds to be back.
    pause = kills * 12.0 / len(series.times())
    with running(folder, series, address, pause) as whole:
        names, at_work = victims(kills, chance), 0
        until(lambda: whole.count("extractions"), LONGEST)
        for name in names:
            time.sleep(chance.uniform(2.0, 14.0))
            at_work += not whole.finished()
            print(f"kill {name}: {whole.progress()}", flush=True)
            whole.kill(name)
            went_on(whole)
        whole.settle(LONGEST)
        return Killed(names=names, at_work=at_work, tables=whole.tables())


def went_on(whole: Whole) -> None:
    """Return when something more was read: on a busy machine later kills would else meet stages that only start."""
    reached = whole.count("extractions")

    def more() -> bool:
        whole.tend()
        return whole.count("extractions") > reached or whole.finished()

    until(more, LONGEST)


def main(series: captures.Series, folder: Path, kills: int, chance: random.Random) -> list[str]:
    """Compare a run with kills to one without; print what happened, return what differs."""
    with server.serving(series) as address:
        kept = untroubled(folder / "untroubled", series, address)
        found = troubled(folder / "troubled", series, address, kills, chance)
    counts = {name: len(rows) for name, rows in kept.items()}
    print(f"{len(series)} captures, {kills} kills, {found.at_work} of them met work: {counts}")
    return [f"{name}: {said}" for name, rows in kept.items() for said in differences(found.tables[name], rows)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--until", default=LAST, help="captures up to this day")
    parser.add_argument("--seed", type=int, default=9)
    arguments = parser.parse_args()
    last = datetime.fromisoformat(f"{arguments.until}T00:00:00+00:00")
    with tempfile.TemporaryDirectory() as name:
        part = captures.read(SITES, last)
        raise SystemExit("\n".join(main(part, Path(name), arguments.kills, random.Random(arguments.seed))) or 0)
