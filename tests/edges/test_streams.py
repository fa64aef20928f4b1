"""How a stage may fail, each rule on the real broker: taken out, its test fails."""

import base64
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

from crosswire.edges.stream_settings import Timing, settings_of
from crosswire.stage import Result
from crosswire_schemas.codec import decode
from crosswire_schemas.examples import ARTICLE
from crosswire_schemas.records import Article, DeadLetter, Record
from tests.edges.working import QUICK, Bench, Running, article, split, until


@pytest.fixture
def bench(kafka_address: str, tag: str) -> Bench:
    return Bench(kafka_address, tag)


def letters(bench: Bench) -> list[DeadLetter]:
    found = [decode(each.value or b"") for each in bench.read(bench.dead)]
    return [each for each in found if isinstance(each, DeadLetter)]


def entitled(words: str) -> Article:
    return replace(ARTICLE, title=words)


def test_every_input_is_handled_in_order_and_committed(bench: Bench) -> None:
    bench.put(*(article(number) for number in range(50)))
    with Running(bench, bench.stage()) as worker:
        until(lambda: worker.count("stored") == 50)
    assert bench.committed() == 50
    keys = [each.key for each in bench.read(bench.claims)]
    assert keys == [article(number).article_id.encode() for number in range(50) for _ in range(2)]
    assert letters(bench) == []


def test_the_trace_is_carried_on_and_headers_say_who_wrote(bench: Bench) -> None:
    bench.put(article(1))
    with Running(bench, bench.stage()) as worker:
        until(lambda: worker.count("stored") == 1)
    written = [dict(each.headers) for each in bench.read(bench.claims)]
    assert {found["ce_source"] for found in written} == {f"crosswire/{bench.name}".encode()}
    assert len({found["traceparent"].split(b"-")[1] for found in written}) == 1  # type: ignore[union-attr]


POISON = {
    "bytes that are no JSON": (b"\xff\xfe", "unreadable"),
    "nothing at all": (b"", "unreadable"),
    "a record of another version": (b'{"record":"article","schema":"crosswire.article.v9"}', "schema"),
    "a record with a field missing": (b'{"record":"article","schema":"crosswire.article.v1"}', "invalid"),
}


@pytest.mark.parametrize(("poison", "reason"), POISON.values(), ids=POISON.keys())
def test_a_poison_message_stops_nobody_and_keeps_its_bytes(bench: Bench, poison: bytes, reason: str) -> None:
    bench.put(article(1), poison, article(2))
    with Running(bench, bench.stage()) as worker:
        until(lambda: worker.count("stored") == 2 and worker.count("dead_letter", reason) == 1)
    (dead,) = letters(bench)
    assert (dead.reason, dead.attempts, base64.b64decode(dead.original)) == (reason, 1, poison)
    assert (base64.b64decode(dead.key or ""), dict(dead.headers)) == (b"key", {"x-from": "dGVzdA=="})
    assert bench.committed() == 3


def test_a_bug_on_one_message_is_a_dead_letter_with_its_traceback(bench: Bench) -> None:
    bench.put(article(1), entitled("bug"), article(2))
    with Running(bench, bench.stage()) as worker:
        until(lambda: worker.count("stored") == 2 and worker.count("dead_letter", "bug") == 1)
    (dead,) = letters(bench)
    assert "KeyError: 'no rule for bug'" in dead.detail
    assert decode(base64.b64decode(dead.original)) == entitled("bug")
    assert bench.committed() == 3


def test_a_bug_on_the_last_message_is_buried_too(bench: Bench) -> None:
    bench.put(article(1), entitled("bug"))
    with Running(bench, bench.stage()) as worker:
        until(lambda: worker.count("dead_letter", "bug") == 1)
    assert (len(letters(bench)), bench.committed()) == (1, 2)


