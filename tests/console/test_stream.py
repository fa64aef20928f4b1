"""The stream: what changed comes, each event with a place to resume from."""

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.request import Request, urlopen

from tests.console import sample
from tests.console.fake import FakePages

from crosswire_schemas.records import Contradiction


def listen(address: str, after: str | None = None) -> Iterator[dict[str, str]]:
    """Yield the events of the stream, each as its fields."""
    headers = {"Last-Event-ID": after} if after else {}
    with urlopen(Request(f"{address}/api/stream", headers=headers), timeout=10) as answer:
        event: dict[str, str] = {}
        for line in answer:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                event[name] = value
            elif event:
                yield event
                event = {}


def flag(version: int) -> Contradiction:
    first, _, _ = next(sample.flagged())
    return replace(first, version=version)


def test_a_changed_contradiction_comes_by_itself(address: str, pages: FakePages) -> None:
    stream = listen(address)
    opening = next(stream)
    assert opening["retry"] == "2000"
    pages.put(flag(7))
    event = next(stream)
    assert event["event"] == "contradiction"
    assert json.loads(event["data"])["version"] == 7
    assert int(event["id"]) > int(opening["id"])


def test_a_stream_resumes_after_the_last_event_it_gave(address: str, pages: FakePages) -> None:
    stream = listen(address)
    next(stream)
    pages.put(flag(7))
    last = next(stream)["id"]
    stream.close()  # type: ignore[attr-defined]
    pages.put(flag(8))
    pages.put(flag(9))
    again = listen(address, last)
    next(again)
    assert [json.loads(next(again)["data"])["version"] for _ in range(2)] == [8, 9]


def test_every_id_is_a_place_from_which_nothing_is_lacking(address: str, pages: FakePages) -> None:
    start = str(len(pages.log))
    for version in (7, 8, 9):
        pages.put(flag(version))
    first = listen(address, start)
    next(first)
    middle = [next(first) for _ in range(3)][1]
    again = listen(address, middle["id"])
    next(again)
    versions = {json.loads(next(again)["data"])["version"] for _ in range(2)}
    assert 9 in versions or 8 in versions
    assert versions <= {7, 8, 9}


def test_a_cursor_of_a_database_that_is_gone_starts_at_now(address: str, pages: FakePages) -> None:
    stream = listen(address, "not-a-cursor")
    next(stream)
    pages.put(flag(7))
    assert json.loads(next(stream)["data"])["version"] == 7
