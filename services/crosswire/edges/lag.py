"""What each stage has yet to read: the ends of partitions (kafka-python's admin client) less where the stage is."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError

from crosswire.console.store import Json
from crosswire_schemas.topics import ARTICLES, CLAIMS, RECORD_TOPICS

log = logging.getLogger(__name__)
TIMEOUT_MS = 5_000
SECONDS_BETWEEN_LOOKS = 5.0
GROUPS: Mapping[str, str] = {"extract": ARTICLES.name, "contradict": CLAIMS.name}
Offsets = Mapping[TopicPartition, int]


def lag(stage: str, ends: Offsets, read: Offsets) -> list[Json]:
    """Return for each topic among ``ends`` how many messages ``stage`` has yet to read; all where it read none."""
    found: dict[str, int] = {}
    for place, end in sorted(ends.items()):
        found[place.topic] = found.get(place.topic, 0) + max(0, end - read.get(place, 0))
    return [{"stage": stage, "topic": topic, "messages": messages} for topic, messages in found.items()]


def lags(client: KafkaAdminClient, positions: Iterable[Json]) -> list[Json]:
    """Return the lag of every stage; ``positions`` are the sink's, which keeps them beside its rows."""
    names = [topic.name for topic in RECORD_TOPICS]
    partitions = {row["name"]: len(row["partitions"]) for row in client.describe_topics(names)}
    places = [TopicPartition(name, number) for name in names for number in range(partitions.get(name, 0))]
    looked = client.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    ends = {place: found.offset for place, found in looked.items()}
    rows: list[Json] = []
    for stage, topic in GROUPS.items():
        group = f"crosswire-{stage}"
        committed = client.list_group_offsets({group: None}).get(group, {})
        read = {place: found.offset for place, found in committed.items()}
        rows += lag(stage, {place: end for place, end in ends.items() if place.topic == topic}, read)
    stored = {TopicPartition(row["topic"], row["partition"]): row["offset"] for row in positions}
    return rows + lag("sink", ends, stored)


class LagWatch:
    """Asks Kafka now and then, from a thread of its own, so that no page waits for it."""

    def __init__(self, address: str | None, positions: Callable[[], Iterable[Json]]) -> None:
        """``address`` as host:port[,host:port]; without one there is nothing to watch."""
        self._address = address
        self._positions = positions
        self._last: list[Json] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="lag", daemon=True)

    def last(self) -> list[Json]:
        """Return what was seen last, nothing while Kafka does not answer."""
        return self._last

    def __enter__(self) -> "LagWatch":
        if self._address:
            self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                self._look()
            except Exception as error:  # noqa: BLE001
                # The page says that Kafka did not say; whatever it was, the next look may go better.
                self._last = []
                log.warning("no lag to show: %r", error)
            self._stop.wait(SECONDS_BETWEEN_LOOKS)

    def _look(self) -> None:
        assert self._address
        try:
            client = KafkaAdminClient(
                bootstrap_servers=self._address.split(","),
                client_id="crosswire-console",
                request_timeout_ms=TIMEOUT_MS,
                bootstrap_timeout_ms=TIMEOUT_MS,
            )
        except KafkaError as error:
            raise ConnectionError(f"Kafka at {self._address} does not answer ({error})") from error
        try:
            while not self._stop.is_set():
                self._last = lags(client, self._positions())
                self._stop.wait(SECONDS_BETWEEN_LOOKS)
        finally:
            client.close()