def test_five_bugs_in_a_row_stop_the_worker_with_none_of_them_committed(bench: Bench) -> None:
    bench.put(article(1), *(entitled(f"bug {number}") for number in range(5)), article(2))
    with Running(bench, bench.stage()) as worker:
        assert "5 messages in a row failed unforeseen" in str(worker.ended())
    assert letters(bench) == []
    assert bench.committed() <= 1
    with Running(bench, bench.stage(lambda _: Result())) as mended:
        until(lambda: mended.count("stored") >= 6)
    assert bench.committed() == 7


def test_four_bugs_in_a_row_do_not_stop_the_worker(bench: Bench) -> None:
    bench.put(*(entitled(f"bug {number}") for number in range(4)), article(1))
    with Running(bench, bench.stage()) as worker:
        until(lambda: worker.count("stored") == 1)
    assert (len(letters(bench)), bench.committed()) == (4, 5)


def test_what_is_too_large_for_a_topic_is_a_dead_letter_and_nothing_of_it_is_sent(bench: Bench) -> None:
    bench.put(article(1), entitled("large"), article(2))
    with Running(bench, bench.stage()) as worker:
        until(lambda: worker.count("stored") == 2 and worker.count("dead_letter", "oversize") == 1)
    assert len(bench.read(bench.claims)) == 4
    assert "takes 2097152" in letters(bench)[0].detail


def test_a_refusal_is_an_outcome_with_its_reason(bench: Bench) -> None:
    bench.put(entitled("refused"), article(1))
    with Running(bench, bench.stage()) as worker:
        until(lambda: worker.count("stored") == 1)
    assert (worker.count("refused", "language"), bench.committed()) == (1, 2)


def takes(bench: Bench, size: int) -> None:
    """Let the broker refuse claims over ``size``, whatever the declaration says."""
    client = KafkaAdminClient(bootstrap_servers=bench.address)
    resource = ConfigResource(ConfigResourceType.TOPIC, bench.claims.name, {"max.message.bytes": str(size)})
    client.alter_configs([resource])
    client.close()


def test_an_input_whose_output_is_refused_is_not_committed_and_comes_again(bench: Bench) -> None:
    takes(bench, 100)
    bench.put(article(1), article(2))
    with Running(bench, bench.stage()) as worker:
        assert "MessageSizeTooLarge" in str(worker.ended())
    assert (bench.committed(), letters(bench)) == (0, [])
    takes(bench, bench.claims.max_message_bytes)
    with Running(bench, bench.stage()) as again:
        until(lambda: again.count("stored") == 2)
    assert {each.key for each in bench.read(bench.claims)} == {article(n).article_id.encode() for n in (1, 2)}


class EngineAway(Exception):
    """Stands for what psycopg raises when PostgreSQL is gone."""


def test_an_engines_error_stops_the_worker_uncommitted_and_nothing_is_a_dead_letter(bench: Bench) -> None:
    calls: list[int] = []

    def step(records: Sequence[Record], memory: Any) -> Sequence[Result]:
        if records:
            calls.append(len(records))
        raise EngineAway("connection lost")

    bench.put(*(article(number) for number in range(10)))
    with Running(bench, bench.remembering(step), fatal=(EngineAway,)) as worker:
        assert "connection lost" in str(worker.ended())
    assert (bench.committed(), letters(bench), len(calls)) == (0, [], 1)


def test_while_nothing_is_to_be_read_what_was_left_over_is_done_though_the_engine_be_away_at_times(
    bench: Bench,
) -> None:
    calls: list[int] = []

    def step(records: Sequence[Record], memory: Any) -> Sequence[Result]:
        calls.append(len(records))
        if not records and len(calls) % 2:
            raise EngineAway("connection lost")
        return [split(record) for record in records]

    with Running(bench, bench.remembering(step), fatal=(EngineAway,)) as worker:
        until(lambda: calls.count(0) >= 3)
        bench.put(article(1))
        until(lambda: worker.count("stored") == 1)
    assert bench.committed() == 1


