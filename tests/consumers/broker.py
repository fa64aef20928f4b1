"""A broker that can be restarted, with its topics as declared, and all that is on one of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from crosswire.edges.engines import DataFolder, Engine, start_kafka
from crosswire_schemas.codec import decode
from crosswire_schemas.records import Record


class Broker:
    """The embedded Kafka on a folder that is claimed; its address stays through a restart."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._engine: Engine = start_kafka(folder, lambda _: None)
        self.address = self._engine.address

    def restart(self) -> None:
        """Stop it in order and start it on the same data."""
        self._engine.stop()
        self._engine = start_kafka(self._folder, lambda _: None)
        assert self._engine.address == self.address

    def stop(self) -> None:
        self._engine.stop()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A message as a consumer has it."""

    topic: str
    partition: int
    offset: int
    key: str
    headers: tuple[tuple[str, str], ...]
    value: bytes | None

    @cached_property
    def record(self) -> Record | None:
        return None if self.value is None else decode(self.value)

    def header(self, name: str) -> str:
        return dict(self.headers).get(name, "")


def everything(address: str, topic: str) -> list[Seen]:
    """Return all that is on ``topic`` now, partition by partition, in order."""
    consumer = KafkaConsumer(bootstrap_servers=address, group_id=None, enable_auto_commit=False)
    partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    ends = consumer.end_offsets(partitions)
    found: list[Seen] = []
    while any(consumer.position(partition) < ends[partition] for partition in partitions):
        for polled in consumer.poll(timeout_ms=500).values():
            found += [_seen(message) for message in polled]
    consumer.close()
    return sorted(found, key=lambda one: (one.partition, one.offset))


def _seen(message: Any) -> Seen:
    return Seen(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=(message.key or b"").decode(),
        headers=tuple((name, value.decode()) for name, value in message.headers),
        value=message.value,
    )


@contextmanager
def producing(address: str) -> Iterator[KafkaProducer]:
    producer = KafkaProducer(bootstrap_servers=address, acks="all")
    try:
        yield producer
    finally:
        producer.flush()
        producer.close()


def send(address: str, messages: Iterable[Seen]) -> None:
    """Write ``messages`` as they are, to the partitions they name."""
    with producing(address) as producer:
        for one in messages:
            pairs = [(name, value.encode()) for name, value in one.headers]
            where = {"topic": one.topic, "partition": one.partition, "key": one.key.encode()}
            producer.send(**where, value=one.value, headers=pairs)
