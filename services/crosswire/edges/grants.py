"""Who may do what on Kafka: one user a stage, for its own topics and group only; and the passwords of those users."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
    UserScramCredentialUpsertion,
)

from crosswire.edges.brokers import Address
from crosswire.edges.topics import TopicsUnreachable, administering
from crosswire.stage import AnyStage, Source
from crosswire_schemas.topics import DEAD_LETTERS, RECORD_TOPICS, TOPICS

# The console tells how far these are.
WATCHED = ("crosswire-extract", "crosswire-contradict")
# Who reads the topics from outside, in a group whose name begins like this.
READER = "reader"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Grant:
    """One thing that ``user`` may do: read, write or describe a topic or a group; ``name`` may be a beginning."""

    user: str
    may: str
    kind: str
    name: str
    beginning: bool = False

    def __str__(self) -> str:
        return f"{self.user} may {self.may} {self.kind} {self.name}{'*' if self.beginning else ''}"


def grants(stages: Iterable[AnyStage]) -> tuple[Grant, ...]:
    """Return all that ``stages``, the console and readers from outside need, and nothing besides."""
    found = [grant for stage in stages for grant in _of_stage(stage)]
    found += [Grant(user=READER, may="read", kind="topic", name=topic.name) for topic in RECORD_TOPICS]
    found += [Grant(user="console", may="describe", kind="topic", name=name) for name in TOPICS]
    found += [Grant(user="console", may="describe", kind="group", name=group) for group in WATCHED]
    found.append(Grant(user=READER, may="read", kind="group", name=READER, beginning=True))
    return tuple(sorted(found))


def _of_stage(stage: AnyStage) -> Iterator[Grant]:
    reads = getattr(stage, "reads", ())
    for topic in reads if isinstance(reads, tuple) else (reads,):
        yield Grant(user=stage.name, may="read", kind="topic", name=topic.name)
    letters = (DEAD_LETTERS[stage.name],) if stage.name in DEAD_LETTERS else ()
    for topic in (*getattr(stage, "writes", ()), *letters):
        yield Grant(user=stage.name, may="write", kind="topic", name=topic.name)
    if not isinstance(stage, Source):
        yield Grant(user=stage.name, may="read", kind="group", name=f"crosswire-{stage.name}")


def allow(address: Address, granted: Iterable[Grant]) -> None:
    """Let Kafka know what is ``granted``; what it knows already stays. Raises ``TopicsUnreachable``."""
    with administering(address) as client:
        made = client.create_acls([_entry(grant) for grant in granted])
    if made["failed"]:
        raise TopicsUnreachable(f"Kafka at {address} did not take the grants: {made['failed'][0]}")


def _entry(grant: Grant) -> ACL:
    form = ACLResourcePatternType.PREFIXED if grant.beginning else ACLResourcePatternType.LITERAL
    pattern = ResourcePattern(ResourceType[grant.kind.upper()], grant.name, form)
    return ACL(f"User:{grant.user}", "*", ACLOperation[grant.may.upper()], ACLPermissionType.ALLOW, pattern)


def set_passwords(address: Address, passwords: Mapping[str, str], mechanism: str) -> None:
    """Make the users of ``passwords`` with theirs, or change them (SCRAM). Raises ``TopicsUnreachable``."""
    wanted = [UserScramCredentialUpsertion(user, mechanism, password) for user, password in passwords.items()]
    with administering(address) as client:
        failed = {user: why for user, why in _altered(client, wanted).items() if why}
    if failed:
        raise TopicsUnreachable(f"Kafka at {address} did not take users: {failed}")


def _altered(client: KafkaAdminClient, wanted: list[UserScramCredentialUpsertion]) -> dict[str, str | None]:
    return dict(client.alter_user_scram_credentials(wanted))
