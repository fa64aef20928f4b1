"""The producer of all that is not a stream: sends messages, returns when the broker has them (kafka-python)."""

import threading
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

from crosswire.edges.messages import Message, Rejected

OVERSIZE = (MessageSizeTooLargeError, RecordListTooLargeError)
REFUSED = (InvalidRecordError, InvalidTimestampError)
MAX_REQUEST_BYTES = 8 * 1024 * 1024


class Undelivered(RuntimeError):
    """The broker did not acknowledge in time, or at all; sending again is safe, since ids are functions of content."""


class Producer:
    """Delivers or raises. After an error the client is replaced: an idempotent one fails for its partition for good."""

    def __init__(self, address: str, *, client: str, timeout_ms: int = 60_000) -> None:
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
            futures = [self._enqueue(message) for message in messages]
            self._open().flush(timeout=self._timeout_ms / 1000)
            for future in futures:
                future.get(timeout=self._timeout_ms / 1000)
        except OVERSIZE as error:
            self.close()
            raise Rejected("oversize", str(error)) from error
        except REFUSED as error:
            self.close()
            raise Rejected("rejected", str(error)) from error
        except KafkaError as error:
            self.close()
            raise Undelivered(f"Kafka at {self._address} did not take a message: {error!r}") from error

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
                bootstrap_servers=self._address.split(","),
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
        if producer is not None:
            producer.close(timeout=0)

    def __enter__(self) -> "Producer":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
