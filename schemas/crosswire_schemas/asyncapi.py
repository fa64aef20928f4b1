"""The contract as one AsyncAPI 3.0 document: topics as channels, their keys, promises, headers and messages."""

from collections.abc import Iterable, Mapping
from typing import Any

from crosswire_schemas.codec import VERSION, schema_name, to_dict
from crosswire_schemas.examples import EXAMPLES, FETCHED
from crosswire_schemas.headers import headers
from crosswire_schemas.topics import DEAD_LETTERS, PROMISES, TOPICS, Topic

HEADERS: Mapping[str, str] = {
    "ce_specversion": "Version of CloudEvents: 1.0",
    "ce_id": "The record's id, a colon, its revision or version: the same for a repeat",
    "ce_source": "crosswire/ and the stage that wrote the message",
    "ce_type": "Kind and version of the record, as in its field schema",
    "ce_subject": "The record's id",
    "ce_time": "When the message was written (RFC 3339, UTC)",
    "ce_dataschema": "The $id of the record's JSON Schema",
    "content-type": "application/json",
}
TRACEPARENT = "W3C trace context of the work that led to the message; may be absent"


def document(schemas: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the AsyncAPI document of all topics; ``schemas`` are the JSON Schemas of the records by kind."""
    return {
        "asyncapi": "3.0.0",
        "info": _info(),
        "defaultContentType": "application/json",
        "channels": {_short(topic): _channel(topic) for topic in TOPICS.values()},
        "operations": {f"send-{_short(topic)}": _operation(topic) for topic in TOPICS.values()},
        "components": {
            "messages": {kind: _message(kind, schema) for kind, schema in schemas.items()},
            "schemas": _parts(schemas.values()),
            "messageTraits": {"cloudEvent": {"headers": _headers()}},
        },
    }


def _info() -> Mapping[str, Any]:
    said = "\n".join(f"- **{name}**: {sentence}" for name, sentence in PROMISES.items())
    return {
        "title": "Crosswire",
        "version": f"{VERSION}.0.0",
        "description": "Claims, events and contradictions of many news outlets, on Apache Kafka. "
        f"Each channel's `x-promises` names what its readers may rely on:\n\n{said}",
        "license": {"name": "Apache-2.0"},
    }


def _short(topic: Topic) -> str:
    return topic.name.removeprefix("crosswire.").replace(".", "-")


def _channel(topic: Topic) -> Mapping[str, Any]:
    return {
        "address": topic.name,
        "description": topic.promise,
        "messages": {kind: {"$ref": f"#/components/messages/{kind}"} for kind in topic.records},
        "bindings": {"kafka": _kafka(topic)},
        "x-key": topic.key,
        "x-promises": list(topic.promises),
    }


def _kafka(topic: Topic) -> Mapping[str, Any]:
    config = dict(topic.config())
    numbers = ("retention.ms", "retention.bytes", "delete.retention.ms", "max.message.bytes")
    known = {name: int(config[name]) for name in numbers if name in config}
    return {
        "topic": topic.name,
        "partitions": topic.partitions,
        "topicConfiguration": {"cleanup.policy": [config["cleanup.policy"]], **known},
        "bindingVersion": "0.5.0",
    }


def _operation(topic: Topic) -> Mapping[str, Any]:
    channel = f"#/channels/{_short(topic)}"
    return {
        "action": "send",
        "summary": topic.promise,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{kind}"} for kind in topic.records],
    }


def _message(kind: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = {name: item for name, item in schema.items() if name not in ("$schema", "$id", "$defs", "examples")}
    return {
        "name": schema_name(kind),
        "title": kind.replace("_", " "),
        "summary": schema["description"],
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "bindings": {"kafka": {"key": _key(kind), "bindingVersion": "0.5.0"}},
        "payload": _draft7(kept),
        "examples": [{"name": kind, "headers": _sent(kind), "payload": to_dict(EXAMPLES[kind])}],
    }


def _key(kind: str) -> Mapping[str, Any]:
    topic = next(topic for topic in TOPICS.values() if kind in topic.records)
    if topic in DEAD_LETTERS.values():
        return {"type": "string", "description": "The key of the message that could not be handled"}
    return {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": f"The record's {topic.key}"}


def _headers() -> Mapping[str, Any]:
    said = {name: {"type": "string", "description": meaning} for name, meaning in HEADERS.items()}
    optional = {"traceparent": {"type": "string", "description": TRACEPARENT}}
    return {"type": "object", "required": list(HEADERS), "properties": said | optional}


def _sent(kind: str) -> Mapping[str, str]:
    return {name: value.decode() for name, value in headers(EXAMPLES[kind], source="example", now=FETCHED)}


def _parts(schemas: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for schema in schemas:
        for name, part in schema.get("$defs", {}).items():
            if found.setdefault(name, _draft7(part)) != _draft7(part):
                raise ValueError(f"two records declare the part {name} differently")
    return dict(sorted(found.items()))


def _draft7(value: Any) -> Any:
    """Return a schema in AsyncAPI's dialect, JSON Schema draft 7: its parts elsewhere, tuples as lists of schemas."""
    if isinstance(value, list):
        return [_draft7(item) for item in value]
    if not isinstance(value, dict):
        return value
    moved = {"items" if name == "prefixItems" else name: _draft7(item) for name, item in value.items()}
    if isinstance(moved.get("$ref"), str):
        moved["$ref"] = moved["$ref"].replace("#/$defs/", "#/components/schemas/")
    return moved
