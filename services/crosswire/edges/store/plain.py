"""Contradict's rows as JSON and back: what PostgreSQL keeps of them and never looks into."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

from crosswire.contradict.rows import Answer, Pair, Subject, Telling

Row = TypeVar("Row", Subject, Answer, Telling, Pair)
ADAPTERS: Mapping[type[Any], TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in (Subject, Answer, Telling, Pair)}


def dump(value: Subject | Answer | Telling | Pair) -> str:
    """Return ``value`` as JSON."""
    return ADAPTERS[type(value)].dump_json(value).decode()


def load(kind: type[Row], value: Any) -> Row:
    """Return what ``value``, JSON already read, stands for."""
    found: Row = ADAPTERS[kind].validate_python(value)
    return found
