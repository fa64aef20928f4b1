"""Lag as the console shows it: ends less what was read, by topic."""

import time

import pytest
from kafka import TopicPartition

from crosswire.edges import topics
from crosswire.edges.lag import LagWatch, lag
from crosswire_schemas.topics import RECORD_TOPICS

CLAIMS = "crosswire.claims.v1"


@pytest.mark.parametrize(
    ("case", "ends", "read", "messages"),
    [
        ("all was read", {0: 5, 1: 7}, {0: 5, 1: 7}, 0),
        ("some is left", {0: 5, 1: 7}, {0: 5, 1: 3}, 4),
        ("nothing was read", {0: 5, 1: 7}, {}, 12),
        ("a topic made anew is no negative lag", {0: 2}, {0: 9}, 0),
    ],
)
def test_lag_is_what_a_stage_has_yet_to_read(
    case: str, ends: dict[int, int], read: dict[int, int], messages: int
) -> None:
    known = {TopicPartition(CLAIMS, number): end for number, end in ends.items()}
    at = {TopicPartition(CLAIMS, number): offset for number, offset in read.items()}
    assert lag("contradict", known, at) == [{"stage": "contradict", "topic": CLAIMS, "messages": messages}], case


def test_kafka_tells_the_lag_of_every_stage(kafka_address: str) -> None:
    topics.create(kafka_address)
    with LagWatch(kafka_address, list) as watch:
        until = time.monotonic() + 40
        while not watch.last():
            assert time.monotonic() < until
            time.sleep(0.2)
        rows = watch.last()
    assert {(row["stage"], row["topic"]) for row in rows} == {
        ("extract", "crosswire.articles.v1"),
        ("contradict", CLAIMS),
        *(("sink", topic.name) for topic in RECORD_TOPICS),
    }
    assert all(row["messages"] >= 0 for row in rows)
