"""The notify stage at work: reads contradictions (kafka-python), posts notices (aiohttp), remembers its place last."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver
from kafka import KafkaConsumer
from kafka.errors import KafkaError
from tenacity import AsyncRetrying, RetryError, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter
from yarl import URL

from crosswire import __version__
from crosswire.edges.brokers import Address, client_options
from crosswire.edges.connecting import CheckedResolver, ForbiddenAddress
from crosswire.edges.letters import Incoming, envelope, letter, received
from crosswire.edges.metrics import Metrics
from crosswire.edges.producer import Producer
from crosswire.notify import Wishes, notice, wanted
from crosswire.poll import forbidden
from crosswire_schemas.codec import Unreadable, decode
from crosswire_schemas.records import Contradiction
from crosswire_schemas.topics import CONTRADICTIONS, DEAD_LETTERS

log = logging.getLogger(__name__)
STAGE = "notify"
TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)


class NotifyFailed(RuntimeError):
    """The stage stopped: Kafka does not answer. What was not delivered is read again."""


class Refused(Exception):
    """The receiver answered that it does not take the notice; sending it again would not help."""


class Unanswered(Exception):
    """The receiver could not be reached, or asked to try later."""


class Poster:
    """Posts to one address, checked when the connection is made; use as an asynchronous context manager."""

    def __init__(self, url: str, allow: tuple[str, ...], resolver: AbstractResolver | None = None) -> None:
        """``allow`` are hosts and networks that may be posted to although private."""
        self._url = url
        self._opened = forbidden.allowed(allow)
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Poster":
        host = URL(self._url).host or ""
        if forbidden.is_forbidden_literal(host, self._opened):
            raise ForbiddenAddress(f"{host} is a private or reserved address; allow it with --allow if it is yours")
        resolver = CheckedResolver(self._resolver or aiohttp.ThreadedResolver(), self._opened)
        connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False)
        agent = {"User-Agent": f"Crosswire/{__version__}"}
        self._session = aiohttp.ClientSession(connector=connector, timeout=TIMEOUT, trust_env=False, headers=agent)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()

    async def post(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Post once. Raises ``Refused`` or ``Unanswered``."""
        assert self._session is not None
        try:
            async with self._session.post(self._url, data=body, headers=headers, allow_redirects=False) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unanswered(f"{type(error).__name__}: {error}") from error
        if status >= 500 or status in {408, 425, 429}:
            raise Unanswered(f"the receiver answered {status}")
        if not 200 <= status < 300:
            raise Refused(f"the receiver answered {status}")


class Notifying:
    """One worker; several share the partitions as one consumer group."""

    def __init__(
        self,
        address: Address,
        post: Callable[[bytes, Mapping[str, str]], Any],
        filter_: Wishes,
        secret: bytes,
        *,
        metrics: Metrics,
        attempts: int = 8,
        first_pause: float = 1.0,
    ) -> None:
        """``attempts`` with pauses that double from ``first_pause`` seconds on; then the notice is a dead letter."""
        self._post = post
        self._filter = filter_
        self._secret = secret
        self._metrics = metrics
        self._attempts = attempts
        self._first_pause = first_pause
        self._producer = Producer(address, client=f"crosswire-{STAGE}")
        self._consumer: Any = KafkaConsumer(
            CONTRADICTIONS.name,
            **client_options(address),
            client_id=f"crosswire-{STAGE}",
            group_id=f"crosswire-{STAGE}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_records=1,
            max_poll_interval_ms=3_600_000,
            allow_auto_create_topics=False,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Notify until ``stop`` is set. Raises ``NotifyFailed``."""
        try:
            while not stop.is_set():
                polled = await asyncio.to_thread(self._consumer.poll, timeout_ms=500)
                for found in (each for group in polled.values() for each in group):
                    await self.handle(received(found))
                    await asyncio.to_thread(self._consumer.commit)
                self._metrics.set("crosswire_handled_timestamp_seconds", time.time(), stage=STAGE)
        except KafkaError as error:
            raise NotifyFailed(f"{STAGE} lost Kafka: {error!r}") from error
        finally:
            self._consumer.close(timeout_ms=5000)
            self._producer.close()

    async def handle(self, incoming: Incoming) -> None:
        """Deliver one message, or pass it over, or send it to the dead letters; each ends in one counted outcome."""
        if incoming.value is None:
            return self._metrics.outcome(STAGE, "unchanged", "tombstone")
        try:
            record = decode(incoming.value)
        except Unreadable as error:
            return self._bury(incoming, error.reason, error.detail)
        if not isinstance(record, Contradiction) or not wanted(record, self._filter):
            return self._metrics.outcome(STAGE, "refused", "filter")
        try:
            await self._deliver(record)
        except (Refused, RetryError) as error:
            cause = error.last_attempt.exception() if isinstance(error, RetryError) else error
            return self._bury(incoming, "rejected", str(cause))
        return self._metrics.outcome(STAGE, "stored")

    async def _deliver(self, record: Contradiction) -> None:
        waiting = wait_exponential_jitter(self._first_pause, max=300, jitter=self._first_pause)
        kind = retry_if_exception_type(Unanswered)
        async for attempt in AsyncRetrying(stop=stop_after_attempt(self._attempts), wait=waiting, retry=kind):
            with attempt:
                sent = notice(record, self._secret, datetime.now(UTC))
                await self._post(sent.body, sent.headers)

    def _bury(self, incoming: Incoming, reason: str, detail: str) -> None:
        now = datetime.now(UTC)
        log.warning("dead letter %s/%s/%s: %s %s", incoming.topic, incoming.partition, incoming.offset, reason, detail)
        dead = letter(incoming, stage=STAGE, reason=reason, detail=detail, now=now)
        self._producer.send([envelope(dead, DEAD_LETTERS[STAGE], now=now)])
        self._metrics.outcome(STAGE, "dead_letter", reason)
