"""Runs the compose file at the highest rate: ``python -m tests.deploy.soak [--minutes 20] [--plot deploy/soak.svg]``.

Invented articles of 350 words are published as fast as extract takes them; each service's memory, open files and
connections are looked at all the while. Prints how they grew between the second quarter of the time and the last, and
how long the backlog took to be worked off in the end; draws memory over time.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from crosswire import flow
from crosswire.edges.messages import messages
from crosswire.edges.producer import Producer
from tests.deploy.composing import Project, brought_up
from tests.deploy.figures import SAMPLE, asked, settle
from tests.deploy.long_articles import long_article
from tests.deploy.plot import plot

SERVICES = ("poll", "extract", "contradict", "sink", "console", "kafka", "postgres")
AHEAD = 300
# So many claims an article are on their way to contradict at most, about half of what there are.
CLAIMS = 8
EVERY = 10.0
BEHIND = "select (select count(*) from claims) - (select count(*) from memory_claims)"
UNITS = {"B": 1 / 1024**2, "KiB": 1 / 1024, "MiB": 1.0, "GiB": 1024.0}
FILES = "ls /proc/[0-9]*/fd 2>/dev/null | grep -c '^[0-9]'"
SESSIONS = "select count(*) from pg_stat_activity where client_addr is not null"
STORED = "select count(*) from extractions join articles using (article_id) where outlet_id like 'outlet-%'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen at one moment: memory in MB and open files by service, connections, articles that wait."""

    minutes: float
    memory: dict[str, float]
    files: dict[str, int]
    connections: int
    waiting: int


def look(system: Project, began: float, waiting: int) -> Look:
    told = [json.loads(line) for line in system.run("stats", "--no-stream", "--format", "json").splitlines()]
    memory = {each["Name"].rsplit("-", 2)[1]: megabytes(each["MemUsage"].split()[0]) for each in told}
    return Look(
        minutes=(time.monotonic() - began) / 60,
        memory={name: memory[name] for name in SERVICES},
        files={name: int(system.run("exec", "-T", name, "bash", "-c", FILES)) for name in SERVICES},
        connections=asked(system, SESSIONS),
        waiting=waiting,
    )


def megabytes(text: str) -> float:
    number = text.rstrip("BKMGi")
    return float(number) * UNITS[text[len(number) :]]


def fed(system: Project, minutes: float) -> tuple[list[Look], int, float]:
    """What was seen while articles were published for ``minutes``; how many, and seconds until all was done."""
    began, looks, published, seen = time.monotonic(), list[Look](), 0, 0.0
    with Producer(system.kafka, client="soak") as producer:
        while time.monotonic() < began + 60 * minutes:
            waiting = published - asked(system, STORED)
            if waiting < AHEAD and asked(system, BEHIND) < CLAIMS * AHEAD:
                now = datetime.now(UTC)
                share = [long_article(number, now) for number in range(published, published + AHEAD)]
                producer.send(messages(share, flow.POLL.writes, stage="soak", now=now))
                published += len(share)
            if time.monotonic() > seen + EVERY:
                seen = time.monotonic()
                looks.append(look(system, began, waiting))
                print(looks[-1], flush=True)
            time.sleep(0.5)
    ended = time.monotonic()
    while asked(system, STORED) < published:
        assert time.monotonic() < ended + 600, "the backlog stays"
        time.sleep(1)
    settle(system)
    seconds = time.monotonic() - ended
    looks.append(look(system, began, published - asked(system, STORED)))
    return looks, published, seconds


def grown(values: Sequence[float]) -> str:
    """The mean of the second quarter and of the last."""
    quarter = max(1, len(values) // 4)
    return f"{mean(values[quarter : 2 * quarter]):.0f} | {mean(values[-quarter:]):.0f}"


def main() -> None:
    """Feed, look, print and draw."""
    parser = argparse.ArgumentParser(prog="python -m tests.deploy.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--plot", type=Path)
    wanted = parser.parse_args()
    with brought_up(*SAMPLE, name="soak") as system:
        system.run("up", "--wait", timeout=500)
        looks, published, seconds = fed(system, wanted.minutes)
    while_fed = looks[:-1]
    print("| service | MB, second quarter | MB, last quarter | files, second quarter | files, last quarter |")
    print("|---|---|---|---|---|")
    for name in SERVICES:
        memory, files = [each.memory[name] for each in while_fed], [each.files[name] for each in while_fed]
        print(f"| {name} | {grown(memory)} | {grown(files)} |")
    print(f"\nsessions of PostgreSQL, second and last quarter: {grown([each.connections for each in while_fed])}")
    print(f"{published} articles in {wanted.minutes:.0f} minutes, {published / wanted.minutes / 60:.1f} a second")
    print(f"{looks[-1].waiting} waiting {seconds:.0f} s after the last was published")
    if wanted.plot:
        lines = {name: [(each.minutes, each.memory[name]) for each in while_fed] for name in SERVICES}
        wanted.plot.write_text(plot(lines, across="minutes", up="MB"))


if __name__ == "__main__":
    main()
