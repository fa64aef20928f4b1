"""Records to bytes and back: the one door at which bytes are validated."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, get_args, get_type_hints

import orjson
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from crosswire_schemas.records import RECORDS, Record

VERSION = 1


class Unreadable(ValueError):
    """Bytes that are no record of this version: ``reason`` as of a dead letter, ``detail`` says where and what."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def schema_name(kind: str) -> str:
    """Return the value of the field ``schema`` for records of ``kind``."""
    return f"crosswire.{kind}.v{VERSION}"


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """Return the validator of records of ``kind``."""
    return TypeAdapter(RECORDS[kind])


@cache
def _wire_names(kind: Any) -> tuple[tuple[str, str], ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple((field.name, _alias(hints[field.name]) or field.name) for field in fields(kind))


def _alias(hint: Any) -> str | None:
    aliases = [part.alias for part in get_args(hint) if isinstance(part, FieldInfo) and part.alias]
    return aliases[0] if aliases else None


def plain(value: Any) -> Any:
    """Return ``value`` as JSON has it: a record's part as an object, absent values left out, instants in UTC."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple or kind is list:
        return [plain(item) for item in value]
    if is_dataclass(kind):
        return _object(value, _wire_names(kind))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in sorted(value.items())}
    return value.isoformat() if isinstance(value, date) else value


# Most of a record is these, and a record is written some million times a day.
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


def _object(value: Any, names: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, wire in names:
        item = getattr(value, name)
        if type(item) in _AS_THEY_ARE:
            if item is not None and item != "":
                found[wire] = item
        else:
            found[wire] = plain(item)
    return found


def to_dict(record: Record) -> dict[str, Any]:
    """Return the JSON object of ``record``: ``record`` and ``schema`` first, absent values left out."""
    return {"record": record.record, "schema": schema_name(record.record), **plain(record)}


def encode(record: Record) -> bytes:
    """Return the UTF-8 JSON of ``record``: the same record always gives the same bytes."""
    return orjson.dumps(to_dict(record))


def decode(data: bytes) -> Record:
    """Return the record in ``data``; unknown fields are passed over. Raises ``Unreadable`` with a reason."""
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Unreadable("unreadable", f"no JSON: {error}") from error
    return from_dict(value)


def from_dict(value: object) -> Record:
    """Return the record in a JSON object. Raises ``Unreadable`` with a reason."""
    if not isinstance(value, dict):
        raise Unreadable("unreadable", f"a JSON object was expected, not {type(value).__name__}")
    kind = RECORDS.get(str(value.get("record")))
    if kind is None or value.get("schema") != schema_name(kind.record):
        raise Unreadable("schema", f"unknown record {value.get('record')!r} with schema {value.get('schema')!r}")
    try:
        record: Record = adapter(kind.record).validate_python(value)
    except ValidationError as error:
        raise Unreadable("invalid", _first(error)) from error
    return record


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']} ({error.error_count()} fields in all)"
