"""What is known of one happening once its words are read, and of the claim that tells it."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from crosswire.extract.attribute.sources import Source
from crosswire.extract.read.document import Passage
from crosswire_schemas.records import Claim, Interval, Place, Quantity, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One happening as the article's words tell it, before its parties are names.

    ``target`` is whom it is done to, ``thing`` its object where that is another, ``state`` what that leaves the target
    in, ``holder`` who has the place then.
    """

    anchor: Token
    trigger: Span
    predicate: str
    root: str
    kind: str
    actor: Source | None
    target: Source | None
    thing: Source | None
    places: tuple[Place, ...]
    happened_on: Interval | None
    outcome: str | None
    counts: Mapping[str, Quantity]
    negated: bool
    modality: str
    state: str | None
    holder: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim with the passages of its content and the word at its head."""

    claim: Claim
    passages: tuple[Passage, ...]
    root: Token | None
