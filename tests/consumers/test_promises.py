"""The contract's promises on a real broker: kept by the stages' own messages, seen to be broken by changed ones."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import orjson
import pytest
from click.testing import CliRunner

from crosswire.cli import crosswire as command_line
from crosswire.edges import topics
from crosswire.testing import System, article
from crosswire_schemas.codec import from_dict, to_dict
from crosswire_schemas.examples import EXAMPLES
from crosswire_schemas.headers import headers, key
from crosswire_schemas.records import Claim, Contradiction, Extraction
from crosswire_schemas.topics import ARTICLES, CLAIMS, CONTRADICTIONS, DEAD_LETTERS, EVENTS, MATTERS, PROMISES, TOPICS
from tests.consumers.broker import Broker, Seen, everything, producing, send
from tests.consumers.promises import KEEPS, Facts, broken
from tests.containers.stories import bridge, of

POISON = b'{"record": "article", \xff'
FUTURE = "f" * 32


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that is on every topic once the stages have come to rest, and what the test knows of it."""

    seen: dict[str, list[Seen]]
    facts: Facts


def crosswire(running: System, *arguments: str) -> None:
    addresses = {"CROSSWIRE_KAFKA": running.kafka, "CROSSWIRE_DATABASE": running.database}
    ended = CliRunner().invoke(command_line, arguments, env=addresses)
    assert ended.exit_code == 0, ended.output


def publish_what_is_not_known(address: str) -> None:
    """Write a claim as a later release might: another field, another value, another header."""
    value = to_dict(EXAMPLES["claim"]) | {"article_id": FUTURE, "polarity": "ironic", "tone": {"warmth": 3}}
    last = to_dict(EXAMPLES["extraction"]) | {"article_id": FUTURE, "claim_ids": [value["claim_id"]], "event_ids": []}
    with producing(address) as producer:
        for one in (value, last):
            record = from_dict(one)
            pairs = [*headers(record, source="later", now=EXAMPLES["article"].fetched_at), ("ce_later", b"1")]  # type: ignore[union-attr]
            producer.send(CLAIMS.name, key=key(record), value=orjson.dumps(one), headers=pairs)


@pytest.fixture(scope="module")
def told(running: System) -> Told:
    """Accounts that contradict each other, one of them revised, one told twice, one forgotten; a stage killed."""
    west, east = bridge("Kept", "Kupiansk")
    running.publish(west, east)
    running.wait_for(Contradiction, lambda record: of("Kept", record), seconds=180)
    gone, stays = bridge("Gone", "Toretsk")
    running.publish(gone, stays, west, east)
    running.kill("extract")
    revised = article("The bridge stands", "It rained all day.", outlet="Kept East", page="bridge", revision=2)
    running.publish(*bridge("Late", "Lyman"), revised)
    with producing(running.kafka) as producer:
        producer.send(ARTICLES.name, key=b"poison", value=POISON)
    running.start("extract")
    publish_what_is_not_known(running.kafka)
    running.wait_for(Extraction, lambda record: record.article_id == east.article_id and record.revision == 2)
    running.settle(seconds=180)
    crosswire(running, "forget", gone.article_id)
    running.wait_for(Extraction, lambda record: record.article_id == gone.article_id and bool(record.forgotten))
    running.settle(seconds=180)
    time.sleep(2)
    return Told(
        seen={name: of_the_stages(running.kafka, name) for name in TOPICS},
        facts=Facts(newest=versions(running), forgotten=frozenset({gone.article_id}), poison=(POISON,)),
    )


def of_the_stages(address: str, name: str) -> list[Seen]:
    return [one for one in everything(address, name) if one.value != POISON]


def versions(running: System) -> dict[str, int]:
    rows = running.query(
        "select contradiction_id, version from crosswire_contradictions "
        "union all select matter_id, version from crosswire_matters"
    )
    return dict(rows)


def facts_of(name: str, told: Told) -> Facts:
    """Return the facts that concern the topic ``name``: ids of matters are no contradictions' ids."""
    keys = {one.key for one in told.seen[name]}
    kept = {id_: version for id_, version in told.facts.newest.items() if id_ in keys}
    return replace(told.facts, newest=kept, poison=told.facts.poison if ".extract." in name else ())


@pytest.mark.parametrize("name", TOPICS)
def test_what_the_stages_write_keeps_every_promise_of_its_topic(told: Told, name: str) -> None:
    assert told.seen[name] or name.startswith("crosswire.dead.")
    assert broken(TOPICS[name], told.seen[name], facts_of(name, told)) == []


def test_every_open_contradiction_and_every_matter_of_the_tables_is_on_its_topic(told: Told) -> None:
    keys = {one.key for name in (CONTRADICTIONS.name, MATTERS.name) for one in told.seen[name]}
    assert told.facts.newest
    assert set(told.facts.newest) <= keys


def test_every_promise_has_a_check() -> None:
    assert set(KEEPS) == set(PROMISES)


def test_forgetting_left_a_tombstone_and_a_killed_stage_lost_nothing(told: Told, running: System) -> None:
    assert any(one.value is None for one in told.seen[CONTRADICTIONS.name])
    ended = {one.key for one in told.seen[CLAIMS.name] if isinstance(one.record, Extraction)}
    published = {one.key for one in told.seen[ARTICLES.name]}
    assert published <= ended


def test_what_a_later_release_adds_is_taken_by_every_stage(told: Told, running: System) -> None:
    assert running.query("select polarity from crosswire_claims where article_id = %s", [FUTURE]) == [("ironic",)]
    assert told.seen[DEAD_LETTERS["contradict"].name] == []


