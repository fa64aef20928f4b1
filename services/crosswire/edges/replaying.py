"""Sending again what was sent before: dead letters to where they came from, stored articles after the rules changed."""

import base64
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from crosswire.edges.brokers import Address, client_options
from crosswire.edges.letters import original
from crosswire.edges.messages import Message, message
from crosswire.edges.producer import Producer
from crosswire.edges.store.database import Database
from crosswire.edges.topics import TopicsUnreachable
from crosswire_schemas.codec import Unreadable, decode, from_dict
from crosswire_schemas.identity import content_hash
from crosswire_schemas.records import Article, DeadLetter
from crosswire_schemas.topics import ARTICLES, DEAD_LETTERS

AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A dead letter and its place: ``extract/0/12`` is offset 12 of partition 0 of the dead letters of extract."""

    place: str
    letter: DeadLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which dead letters: what is None or empty does not matter."""

    stages: tuple[str, ...] = ()
    reason: str | None = None
    topic: str | None = None
    since: datetime | None = None
    places: tuple[str, ...] = ()

    def holds(self, found: Filed) -> bool:
        """Whether ``found`` is one of them."""
        dead = found.letter
        return (
            (not self.places or found.place in self.places)
            and self.reason in (None, dead.reason)
            and self.topic in (None, dead.topic)
            and (self.since is None or dead.failed_at >= self.since)
        )


def dead_letters(address: Address, wanted: Wanted) -> Iterator[Filed]:
    """Yield the dead letters that are there now, those of each stage in order. Raises ``TopicsUnreachable``."""
    try:
        consumer = KafkaConsumer(
            **client_options(address), group_id=None, enable_auto_commit=False, bootstrap_timeout_ms=15_000
        )
    except KafkaError as error:
        raise TopicsUnreachable(f"Kafka at {address} does not answer ({error}): is it running there?") from error
    try:
        for stage in wanted.stages or tuple(DEAD_LETTERS):
            yield from (found for found in _of_stage(consumer, stage) if wanted.holds(found))
    finally:
        consumer.close()


def _of_stage(consumer: Any, stage: str) -> Iterator[Filed]:
    name = DEAD_LETTERS[stage].name
    partitions = [TopicPartition(name, number) for number in consumer.partitions_for_topic(name) or ()]
    if not partitions:
        return
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    # What comes while we read is not for us: a replay that fails again would feed itself.
    ends = {at: end for at, end in consumer.end_offsets(partitions).items() if end > consumer.position(at)}
    while ends:
        for at, found in consumer.poll(timeout_ms=1000).items():
            for each in found:
                if at in ends and each.offset < ends[at]:
                    yield from _filed(stage, each)
        ends = {at: end for at, end in ends.items() if consumer.position(at) < end}


def _filed(stage: str, found: Any) -> Iterator[Filed]:
    try:
        dead = decode(found.value or b"")
    except Unreadable:
        return
    if isinstance(dead, DeadLetter):
        yield Filed(place=f"{stage}/{found.partition}/{found.offset}", letter=dead)


def to_replay(found: Iterable[Filed], attempts: int) -> list[Filed]:
    """Return what is worth another try: each message once, at its last attempt, unless it failed ``attempts`` times."""
    last: dict[tuple[str, str | None, str], Filed] = {}
    for each in found:
        # Two stages that could not handle a message are both given it when it is sent once.
        same = (each.letter.topic, each.letter.key, each.letter.original)
        if same not in last or last[same].letter.attempts <= each.letter.attempts:
            last[same] = each
    return [each for each in last.values() if each.letter.attempts < attempts]


def articles(database: Database, since: datetime) -> Iterator[Article]:
    """Yield the newest revision of every stored article fetched since, in order of fetching; none that is forgotten."""
    last = (since, "")
    while True:
        with database.transaction() as connection:
            rows = connection.execute(
                "select fetched_at, article_id, record from newest_articles where (fetched_at, article_id) > (%s, %s) "
                "and not forgotten order by fetched_at, article_id limit %s",
                (*last, AT_ONCE),
            ).fetchall()
        for fetched_at, key, value in rows:
            last = (fetched_at, key)
            found = from_dict(value)
            if isinstance(found, Article):
                yield found
        if len(rows) < AT_ONCE:
            return


def again(article: Article, now: datetime) -> Message:
    """Return the message that carries a stored ``article`` once more. Raises ``Rejected``."""
    return message(article, ARTICLES, stage="replay", now=now)


def forgotten(article: Article, now: datetime) -> Message:
    """Return the message that erases ``article``: its next revision, without what it said. Raises ``Rejected``.

    Extract ends it with an empty extraction, on which claims, events and flags leave the tables and the memory; its
    id stays, marked as forgotten, so that neither a replay nor a later revision brings anything back.
    """
    empty = replace(
        article,
        revision=article.revision + 1,
        title="",
        text="",
        url=f"urn:crosswire:forgotten:{article.article_id}",
        canonical_url=f"urn:crosswire:forgotten:{article.article_id}",
        feed_url=None,
        authors=(),
        tags=(),
        signature=(),
        credit=None,
        changed=(),
        content_hash=content_hash("", ""),
        fetched_at=now,
        forgotten=True,
    )
    return message(empty, ARTICLES, stage="forget", now=now)


def of_whom(database: Database, name: str) -> list[Article]:
    """Return the articles, newest revision each, whose id or address, or whose outlet's id or name, is ``name``."""
    with database.transaction() as connection:
        rows = connection.execute(
            "select record from newest_articles where not forgotten and (article_id = %(name)s or outlet_id = %(name)s "
            "or outlet_name = %(name)s or record->>'url' = %(name)s or record->>'canonical_url' = %(name)s) "
            "order by article_id",
            {"name": name},
        ).fetchall()
    return [found for (value,) in rows if isinstance(found := from_dict(value), Article)]


def forget_letters(database: Database, articles: Sequence[Article]) -> int:
    """Take the dead letters that hold ``articles`` out of the tables; return how many."""
    keys = [base64.b64encode(article.article_id.encode()).decode() for article in articles]
    with database.transaction() as connection:
        return connection.execute("delete from dead_letters where record->>'key' = any(%s)", (keys,)).rowcount


def send(
    address: Address, outgoing: Iterable[Message], *, rate: float | None, pause: Callable[[float], None] = time.sleep
) -> int:
    """Send ``outgoing`` in order, at most ``rate`` a second; return how many. Raises ``Undelivered``, ``Rejected``."""
    sent = 0
    with Producer(address, client="crosswire-replay") as producer:
        for batch in _batches(outgoing, 1 if rate else AT_ONCE):
            producer.send(batch)
            sent += len(batch)
            if rate:
                pause(1 / rate)
    return sent


def _batches(outgoing: Iterable[Message], size: int) -> Iterator[list[Message]]:
    batch: list[Message] = []
    for each in outgoing:
        batch.append(each)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def originals(found: Iterable[Filed]) -> Iterator[Message]:
    """Yield the messages that the letters ``found`` hold: original bytes and headers, and the attempts so far."""
    return (original(each.letter) for each in found)


def now() -> datetime:
    """Return now, in UTC."""
    return datetime.now(UTC)
