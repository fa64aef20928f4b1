"""The plain rows between deciding and remembering: what is filed, what is held, what stands against what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from crosswire.contradict.retold import Gist
from crosswire_schemas.identity import contradiction_id
from crosswire_schemas.records import Claim, Contradiction, Matter, Place

SHOWN = 20
# Among accounts of which one stands against more others than this, nobody looks for who changed sides.
MANY = 50
# The kind of an answer that says that it is as it had been.
STILL = "still"
# What a denial is of that denies what somebody means to do: what he meant last week he mostly means today.
PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days on which something may have happened, both ends inclusive; ``guessed`` from the publication."""

    start: date
    end: date
    guessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a matter asks about: its exact key. Empty where the claim does not say.

    ``spot`` is the name of a place that no gazetteer knows; ``told`` is the week in which it was told, where that is
    not near the days it is about.
    """

    type: str
    about: str
    unit: str = ""
    place: Place | None = None
    spot: str = ""
    when: When | None = None
    actor: str = ""
    target: str = ""
    object: str = ""
    scope: str = ""
    told: str = ""
    gist: Gist | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a position says: the exact normalised value of the slot in dispute, of which all else is a function.

    ``words`` are its wording, ``kind`` what tells two wordings apart that the value does not.
    """

    value: str
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    place: Place | None = None
    words: str = ""
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One claim under one question, with the answer it gives; a function of the claim alone.

    ``posts`` are the keys under which the matter is found: two matters meet when one asks what the other posts.
    """

    claim_id: str
    matter_id: str
    position_id: str
    subject: Subject
    answer: Answer
    posts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim as the holder of its positions: who says it, who prints it, when it was told.

    ``voice`` is one speaker through one outlet; ``source`` the speaker where named, by which two outlets that quote
    one speaker alike count once, and empty where the outlet speaks: then the origin of the article counts. ``rising``:
    told as news of a number that grows.
    """

    claim_id: str
    article_id: str
    revision: int
    outlet_id: str
    outlet: str
    speaker: str
    speaker_kind: str
    voice: str
    source: str
    published_at: datetime
    told_from: datetime
    told_to: datetime
    rising: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """All that a claim gives to remember."""

    claim: Claim
    telling: Telling
    filings: tuple[Filing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A claim that is no longer made, why (``withdrawn`` or ``revised``), and since when."""

    telling: Telling
    because: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A position and its aggregates over the claims that stand.

    ``earliest`` are the first 20 by (published_at, claim_id), ``latest`` the last 20, newest first; ``lost`` the first
    20 of the claims no longer made, by (published_at, claim_id). ``origins`` counts distinct origin names.
    """

    position_id: str
    matter_id: str
    answer: Answer
    claims: int = 0
    origins: int = 0
    earliest: tuple[Telling, ...] = ()
    latest: tuple[Telling, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """Return the first claims that hold the position, of those that stand, else of the lost."""
        return self.earliest or tuple(lost.telling for lost in self.lost)

    @property
    def faces(self) -> tuple[Telling, ...]:
        """Return who may stand for the position: its earliest claim, and the earliest by another outlet."""
        told = self.tellings
        return (*told[:1], *[telling for telling in told if telling.outlet_id != told[0].outlet_id][:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A matter with its positions; ``version`` and ``digest`` of the record last published (0 and empty: none)."""

    matter_id: str
    subject: Subject
    held: tuple[Held, ...] = ()
    related: tuple[str, ...] = ()
    version: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A position by itself: what comparing needs of it, and nothing that changes."""

    matter_id: str
    position_id: str
    subject: Subject
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two positions whose answers exclude one another; ``left`` has the smaller position id.

    ``state`` is ``dormant`` until a contradiction was published, then ``open`` or ``closed``. Two accounts may differ
    on any point: ``about`` and ``unit`` say what it is of, ``answers`` what left and right say on it.
    """

    contradiction_id: str
    left: str
    right: str
    left_matter: str
    right_matter: str
    type: str
    score: float
    about: str = ""
    unit: str = ""
    answers: tuple[Answer, Answer] | None = None
    state: str = "dormant"
    version: int = 0
    digest: str = ""


def pair_of(left: Stand, right: Stand, kind: str, score: float) -> Pair:
    """Return the pair of two positions that exclude one another on a point of ``kind``."""
    return Pair(
        contradiction_id=contradiction_id(left.position_id, right.position_id),
        left=left.position_id,
        right=right.position_id,
        left_matter=left.matter_id,
        right_matter=right.matter_id,
        type=kind,
        score=score,
    )


def sides(pairs: Iterable[Pair]) -> set[str]:
    """Return the matters of the positions that stand against each other in ``pairs``."""
    return {matter for pair in pairs for matter in (pair.left_matter, pair.right_matter)}


def accounts_of(pairs: Iterable[Pair]) -> list[Pair]:
    """Return those of ``pairs`` that are of two accounts."""
    return [pair for pair in pairs if pair.answers]


def beside(pairs: Iterable[Pair], around: Iterable[Pair]) -> dict[str, tuple[Pair, ...]]:
    """Return for each of ``pairs`` that is of two accounts the other pairs of either, where these are not too many.

    ``around`` are all pairs of the matters of ``pairs``, and may be more.
    """
    of: dict[str, dict[str, Pair]] = defaultdict(dict)
    for pair in accounts_of(around):
        of[pair.left_matter][pair.contradiction_id] = of[pair.right_matter][pair.contradiction_id] = pair
    return {
        pair.contradiction_id: tuple({**of[pair.left_matter], **of[pair.right_matter]}.values())
        for pair in accounts_of(pairs)
        if max(len(of[pair.left_matter]), len(of[pair.right_matter])) <= MANY
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What comparing new positions gave: pairs that exclude one another, and matters that speak of the same thing."""

    pairs: tuple[Pair, ...] = ()
    related: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that a ruling needs, read under the locks.

    ``folders``: the touched matters and every matter on the other side of a pair of theirs, each with all positions.
    ``pairs``: every pair with a side in a touched matter. ``both``: for a pair, the articles among the shown tellings
    of either side that hold both its positions. ``claims``: the earliest claim of each position of a pair (of those
    that stand, else of the lost), by claim id. ``beside``: for a pair of accounts, see ``beside``; the folders hold
    the sides of those pairs too.
    """

    touched: frozenset[str]
    folders: Mapping[str, Folder]
    pairs: tuple[Pair, ...] = ()
    both: Mapping[str, frozenset[str]] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    beside: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What changed: pairs to store, matters' (version, digest) to store, and records to publish, in order.

    ``gone`` are matters that were published and give no record now; their digest is empty.
    """

    pairs: tuple[Pair, ...] = ()
    versions: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    records: tuple[Contradiction | Matter, ...] = ()
    gone: tuple[str, ...] = ()
