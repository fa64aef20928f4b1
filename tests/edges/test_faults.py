"""Whatever dies at whatever moment: the tables end as without it, nothing is lost and nothing is there twice."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crosswire.edges.engines import EngineUnavailable
from tests.edges.faults.system import STAGES, System, running

ARTICLES = int(os.environ.get("CROSSWIRE_FAULT_ARTICLES", "400"))
SECONDS = 120 + ARTICLES * 0.1
AT_ONCE = 20
Fault = Callable[[System, random.Random], None]
End = tuple[list[tuple[str, str, str]], dict[str, set[str]]]


def run(path: Path, fault: Fault | None, chance: random.Random) -> End:
    """Publish all articles in portions, do harm between them, and return what there is at the end."""
    with running(path) as system:
        portions = range(0, ARTICLES, AT_ONCE)
        moments = set(chance.sample(list(portions), 3))
        for start in portions:
            system.publish(range(start, min(start + AT_ONCE, ARTICLES)))
            time.sleep(chance.random() * 0.4)
            if fault is not None and start in moments:
                fault(system, chance)
            system.tend()
        settle(system)
        return system.end(), system.flowed()


def settle(system: System) -> None:
    end = time.monotonic() + SECONDS
    while not system.finished():
        assert time.monotonic() < end, "it did not come to rest"
        system.tend()
        time.sleep(0.5)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> End:
    try:
        return run(tmp_path_factory.mktemp("undisturbed") / "run", None, random.Random(0))
    except EngineUnavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


def kill_all(system: System) -> None:
    for name in STAGES:
        system.kill(name)


FAULTS: dict[str, Fault] = {
    "extract is killed": lambda system, _: system.kill("extract"),
    "contradict is killed": lambda system, _: system.kill("contradict"),
    "the sink is killed": lambda system, _: system.kill("sink"),
    "all stages are killed": lambda system, _: kill_all(system),
    "Kafka is killed": lambda system, _: system.kill("kafka"),
    "PostgreSQL is killed": lambda system, _: system.kill("postgres"),
    "PostgreSQL ends every session": lambda system, _: system.cut_connections(),
    "PostgreSQL is read-only for a while": lambda system, _: system.make_read_only(3.0),
    "workers join and leave": lambda system, _: system.join_and_leave(6.0),
    "a stage is paused for longer than its session": lambda system, chance: system.pause(chance.choice(STAGES), 9.0),
}


def test_the_undisturbed_run_finds_something(undisturbed: End) -> None:
    kinds = [kind for kind, _, _ in undisturbed[0]]
    assert kinds.count("article") == kinds.count("claim") == kinds.count("extraction") == ARTICLES
    assert kinds.count("contradiction") > 5
    assert kinds.count("matter") > 5


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_nothing_is_lost_or_doubled_when(fault: Fault, undisturbed: End, tmp_path: Path) -> None:
    rows, flowed = run(tmp_path / "run", fault, random.Random(1))
    lost = [row[:2] for row in undisturbed[0] if row not in rows]
    extra = [row[:2] for row in rows if row not in undisturbed[0]]
    assert (lost, extra) == ([], [])
    assert {topic: len(ids) for topic, ids in flowed.items() if "contradictions" not in topic} == {
        topic: len(ids) for topic, ids in undisturbed[1].items() if "contradictions" not in topic
    }
