"""The contract as people read it: topics with their promises, records with every field explained, examples."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import orjson

from crosswire.console.store import Json
from crosswire_schemas.codec import to_dict
from crosswire_schemas.examples import EXAMPLES
from crosswire_schemas.generate import json_schema
from crosswire_schemas.headers import headers
from crosswire_schemas.records import RECORDS
from crosswire_schemas.topics import TOPICS

DAYS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """A field: what it holds, and whether a record may lack it."""

    name: str
    kind: str
    part: str
    required: bool
    known: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShown:
    """A record, or a part of several: what one of it is, its fields, an example where it flows by itself."""

    name: str
    meaning: str
    fields: tuple[FieldShown, ...]
    example: str = ""


@cache
def shown() -> Json:
    """Return what the page shows."""
    schemas = {kind: json_schema(kind) for kind in RECORDS}
    records = tuple(_record(kind, schema) for kind, schema in schemas.items())
    parts: dict[str, RecordShown] = {}
    for schema in schemas.values():
        for name, part in schema.get("$defs", {}).items():
            if "properties" in part:
                parts[name] = _part(name, part)
    topics = [{"topic": topic, "kept": kept(topic.config())} for topic in TOPICS.values()]
    claim = EXAMPLES["claim"]
    sent = headers(claim, source="extract", now=claim.published_at)  # type: ignore[union-attr]
    pairs = [(name, value.decode()) for name, value in sent]
    named = [parts[name] for name in sorted(parts)]
    return {"topics": topics, "records": records, "parts_": named, "part_names": set(parts), "headers": pairs}


def kept(config: Mapping[str, str]) -> str:
    """Return in words how long a topic's messages are kept."""
    if config["cleanup.policy"] == "compact":
        return "the newest of each key, for ever"
    return f"{int(config['retention.ms']) // DAYS} days"


@cache
def meanings() -> Mapping[str, str]:
    """Return what fields mean where their declaration does not say: by name, or by record and name."""
    file = resources.files("crosswire.console").joinpath("data", "fields.toml")
    found: dict[str, str] = tomllib.loads(file.read_text("utf-8"))
    return found


def _record(kind: str, schema: Mapping[str, Any]) -> RecordShown:
    example = orjson.dumps(to_dict(EXAMPLES[kind]), option=orjson.OPT_INDENT_2).decode()
    fields = tuple(_fields(kind, schema))
    return RecordShown(name=kind, meaning=schema.get("description", ""), fields=fields, example=example)


def _part(name: str, schema: Mapping[str, Any]) -> RecordShown:
    fields = tuple(_fields(name.lower(), schema))
    return RecordShown(name=name, meaning=schema.get("description", ""), fields=fields)


def _fields(owner: str, schema: Mapping[str, Any]) -> Iterator[FieldShown]:
    required = set(schema.get("required", ()))
    for name, field in schema["properties"].items():
        inner = field.get("items", field)
        yield FieldShown(
            name=name,
            kind=_kind(field),
            part=_part_of(field),
            required=name in required,
            known=tuple(field.get("x-known-values") or inner.get("x-known-values") or ()),
            meaning=field.get("description") or meanings().get(f"{owner}.{name}") or meanings().get(name, ""),
        )


def _kind(field: Mapping[str, Any]) -> str:
    """Return the type of a field in words."""
    if "$ref" in field:
        return str(field["$ref"].rsplit("/", 1)[1])
    if "const" in field:
        return f"“{field['const']}”"
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(_kind(choice) for choice in field["anyOf"]))
    if "prefixItems" in field:
        return "pair of " + " and ".join(_kind(item) for item in field["prefixItems"])
    inner = field.get("items") or field.get("additionalProperties")
    plain = {"array": "list", "object": "map of name", "string": _string(field)}
    kind = str(field.get("type", "any"))
    joined = {"array": "of", "object": "to"}.get(kind, "")
    return f"{plain[kind]} {joined} {_kind(inner)}" if isinstance(inner, dict) and joined else plain.get(kind, kind)


def _string(field: Mapping[str, Any]) -> str:
    if "pattern" in field:
        return "id"
    return {"date-time": "instant", "date": "date"}.get(field.get("format", ""), "string")


def _part_of(field: Mapping[str, Any]) -> str:
    """Return the part that a field refers to, for a link; empty where none."""
    for inner in (field, field.get("items"), field.get("additionalProperties")):
        if isinstance(inner, Mapping) and "$ref" in inner:
            return str(inner["$ref"].rsplit("/", 1)[1])
    return ""
