"""The operator's commands on a running system: dead letters, replay, forget, export, doctor."""

import base64
import csv
import io
import json
import time
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from click.testing import CliRunner, Result
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from crosswire.cli import crosswire as command_line
from crosswire.edges.replaying import Wanted, dead_letters
from crosswire.testing import System
from crosswire_schemas.records import Contradiction, Extraction
from crosswire_schemas.topics import ARTICLES, CONTRADICTIONS
from tests.containers.stories import bridge, of


def crosswire(running: System, *arguments: str, status: int = 0) -> Result:
    addresses = {"CROSSWIRE_KAFKA": running.kafka, "CROSSWIRE_DATABASE": running.database}
    ended = CliRunner().invoke(command_line, arguments, env=addresses)
    assert ended.exit_code == status, ended.output
    return ended


def lay_aside(running: System, value: bytes, key: bytes) -> str:
    """Publish what cannot be read, and return the place of its letter."""
    producer = KafkaProducer(bootstrap_servers=running.kafka)
    producer.send(ARTICLES.name, key=key, value=value).get(10)
    producer.close()
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for found in dead_letters(running.kafka, Wanted(stages=("extract",))):
            if base64.b64decode(found.letter.original) == value:
                return found.place
        time.sleep(0.5)
    raise AssertionError("no dead letter came")


def test_a_replay_that_fails_again_does_not_loop(running: System) -> None:
    place = lay_aside(running, b"never to be read", b"loop")
    dry = crosswire(running, "dead-letters", "replay", "--dry-run", place)
    assert dry.stdout == f"{place} to {ARTICLES.name}\n"
    tries = []
    for _ in range(4):
        ended = crosswire(running, "dead-letters", "replay", "--reason", "unreadable", "--stage", "extract")
        running.settle()
        found = dead_letters(running.kafka, Wanted(stages=("extract",)))
        tries.append(max(each.letter.attempts for each in found))
    assert tries == [2, 3, 3, 3]
    assert ended.stderr.startswith("0 replayed")


def test_a_letter_shows_the_original_bytes_and_why(running: System) -> None:
    place = lay_aside(running, b'{"record": "claim", "schema": "crosswire.claim.v9"}', b"why")
    shown = json.loads(crosswire(running, "dead-letters", "show", place).stdout)
    assert (shown["reason"], shown["topic"], shown["attempts"]) == ("schema", ARTICLES.name, 1)
    whole = crosswire(running, "dead-letters", "show", "--original", place)
    assert whole.stdout_bytes == b'{"record": "claim", "schema": "crosswire.claim.v9"}'
    assert place in crosswire(running, "dead-letters", "list", "--topic", ARTICLES.name).stdout
    nothing = crosswire(running, "dead-letters", "show", "extract/0/99999", status=1)
    assert "no letter at extract/0/99999" in nothing.stderr


def test_what_is_forgotten_leaves_tables_and_compacted_topics_and_no_replay_brings_it_back(running: System) -> None:
    west, east = bridge("Forgotten", "Toretsk")
    running.publish(west, east)
    found = running.wait_for(Contradiction, lambda record: of("Forgotten", record) and record.type == "denial")
    running.settle()
    crosswire(running, "forget", west.outlet.name)
    running.wait_for(Extraction, lambda record: record.article_id == west.article_id and bool(record.forgotten))
    running.settle()
    assert running.query("select count(*) from claims where article_id = %s", [west.article_id]) == [(0,)]
    assert running.query("select count(*) from events where article_id = %s", [west.article_id]) == [(0,)]
    stored = running.query("select record::text from articles where article_id = %s", [west.article_id])
    assert "destroyed" not in str(stored)
    ids = [found.contradiction_id]
    assert running.query("select count(*) from contradictions where contradiction_id = %s", ids) == [(0,)]
    assert newest(running, CONTRADICTIONS.name, found.contradiction_id) is None
    crosswire(running, "replay", "--from", "2025-01-01")
    running.publish(west, replace(west, revision=3, fetched_at=west.fetched_at.replace(year=2030)))
    running.settle()
    assert running.query("select count(*) from claims where article_id = %s", [west.article_id]) == [(0,)]
    assert "is called" in crosswire(running, "forget", west.outlet.name, status=1).stderr


def newest(running: System, topic: str, key: str) -> bytes | None:
    consumer = KafkaConsumer(bootstrap_servers=running.kafka, group_id=None, consumer_timeout_ms=3000)
    partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic)]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    values = [message.value for message in consumer if message.key == key.encode()]
    consumer.close()
    value: bytes | None = values[-1]
    return value


def test_a_replay_of_stored_articles_changes_nothing_where_the_rules_are_the_same(running: System) -> None:
    running.publish(*bridge("Replayed", "Siversk"))
    running.wait_for(Contradiction, lambda record: of("Replayed", record))
    running.settle()
    query = (
        "select claim_id, withdrawn from claims union all select contradiction_id, state = 'open' from contradictions"
    )
    before = sorted(running.query(query))
    dry = crosswire(running, "replay", "--from", "2025-01-01", "--dry-run")
    assert "articles would be replayed" in dry.stderr
    crosswire(running, "replay", "--from", "2025-01-01", "--rate", "50")
    running.settle()
    assert sorted(running.query(query)) == before


@pytest.mark.parametrize("kind", ["claims", "events", "contradictions", "matters"])
def test_an_export_has_every_row_as_json_lines_csv_and_parquet(running: System, kind: str) -> None:
    running.publish(*bridge("Exported", "Kostiantynivka"))
    running.wait_for(Contradiction, lambda record: of("Exported", record))
    running.settle()
    rows = running.query(f"select count(*) from crosswire_{kind}")[0][0]
    lines = [json.loads(line) for line in crosswire(running, "export", kind).stdout.splitlines()]
    assert len(lines) == rows > 0
    assert {line["record"] for line in lines} == {"matter" if kind == "matters" else kind.removesuffix("s")}
    table = list(csv.DictReader(io.StringIO(crosswire(running, "export", kind, "--format", "csv").stdout)))
    assert len(table) == rows
    assert crosswire(running, "export", kind, "--since", "2099-01-01").stdout == ""
    read_table: Any = import_module("pyarrow.parquet").read_table
    typed = read_table(io.BytesIO(crosswire(running, "export", kind, "--format", "parquet").stdout_bytes))
    assert typed.num_rows == rows


def test_the_doctor_finds_nothing_but_that_there_are_no_feeds_and_says_what_to_do(running: System) -> None:
    running.query("select 1")
    said = crosswire(running, "doctor", status=1).stdout
    assert "all 9 topics are as declared" in said
    assert "there are no feeds\n      → add some: crosswire feeds add URL" in said
    for stage in ("extract", "contradict", "sink"):
        assert f"ok    {stage}: " in said
