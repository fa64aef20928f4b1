"""What a change of the contract does to those who read it: the present one compared with every released one, in words.

Forward: a consumer of the released contract reads what is written now. Backward: a consumer of the present one reads
what is still kept from before. A finding breaks where either would refuse a record, read it wrongly, or wait in vain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

RELEASED = Path(__file__).parent / "released"
Documents = Mapping[str, Mapping[str, Any]]
Schema = Mapping[str, Any]
NOTHING: Schema = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One difference: ``where`` (``claim.cue.force`` or a topic), ``what`` changed, and what it does to readers."""

    where: str
    what: str
    does: str
    breaking: bool

    def __str__(self) -> str:
        return f"{self.where} {self.what}: {self.does}"


def read(folder: Path) -> Documents:
    """Return file name -> document of the contract in ``folder``."""
    return {path.name: orjson.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))}


def released(folder: Path = RELEASED) -> Mapping[str, Documents]:
    """Return release -> its documents, the oldest first."""
    return {path.name: read(path) for path in sorted(folder.iterdir()) if path.is_dir()}


def compare(old: Documents, new: Documents, release: str) -> list[Finding]:
    """Return every difference between the documents of ``release`` and the present ones, records first."""
    return list(_Comparison(release).documents(old, new))


@dataclass(frozen=True, slots=True)
class _Comparison:
    release: str
    # A part that many fields hold is told of once, at the first of them.
    told: set[tuple[str, str, str]] = field(default_factory=set)

    def documents(self, old: Documents, new: Documents) -> Iterator[Finding]:
        for name, before in old.items():
            after = new.get(name)
            if "asyncapi" in before:
                yield from self.channels(before, _asyncapi(new))
            elif after is None:
                yield self.stop(name, "is no more", "would meet records that nothing describes")
            else:
                kind = before["properties"]["record"]["const"]
                yield from self.fields(kind, before, after, before, after)
        yield from (
            self.go(name, "is new", "do not read it") for name in new.keys() - old.keys() if _is_record(new[name])
        )

    def fields(self, where: str, old: Schema, new: Schema, was: Schema, now: Schema) -> Iterator[Finding]:
        """Compare the properties of an object; ``was`` and ``now`` are the documents in which references resolve."""
        before, after = old.get("properties", NOTHING), new.get("properties", NOTHING)
        needed, needs = set(old.get("required", ())), set(new.get("required", ()))
        for name in before:
            path = f"{where}.{name}"
            if name not in after:
                yield self.stop(path, "is gone", "would refuse the record" if name in needed else "would miss it")
                continue
            if name in needed - needs:
                yield self.stop(path, "may now be absent", "would refuse a record without it")
            if name in needs - needed:
                yield self.past(path, "is now required", "would refuse the records that lack it")
            yield from self.value(path, before[name], after[name], was, now)
        for name in (name for name in after if name not in before):
            yield from self.added(f"{where}.{name}", name in needs)

    def added(self, path: str, required: bool) -> Iterator[Finding]:
        if required:
            yield self.past(path, "is new and required", "would refuse them all, since none has it")
        else:
            yield self.go(path, "is new and may be absent", "pass over it")

    def value(self, path: str, old: Schema, new: Schema, was: Schema, now: Schema) -> Iterator[Finding]:
        yield from self.kinds(path, _kinds(old, was), _kinds(new, now))
        yield from self.values(path, old.get("x-known-values", ()), new.get("x-known-values", ()))
        for inside, label in (("items", "[]"), ("additionalProperties", "{}")):
            if isinstance(old.get(inside), dict) and isinstance(new.get(inside), dict):
                yield from self.value(f"{path}{label}", old[inside], new[inside], was, now)
        if "$ref" in old and "$ref" in new:
            pair = (path.partition(".")[0], old["$ref"], new["$ref"])
            if pair not in self.told:
                self.told.add(pair)
                yield from self.fields(path, _resolved(old, was), _resolved(new, now), was, now)

    def kinds(self, path: str, old: frozenset[str], new: frozenset[str]) -> Iterator[Finding]:
        says = f"was {_either(old)} and is now {_either(new)}"
        if old == new:
            return
        if not _within(new, old):
            yield self.stop(path, says, "would refuse it or read it wrongly")
        elif not _within(old, new):
            yield self.past(path, says, "would refuse the other values in them")
        else:
            yield self.go(path, says, "read it as before")

    def values(self, path: str, old: Any, new: Any) -> Iterator[Finding]:
        for value in (value for value in old if value not in new):
            yield self.stop(
                path, f"lost the value {value!r}", "would wait for it in vain, or miss what it now is called"
            )
        for value in (value for value in new if value not in old):
            yield self.go(path, f"has the new value {value!r}", "take it as any value they do not know")

    def channels(self, old: Schema, new: Schema) -> Iterator[Finding]:
        before, after = _channels(old), _channels(new)
        for address, channel in before.items():
            if address not in after:
                yield self.stop(address, "is no more", "would read nothing, and not be told")
            else:
                yield from self.topic(address, channel, after[address])
        yield from (self.go(address, "is a new topic", "do not read it") for address in after if address not in before)

    def topic(self, address: str, old: Schema, new: Schema) -> Iterator[Finding]:
        for what, does in TOPIC_CONSEQUENCES.items():
            before, after = _of_topic(old)[what], _of_topic(new)[what]
            if before != after:
                yield self.stop(address, f"had {what} {before} and has now {after}", does)
        for name in (name for name in old["x-promises"] if name not in new["x-promises"]):
            yield self.stop(address, f"no longer promises {name!r}", "rely on it")
        for name in (name for name in new["x-promises"] if name not in old["x-promises"]):
            yield self.go(address, f"newly promises {name!r}", "need not know")
        yield from self.kept(address, _kept(old), _kept(new))

    def kept(self, address: str, old: float, new: float) -> Iterator[Finding]:
        if new < old:
            yield self.stop(address, "keeps its records for a shorter time", "who come back late would miss some")
        if new > old:
            yield self.go(address, "keeps its records for a longer time", "see no difference")

    def stop(self, where: str, what: str, does: str) -> Finding:
        return Finding(where=where, what=what, does=f"consumers of {self.release} {does}", breaking=True)

    def past(self, where: str, what: str, does: str) -> Finding:
        says = f"present consumers that read what {self.release} left on the topics {does}"
        return Finding(where=where, what=what, does=says, breaking=True)

    def go(self, where: str, what: str, does: str) -> Finding:
        return Finding(where=where, what=what, does=f"consumers of {self.release} {does}", breaking=False)