def test_a_replay_brings_the_same_ids_once_more_and_no_other(told: Told, running: System) -> None:
    names = (CLAIMS.name, EVENTS.name, CONTRADICTIONS.name, MATTERS.name)
    crosswire(running, "replay", "--from", "2025-01-01")
    running.settle(seconds=180)
    for name in names:
        before = {one.header("ce_id") for one in told.seen[name]}
        after = everything(running.kafka, name)
        assert {one.header("ce_id") for one in after} == before, name
        assert len(after) > len(told.seen[name]) or name in (CONTRADICTIONS.name, MATTERS.name)


def first(messages: list[Seen], kind: type) -> int:
    return next(place for place, one in enumerate(messages) if isinstance(one.record, kind))


def another_partition(messages: list[Seen]) -> list[Seen]:
    return [*messages, replace(messages[0], partition=(messages[0].partition + 1) % 4)]


def an_older_revision(messages: list[Seen]) -> list[Seen]:
    one = next(one for one in messages if headers_number(one) > 1)
    older = to_dict(one.record) | {"revision": 0}  # type: ignore[arg-type]
    return [*messages, replace(one, value=orjson.dumps(older), headers=(("ce_id", f"{one.key}:0"),))]


def headers_number(one: Seen) -> int:
    return int(one.header("ce_id").rpartition(":")[2] or 0)


def extraction_first(messages: list[Seen]) -> list[Seen]:
    claim = first(messages, Claim)
    place = next(at for at, one in enumerate(messages) if one.key == messages[claim].key and at > claim and ends(one))
    return [messages[place], *messages[:place], *messages[place + 1 :]]


def ends(one: Seen) -> bool:
    return isinstance(one.record, Extraction)


def no_extraction(messages: list[Seen]) -> list[Seen]:
    return [one for one in messages if not ends(one)]


def another_id_for_a_repeat(messages: list[Seen]) -> list[Seen]:
    return [*messages, replace(messages[0], headers=(("ce_id", "0" * 32 + ":1"),))]


def two_contents_of_one_version(messages: list[Seen]) -> list[Seen]:
    other = to_dict(messages[0].record) | {"score": 0.123}  # type: ignore[arg-type]
    return [*messages, replace(messages[0], value=orjson.dumps(other))]


def a_version_falls(messages: list[Seen]) -> list[Seen]:
    one = next(one for one in reversed(messages) if one.value is not None)
    lower = to_dict(one.record) | {"version": 0}  # type: ignore[arg-type]
    return [*messages, replace(one, value=orjson.dumps(lower))]


def the_newest_is_lost(messages: list[Seen]) -> list[Seen]:
    last = next(reversed({one.key: one for one in messages if one.value is not None}.values()))
    # With its repeats: a stage that was killed writes the same version again.
    return [one for one in messages if (one.key, one.header("ce_id")) != (last.key, last.header("ce_id"))]


def no_tombstones(messages: list[Seen]) -> list[Seen]:
    return [one for one in messages if one.value is not None and b'"state":"closed"' not in one.value]


def nothing_forgotten(messages: list[Seen]) -> list[Seen]:
    return [one for one in messages if one.value is None or b'"forgotten":true' not in one.value]


def a_field_of_another_type(messages: list[Seen]) -> list[Seen]:
    value = orjson.dumps(to_dict(EXAMPLES["claim"]) | {"revision": "one"})
    return [*messages, replace(messages[0], value=value)]


def nothing(messages: list[Seen]) -> list[Seen]:
    return []


Break = Callable[[list[Seen]], list[Seen]]
BROKEN = [
    ("a key on another partition", "key", CLAIMS.name, another_partition),
    ("a revision that falls", "revisions", ARTICLES.name, an_older_revision),
    ("an extraction before its claims", "end", CLAIMS.name, extraction_first),
    ("claims that no extraction ends", "end", CLAIMS.name, no_extraction),
    ("a repeat under another id", "repeats", CLAIMS.name, another_id_for_a_repeat),
    ("a version with two contents", "repeats", CONTRADICTIONS.name, two_contents_of_one_version),
    ("a version that falls", "rising", CONTRADICTIONS.name, a_version_falls),
    ("a newest state that is missing", "newest", MATTERS.name, the_newest_is_lost),
    ("a forgotten article that is still quoted", "tombstone", CONTRADICTIONS.name, no_tombstones),
    ("a forgotten article whose text stays the last", "erased", ARTICLES.name, nothing_forgotten),
    ("a forgotten article whose claims stay the last", "erased", CLAIMS.name, nothing_forgotten),
    ("a field that changed its type", "open", CLAIMS.name, a_field_of_another_type),
    ("a dead letter without what died", "original", DEAD_LETTERS["extract"].name, nothing),
]


@pytest.mark.parametrize(("promise", "name", "change"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_break_of_a_promise_is_seen(told: Told, broker: Broker, promise: str, name: str, change: Break) -> None:
    other = f"{change.__name__}.{name}"
    topics.create(broker.address, topics=[replace(TOPICS[name], name=other)])
    send(broker.address, [replace(one, topic=other) for one in change(told.seen[name])])
    found = everything(broker.address, other)
    assert [said for said in KEEPS[promise](found, facts_of(name, told)) if said], promise


def test_every_promise_is_seen_broken() -> None:
    assert {row[1] for row in BROKEN} == set(PROMISES)
