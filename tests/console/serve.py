"""The console over the sample's records, on a port: ``python -m tests.console.serve PORT [TOKEN]``."""

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import uvicorn
from tests.console.fake import NOW, Away, FakeDesk, FakePages

from crosswire.console import application
from crosswire.settings import Settings


def console(pages: FakePages, *, stopping: Callable[[], bool] = lambda: False, **given: Any) -> Any:
    """Return the console over ``pages``."""
    settings = Settings.model_construct(**({"console_token": None} | given))
    return application(pages, FakeDesk(pages), settings, _now, away=(Away,), lags=_lags, stopping=stopping)


def _now() -> datetime:
    return NOW


def _lags() -> list[dict[str, Any]]:
    return [
        {"stage": "extract", "topic": "crosswire.articles.v1", "messages": 0},
        {"stage": "contradict", "topic": "crosswire.claims.v1", "messages": 12},
        {"stage": "sink", "topic": "crosswire.matters.v1", "messages": 0},
    ]


if __name__ == "__main__":
    uvicorn.run(console(FakePages()), port=int(sys.argv[1]), log_level="warning", timeout_graceful_shutdown=1)
