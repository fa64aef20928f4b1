"""Logs: one JSON object a line, with the article's id and its trace; libraries from WARNING on."""

import logging
from collections.abc import Iterator

import orjson
import pytest

from crosswire.edges import log


@pytest.fixture(autouse=True)
def root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:], root.level = handlers, level


def test_a_line_is_one_object_with_what_was_named(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("json")
    logging.getLogger("crosswire.test").info("stored", extra={"article_id": "ab", "traceparent": "00-1-2-01"})
    log.logger("crosswire.test").info("own", count=3)
    first, second = (orjson.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["event"], first["article_id"], first["traceparent"], first["level"]) == (
        "stored",
        "ab",
        "00-1-2-01",
        "info",
    )
    assert (second["event"], second["count"]) == ("own", 3)


def test_an_exception_is_one_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("json")
    try:
        raise KeyError("lost")
    except KeyError:
        logging.getLogger("crosswire.test").exception("failed")
    (line,) = capsys.readouterr().err.splitlines()
    assert "KeyError: 'lost'" in orjson.loads(line)["exception"]


@pytest.mark.parametrize("name", log.QUIET)
def test_libraries_are_heard_from_warning_on(capsys: pytest.CaptureFixture[str], name: str) -> None:
    log.configure("console")
    logging.getLogger(f"{name}.inner").info("chatter")
    logging.getLogger(f"{name}.inner").warning("trouble")
    written = capsys.readouterr().err
    assert "chatter" not in written
    assert "trouble" in written
