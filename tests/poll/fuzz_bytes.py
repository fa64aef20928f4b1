"""Coverage-guided fuzzing of the path from bytes to articles, with atheris where it is installed; run by name.

``python -m tests.poll.fuzz_bytes FOLDER tests/poll/fuzz_corpus``: arguments are libFuzzer's. It ends after five
minutes, or at an input that crashes or takes two seconds. Both are counted in processor time, so that other work on
the machine neither hides a slow input nor makes one. A part of what it keeps, small inputs, goes into
``fuzz_corpus``, which a test runs again.
"""

import os
import sys
import time

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["crosswire", "feedparser"]):
    from tests.poll.one_input import LIMIT, publish, warm

TOTAL = 300.0
# libFuzzer's own limit counts the clock: it is there for what never comes back.
NEVER = "-timeout=120"


class TooSlow(Exception):
    """An input took more processor time than one may."""


class Watch:
    """Runs one input after the other; keeps count of them and of the time they take."""

    def __init__(self) -> None:
        self.began = time.process_time()
        self.inputs = 0
        self.slowest = 0.0

    def __call__(self, data: bytes) -> None:
        before = time.process_time()
        publish(data)
        after = time.process_time()
        self.inputs += 1
        self.slowest = max(self.slowest, after - before)
        if after - before >= LIMIT:
            raise TooSlow(f"{after - before:.2f} s")
        if after - self.began >= TOTAL:
            spent = after - self.began
            print(f"{self.inputs} inputs in {spent:.0f} s of processor time, slowest {self.slowest:.2f} s, no crash")
            sys.stdout.flush()
            # What libFuzzer keeps it has written already; an exception would be a crash to it.
            os._exit(0)


if __name__ == "__main__":
    warm()
    atheris.Setup([*sys.argv, NEVER], Watch())
    atheris.Fuzz()
