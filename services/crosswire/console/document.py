"""The OpenAPI document: FastAPI's, with the records of the contract as its schemas."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from crosswire.console.store import Json
from crosswire_schemas.generate import json_schema
from crosswire_schemas.records import RECORDS

WHERE = "#/components/schemas/"


def reference(kind: str) -> Json:
    """Return a reference to the schema of a record."""
    return {"$ref": WHERE + kind}


def list_of(kind: Json) -> Json:
    """Return the schema of a page of a list."""
    properties = {
        "items": {"type": "array", "items": kind},
        "next": {"type": "string", "description": "Pass as cursor"},
    }
    return {"type": "object", "properties": properties, "required": ["items"]}


def describe(app: FastAPI) -> None:
    """Make ``app`` answer with a document that holds the records' schemas."""
    plain = app.openapi

    def document() -> Json:
        made = plain()
        made.setdefault("components", {}).setdefault("schemas", {}).update(components())
        return made

    app.openapi = document  # type: ignore[method-assign]


def components() -> Json:
    """Return the schemas of all records and of their parts, by name."""
    found: Json = {}
    for kind in RECORDS:
        schema = {name: value for name, value in json_schema(kind).items() if name not in ("$schema", "$id")}
        parts: Mapping[str, Any] = schema.pop("$defs", {})
        found |= {name: _moved(part) for name, part in parts.items()} | {kind: _moved(schema)}
    return found


def _moved(value: Any) -> Any:
    """Return a schema whose references lead to where the parts are in this document."""
    if isinstance(value, list):
        return [_moved(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: item.replace("#/$defs/", WHERE) if name == "$ref" else _moved(item) for name, item in value.items()}
