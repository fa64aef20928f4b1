"""Lag as the console shows it: ends less what was read, by topic."""

import time
from collections.abc import Mapping

import pytest

from crosswire.edges import topics
from crosswire.edges.lag import LagWatch, by_topic
from crosswire.edges.waiting import READS, Waiting

CLAIMS = "crosswire.claims.v1"


@pytest.mark.parametrize(
    ("partitions", "messages"),
    [
        pytest.param({0: (5, 5), 1: (7, 7)}, 0, id="all was read"),
        pytest.param({0: (5, 5), 1: (3, 7)}, 4, id="some is left"),
        pytest.param({0: (0, 5), 1: (0, 7)}, 12, id="nothing was read"),
        pytest.param({0: (9, 2)}, 0, id="a topic made anew is no negative lag"),
    ],
)
def test_lag_is_what_a_stage_has_yet_to_read(partitions: Mapping[int, tuple[int, int]], messages: int) -> None:
    waiting = [
        Waiting(stage="contradict", topic=CLAIMS, partition=number, next=place, end=end)
        for number, (place, end) in partitions.items()
    ]
    assert by_topic(waiting) == [{"stage": "contradict", "topic": CLAIMS, "messages": messages}]


def test_kafka_tells_the_lag_of_every_stage(kafka_address: str) -> None:
    topics.create(kafka_address)
    with LagWatch(kafka_address, list) as watch:
        until = time.monotonic() + 40
        while not watch.last():
            assert time.monotonic() < until
            time.sleep(0.2)
        rows = watch.last()
    assert {(row["stage"], row["topic"]) for row in rows} == {
        (stage, topic) for stage in ("extract", "contradict", "sink") for topic in READS[stage]
    }
    assert all(row["messages"] >= 0 for row in rows)
