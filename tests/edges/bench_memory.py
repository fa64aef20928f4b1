"""What a claim costs contradict's memory, and how much room it takes, by how many are remembered; run by name.

Usage: python -m tests.edges.bench_memory [DATA [CLAIMS...]]: the folder of the published sets, and how many thousands
of claims are remembered when the next are timed; ``hot`` for one matter of which 20,000 claims speak.
"""

import random
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import psutil
import psycopg
from psycopg.conninfo import make_conninfo

from crosswire.contradict.file.filing import file
from crosswire.edges.engines import DataFolder, start_postgres
from crosswire.edges.store.database import Database, one, upgrade
from crosswire.edges.store.memory import StoredMemory
from crosswire_schemas.records import Claim, Extraction
from tests.contradict.building import NINE, listing, toll
from tests.edges.ballast import IDS, multiply
from tests.edges.news import Told, news

LEADS = 2000
REMEMBERED = 10_000
BATCH = 100
HOT, HOT_TIMED = 20_000, 2_500
LONG_AGO = datetime(1950, 1, 1, tzinfo=UTC)
HEAD = "| remembered | filing | first transaction | second | all | CPU: worker | CPU: PostgreSQL | all, while pruning |"


@dataclass
class Cost:
    """What a run cost, in seconds: by the clock filing, storing and settling; by CPU this process and PostgreSQL's."""

    claims: int = 0
    filing: float = 0.0
    storing: float = 0.0
    settling: float = 0.0
    worker: float = 0.0
    server: float = 0.0
    pruned: int = field(default=0)

    def each(self, seconds: float) -> str:
        """Return microseconds a claim."""
        return f"{seconds / max(1, self.claims) * 1e6:.0f}"

    @property
    def all(self) -> float:
        """By the clock."""
        return self.filing + self.storing + self.settling


class Bench:
    """One database with its memory, and the processes of its server."""

    def __init__(self, address: str) -> None:
        self.database = Database(address)
        self.memory = StoredMemory(self.database)
        with self.database.session() as connection:
            self._server = psutil.Process(connection.info.backend_pid).parent()

    def _seconds(self) -> float:
        found = [each.cpu_times() for each in (self._server, *self._server.children())] if self._server else []
        return sum(times.user + times.system for times in found)

    def run(self, records: Sequence[Told]) -> Cost:
        """Give ``records`` to the memory in batches, as the stage does."""
        cost, worker, server = Cost(), time.process_time(), self._seconds()
        for start in range(0, len(records), BATCH):
            batch = records[start : start + BATCH]
            began = time.perf_counter()
            filed = [file(record) for record in batch if isinstance(record, Claim)]
            ended = time.perf_counter()
            touched = self.memory.file(filed, [record for record in batch if isinstance(record, Extraction)])
            stored = time.perf_counter()
            self.memory.settle(touched, None)
            cost.claims += len(filed)
            cost.filing += ended - began
            cost.storing += stored - ended
            cost.settling += time.perf_counter() - stored
        cost.worker, cost.server = time.process_time() - worker, self._seconds() - server
        return cost

    def run_while_pruning(self, records: Sequence[Told]) -> Cost:
        """The same while articles past their time are taken out without a pause."""
        with self.database.transaction() as connection:
            connection.execute("update memory_listings set fetched_at = fetched_at - interval '100 years'")
        stop, other = threading.Event(), StoredMemory(self.database)
        pruned: list[int] = []

        def prune() -> None:
            while not stop.is_set():
                pruned.append(other.prune(LONG_AGO, most=1))
                stop.wait(0.2)

        thread = threading.Thread(target=prune)
        thread.start()
        try:
            cost = self.run(records)
        finally:
            stop.set()
            thread.join()
        cost.pruned = sum(pruned)
        return cost

    def room(self) -> tuple[float, float]:
        """Return rows and bytes a remembered claim."""
        with self.database.session() as connection:
            rows = {name: one(connection.execute(f"select count(*) from memory_{name}").fetchone()) for name in IDS}
            size = sum(
                one(connection.execute(f"select pg_total_relation_size('memory_{name}')").fetchone()) for name in IDS
            )
        return sum(rows.values()) / rows["claims"], size / rows["claims"]


def told(data: Path) -> tuple[list[Told], list[Told]]:
    """Return the records of ``REMEMBERED`` claims of the news, and those of the rest; articles in a random order."""
    articles = news(data, LEADS)
    random.Random(1).shuffle(articles)
    claims, known = 0, 0
    while claims < REMEMBERED:
        claims += len(articles[known]) - 1
        known += 1
    return list(chain.from_iterable(articles[:known])), list(chain.from_iterable(articles[known:]))


def hot() -> Iterator[Told]:
    """Yield what 4,000 articles of 400 outlets say of one strike's toll: twelve numbers, five speakers each."""
    chance = random.Random(2)
    for number in range((HOT + HOT_TIMED) // 5):
        outlet, dead = f"Outlet {number % 400}", chance.choice((3, 4, 7, 8, 9, 11, 12, 14, 19, 21, 30, 34))
        made = [
            toll(outlet, dead, speaker=f"Speaker {chance.randrange(300)}", article=str(number), hours=number / 400)
            for _ in range(5)
        ]
        yield from made
        yield listing(*made, fetched_at=NINE + timedelta(hours=number / 400))


def measured(address: str, data: Path, thousands: int) -> str:
    """Return the row of a memory of so many claims."""
    bench = Bench(address)
    first, rest = told(data)
    bench.run(first)
    with bench.database.session() as connection:
        multiply(connection, thousands * 1000 // REMEMBERED - 1)
        connection.execute("vacuum analyze")
    rows, size = bench.room()
    middle = len(rest) // 2
    return line(f"{thousands},000", bench.run(rest[:middle]), bench.run_while_pruning(rest[middle:])) + (
        f" {rows:.1f} rows and {size:.0f} bytes a claim"
    )


def measured_hot(address: str) -> str:
    """Return the row of a matter of which 20,000 claims speak."""
    bench, records = Bench(address), list(hot())
    last = HOT // 5 * 6
    bench.run(records[:last])
    middle = (last + len(records)) // 2
    return line("one hot matter", bench.run(records[last:middle]), bench.run_while_pruning(records[middle:]))


def line(name: str, cost: Cost, pruning: Cost) -> str:
    """Return a row of the table, in microseconds a claim."""
    parts = (cost.filing, cost.storing, cost.settling, cost.all, cost.worker, cost.server)
    timed = " | ".join(map(cost.each, parts))
    return f"| {name} | {timed} | {pruning.each(pruning.all)} ({pruning.pruned} articles) |"


@contextmanager
def empty(server: str) -> Iterator[str]:
    """Give the address of a database of its own."""
    name = f"bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        address = make_conninfo(server, dbname=name)
        upgrade(address)
        yield address
        connection.execute(f"drop database {name} with (force)")


def main() -> None:
    """Print the table."""
    data, *sizes = sys.argv[1:] or ["../shared/data"]
    print(f"microseconds a claim, in batches of {BATCH}\n{HEAD}\n{'|---' * 8}|")
    with tempfile.TemporaryDirectory() as folder, DataFolder(Path(folder)).claim() as claimed:
        engine = start_postgres(claimed, lambda _: None)
        try:
            for size in sizes or ("10", "hot", "100", "1000"):
                with empty(engine.address) as address:
                    row = measured_hot(address) if size == "hot" else measured(address, Path(data), int(size))
                    print(row, flush=True)
        finally:
            engine.stop()


if __name__ == "__main__":
    main()
