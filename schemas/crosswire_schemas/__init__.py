"""The contract of Crosswire: records, topics, headers, ids, examples, JSON Schemas. Needs orjson and pydantic."""

from crosswire_schemas.codec import Unreadable, decode, encode
from crosswire_schemas.records import (
    Article,
    Claim,
    Contradiction,
    DeadLetter,
    Event,
    Extraction,
    Matter,
    Record,
)
from crosswire_schemas.topics import TOPICS, Topic

__all__ = [
    "TOPICS",
    "Article",
    "Claim",
    "Contradiction",
    "DeadLetter",
    "Event",
    "Extraction",
    "Matter",
    "Record",
    "Topic",
    "Unreadable",
    "decode",
    "encode",
]
