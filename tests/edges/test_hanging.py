"""A step that never ends is ended, its message becomes a dead letter, and the stage goes on with the next."""

import base64
import multiprocessing
import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from crosswire.edges import streams
from crosswire.edges.handling import Failure, attempt
from crosswire.stage import Result
from crosswire_schemas.codec import decode
from crosswire_schemas.examples import ARTICLE
from crosswire_schemas.records import Article, DeadLetter, Record
from tests.edges.working import QUICK, Bench, article, split, until

ENDLESS = "endless"
# Longer than the session with the broker, which a regex that holds Python's lock does not keep up.
STEP = 10.0
assert QUICK.session < STEP


def regex(record: Record) -> Result:
    """A regex that takes years over an article of one title."""
    if getattr(record, "title", "") == ENDLESS:
        re.match(r"(a+)+$", "a" * 60 + "b")
    return split(record)


def loop(record: Record) -> Result:
    while getattr(record, "title", "") == ENDLESS:
        pass
    return split(record)


@pytest.mark.parametrize("step", [regex, loop])
def test_a_step_that_hangs_fails_and_says_where_it_was(step: Any) -> None:
    def work(records: Sequence[Record]) -> list[Result]:
        return [step(record) for record in records]

    [first, hung, last] = attempt(work, [article(1), replace(ARTICLE, title=ENDLESS), article(2)], (), 0.3)
    assert (isinstance(first, Result), isinstance(last, Result)) == (True, True)
    assert isinstance(hung, Failure)
    assert (hung.reason, hung.hung) == ("bug", True)
    assert "it did not end within 0.3 s" in hung.detail
    assert f"in {step.__name__}" in hung.detail


def test_a_step_in_time_is_left_alone_afterwards() -> None:
    attempt(lambda records: [split(record) for record in records], [article(1)], (), 0.1)
    time.sleep(0.2)


def stage(address: str, tag: str) -> None:
    """The stage as a process of its own."""
    streams.run(Bench(address, tag, create=False).stage(regex), address, timing=replace(QUICK, step=STEP))


def test_a_message_on_which_a_regex_hangs_becomes_a_dead_letter_and_stops_nobody(kafka_address: str, tag: str) -> None:
    bench = Bench(kafka_address, tag)
    bench.put(article(1), replace(ARTICLE, title=ENDLESS), article(2))
    running = multiprocessing.get_context("spawn").Process(target=stage, args=(kafka_address, tag))
    running.start()
    try:
        until(lambda: bool(bench.read(bench.dead)) and len(bench.read(bench.claims)) >= 4, 90)
        until(lambda: bench.committed() == 3)
        assert running.is_alive()
        assert running.pid
        os.kill(running.pid, signal.SIGTERM)
        running.join(30)
        assert running.exitcode == 0
    finally:
        running.kill()
    letters = [decode(each.value or b"") for each in bench.read(bench.dead)]
    assert {each.reason for each in letters if isinstance(each, DeadLetter)} == {"bug"}
    assert all("it did not end within 10 s" in each.detail for each in letters if isinstance(each, DeadLetter))
    [original] = {base64.b64decode(each.original) for each in letters if isinstance(each, DeadLetter)}
    found = decode(original)
    assert isinstance(found, Article)
    assert found.title == ENDLESS
    assert {each.key for each in bench.read(bench.claims)} == {article(n).article_id.encode() for n in (1, 2)}
