"""Logs: structlog, one JSON object a line or lines for people, from our own loggers and from those of libraries."""

import logging
import sys
from typing import Any, Literal

import structlog

Format = Literal["json", "console"]
# Libraries that say at INFO what nobody needs, once a second or once a message.
QUIET = ("kafka", "aiokafka", "faust", "mode", "urllib3", "trafilatura", "htmldate", "psycopg.pool")


def configure(form: Format = "console", level: str = "INFO") -> None:
    """Send all logs to standard error in ``form``, from ``level`` on (libraries from WARNING on)."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(form, shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _formatter(form: Format, shared: list[Any]) -> logging.Formatter:
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(sort_keys=True)]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[strip, *last])


def logger(name: str) -> Any:
    """Return the logger called ``name``; its methods take an event and named values."""
    return structlog.stdlib.get_logger(name)