def test_of_a_batch_that_raises_only_the_message_at_fault_is_a_dead_letter(bench: Bench) -> None:
    sizes: list[int] = []

    def step(records: Sequence[Record], memory: list[Record]) -> Sequence[Result]:
        sizes.append(len(records))
        results = [split(record) for record in records]
        memory.extend(records)
        return results

    remembered: list[Record] = []
    bench.put(*(entitled("bug") if number == 7 else article(number) for number in range(20)))
    with Running(bench, bench.remembering(step), memory=remembered) as worker:
        until(lambda: worker.count("stored") == 19 and worker.count("dead_letter", "bug") == 1)
    assert max(sizes) > 1
    assert {record.title for record in remembered if isinstance(record, Article)} == {
        str(number) for number in range(20) if number != 7
    }
    assert bench.committed() == 20


def test_a_stop_ends_what_is_in_hand_and_commits_it(bench: Bench) -> None:
    began = threading.Event()

    def slow(record: Record) -> Result:
        began.set()
        time.sleep(1.0)
        return split(record)

    bench.put(*(article(number) for number in range(10)))
    with Running(bench, bench.stage(slow)) as worker:
        assert began.wait(30)
        stopped = time.monotonic()
    assert time.monotonic() - stopped < QUICK.flush
    assert bench.committed() == worker.count("stored") == len(bench.read(bench.claims)) / 2 >= 1


def test_a_step_longer_than_the_session_does_not_lose_the_group(bench: Bench) -> None:
    calls: list[str] = []

    def busy(record: Record) -> Result:
        # Holds the interpreter as spaCy does, for longer than the session lasts.
        end = time.monotonic() + QUICK.session * 1.5
        while time.monotonic() < end:
            sum(range(1000))
        calls.append(record.article_id)  # type: ignore[union-attr]
        return split(record)

    bench.put(article(1), article(2))
    with Running(bench, bench.stage(busy)) as worker:
        until(lambda: worker.count("stored") == 2)
    assert calls == [article(1).article_id, article(2).article_id]


def test_a_step_runs_off_the_event_loop(bench: Bench) -> None:
    threads: list[str] = []

    def step(record: Record) -> Result:
        threads.append(threading.current_thread().name)
        return split(record)

    bench.put(article(1))
    with Running(bench, bench.stage(step)) as worker:
        until(lambda: worker.count("stored") == 1)
    assert threads == [f"{bench.name}_0"]


def test_two_workers_and_a_rebalance_lose_nothing(kafka_address: str, tag: str) -> None:
    bench = Bench(kafka_address, tag, partitions=4)

    def slow(record: Record) -> Result:
        time.sleep(0.01)
        return split(record)

    bench.put(*(article(number) for number in range(400)))
    with Running(bench, bench.stage(slow)) as first:
        until(lambda: first.count("stored") > 20)
        with Running(bench, bench.stage(slow)) as second:
            until(lambda: second.count("stored") > 20)
        until(lambda: bench.committed() == 400)
    assert {each.key for each in bench.read(bench.claims)} == {article(n).article_id.encode() for n in range(400)}


def test_an_absent_broker_stops_the_worker(kafka_address: str, tag: str) -> None:
    bench = Bench(kafka_address, tag)
    bench.address = "127.0.0.1:9"
    with Running(bench, bench.stage()) as worker:
        worker.ended()


EXPLICIT: dict[str, Callable[[dict[str, Any]], bool]] = {
    "values are raw bytes": lambda said: said["value_serializer"] == said["key_serializer"] == "raw",
    "no web server": lambda said: said["web_enabled"] is False,
    "no topics of its own": lambda said: said["topic_disable_leader"] and not said["topic_allow_declare"],
    "acknowledged by all replicas": lambda said: said["producer_acks"] == -1,
    "nothing acknowledged for an exception": lambda said: not said["stream_ack_exceptions"],
}


@pytest.mark.parametrize("holds", EXPLICIT.values(), ids=EXPLICIT.keys())
def test_the_settings_say(holds: Callable[[dict[str, Any]], bool]) -> None:
    stage = Bench.stage(type("Unmade", (), {"name": "x", "source": None, "claims": None})())
    assert holds(settings_of(stage, "127.0.0.1:9092", "/tmp", Timing()))
