"""The contract's promises as checks: what on a topic breaks one, in words. Knows messages and the contract, no more."""

import base64
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from crosswire_schemas import headers
from crosswire_schemas.codec import Unreadable
from crosswire_schemas.records import Article, Claim, Contradiction, DeadLetter, Event, Extraction, Matter
from crosswire_schemas.topics import Topic
from tests.consumers.broker import Seen


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a test knows besides the topic: newest versions by id, what was forgotten, what could not be read."""

    newest: Mapping[str, int] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()
    poison: tuple[bytes, ...] = ()


Check = Callable[[list[Seen], Facts], Iterator[str]]


def broken(topic: Topic, messages: list[Seen], facts: Facts) -> list[str]:
    """Return each break of one of ``topic``'s promises in ``messages``: all of the topic, partitions in order."""
    return [f"{name}: {said}" for name in topic.promises for said in KEEPS[name](messages, facts)]


def by_key(messages: list[Seen]) -> Mapping[str, list[Seen]]:
    found: dict[str, list[Seen]] = defaultdict(list)
    for one in messages:
        found[one.key].append(one)
    return found


def key(messages: list[Seen], _: Facts) -> Iterator[str]:
    for name, found in by_key(messages).items():
        if len({one.partition for one in found}) > 1:
            yield f"{name} is on two partitions"
    for one in messages:
        if one.record is not None and headers.key(one.record).decode() != one.key:
            yield f"{one.header('ce_id')} is under {one.key}"


def revisions(messages: list[Seen], _: Facts) -> Iterator[str]:
    for name, found in by_key(messages).items():
        highest, known = 0, set[str]()
        for one in found:
            number = headers.number(one.record) if one.record is not None else 0
            if number < highest and one.header("ce_id") not in known:
                yield f"{name} fell from revision {highest} to {number}"
            highest = max(highest, number)
            known.add(one.header("ce_id"))


def end(messages: list[Seen], _: Facts) -> Iterator[str]:
    for name, found in by_key(messages).items():
        known, open_ = set[str](), set[str]()
        for one in found:
            if isinstance(one.record, Claim | Event):
                known.add(headers.subject(one.record))
                open_.add(headers.subject(one.record))
            if isinstance(one.record, Extraction):
                kind = one.record.claim_ids if "claims" in one.topic else one.record.event_ids
                yield from (f"{name} lists {missing} before it came" for missing in sorted({*kind} - known))
                yield from (f"{name} does not list {missing}" for missing in sorted(open_ - {*kind}))
                open_.clear()
        yield from (f"no extraction ends {left} of {name}" for left in sorted(open_))


def repeats(messages: list[Seen], _: Facts) -> Iterator[str]:
    said: dict[str, bytes] = {}
    for one in messages:
        if one.record is None or one.value is None:
            continue
        if one.header("ce_id") != f"{headers.subject(one.record)}:{headers.number(one.record)}":
            yield f"{one.header('ce_id')} is not the id of what it is a header of"
        same = isinstance(one.record, Claim | Event | Contradiction | Matter)
        if same and said.setdefault(one.header("ce_id"), one.value) != one.value:
            yield f"{one.header('ce_id')} came with two contents"


def rising(messages: list[Seen], _: Facts) -> Iterator[str]:
    for name, found in by_key(messages).items():
        versions = [headers.number(one.record) for one in found if one.record is not None]
        for before, after in pairwise(versions):
            if after < before:
                yield f"{name} fell from version {before} to {after}"


def newest(messages: list[Seen], facts: Facts) -> Iterator[str]:
    last = {name: found[-1].record for name, found in by_key(messages).items()}
    for name, version in facts.newest.items():
        record = last.get(name)
        if record is None or headers.number(record) != version:
            yield f"{name} is at version {version}, and its topic does not end with that"


def tombstone(messages: list[Seen], facts: Facts) -> Iterator[str]:
    for name, found in by_key(messages).items():
        record = found[-1].record
        if isinstance(record, Contradiction):
            for side in (record.left, record.right):
                if side.article_id in facts.forgotten:
                    yield f"{name} still quotes {side.article_id}"


def erased(messages: list[Seen], facts: Facts) -> Iterator[str]:
    found = by_key(messages)
    for name in sorted(facts.forgotten):
        record = found[name][-1].record if name in found else None
        empty = (isinstance(record, Article) and not record.text) or (
            isinstance(record, Extraction) and not record.claim_ids + record.event_ids
        )
        if not (empty and isinstance(record, Article | Extraction) and record.forgotten):
            yield f"{name} was forgotten, and its last record does not say so"


def open_(messages: list[Seen], _: Facts) -> Iterator[str]:
    for one in messages:
        try:
            _record = one.record
        except Unreadable as error:
            yield f"{one.header('ce_id')} cannot be read: {error}"


def original(messages: list[Seen], facts: Facts) -> Iterator[str]:
    kept = {base64.b64decode(one.record.original) for one in messages if isinstance(one.record, DeadLetter)}
    yield from (f"{poison!r} is not kept as it came" for poison in facts.poison if poison not in kept)


KEEPS: Mapping[str, Check] = {
    "key": key,
    "revisions": revisions,
    "end": end,
    "repeats": repeats,
    "rising": rising,
    "newest": newest,
    "tombstone": tombstone,
    "erased": erased,
    "open": open_,
    "original": original,
}
