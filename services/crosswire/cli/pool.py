"""Splitting in the order of input, in this process or in several, holding only a few articles at a time."""

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from crosswire.cli.articles import Given
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.settings import Settings

BATCH = 16
_model: list[Any] = []
_interrupted: list[int] = []


def split_in_order(inputs: Iterator[Given], settings: Settings) -> Iterator[tuple[Given, Any]]:
    """Yield each input with its extraction, in order; at most a few batches a process are in memory."""
    batches = iter(lambda: list(islice(inputs, BATCH)), [])
    gazetteer = settings.gazetteer or gazetteer_file()
    found = _one(batches, gazetteer) if settings.jobs == 1 else _many(batches, settings.jobs, gazetteer)
    for batch, results in found:
        yield from zip(batch, results, strict=True)


def _one(batches: Iterable[list[Given]], gazetteer: Path) -> Iterator[tuple[list[Given], Iterable[Any]]]:
    return ((batch, _split(batch, gazetteer)) for batch in batches)


def _many(batches: Iterator[list[Given]], jobs: int, gazetteer: Path) -> Iterator[tuple[list[Given], Iterable[Any]]]:
    waiting: deque[tuple[list[Given], Future[list[Any]]]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_end_quietly)
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(_split, batch, gazetteer)))
            if len(waiting) > 2 * jobs:
                first, future = waiting.popleft()
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _end_quietly() -> None:
    # Ctrl-C reaches every process of a terminal. Python's own handler would print a traceback in each; and of one that
    # died in the middle of writing what it found, the reader would wait for the rest for ever.
    signal.signal(signal.SIGINT, lambda number, _: _interrupted.append(number))


def _split(batch: list[Given], gazetteer: Path) -> list[Any]:
    from crosswire import extract

    if not _model:
        _model.append(extract.load(gazetteer))
    going_on = takewhile(lambda _: not _interrupted, batch)
    return list(extract.split_all((item.article for item in going_on), _model[0]))
