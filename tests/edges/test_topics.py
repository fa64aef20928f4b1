"""Topics on the real broker: made once, compared with their declaration, differences named with what mends them."""

from dataclasses import replace

import pytest

from crosswire.edges import topics
from crosswire_schemas.topics import ARTICLES, MATTERS, TOPICS, Topic


def test_topics_are_made_once_and_are_as_declared(kafka_address: str, tag: str) -> None:
    wanted = [replace(topic, name=f"{tag}.{topic.name}") for topic in TOPICS.values()]
    assert set(topics.create(kafka_address, topics=wanted)) == {topic.name for topic in wanted}
    assert topics.create(kafka_address, topics=wanted) == ()
    assert topics.differences(kafka_address, topics=wanted) == ()
    assert {topic.name for topic in wanted} <= set(topics.names(kafka_address))


CASES = {
    "a missing topic": (None, "is missing", "crosswire topics create"),
    "too few partitions": (replace(ARTICLES, partitions=2), "the number of partitions is 2", "--partitions 4"),
    "a shorter retention": (replace(ARTICLES, retention_ms=1000), "retention.ms is 1000", "retention.ms=2592000000"),
    "a smaller message size": (
        replace(ARTICLES, max_message_bytes=1000),
        "max.message.bytes is 1000",
        "max.message.bytes=2097152",
    ),
}


@pytest.mark.parametrize(("made", "what", "mend"), CASES.values(), ids=CASES.keys())
def test_a_difference_is_named_with_the_command_that_mends_it(
    kafka_address: str, tag: str, made: Topic | None, what: str, mend: str
) -> None:
    wanted = replace(ARTICLES, name=f"{tag}.articles")
    if made is not None:
        topics.create(kafka_address, topics=[replace(made, name=wanted.name)])
    (difference,) = topics.differences(kafka_address, topics=[wanted])
    assert what in str(difference)
    assert mend in difference.mend


def test_more_partitions_than_declared_are_no_difference(kafka_address: str, tag: str) -> None:
    topic = replace(ARTICLES, name=f"{tag}.articles")
    topics.create(kafka_address, topics=[replace(topic, partitions=6)])
    assert topics.differences(kafka_address, topics=[topic]) == ()


def test_only_what_is_not_compacted_is_bounded_in_bytes() -> None:
    articles, matters = topics.bounded((ARTICLES, MATTERS), 1_000_000)
    assert articles.config()["retention.bytes"] == "1000000"
    assert "retention.bytes" not in matters.config()


def test_a_broker_that_is_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "TIMEOUT_MS", 1000)
    with pytest.raises(topics.TopicsUnreachable, match=r"127\.0\.0\.1:9 .*is it running"):
        topics.names("127.0.0.1:9")
