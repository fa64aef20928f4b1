"""Lag as the console shows it: messages waiting for each stage, by topic, asked of Kafka now and then."""

import logging
import threading
from collections.abc import Callable, Iterable

from crosswire.console.store import Json
from crosswire.edges.brokers import Address
from crosswire.edges.waiting import STORED, Broker, BrokerAway, Waiting

log = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 5.0
STAGES = ("extract", "contradict", STORED)


def by_topic(partitions: Iterable[Waiting]) -> list[Json]:
    """Return for each stage and topic among ``partitions`` how many messages wait."""
    found: dict[tuple[str, str], int] = {}
    for at in partitions:
        found[at.stage, at.topic] = found.get((at.stage, at.topic), 0) + at.messages
    return [{"stage": stage, "topic": topic, "messages": messages} for (stage, topic), messages in found.items()]


class LagWatch:
    """Asks Kafka now and then, from a thread of its own, so that no page waits for it."""

    def __init__(self, address: Address | None, positions: Callable[[], Iterable[Json]]) -> None:
        """``address`` as host:port[,host:port]; without one there is nothing to watch."""
        self._broker = Broker(address) if address else None
        self._positions = positions
        self._last: list[Json] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="lag", daemon=True)

    def last(self) -> list[Json]:
        """Return what was seen last, nothing while Kafka does not answer."""
        return self._last

    def __enter__(self) -> "LagWatch":
        if self._broker:
            self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()

    def _watch(self) -> None:
        assert self._broker
        while not self._stop.is_set():
            try:
                stored = {(row["topic"], row["partition"]): row["offset"] for row in self._positions()}
                self._last = by_topic(self._broker.waiting(STAGES, stored))
            except BrokerAway as error:
                self._last = []
                log.warning("no lag to show: %s", error)
            except Exception as error:  # noqa: BLE001
                # The page says that there is no lag to show; whatever it was, the next look may go better.
                self._last = []
                log.warning("no lag to show: %r", error)
            self._stop.wait(SECONDS_BETWEEN_LOOKS)
        self._broker.close()
