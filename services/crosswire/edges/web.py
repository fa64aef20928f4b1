"""The console on a port: uvicorn over the pages, PostgreSQL behind them, Kafka asked for the lag."""

import logging
from datetime import UTC, datetime

import psycopg
import uvicorn
from prometheus_client import generate_latest

from crosswire.console import application
from crosswire.edges.brokers import named
from crosswire.edges.lag import LagWatch
from crosswire.edges.metrics import Metrics
from crosswire.edges.store.database import ENGINE_ERRORS, Database, DatabaseUnreachable
from crosswire.edges.store.dismissals import Desk
from crosswire.edges.store.pages import Pages
from crosswire.settings import Settings

CONNECTIONS = 8
SECONDS_FOR_A_CONNECTION = 5.0
SECONDS_TO_FINISH = 3
AWAY: tuple[type[Exception], ...] = (DatabaseUnreachable, *ENGINE_ERRORS)
log = logging.getLogger(__name__)


def now() -> datetime:
    """Return now, in UTC."""
    return datetime.now(UTC)


def serve(url: str, settings: Settings) -> None:
    """Serve the console over the database at ``url`` until SIGTERM or Ctrl-C; open streams end with it."""
    with Database(url, max_connections=CONNECTIONS, timeout=SECONDS_FOR_A_CONNECTION) as database:
        pages = Pages(database)
        metrics = Metrics()
        servers: list[uvicorn.Server] = []
        with LagWatch(named(settings), lambda: pages.status().get("positions", [])) as watch:
            app = application(
                pages,
                Desk(database, now),
                settings,
                now,
                away=AWAY,
                unreadable=(psycopg.DataError,),
                stopping=lambda: any(server.should_exit for server in servers),
                metrics=lambda: exposition(pages, metrics),
                lags=watch.last,
            )
            config = uvicorn.Config(app, settings.host, settings.port, log_config=None, access_log=False)
            config.server_header, config.timeout_graceful_shutdown = False, SECONDS_TO_FINISH
            servers.append(uvicorn.Server(config))
            servers[0].run()


def exposition(pages: Pages, metrics: Metrics) -> bytes:
    """Return the Prometheus page: rows by table, outbox. Without PostgreSQL what was last known."""
    try:
        status = pages.status()
    except AWAY as error:
        log.warning("metrics without PostgreSQL: %s", error)
        return generate_latest(metrics.registry)
    for table, rows in status["rows"].items():
        metrics.set("crosswire_table_rows", rows, table=table)
    metrics.set("crosswire_outbox_rows", status.get("outbox", 0))
    return generate_latest(metrics.registry)
