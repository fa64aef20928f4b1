"""Replays are paced; on a running system they are tested in tests/containers."""

import pytest
from click.testing import CliRunner

from crosswire.cli import crosswire
from crosswire.edges import replaying
from crosswire.edges.messages import Message


class Sent:
    """A producer that keeps what it is given."""

    batches: list[int]

    def __init__(self, _address: str, *, client: str) -> None:
        Sent.batches = []

    def send(self, messages: list[Message]) -> None:
        Sent.batches.append(len(messages))

    def __enter__(self) -> "Sent":
        return self

    def __exit__(self, *_: object) -> None:
        return


@pytest.mark.parametrize(
    ("rate", "batches", "pauses"),
    [
        pytest.param(None, [200, 200, 50], [], id="without a rate in batches, as fast as it goes"),
        pytest.param(4.0, [1] * 450, [0.25] * 450, id="with a rate one by one"),
    ],
)
def test_rate(rate: float | None, batches: list[int], pauses: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "Producer", Sent)
    paused: list[float] = []
    outgoing = (Message(topic="t", value=b"x") for _ in range(450))
    assert replaying.send("nowhere:1", outgoing, rate=rate, pause=paused.append) == 450
    assert (Sent.batches, paused) == (batches, pauses)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Missing option '--from'"),
        (["--from", "soon"], "'soon' is no date"),
        (["--from", "2025-01-01", "--rate", "0"], "--rate"),
    ],
)
def test_a_wrong_call_exits_2_and_says_why(arguments: list[str], says: str) -> None:
    ended = CliRunner().invoke(crosswire, ["replay", *arguments])
    assert ended.exit_code == 2
    assert says in ended.stderr
