"""Splitting in the order of input, in this process or in several, holding only a few articles at a time."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any

from crosswire.cli.articles import Given

BATCH = 16
_model: list[Any] = []


def split_in_order(inputs: Iterator[Given], jobs: int) -> Iterator[tuple[Given, Any]]:
    """Yield each input with its extraction, in order; at most a few batches a process are in memory."""
    batches = iter(lambda: list(islice(inputs, BATCH)), [])
    for batch, results in _one(batches) if jobs == 1 else _many(batches, jobs):
        yield from zip(batch, results, strict=True)


def _one(batches: Iterable[list[Given]]) -> Iterator[tuple[list[Given], Iterable[Any]]]:
    return ((batch, _split(batch)) for batch in batches)


def _many(batches: Iterator[list[Given]], jobs: int) -> Iterator[tuple[list[Given], Iterable[Any]]]:
    waiting: deque[tuple[list[Given], Future[list[Any]]]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        for batch in batches:
            waiting.append((batch, pool.submit(_split, batch)))
            if len(waiting) > 2 * jobs:
                first, future = waiting.popleft()
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()


def _split(batch: list[Given]) -> list[Any]:
    from crosswire import extract

    if not _model:
        _model.append(extract.load())
    return list(extract.split_all((item.article for item in batch), _model[0]))
