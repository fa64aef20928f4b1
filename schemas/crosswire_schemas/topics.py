"""The topics: name, key, what is on them, how long it is kept, and what consumers may rely on."""

from collections.abc import Mapping
from dataclasses import dataclass

DAY_MS = 24 * 60 * 60 * 1000
PROMISES: Mapping[str, str] = {
    "key": "Records of one key are on one partition, in the order in which they were written.",
    "revisions": "An article's revision never falls; only a repeat of an earlier one may come again.",
    "end": "All that one revision of an article gave comes before the extraction that ends it, and is listed in it.",
    "repeats": "Delivery is at least once: a repeat has the same ce_id, which is id:revision or id:version.",
    "rising": "The version under a key never falls; a repeat has the same version.",
    "newest": "Reading from the start gives the newest state of every key; older states may be gone.",
    "tombstone": "What is forgotten is followed by its key without a value.",
    "erased": "What is forgotten is followed by a record with forgotten: true, without text, claims or events.",
    "open": "Fields, enumeration values and headers may be added: a reader passes over what it does not know.",
    "original": "The original bytes, key and headers are kept as they came, in base64.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic and its promises, by name of ``PROMISES``; sizes in bytes, times in milliseconds."""

    name: str
    records: tuple[str, ...]
    key: str
    promise: str
    promises: tuple[str, ...] = ("repeats", "open")
    partitions: int = 4
    compacted: bool = False
    retention_ms: int = 30 * DAY_MS
    retention_bytes: int = -1
    max_message_bytes: int = 2 * 1024 * 1024

    def config(self) -> Mapping[str, str]:
        """Return the broker's settings of this topic."""
        kept = (
            {"cleanup.policy": "compact", "delete.retention.ms": str(7 * DAY_MS)}
            if self.compacted
            else {"cleanup.policy": "delete", "retention.ms": str(self.retention_ms)}
        )
        size = {"retention.bytes": str(self.retention_bytes)} if self.retention_bytes > 0 else {}
        fixed = {"message.timestamp.type": "LogAppendTime", "max.message.bytes": str(self.max_message_bytes)}
        return kept | size | fixed


ARTICLES = Topic(
    name="crosswire.articles.v1",
    records=("article",),
    key="article_id",
    promise="All revisions of an article are on one partition, in order.",
    promises=("key", "revisions", "repeats", "erased", "open"),
)
CLAIMS = Topic(
    name="crosswire.claims.v1",
    records=("claim", "extraction"),
    key="article_id",
    promise="An article's claims come before the extraction that ends them.",
    promises=("key", "revisions", "end", "repeats", "erased", "open"),
)
EVENTS = Topic(
    name="crosswire.events.v1",
    records=("event", "extraction"),
    key="article_id",
    promise="An article's events come before the extraction that ends them.",
    promises=("key", "revisions", "end", "repeats", "erased", "open"),
)
CONTRADICTIONS = Topic(
    name="crosswire.contradictions.v1",
    records=("contradiction",),
    key="contradiction_id",
    promise="Versions of a contradiction rise; the newest stays; forgetting leaves a tombstone.",
    promises=("key", "rising", "newest", "tombstone", "repeats", "open"),
    compacted=True,
)
MATTERS = Topic(
    name="crosswire.matters.v1",
    records=("matter",),
    key="matter_id",
    promise="Versions of a matter rise; the newest stays; forgetting leaves a tombstone.",
    promises=("key", "rising", "newest", "tombstone", "repeats", "open"),
    compacted=True,
)
RECORD_TOPICS = (ARTICLES, CLAIMS, EVENTS, CONTRADICTIONS, MATTERS)


def dead_letters(stage: str, source: Topic) -> Topic:
    """Return the topic for what ``stage`` could not handle of ``source``."""
    return Topic(
        name=f"crosswire.dead.{stage}.v1",
        records=("dead_letter",),
        key="as it came",
        promise="Holds the original bytes, key and headers of what could not be handled, with the reason.",
        promises=("original", "repeats", "open"),
        partitions=1,
        retention_ms=90 * DAY_MS,
        max_message_bytes=2 * source.max_message_bytes,
    )


DEAD_LETTERS = {
    "extract": dead_letters("extract", ARTICLES),
    "contradict": dead_letters("contradict", CLAIMS),
    "sink": dead_letters("sink", CLAIMS),
    "notify": dead_letters("notify", CONTRADICTIONS),
}
TOPICS: Mapping[str, Topic] = {topic.name: topic for topic in (*RECORD_TOPICS, *DEAD_LETTERS.values())}
