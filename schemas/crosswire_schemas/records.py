"""The records that flow through Crosswire's topics: frozen types, their fields and what each field means.

Offsets count Unicode code points into ``Article.text``. Enumerations are open: a reader accepts values
it does not know. An absent value is ``None`` (or ``""``) here and is left out on the wire.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints


def known(*values: str, doc: str = "") -> Any:
    """Annotate an open enumeration with this version's values: documented in JSON Schema, not enforced on reading."""
    return Field(json_schema_extra={"x-known-values": list(values)}, description=doc or None)


def described(doc: str) -> Any:
    """Annotate a field with the sentence that the JSON Schema and the contract's page show."""
    return Field(description=doc)


def _date_or_instant(value: object) -> object:
    if not isinstance(value, str):
        return value
    return datetime.fromisoformat(value).astimezone(UTC) if "T" in value else date.fromisoformat(value)


Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Instant = Annotated[AwareDatetime, AfterValidator(lambda value: value.astimezone(UTC))]
DateOrInstant = Annotated[datetime | date, BeforeValidator(_date_or_instant)]
Number = Annotated[int | float, Field(allow_inf_nan=False)]

Force = Annotated[
    str,
    known("assert", "deny", "confirm", "allege", "question", "order", "promise", "non_report", doc="What the cue does"),
]
Quote = Annotated[str, known("direct", "indirect", "mixed", "none", doc="How the words of the speaker are given")]
Polarity = Annotated[str, known("affirmed", "negated", doc="Whether the content is affirmed or negated")]
Modality = Annotated[str, known("fact", "possible", "planned", "hypothetical", doc="How the content is put")]
VerificationStatus = Annotated[
    str,
    known("verified", "unverified", "disputed", "not_stated", doc="What the article says of the claim's verification"),
]
PartyKind = Annotated[
    str, known("person", "organization", "group", "state", "outlet", "anonymous", doc="What sort of party this is")
]
Precision = Annotated[str, known("minute", "hour", "day", "week", "month", "year", doc="How fine the wording dates")]
Outcome = Annotated[str, known("succeeded", "failed", "ongoing", "planned", "denied", doc="How the happening ended")]
Realis = Annotated[
    str, known("asserted", "claimed", "denied", "planned", "hypothetical", doc="On whose word the happening stands")
]
Dispute = Annotated[
    str,
    known(
        "denial", "number", "outcome", "control", "responsibility", "place", "time", "status", doc="The slot in dispute"
    ),
]
ContradictionState = Annotated[str, known("open", "closed", doc="Whether both sides still stand")]
ClosedBecause = Annotated[
    str, known("withdrawn", "revised", "superseded", doc="Why the contradiction no longer stands")
]
DeadReason = Annotated[
    str,
    known("unreadable", "schema", "invalid", "oversize", "bug", "rejected", doc="Why the message could not be handled"),
]
RefusedReason = Annotated[str, known("language", "oversize", "empty", doc="Why the article was not read")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A passage: ``text == article.text[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What a wording says of time; both ends inclusive; dates, or instants for precision minute and hour."""

    from_: Annotated[DateOrInstant, Field(alias="from")]
    to: DateOrInstant
    precision: Precision
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What a wording allows a number to be: bounds inclusive unless open; an absent bound is unbounded."""

    unit: Annotated[str, described("What is counted or measured in: people, drones, percent, USD, kilometre, …")]
    of: Annotated[str, described("What the number is of: killed, injured, casualties, soldiers, …")]
    text: str
    start: int
    end: int
    low: Number | None = None
    high: Number | None = None
    low_open: bool | None = None
    high_open: bool | None = None
    window: Annotated[Interval | None, described("The time over which was counted")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place name resolved against GeoNames; coordinates in degrees, WGS 84."""

    text: str
    start: int
    end: int
    name: str
    geoname_id: int
    country: Annotated[str | None, described("ISO 3166-1 alpha-3; absent for a sea")] = None
    feature: Annotated[str, described("GeoNames feature code: PCLI, ADM1, PPL, …")]
    latitude: float
    longitude: float
    confidence: float
    admin1: str | None = None
    direction: Annotated[str | None, described("'northeast of', 'near', …: where the wording lies from the place")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that the text names and GeoNames lacks, as many villages and lakes."""

    text: str
    start: int
    end: int
    name: str
    feature: Annotated[str, described("PPL a settlement, AREA anything else")]
    direction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where and of what a claim is that leaves it unsaid: by what the article named before."""

    spans: Annotated[tuple[Span, ...], described("The earlier wordings: 'its plant in Zwickau' of 'the plant'")]
    places: Annotated[tuple[Place, ...], described("The places that they name")] = ()
    unlisted: Annotated[tuple[Spot, ...], described("Those of them that GeoNames lacks")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who speaks, acts or is acted on. The outlet as speaker has no span where the text does not name it."""

    canonical: str
    kind: PartyKind
    text: str | None = None
    start: int | None = None
    end: int | None = None
    spans: tuple[Span, ...] | None = None
    role: str | None = None
    affiliation: str | None = None
    country: Annotated[str | None, described("ISO 3166-1 alpha-3; a state and its forces share it")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What was acted on and is no party: a bridge, a law, a match; ``canonical`` has its lemmas."""

    canonical: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """The publisher of an article."""

    id: str
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The agency or first publisher that the text itself names."""

    name: str
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that attribute content to a speaker, and what they do."""

    lemma: str
    force: Force
    text: str | None = None
    start: int | None = None
    end: int | None = None
    spans: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is claimed, in the words of the article; several spans where it is discontinuous."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the article says of a claim's verification, and the passage that says so."""

    status: VerificationStatus
    scope: Span | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """The points on which a claim can be disputed, filled from its event."""

    predicate: Annotated[str, described("Lemma of the word that says what happened")]
    root: Annotated[str, described("PLOVER root, or OTHER")]
    actor: Party | None = None
    target: Party | None = None
    object: Thing | None = None
    outcome: Outcome | None = None
    holder: Annotated[Party | None, described("Who holds the place, for claims of control")] = None
    state: Annotated[str | None, described("The state a person or thing is said to be in: dead, alive, …")] = None
    counts: Mapping[str, Quantity] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One revision of one story page by one outlet."""

    record: ClassVar[str] = "article"
    article_id: Id
    revision: int
    outlet: Outlet
    feed_url: str | None = None
    url: str
    canonical_url: str
    title: str = ""
    text: Annotated[str, described("The title, a blank line, the body; absent when forgotten")] = ""
    language: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    published_at: Instant
    updated_at: Instant | None = None
    fetched_at: Instant
    content_hash: str
    signature: Annotated[tuple[int, ...], described("MinHash of the body, 64 numbers of 32 bits")] = ()
    credit: Credit | None = None
    changed: Annotated[tuple[str, ...], described("What differs from the revision before: title, text")] = ()
    withdrawn: bool | None = None
    forgotten: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One attributed proposition, or one assertion of the outlet itself."""

    record: ClassVar[str] = "claim"
    claim_id: Id
    article_id: Id
    revision: int
    outlet: Outlet
    credit: Credit | None = None
    published_at: Annotated[Instant, described("Of the article: orders claims whose said_on is not given")]
    url: str | None = None
    speaker: Party
    cue: Cue
    quote: Quote
    content: Content
    polarity: Polarity
    modality: Modality
    verification: Verification
    said_on: Interval | None = None
    happened_on: Interval | None = None
    places: tuple[Place, ...] = ()
    unlisted: Annotated[tuple[Spot, ...], described("Places named that GeoNames lacks")] = ()
    quantities: tuple[Quantity, ...] = ()
    parties: tuple[Party, ...] = ()
    slots: Slots | None = None
    via: Annotated[Id | None, described("The claim that reports this one")] = None
    event_ids: tuple[Id, ...] = ()
    scene: Annotated[Scene | None, described("Where and of what it is, where only earlier sentences say so")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening as one article tells it."""

    record: ClassVar[str] = "event"
    event_id: Id
    article_id: Id
    revision: int
    outlet: Outlet
    trigger: Span
    root: Annotated[str, described("PLOVER root, or OTHER")]
    actor: Party | None = None
    target: Party | None = None
    places: tuple[Place, ...] = ()
    happened_on: Interval | None = None
    outcome: Outcome | None = None
    counts: Mapping[str, Quantity]
    realis: Realis
    claim_ids: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Ends what one revision of an article gave: what the article had before and the lists lack is withdrawn."""

    record: ClassVar[str] = "extraction"
    article_id: Id
    revision: int
    rules: Annotated[str, described("Version of the rules that read the article")]
    outlet: Outlet
    credit: Credit | None = None
    signature: tuple[int, ...] = ()
    published_at: Instant
    fetched_at: Annotated[Instant, described("Of the article: retention counts from here")]
    claim_ids: tuple[Id, ...] = ()
    event_ids: tuple[Id, ...] = ()
    refused: Annotated[RefusedReason | None, described("Why nothing was read, where the article was refused")] = None
    withdrawn: bool | None = None
    forgotten: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherClaim:
    """A further claim that holds the same position."""

    claim_id: Id
    article_id: Id
    outlet: Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One position of a contradiction, shown by the earliest claim that holds it."""

    position_id: Id
    matter_id: Id
    claim_id: Id
    article_id: Id
    revision: int
    outlet: Outlet
    speaker: Party
    content: str
    spans: tuple[Span, ...]
    url: str | None = None
    published_at: Instant
    verification: Verification | None = None
    others: Annotated[tuple[OtherClaim, ...], described("At most 20")] = ()
    claims: int
    independent_origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two positions that cannot both be true."""

    record: ClassVar[str] = "contradiction"
    contradiction_id: Id
    type: Dispute
    score: Annotated[float, described("Calibrated probability, 0 to 1, that both cannot be true")]
    explanation: Annotated[str, described("One sentence that names both outlets and speakers")]
    left: Side
    right: Side
    state: ContradictionState
    closed_because: ClosedBecause | None = None
    version: int
    first_published_at: Instant
    updated_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One distinct answer to the question of a matter."""

    position_id: Id
    statement: str
    claims: int
    claim_ids: Annotated[tuple[Id, ...], described("The earliest 20")]
    outlets: Annotated[tuple[str, ...], described("Of the earliest 20 claims")]
    speakers: Annotated[tuple[str, ...], described("Of the earliest 20 claims")]
    independent_origins: int
    first_published_at: Instant
    last_published_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One question of fact under one exact key; its positions are the distinct answers given."""

    record: ClassVar[str] = "matter"
    matter_id: Id
    question: str
    type: Dispute
    places: tuple[Place, ...] = ()
    happened_on: Interval | None = None
    positions: tuple[Position, ...]
    related: tuple[Id, ...] = ()
    contradiction_ids: tuple[Id, ...] = ()
    version: int
    updated_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message that a stage could not handle, as it came, with the reason."""

    record: ClassVar[str] = "dead_letter"
    stage: str
    topic: str
    partition: int
    offset: int
    key: Annotated[str | None, described("base64")] = None
    headers: Annotated[tuple[tuple[str, str], ...], described("Pairs of name and base64 value, in order")] = ()
    timestamp: Annotated[int, described("Of the broker, milliseconds since 1970 UTC")]
    reason: DeadReason
    detail: str
    version: Annotated[str, described("Version of Crosswire that failed")]
    failed_at: Instant
    attempts: int
    original: Annotated[str, described("The value, base64")] = ""


Record = Article | Claim | Event | Extraction | Contradiction | Matter | DeadLetter
RECORDS: Mapping[str, type[Any]] = {
    kind.record: kind for kind in (Article, Claim, Event, Extraction, Contradiction, Matter, DeadLetter)
}