TOPIC_CONSEQUENCES = {
    "key": "would find nothing under the old key, and order is another",
    "records": "would meet a kind of record they do not know, or miss one",
    "partitions": "would see the records of one key on two partitions, out of order",
    "cleanup": "would find the past gone, or twice",
}


def _is_record(document: Schema) -> bool:
    return "asyncapi" not in document


def _asyncapi(documents: Documents) -> Schema:
    return next((document for document in documents.values() if "asyncapi" in document), {"channels": {}})


def _channels(document: Schema) -> Mapping[str, Schema]:
    return {channel["address"]: channel for channel in document["channels"].values()}


def _of_topic(channel: Schema) -> Mapping[str, Any]:
    bound = channel["bindings"]["kafka"]
    return {
        "key": channel["x-key"],
        "records": sorted(channel["messages"]),
        "partitions": bound["partitions"],
        "cleanup": "/".join(bound["topicConfiguration"]["cleanup.policy"]),
    }


def _kept(channel: Schema) -> float:
    return float(channel["bindings"]["kafka"]["topicConfiguration"].get("retention.ms", "inf"))


def _resolved(value: Schema, document: Schema) -> Schema:
    found: Schema = document["$defs"][value["$ref"].rsplit("/", 1)[1]]
    return found


def _kinds(value: Schema, document: Schema) -> frozenset[str]:
    """Return what a value may be: JSON's types, with what narrows them."""
    if "anyOf" in value:
        return frozenset[str]().union(*(_kinds(choice, document) for choice in value["anyOf"]))
    if "$ref" in value:
        return frozenset({str(_resolved(value, document).get("type", "object"))})
    if "const" in value:
        return frozenset({f"string “{value['const']}”"})
    narrow = next((f" {value[name]}" for name in ("format", "pattern") if name in value), "")
    return frozenset({f"{value.get('type', 'anything')}{narrow}"})


def _within(inner: frozenset[str], outer: frozenset[str]) -> bool:
    """Whether every value of ``inner`` is one of ``outer``: a whole number is a number, a date is a string."""
    return all(
        kind in outer or kind.partition(" ")[0] in outer or (kind == "integer" and "number" in outer) for kind in inner
    )


def _either(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))
