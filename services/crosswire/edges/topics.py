"""Topics on the broker: made as declared, listed, and compared with the declaration (kafka-python's admin client)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaError, TopicAlreadyExistsError

from crosswire.edges.brokers import Address, client_options
from crosswire_schemas.topics import TOPICS, Topic

TIMEOUT_MS = 30_000


class TopicsUnreachable(RuntimeError):
    """The broker did not answer, or refused; says what to check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A topic as the broker has it."""

    name: str
    partitions: int
    replicas: int
    config: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is not as declared, and the command that mends it."""

    topic: str
    what: str
    declared: str
    found: str
    mend: str

    def __str__(self) -> str:
        return f"{self.topic}: {self.what} is {self.found}, declared is {self.declared}. Mend it with: {self.mend}"


def bounded(topics: Iterable[Topic], retention_bytes: int) -> tuple[Topic, ...]:
    """Return ``topics`` with each partition that is not compacted kept to ``retention_bytes``."""
    return tuple(t if t.compacted else replace(t, retention_bytes=retention_bytes) for t in topics)


@contextmanager
def administering(address: Address) -> Iterator[KafkaAdminClient]:
    """Give a client for a while; its errors become ``TopicsUnreachable``."""
    try:
        client = KafkaAdminClient(
            **client_options(address),
            client_id="crosswire-topics",
            request_timeout_ms=TIMEOUT_MS,
            bootstrap_timeout_ms=TIMEOUT_MS,
        )
    except KafkaError as error:
        raise TopicsUnreachable(f"Kafka at {address} does not answer ({error}): is it running there?") from error
    try:
        yield client
    except KafkaError as error:
        raise TopicsUnreachable(f"Kafka at {address} refused: {error}") from error
    finally:
        client.close()


def create(address: Address, *, topics: Iterable[Topic] = (), replicas: int = -1) -> tuple[str, ...]:
    """Make the ``topics`` that are missing (all of the project by default) and return their names.

    ``replicas`` -1 leaves the number to the broker. Raises ``TopicsUnreachable``.
    """
    wanted = {topic.name: topic for topic in (topics or TOPICS.values())}
    with administering(address) as client:
        present = set(client.list_topics())
        missing = [name for name in wanted if name not in present]
        return tuple(name for name in missing if _make(client, wanted[name], replicas))


def _make(client: KafkaAdminClient, topic: Topic, replicas: int) -> bool:
    shape = {"num_partitions": topic.partitions, "replication_factor": replicas, "configs": dict(topic.config())}
    try:
        client.create_topics({topic.name: shape}, timeout_ms=TIMEOUT_MS, wait_for_metadata=True)
    except TopicAlreadyExistsError:
        return False
    return True


def names(address: Address) -> tuple[str, ...]:
    """Return the names of all the broker's topics, sorted. Raises ``TopicsUnreachable``."""
    with administering(address) as client:
        return tuple(sorted(client.list_topics()))


def describe(address: Address, *, topics: Iterable[Topic] = ()) -> tuple[Described, ...]:
    """Return those of ``topics`` (all of the project by default) that the broker has, as it has them."""
    wanted = [topic.name for topic in (topics or TOPICS.values())]
    with administering(address) as client:
        present = set(client.list_topics())
        asked = [name for name in wanted if name in present]
        return tuple(_described(client, asked)) if asked else ()


def _described(client: KafkaAdminClient, asked: list[str]) -> Iterator[Described]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in asked]
    configs = client.describe_configs(resources, config_filter="all")["topic"]
    for found in sorted(client.describe_topics(asked), key=lambda entry: asked.index(entry["name"])):
        partitions = found["partitions"]
        yield Described(
            name=found["name"],
            partitions=len(partitions),
            replicas=min(len(partition["replica_nodes"]) for partition in partitions),
            config={name: str(data["value"]) for name, data in sorted(configs[found["name"]].items())},
        )


def differences(address: Address, *, topics: Iterable[Topic] = ()) -> tuple[Difference, ...]:
    """Return what on the broker is not as ``topics`` declare it; more partitions than declared are no difference."""
    wanted = tuple(topics or TOPICS.values())
    found = {topic.name: topic for topic in describe(address, topics=wanted)}
    return tuple(difference for topic in wanted for difference in _compare(topic, found.get(topic.name), address))


def _compare(topic: Topic, found: Described | None, address: Address) -> Iterator[Difference]:
    if found is None:
        yield Difference(
            topic=topic.name, what="it", declared="present", found="missing", mend="crosswire topics create"
        )
        return
    if found.partitions < topic.partitions:
        yield Difference(
            topic=topic.name,
            what="the number of partitions",
            declared=str(topic.partitions),
            found=str(found.partitions),
            mend=f"kafka-topics.sh --bootstrap-server {address} --alter --topic {topic.name} "
            f"--partitions {topic.partitions}",
        )
    for name, declared in topic.config().items():
        if found.config.get(name) != declared:
            yield _setting(topic, name, declared, str(found.config.get(name)), address)


def _setting(topic: Topic, name: str, declared: str, found: str, address: Address) -> Difference:
    return Difference(
        topic=topic.name,
        what=name,
        declared=declared,
        found=found,
        mend=f"kafka-configs.sh --bootstrap-server {address} --alter --entity-type topics "
        f"--entity-name {topic.name} --add-config {name}={declared}",
    )


def as_rows(described: Iterable[Described]) -> list[dict[str, Any]]:
    """Return ``described`` as plain objects, for printing."""
    return [
        {"name": d.name, "partitions": d.partitions, "replicas": d.replicas, "config": dict(d.config)}
        for d in described
    ]
