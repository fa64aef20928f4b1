"""What each stage has yet to read: partitions' ends as Kafka has them, less the place that the stage has reached."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError

from crosswire.edges.brokers import Address, client_options
from crosswire_schemas.topics import ARTICLES, CLAIMS, CONTRADICTIONS, DEAD_LETTERS, RECORD_TOPICS

TIMEOUT_MS = 5_000
READS: Mapping[str, tuple[str, ...]] = {
    "extract": (ARTICLES.name,),
    "contradict": (CLAIMS.name,),
    "sink": tuple(topic.name for topic in (*RECORD_TOPICS, *DEAD_LETTERS.values())),
    "notify": (CONTRADICTIONS.name,),
}
# The sink keeps its places beside its rows, the others with Kafka.
STORED = "sink"


class BrokerAway(RuntimeError):
    """Kafka does not answer; says what to check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One partition as one stage sees it: the next offset it reads, and the end."""

    stage: str
    topic: str
    partition: int
    next: int
    end: int

    @property
    def messages(self) -> int:
        """How many messages wait; on a compacted topic some of them may be gone."""
        return max(0, self.end - self.next)


class Broker:
    """Kafka as it is asked again and again: one connection, opened anew after an error."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._client: Any = None

    def waiting(self, stages: Iterable[str], stored: Mapping[tuple[str, int], int]) -> list[Waiting]:
        """Return every partition that ``stages`` read; ``stored`` are the places of the sink. Raises ``BrokerAway``."""
        wanted = tuple(stages)
        try:
            return list(self._waiting(wanted, stored))
        except (KafkaError, OSError, ValueError) as error:
            self.close()
            raise BrokerAway(f"Kafka at {self._address} does not answer ({error!r}): is it running there?") from error

    def _waiting(self, stages: tuple[str, ...], stored: Mapping[tuple[str, int], int]) -> Iterator[Waiting]:
        client = self._open()
        first, ends = self._bounds(client, sorted({topic for stage in stages for topic in READS[stage]}))
        groups = [f"crosswire-{stage}" for stage in stages if stage != STORED]
        committed = client.list_group_offsets(groups) if groups else {}
        for stage in stages:
            reached = {at: found.offset for at, found in committed.get(f"crosswire-{stage}", {}).items()}
            if stage == STORED:
                reached = {TopicPartition(*at): offset for at, offset in stored.items()}
            for at in sorted(at for at in ends if at.topic in READS[stage]):
                place = max(reached.get(at, -1), first[at])
                yield Waiting(stage=stage, topic=at.topic, partition=at.partition, next=place, end=ends[at])

    def _bounds(self, client: Any, topics: list[str]) -> tuple[dict[Any, int], dict[Any, int]]:
        present = [topic for topic in topics if topic in set(client.list_topics())]
        described = client.describe_topics(present) if present else []
        places = [TopicPartition(at["name"], part["partition_index"]) for at in described for part in at["partitions"]]
        found = [
            client.list_partition_offsets(dict.fromkeys(places, spec)) if places else {}
            for spec in (OffsetSpec.EARLIEST, OffsetSpec.LATEST)
        ]
        first, ends = ({at: int(offset.offset) for at, offset in each.items()} for each in found)
        return first, ends

    def _open(self) -> Any:
        if self._client is None:
            self._client = KafkaAdminClient(
                **client_options(self._address),
                client_id="crosswire-watch",
                request_timeout_ms=TIMEOUT_MS,
                bootstrap_timeout_ms=TIMEOUT_MS,
            )
        return self._client

    def close(self) -> None:
        """Let go of the connection."""
        client, self._client = self._client, None
        if client is not None:
            client.close()


def stored(url: str) -> dict[tuple[str, int], int]:
    """Return the sink's places, out of the database at ``url``. Raises the errors of PostgreSQL."""
    with psycopg.connect(url, connect_timeout=5, application_name="crosswire-watch", autocommit=True) as connection:
        rows = connection.execute('select topic, partition, "offset" from positions').fetchall()
    return {(topic, partition): offset for topic, partition, offset in rows}
