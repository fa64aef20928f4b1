"""What the fuzzer found worth keeping, run again: no crash, and no input takes two seconds."""

import time
from pathlib import Path

import pytest
from tests.poll.one_input import LIMIT, publish, warm

CORPUS = sorted(Path(__file__).with_name("fuzz_corpus").iterdir())


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm()


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_no_input_crashes_or_hangs(file: Path) -> None:
    began = time.process_time()
    publish(file.read_bytes())
    assert time.process_time() - began < LIMIT


def test_the_corpus_is_there_and_small() -> None:
    assert 20 < len(CORPUS) < 300
    assert sum(file.stat().st_size for file in CORPUS) < 200_000
