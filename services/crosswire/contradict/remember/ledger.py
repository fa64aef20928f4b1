"""The ledger of one process: which claims stand under which positions, by which origins; it only files and counts."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crosswire.contradict.remember import origin, standing
from crosswire.contradict.remember.copies import Copies
from crosswire.contradict.rows import SHOWN, Filed, Held, Lost, Stand, Subject, Telling
from crosswire_schemas.records import Extraction

Order = tuple[datetime, str]


@dataclass(slots=True)
class Spot:
    """A position: who stands by it, in order of publication, who no longer does, and from which origins."""

    stand: Stand
    standing: list[Order] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    origins: Counter[str] = field(default_factory=Counter)
    compared: bool = False


@dataclass(slots=True)
class Case:
    """A matter: its subject, positions, keys and the record last published."""

    subject: Subject
    positions: dict[str, None] = field(default_factory=dict)
    posts: set[int] = field(default_factory=set)
    related: set[str] = field(default_factory=set)
    version: int = 0
    digest: str = ""


class Ledger:
    """Claims under their positions, articles with their listings and copies; it files, and holds up what is filed."""

    def __init__(self) -> None:
        self._claims: dict[str, Filed] = {}
        self._articles: dict[str, set[str]] = defaultdict(set)
        self._listings: dict[str, Extraction] = {}
        self._origins: dict[str, str] = {}
        self._copies = Copies()
        self._spots: dict[str, Spot] = {}
        self._cases: dict[str, Case] = {}
        self._posts: dict[int, set[str]] = defaultdict(set)

    def file(self, filed: Sequence[Filed], listings: Sequence[Extraction]) -> frozenset[str]:
        """Store a batch, idempotently, and return the ids of the matters whose positions may have changed."""
        touched: set[str] = set()
        for found in filed:
            touched |= self._insert(found)
        for listing in listings:
            touched |= self._list(listing)
        return frozenset(touched)

    def _insert(self, filed: Filed) -> set[str]:
        claim = filed.claim.claim_id
        known = self._claims.get(claim)
        listing = self._listings.get(filed.telling.article_id)
        if (known and known.telling.revision > filed.telling.revision) or (listing and listing.forgotten):
            return set()
        touched = self._release(claim) if known else set()
        self._claims[claim] = filed
        self._articles[filed.telling.article_id].add(claim)
        for filing in filed.filings:
            case = self._cases.setdefault(filing.matter_id, Case(subject=filing.subject))
            case.positions[filing.position_id] = None
            self._index(filing.matter_id, case, filing.posts)
            stand = Stand(
                matter_id=filing.matter_id,
                position_id=filing.position_id,
                subject=filing.subject,
                answer=filing.answer,
            )
            self._spots.setdefault(filing.position_id, Spot(stand=stand))
        return touched | self._place(claim)

    def _index(self, matter: str, case: Case, posts: tuple[int, ...]) -> None:
        case.posts.update(posts)
        for key in posts:
            self._posts[key].add(matter)

    def _release(self, claim: str) -> set[str]:
        """Take a claim out of its positions."""
        filed = self._claims[claim]
        for filing in filed.filings:
            spot = self._spots[filing.position_id]
            key = (filed.telling.published_at, claim)
            if key in spot.standing:
                spot.standing.remove(key)
                spot.origins[self._origin(filed.telling)] -= 1
            spot.gone.discard(claim)
        return {filing.matter_id for filing in filed.filings}

    def _place(self, claim: str) -> set[str]:
        """Put a claim into its positions, as one that stands or one that no longer does."""
        filed = self._claims[claim]
        stands = standing.stands(filed.telling, self._listings.get(filed.telling.article_id))
        for filing in filed.filings:
            spot = self._spots[filing.position_id]
            if stands:
                insort(spot.standing, (filed.telling.published_at, claim))
                spot.origins[self._origin(filed.telling)] += 1
            else:
                spot.gone.add(claim)
        return {filing.matter_id for filing in filed.filings}

    def _origin(self, telling: Telling) -> str:
        return telling.source or self._origins.get(telling.article_id) or origin.name(telling.outlet)

    def _list(self, listing: Extraction) -> set[str]:
        article = listing.article_id
        known = self._listings.get(article)
        changed = [article, *self._copies.add(listing)]
        touched: set[str] = set()
        for other in changed:
            touched |= {matter for claim in self._articles[other] for matter in self._release(claim)}
        self._listings[article] = standing.newer(known, listing) if known else listing
        for other in changed:
            self._origins[other] = self._copies.name(other)
        for other in changed:
            for claim in self._articles[other]:
                self._place(claim)
        if self._listings[article].forgotten:
            touched |= self._forget(article)
        return touched

    def _forget(self, article: str) -> set[str]:
        claims = self._articles.pop(article, set())
        touched = {matter for claim in claims for matter in self._release(claim)}
        for claim in claims:
            del self._claims[claim]
        return touched

    def _held(self, position: str) -> Held:
        spot = self._spots[position]
        return Held(
            position_id=position,
            matter_id=spot.stand.matter_id,
            answer=spot.stand.answer,
            claims=len(spot.standing),
            origins=sum(1 for count in spot.origins.values() if count > 0),
            earliest=tuple(self._claims[claim].telling for _, claim in spot.standing[:SHOWN]),
            latest=tuple(self._claims[claim].telling for _, claim in spot.standing[: -SHOWN - 1 : -1]),
            lost=self._lost(spot),
        )

    def _lost(self, spot: Spot) -> tuple[Lost, ...]:
        tellings = [self._claims[claim].telling for claim in spot.gone if claim in self._claims]
        ordered = sorted(tellings, key=lambda telling: (telling.published_at, telling.claim_id))
        return tuple(standing.lost(telling, self._listings[telling.article_id]) for telling in ordered[:SHOWN])
