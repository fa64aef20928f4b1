"""What ``run`` runs: each stage bound to the world by the settings."""

import asyncio
import os
import random
import signal
import socket
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import click

from crosswire import flow
from crosswire.cli.addresses import database_of, kafka_of
from crosswire.cli.second_opinion import opinion_of
from crosswire.edges import health, messages, notifying, outbox, polling, sinking, streams
from crosswire.edges.connecting import ForbiddenAddress
from crosswire.edges.engines import EngineError
from crosswire.edges.fetch import Fetcher
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.edges.metrics import Metrics
from crosswire.edges.parser_process import Parsers
from crosswire.edges.producer import Producer, Undelivered
from crosswire.edges.store import database as store
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.edges.store.memory import StoredMemory
from crosswire.edges.topics import TopicsUnreachable
from crosswire.notify import wishes
from crosswire.poll.outcomes import ANSWERED
from crosswire.poll.settings import PollSettings
from crosswire.settings import Settings
from crosswire_schemas.records import Article

# What ends a stage without being a bug: an engine that is away, or of another version.
EXPECTED = (
    store.DatabaseUnreachable,
    store.SchemaMismatch,
    TopicsUnreachable,
    EngineError,
    ForbiddenAddress,
    Undelivered,
    notifying.NotifyFailed,
    polling.PublishFailed,
    sinking.SinkFailed,
    streams.WorkerFailed,
)


def metrics_of(settings: Settings, stage: str, *, database: bool = True) -> Metrics:
    """Return the process's metrics, served with its health where a port is set; ``database``: whether it needs one."""
    metrics = Metrics()
    if settings.metrics_port:
        url = database_of(settings) if database else None
        kafka, everywhere = kafka_of(settings), "0.0.0.0"  # noqa: S104
        health.serve(stage, metrics, settings.metrics_port, kafka=kafka, database=url, address=everywhere)
    return metrics


def poll_settings(settings: Settings) -> PollSettings:
    """Return the poller's settings."""
    return PollSettings(
        allow_addresses=tuple(part.strip() for part in settings.allow.split(",") if part.strip()),
        first_interval=settings.poll_interval,
        shortest_interval=settings.poll_shortest,
        longest_interval=settings.poll_longest,
        host_connections=settings.host_connections,
        host_pause=settings.host_pause,
        full_text=settings.full_text,
        recheck=settings.recheck,
        idle_pause=min(2.0, settings.poll_shortest / 3),
        contact=settings.contact or PollSettings().contact,
    )


def _asked_to_stop() -> asyncio.Event:
    """Return what is set when the process gets SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def poll(settings: Settings) -> None:
    """Poll feeds until SIGTERM."""
    store.check(database_of(settings))
    asyncio.run(_poll(settings, metrics_of(settings, "poll")))


async def _poll(settings: Settings, metrics: Metrics) -> None:
    stop, sending = _asked_to_stop(), asyncio.Lock()
    for outcome in ANSWERED:
        # From the start, so that it can be seen that none of them comes.
        metrics.outcome("poll", outcome, "feed", 0)
    habits = poll_settings(settings)
    with (
        store.Database(database_of(settings)) as database,
        Producer(kafka_of(settings), client="crosswire-poll") as out,
    ):
        async with AsyncExitStack() as stack:
            fetcher = await stack.enter_async_context(Fetcher(habits))
            parsers = await stack.enter_async_context(Parsers(habits))

            async def publish(articles: Sequence[Article]) -> None:
                now = datetime.now(UTC)
                # One at a time: after an error the producer is replaced, and another's futures would go with it.
                async with sending:
                    await asyncio.to_thread(
                        out.send, messages.messages(articles, flow.POLL.writes, stage="poll", now=now)
                    )

            await polling.poll_forever(
                FeedsInDatabase(database),
                fetcher,
                parsers,
                publish,
                clock=lambda: _beat(metrics, "poll"),
                chance=random.random,
                settings=habits,
                stop=stop,
                worker=f"{socket.gethostname()}-{os.getpid()}",
                count=lambda kind, outcome, amount: metrics.outcome("poll", outcome, kind, amount),
            )


def _beat(metrics: Metrics, stage: str) -> datetime:
    """Return now, and note that the stage looked for work: the poller asks for the time whenever it does."""
    now = datetime.now(UTC)
    metrics.set(health.HANDLED, now.timestamp(), stage=stage)
    return now


def extract(settings: Settings) -> None:
    """Split articles until SIGTERM."""
    metrics = metrics_of(settings, "extract", database=False)
    settings = settings.model_copy(update={"gazetteer": settings.gazetteer or gazetteer_file()})
    streams.run(flow.EXTRACT, kafka_of(settings), settings=settings, metrics=metrics)


def contradict(settings: Settings) -> None:
    """Compare claims, and publish what changed, until SIGTERM."""
    url, kafka = database_of(settings), kafka_of(settings)
    store.check(url)
    metrics = metrics_of(settings, "contradict")
    with store.Database(url) as database, outbox.Publisher(database, kafka, metrics=metrics):
        memory = StoredMemory(database, remember=timedelta(days=settings.remember_days), opinion=opinion_of(settings))
        streams.run(flow.CONTRADICT, kafka, memory=memory, metrics=metrics, fatal=store.ENGINE_ERRORS)


def sink(settings: Settings) -> None:
    """Store every topic until SIGTERM."""
    url = database_of(settings)
    store.check(url)
    with store.Database(url) as database:
        sinking_one = sinking.Sinking(flow.SINK, kafka_of(settings), database, metrics=metrics_of(settings, "sink"))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sinking_one.stop())
        sinking_one.run()


def console(settings: Settings) -> None:
    """Serve the console until SIGTERM."""
    from crosswire.edges import web

    url = database_of(settings)
    store.check(url)
    web.serve(url, settings)


def notify(settings: Settings) -> None:
    """Post new contradictions to the operator's address until SIGTERM."""
    if not settings.notify_url:
        raise click.UsageError("name where to post: --notify-url URL, or CROSSWIRE_NOTIFY_URL")
    asyncio.run(_notify(settings, metrics_of(settings, "notify", database=False)))


async def _notify(settings: Settings, metrics: Metrics) -> None:
    stop = _asked_to_stop()
    filter_ = wishes(
        types=settings.notify_types,
        outlets=settings.notify_outlets,
        words=settings.notify_words,
        least_score=settings.notify_score,
    )
    secret = settings.notify_secret.get_secret_value().encode() if settings.notify_secret else b""
    async with notifying.Poster(settings.notify_url, poll_settings(settings).allow_addresses) as poster:
        await notifying.Notifying(kafka_of(settings), poster.post, filter_, secret, metrics=metrics).run(stop)
