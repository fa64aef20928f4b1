"""A consumer in a clean environment reads many claims through a restart of the broker and two rebalances."""

import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crosswire_schemas import Claim, Extraction, encode
from crosswire_schemas.examples import EXAMPLES
from crosswire_schemas.headers import headers, key
from crosswire_schemas.identity import identify
from crosswire_schemas.topics import CLAIMS
from tests.consumers.broker import Broker, producing

AN_ARTICLE = 10
READER = Path(__file__).with_name("reader.py")


def claims(articles: int, run: str) -> Iterator[tuple[Claim, ...]]:
    """Yield the small claims of each article."""
    example = EXAMPLES["claim"]
    assert isinstance(example, Claim)
    small = replace(example, slots=None, places=(), quantities=(), happened_on=None, said_on=None, event_ids=())
    for article in range(articles):
        article_id = identify("article", run, article)
        yield tuple(
            replace(small, article_id=article_id, claim_id=identify("claim", article_id, number))
            for number in range(AN_ARTICLE)
        )


def publish(address: str, found: list[tuple[Claim, ...]]) -> None:
    extraction = EXAMPLES["extraction"]
    assert isinstance(extraction, Extraction)
    now = extraction.published_at
    with producing(address) as producer:
        for group in found:
            ids = tuple(claim.claim_id for claim in group)
            end = replace(extraction, article_id=group[0].article_id, claim_ids=ids, event_ids=(), signature=())
            for record in (*group, end):
                pairs = headers(record, source="test", now=now)
                producer.send(CLAIMS.name, key=key(record), value=encode(record), headers=pairs)


def noted(files: list[Path]) -> list[list[str]]:
    lines = [line for file in files if file.exists() for line in file.read_text().splitlines(keepends=True)]
    return [line.split() for line in lines if line.endswith("\n")]


def until_it_holds_partitions(file: Path) -> None:
    end = time.monotonic() + 60
    while not Path(f"{file}.held").exists():
        assert time.monotonic() < end, "it was given no partition"
        time.sleep(0.2)


def reading(address: str, clean: Path, files: list[Path], found: list[tuple[Claim, ...]], broker: Broker) -> None:
    """Let one read, another join, the broker restart, the first be killed, and the other read to the end."""
    wanted = {claim.claim_id for group in found for claim in group}

    def member(file: Path) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        command = [clean, READER, address, f"reading-{file.parent.name}", file]
        with file.with_suffix(".log").open("ab") as log:
            return subprocess.Popen(command, stderr=log, env=environment)

    def until(done: float, file: Path | None = None, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            lines = noted([file] if file else files)
            if len({line[4] for line in lines if line[3] == "claim"} & wanted) >= done * len(wanted):
                return
            time.sleep(0.5)
        raise AssertionError(f"{done:.0%} was not read in {seconds:.0f} s")

    third = len(found) // 3
    first, second = files
    members = [member(first)]
    try:
        publish(address, found[:third])
        until(0.1)
        members.append(member(second))
        until_it_holds_partitions(second)
        publish(address, found[third : 2 * third])
        until(0.05, second)
        broker.restart()
        publish(address, found[2 * third :])
        until(0.7)
        members[0].kill()
        until(1.0)
    finally:
        for one in members:
            one.kill()
            one.wait()


def check(files: list[Path], found: list[tuple[Claim, ...]]) -> None:
    lines = noted(files)
    read = [line[4] for line in lines if line[3] == "claim"]
    assert set(read) == {claim.claim_id for group in found for claim in group}
    print(f"{len(set(read))} claims, {len(read) - len(set(read))} of them read again")
    # In order of the partition, as any one member has them: no matter who read what twice.
    places = {(int(line[0]), int(line[1])): line for line in lines}
    orders: dict[str, list[str]] = defaultdict(list)
    for place in sorted(places):
        orders[places[place][2]].append(places[place][4])
    for group in found:
        ids = [claim.claim_id for claim in group]
        assert orders[group[0].article_id] == [*ids, ",".join(ids)]
    for file in files:
        in_order_until_a_new_assignment(file)


def in_order_until_a_new_assignment(file: Path) -> None:
    """A member meets a partition's offsets without a gap; where it falls back, it repeats what was not committed."""
    last: dict[str, int] = {}
    falls = 0
    for partition, offset, *_ in noted([file]):
        falls += int(offset) <= last.get(partition, -1)
        last[partition] = int(offset)
    assert falls <= 3 * len(last), file.name


@pytest.mark.parametrize(
    "claims_in_all",
    [pytest.param(2_000, id="2000 claims"), pytest.param(100_000, id="100000 claims", marks=pytest.mark.soak)],
)
def test_every_claim_comes_in_order_through_a_restart_and_two_rebalances(
    broker: Broker, clean: Path, tmp_path: Path, claims_in_all: int
) -> None:
    found = list(claims(claims_in_all // AN_ARTICLE, tmp_path.name))
    files = [tmp_path / "first.txt", tmp_path / "second.txt"]
    reading(broker.address, clean, files, found, broker)
    assert all(noted([file]) for file in files)
    check(files, found)
