"""The producer of all that is not a stream: sends messages, returns when the broker has them (kafka-python)."""

import logging
import threading
import time
from collections.abc import Sequence
from typing import Any

from kafka import KafkaProducer
from kafka.errors import (
    InvalidRecordError,
    InvalidTimestampError,
    KafkaError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
)

from crosswire.edges.brokers import Address, client_options
from crosswire.edges.messages import Message, Rejected

log = logging.getLogger(__name__)
OVERSIZE = (MessageSizeTooLargeError, RecordListTooLargeError)
REFUSED = (InvalidRecordError, InvalidTimestampError)
MAX_REQUEST_BYTES = 8 * 1024 * 1024
CLOSE_SECONDS = 2.0


class Undelivered(RuntimeError):
    """The broker did not acknowledge in time, or at all; sending again is safe, since ids are functions of content."""


class Producer:
    """Delivers or raises. After an error the client is replaced: an idempotent one fails for its partition for good."""

    def __init__(self, address: Address, *, client: str, timeout_ms: int = 60_000) -> None:
        """``address`` as host:port[,host:port], ``client`` names it to the broker, ``timeout_ms`` bounds a delivery."""
        self._address = address
        self._client = client
        self._timeout_ms = timeout_ms
        self._producer: Any = None
        # One sender at a time: an error of one takes the client from all.
        self._lock = threading.Lock()

    def send(self, messages: Sequence[Message]) -> None:
        """Send ``messages`` in order and return when every one is acknowledged.

        Raises ``Rejected`` when the broker does not take one (what came before it may have been delivered) and
        ``Undelivered`` when it could not be asked.
        """
        with self._lock:
            self._deliver(messages)

    def _deliver(self, messages: Sequence[Message]) -> None:
        try:
            self._settle(messages)
        except OVERSIZE as error:
            self.close()
            raise Rejected("oversize", str(error)) from error
        except REFUSED as error:
            self.close()
            raise Rejected("rejected", str(error)) from error
        except KafkaError as error:
            self.close()
            raise Undelivered(f"Kafka at {self._address} did not take a message: {error!r}") from error

    def _settle(self, messages: Sequence[Message]) -> None:
        """Send, and wait until every message has an end: one left behind would be sent after what comes later."""
        futures: list[Any] = []
        errors: list[KafkaError] = []
        try:
            for message in messages:
                futures.append(self._enqueue(message))
        except KafkaError as error:
            errors.append(error)
        end = time.monotonic() + self._timeout_ms / 1000 + CLOSE_SECONDS
        for future in futures:
            try:
                future.get(timeout=max(0.0, end - time.monotonic()))
            except KafkaError as error:
                errors.append(error)
        if errors:
            raise errors[0]

    def _enqueue(self, message: Message) -> Any:
        return self._open().send(
            message.topic,
            value=message.value,
            key=message.key,
            headers=list(message.headers),
            partition=message.partition,
        )

    def _open(self) -> Any:
        if self._producer is None:
            self._producer = KafkaProducer(
                **client_options(self._address),
                client_id=self._client,
                acks="all",
                enable_idempotence=True,
                compression_type="gzip",
                linger_ms=2,
                batch_size=256 * 1024,
                max_request_size=MAX_REQUEST_BYTES,
                max_block_ms=self._timeout_ms,
                delivery_timeout_ms=self._timeout_ms,
                request_timeout_ms=self._timeout_ms // 2,
                bootstrap_timeout_ms=self._timeout_ms,
                allow_auto_create_topics=False,
                metrics_enabled=False,
            )
        return self._producer

    def close(self) -> None:
        """Let go of the connection; the next ``send`` opens another."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        try:
            producer.close(timeout=CLOSE_SECONDS)
        except KafkaError:
            # Its close gives up before it ends the thread that sends; what that still held must not be sent later.
            log.exception("a producer did not close in %s s, ending it by force", CLOSE_SECONDS)
            producer._sender.force_close()

    def __enter__(self) -> "Producer":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
