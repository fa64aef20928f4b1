"""What PostgreSQL keeps for contradict and never looks into, as bytes and back."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

from crosswire.contradict.rows import Answer, Pair, Subject, Telling
from crosswire_schemas.records import Claim, Extraction

Kept = Subject | Answer | Telling | Pair | Claim | Extraction
Row = TypeVar("Row", Subject, Answer, Telling, Pair, Claim, Extraction)
KINDS = (Subject, Answer, Telling, Pair, Claim, Extraction)
ADAPTERS: Mapping[type[Any], TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in KINDS}


def dump(value: Kept) -> bytes:
    """Return ``value`` as JSON, without what is as if it were not said."""
    return ADAPTERS[type(value)].dump_json(value, by_alias=True, exclude_defaults=True)


def load(kind: type[Row], value: bytes) -> Row:
    """Return what was dumped as ``value``."""
    found: Row = ADAPTERS[kind].validate_json(value)
    return found
