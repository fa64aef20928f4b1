"""A downstream consumer that knows the contract and nothing else: topics, headers, records."""

from typing import Any

from kafka import KafkaConsumer

from crosswire.testing import System
from crosswire_schemas.codec import decode
from crosswire_schemas.records import Contradiction
from crosswire_schemas.topics import CONTRADICTIONS
from tests.containers.stories import bridge, of


def consumer(running: System) -> Any:
    return KafkaConsumer(
        CONTRADICTIONS.name,
        bootstrap_servers=running.kafka,
        group_id="a-newsdesk",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=60_000,
    )


def first_of(name: str, desk: Any) -> tuple[dict[str, str], Contradiction]:
    for message in desk:
        record = decode(message.value)
        assert isinstance(record, Contradiction)
        if of(name, record):
            return {key: value.decode() for key, value in message.headers}, record
    raise AssertionError(f"no contradiction of {name} came")


def test_headers_alone_tell_the_type_the_id_and_a_repeat(running: System) -> None:
    running.publish(*bridge("Desk", "Lyman"))
    desk = consumer(running)
    headers, record = first_of("Desk", desk)
    desk.close()
    assert headers["ce_type"] == "crosswire.contradiction.v1"
    assert headers["ce_subject"] == record.contradiction_id
    assert headers["ce_id"] == f"{record.contradiction_id}:{record.version}"
    assert headers["ce_specversion"] == "1.0"


def test_a_consumer_goes_on_where_it_stopped(running: System) -> None:
    running.publish(*bridge("Before", "Izium"))
    desk = consumer(running)
    first_of("Before", desk)
    desk.commit()
    desk.close()
    running.publish(*bridge("After", "Avdiivka"))
    again = consumer(running)
    seen = []
    for message in again:
        record = decode(message.value)
        assert isinstance(record, Contradiction)
        seen.append(record)
        if of("After", record):
            break
    again.close()
    assert of("After", seen[-1])
