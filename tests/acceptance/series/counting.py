"""What flowed against what is stored: every distinct record of a topic is a row, or was replaced or taken out."""

import re
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from kafka import KafkaConsumer, TopicPartition

from crosswire.edges.store.database import Connection
from crosswire_schemas.topics import RECORD_TOPICS

OUTCOME = re.compile(r'^crosswire_outcomes_total\{outcome="(\w+)",reason="(\w*)",stage="\w+"\} (\S+)$', re.M)
STORED = {
    "article": "select article_id || '/' || revision, 0 from articles",
    "claim": "select claim_id, revision from claims",
    "event": "select event_id, revision from events",
    "extraction": "select article_id, revision from extractions",
    "contradiction": "select contradiction_id, version from contradictions",
    "matter": "select matter_id, version from matters",
}
TOMBSTONE = -1


@dataclass(slots=True)
class Flowed:
    """One kind of record on one topic: messages, distinct (id, revision or version), and the last of each id."""

    messages: int = 0
    distinct: set[tuple[str, int]] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)

    def take(self, key: str, number: int) -> None:
        """Take in one message."""
        self.messages += 1
        if number == TOMBSTONE:
            self.last.pop(key, None)
            return
        self.distinct.add((key, number))
        self.last[key] = max(number, self.last.get(key, 0))


def flowed(kafka: str) -> dict[tuple[str, str], Flowed]:
    """Return what is on each topic, by topic and kind."""
    found: dict[tuple[str, str], Flowed] = {}
    for topic, key, value in _messages(kafka):
        record = orjson.loads(value) if value else {"record": topic.split(".")[1][:-1]}
        kind = record["record"]
        name, number = key, record.get("revision", record.get("version", TOMBSTONE))
        if kind == "article":
            name, number = f"{key}/{number}", 0
        elif value and kind != "extraction":
            name = record[f"{kind}_id"]
        found.setdefault((topic, kind), Flowed()).take(name, number)
    return found


def _messages(kafka: str) -> Iterator[tuple[str, str, bytes | None]]:
    consumer = KafkaConsumer(bootstrap_servers=kafka, auto_offset_reset="earliest", enable_auto_commit=False)
    names = [topic.name for topic in RECORD_TOPICS]
    places = [TopicPartition(name, number) for name in names for number in consumer.partitions_for_topic(name) or ()]
    consumer.assign(places)
    ends = consumer.end_offsets(places)
    while any(consumer.position(place) < end for place, end in ends.items()):
        for batch in consumer.poll(500).values():
            yield from ((each.topic, each.key.decode(), each.value) for each in batch)
    consumer.close()


def stored(connection: Connection) -> dict[str, dict[str, int]]:
    """Return the rows of each kind: id to revision or version."""
    return {kind: dict(connection.execute(query.encode()).fetchall()) for kind, query in STORED.items()}


def outcomes(port: int) -> Counter[str]:
    """Return how many inputs a stage ended in each way, as its metrics page on ``port`` says."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        page = answer.read().decode()
    return Counter({" ".join(filter(None, found[:2])): int(float(found[2])) for found in OUTCOME.findall(page)})


def polled(connection: Connection) -> Counter[str]:
    """Return the outcomes of polls and entries over all feeds."""
    rows = connection.execute("select outcome, sum(times)::integer from feed_outcomes group by outcome").fetchall()
    return Counter(dict(rows))


def unbalanced(topics: Mapping[tuple[str, str], Flowed], rows: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return in words each kind of record whose rows are not the last of each id on its topic."""
    said = []
    for (topic, kind), found in topics.items():
        lost = {key: number for key, number in found.last.items() if rows[kind].get(key) != number}
        extra = rows[kind].keys() - found.last.keys()
        if lost or extra:
            said.append(f"{topic} {kind}: {len(lost)} not stored as they flowed, {len(extra)} stored that never flowed")
    return said


def lines(topics: Mapping[tuple[str, str], Flowed], rows: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Give the table: distinct on the topic = rows + those replaced by a later one + those taken out."""
    for (topic, kind), found in sorted(topics.items()):
        ids = {key for key, _ in found.distinct}
        replaced, out = len(found.distinct) - len(ids), len(ids) - len(found.last)
        yield (
            f"{topic} {kind}: {found.messages} messages, {len(found.distinct)} distinct = {len(rows[kind])} rows "
            f"+ {replaced} replaced by a later one + {out} taken out"
        )


def flags(connection: Connection) -> list[Any]:
    """Return every contradiction that was ever flagged, the open ones first."""
    query = "select record from contradictions order by state desc, record->>'type', contradiction_id"
    return [record for (record,) in connection.execute(query).fetchall()]
