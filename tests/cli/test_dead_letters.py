"""Which dead letters are chosen and replayed; the commands with a broker are tested in tests/containers."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from crosswire.cli import crosswire
from crosswire.edges.letters import ATTEMPTS
from crosswire.edges.messages import Message
from crosswire.edges.replaying import Filed, Wanted, originals, to_replay
from crosswire_schemas.records import DeadLetter

FAILED = datetime(2025, 6, 10, tzinfo=UTC)


def filed(place: str = "extract/0/1", *, original: str = "anVuaw==", attempts: int = 1, reason: str = "bug") -> Filed:
    return Filed(
        place=place,
        letter=DeadLetter(
            stage=place.split("/", maxsplit=1)[0],
            topic="crosswire.articles.v1",
            partition=0,
            offset=7,
            key="aw==",
            headers=(("x", "AAE="),),
            timestamp=0,
            reason=reason,
            detail="",
            version="0.1.0",
            failed_at=FAILED,
            attempts=attempts,
            original=original,
        ),
    )


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        pytest.param(Wanted(), True, id="nothing asked: all"),
        pytest.param(Wanted(reason="bug"), True, id="its reason"),
        pytest.param(Wanted(reason="schema"), False, id="another reason"),
        pytest.param(Wanted(topic="crosswire.claims.v1"), False, id="another topic"),
        pytest.param(Wanted(since=FAILED), True, id="since it failed"),
        pytest.param(Wanted(since=FAILED + timedelta(seconds=1)), False, id="since after it failed"),
        pytest.param(Wanted(places=("extract/0/1",)), True, id="its place"),
        pytest.param(Wanted(places=("extract/0/2",)), False, id="another place"),
    ],
)
def test_filters(wanted: Wanted, chosen: bool) -> None:
    assert wanted.holds(filed()) == chosen


@pytest.mark.parametrize(
    ("found", "replayed"),
    [
        pytest.param([filed()], ["extract/0/1"], id="a message that failed once"),
        pytest.param([filed(attempts=3)], [], id="a message that failed three times is left alone"),
        pytest.param(
            [filed(), filed("extract/0/2", attempts=2)], ["extract/0/2"], id="of a message's tries the last counts"
        ),
        pytest.param([filed(), filed("extract/0/2", attempts=3)], [], id="and where that was the third, none"),
        pytest.param([filed(), filed("sink/0/4")], ["sink/0/4"], id="what two stages laid aside is sent once"),
        pytest.param(
            [filed(), filed("extract/0/2", original="eA==")], ["extract/0/1", "extract/0/2"], id="two messages are two"
        ),
    ],
)
def test_what_is_replayed(found: list[Filed], replayed: list[str]) -> None:
    assert [each.place for each in to_replay(found, 3)] == replayed


def test_what_is_sent_has_the_original_bytes_and_headers_and_the_attempts_so_far() -> None:
    assert list(originals([filed(attempts=2)])) == [
        Message(topic="crosswire.articles.v1", key=b"k", value=b"junk", headers=(("x", b"\x00\x01"), (ATTEMPTS, b"2")))
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["list", "--stage", "nobody"], "'nobody' is not one of"),
        (["list", "--since", "yesterday"], "'yesterday' is no date"),
        (["list", "nowhere/0/1"], "nowhere is no stage"),
        (["show"], "name the places"),
        (["list", "--data", "nowhere"], "name the broker: --kafka HOST:PORT"),
    ],
)
def test_a_wrong_call_exits_2_and_says_why(arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CROSSWIRE_KAFKA", raising=False)
    ended = CliRunner().invoke(crosswire, ["dead-letters", *arguments])
    assert ended.exit_code == 2
    assert says in ended.stderr
