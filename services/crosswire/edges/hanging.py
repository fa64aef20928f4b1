"""Ends a step that does not end by itself: steps are done in the main thread, where a signal ends even a regex."""

import faulthandler
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, TypeVar

Found = TypeVar("Found")
Asked = tuple["Future[Any]", Callable[[], Any]]


class Hung(Exception):
    """A step took longer than any may."""


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Raise ``Hung`` inside the block when it lasts for ``seconds``.

    What no signal ends (a library's loop) ends the process after twice the time, with where it was on standard error.
    Outside the main thread, which alone takes signals, nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        raise Hung(f"it did not end within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, end)
    faulthandler.dump_traceback_later(2 * seconds, exit=True)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


class Here(Executor):
    """An executor whose work is done by the thread that calls ``beside``."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[Asked | None] = SimpleQueue()

    def submit(self, fn: Callable[..., Found], /, *args: Any, **kwargs: Any) -> "Future[Found]":
        """Have ``fn`` called by the thread that serves."""
        future: Future[Found] = Future()
        self._asked.put((future, lambda: fn(*args, **kwargs)))
        return future

    def beside(self, other: Callable[[], None], name: str) -> None:
        """Do what is submitted while ``other`` runs in a thread of its own; raise what ended it."""
        ended: Future[None] = Future()

        def run() -> None:
            try:
                other()
                ended.set_result(None)
            except BaseException as error:  # noqa: BLE001
                ended.set_exception(error)
            finally:
                self._asked.put(None)

        threading.Thread(target=run, name=name, daemon=True).start()
        while (asked := self._asked.get()) is not None:
            future, work = asked
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except BaseException as error:  # noqa: BLE001
                    future.set_exception(error)
        ended.result()
