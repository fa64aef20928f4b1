"""Writes the JSON Schemas and the AsyncAPI document: ``python -m crosswire_schemas.generate [DIR]``; or checks them."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from crosswire_schemas import asyncapi, evolution
from crosswire_schemas.codec import VERSION, adapter, schema_name, to_dict
from crosswire_schemas.examples import EXAMPLES
from crosswire_schemas.records import RECORDS

GENERATED = Path(__file__).parent / "json"
ASYNCAPI = f"crosswire.v{VERSION}.asyncapi.json"


def json_schema(kind: str) -> Mapping[str, Any]:
    """Return the JSON Schema (2020-12) of records of ``kind``, with its example."""
    body = adapter(kind).json_schema(mode="validation", by_alias=True)
    constants = {"record": {"const": kind}, "schema": {"const": schema_name(kind)}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{schema_name(kind).replace('.', ':')}",
        **_tidy(body),
        "properties": constants | _tidy(body["properties"]),
        "required": ["record", "schema", *body["required"]],
        "examples": [to_dict(EXAMPLES[kind])],
    }


def _tidy(value: Any) -> Any:
    """Say of an optional field that it may be absent, not that it may be null: an absent value is left out."""
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if not isinstance(value, dict):
        return value
    choices = value.get("anyOf")
    if choices and {"type": "null"} in choices:
        kept = [choice for choice in choices if choice != {"type": "null"}]
        rest = {key: item for key, item in value.items() if key not in {"anyOf", "default"}}
        return _tidy({**rest, **(kept[0] if len(kept) == 1 else {"anyOf": kept})})
    return {key: _tidy(item) for key, item in value.items() if not (key == "default" and item in (None, "", [], ()))}


def documents() -> Mapping[str, bytes]:
    """Return file name -> content of every generated document."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    schemas = {kind: json_schema(kind) for kind in RECORDS}
    files: dict[str, Mapping[str, Any]] = {f"{schema_name(kind)}.schema.json": found for kind, found in schemas.items()}
    files[ASYNCAPI] = asyncapi.document(schemas)
    return {name: orjson.dumps(file, option=options) for name, file in files.items()}


def write(folder: Path) -> None:
    """Write every generated document into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents().items():
        (folder / name).write_bytes(content)


def stale(folder: Path) -> list[str]:
    """Return the names of documents in ``folder`` that are not what the types give."""
    return [name for name, content in documents().items() if _read(folder / name) != content]


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def check(generated: Path = GENERATED, releases: Path = evolution.RELEASED) -> list[str]:
    """Return what is wrong with the documents: stale ones, and changes that break consumers of a release.

    Changes that break nobody are printed.
    """
    wrong = [f"{name} is stale: run python -m crosswire_schemas.generate" for name in stale(generated)]
    present = {name: orjson.loads(content) for name, content in documents().items()}
    for release, before in evolution.released(releases).items():
        found = evolution.compare(before, present, release)
        wrong += [f"breaking: {finding}" for finding in found if finding.breaking]
        sys.stdout.writelines(f"additive: {finding}\n" for finding in found if not finding.breaking)
    return wrong


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(check()) or 0)
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else GENERATED)
