"""The producer on the real broker: delivers or raises, and goes on after an error."""

import os
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from kafka import KafkaConsumer, TopicPartition

from crosswire.edges import topics
from crosswire.edges.messages import Message, Rejected, message
from crosswire.edges.producer import Producer, Undelivered
from crosswire_schemas.examples import ARTICLE
from crosswire_schemas.topics import ARTICLES, MATTERS, Topic

NOW = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def topic(kafka_address: str, tag: str) -> Topic:
    made = replace(ARTICLES, name=f"{tag}.articles", partitions=1, max_message_bytes=100_000)
    topics.create(kafka_address, topics=[made])
    return made


def read(address: str, topic: str) -> list[tuple[bytes, bytes]]:
    consumer = KafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest", enable_auto_commit=False)
    partition = TopicPartition(topic, 0)
    consumer.assign([partition])
    end, found = consumer.end_offsets([partition])[partition], []
    while consumer.position(partition) < end:
        found += [(each.key, each.value) for each in consumer.poll(1000).get(partition, [])]
    consumer.close()
    return found


def test_messages_are_there_in_order_when_send_returns(kafka_address: str, topic: Topic) -> None:
    sent = [Message(topic=topic.name, key=b"k", value=str(number).encode()) for number in range(500)]
    with Producer(kafka_address, client="test") as producer:
        producer.send(sent)
    assert read(kafka_address, topic.name) == [(b"k", each.value) for each in sent]


REFUSED = {
    "over the topic's size": (100_500, Rejected, "oversize"),
    "over the client's size": (9_000_000, Rejected, "oversize"),
}


@pytest.mark.parametrize(("size", "error", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_the_broker_refuses_is_raised_and_the_next_send_works(
    kafka_address: str, topic: Topic, size: int, error: type[Exception], words: str
) -> None:
    with Producer(kafka_address, client="test") as producer:
        with pytest.raises(error, match=words):
            producer.send([Message(topic=topic.name, key=b"k", value=os.urandom(size))])
        producer.send([Message(topic=topic.name, key=b"k", value=b"after")])
    assert read(kafka_address, topic.name)[-1] == (b"k", b"after")


def test_a_message_without_a_key_is_refused_by_a_compacted_topic(kafka_address: str, tag: str) -> None:
    made = replace(MATTERS, name=f"{tag}.matters")
    topics.create(kafka_address, topics=[made])
    with Producer(kafka_address, client="test") as producer, pytest.raises(Rejected, match="rejected"):
        producer.send([Message(topic=made.name, value=b"no key")])


def test_a_missing_topic_and_an_absent_broker_are_undelivered(kafka_address: str, tag: str) -> None:
    for address in (kafka_address, "127.0.0.1:9"):
        with Producer(address, client="test", timeout_ms=2000) as producer, pytest.raises(Undelivered, match=address):
            producer.send([Message(topic=f"{tag}.missing", value=b"x")])


def test_a_record_over_its_topics_size_is_rejected_before_anything_is_sent() -> None:
    small = replace(ARTICLES, max_message_bytes=1000)
    with pytest.raises(Rejected, match=r"oversize: \d+ bytes for crosswire\.articles\.v1"):
        message(replace(ARTICLE, text="x" * 2000), small, stage="poll", now=NOW)


def test_a_record_dated_in_the_future_is_taken_since_no_timestamp_is_sent(kafka_address: str, topic: Topic) -> None:
    ahead = replace(ARTICLE, published_at=datetime.now(UTC) + timedelta(days=3))
    with Producer(kafka_address, client="test") as producer:
        producer.send([message(ahead, topic, stage="poll", now=ahead.published_at)])
    assert len(read(kafka_address, topic.name)) == 1


def test_several_threads_share_one_producer_and_an_error_of_one_harms_no_other(
    kafka_address: str, topic: Topic
) -> None:
    failures: list[Exception] = []

    def send(number: int) -> None:
        size = 100_500 if number == 3 else 10
        try:
            producer.send([Message(topic=topic.name, key=b"k", value=os.urandom(size)) for _ in range(20)])
        except Rejected as error:
            failures.append(error)

    with Producer(kafka_address, client="test") as producer:
        threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len(failures) == 1
    assert len(read(kafka_address, topic.name)) == 100
