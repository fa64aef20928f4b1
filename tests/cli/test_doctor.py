"""The doctor says what is wrong and what to do, whatever is away; with engines it is tested in tests/containers."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from crosswire.cli import crosswire
from crosswire.edges import doctoring
from crosswire.edges.doctoring import MOST_WAITING, Found
from crosswire.edges.waiting import Waiting


def waiting(messages: int) -> list[Waiting]:
    return [Waiting(stage="extract", topic="t", partition=0, next=0, end=messages)]


@pytest.mark.parametrize(
    ("found", "do"),
    [
        pytest.param(doctoring.behind("extract", waiting(5), 1), "", id="a stage that keeps up is well"),
        pytest.param(
            doctoring.behind("extract", waiting(0), 0), "start it: crosswire run extract", id="a stage without a worker"
        ),
        pytest.param(
            doctoring.behind("extract", waiting(MOST_WAITING + 1), 2),
            "add workers: docker compose up --scale extract=3",
            id="a stage that is far behind",
        ),
        pytest.param(doctoring.clocks(0.4), "", id="clocks that agree"),
        pytest.param(doctoring.clocks(3600), "set both by NTP", id="clocks an hour apart"),
        pytest.param(
            doctoring.disk(Path("/"), lambda _: SimpleNamespace(free=1e9)), "make room: 2 GB at least", id="a full disk"
        ),
        pytest.param(doctoring.disk(Path("/"), lambda _: SimpleNamespace(free=9e9)), "", id="a disk with room"),
        pytest.param(
            doctoring.answering(None), "name it with --kafka HOST:PORT or CROSSWIRE_KAFKA", id="no address of Kafka"
        ),
        pytest.param(
            doctoring.answering("127.0.0.1:1"), "start it, or mend --kafka", id="an address at which no Kafka answers"
        ),
        pytest.param(
            doctoring.connecting("postgresql://127.0.0.1:1/none"),
            "start it, or mend --database",
            id="an address at which no PostgreSQL answers",
        ),
    ],
)
def test_a_finding_says_what_to_do(found: Found, do: str) -> None:
    assert found.do == do


def test_findings_are_printed_with_what_to_do_and_exit_1(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CROSSWIRE_KAFKA", "CROSSWIRE_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    ended = CliRunner().invoke(crosswire, ["doctor", "--kafka", "127.0.0.1:1", "--data", "nowhere"])
    assert ended.exit_code == 1
    assert "do    Kafka at 127.0.0.1:1 does not answer" in ended.stdout
    assert "      → start it, or mend --kafka\n" in ended.stdout
    assert "do    PostgreSQL's address is not set" in ended.stdout
    assert ended.stderr == "2 things to do\n"
