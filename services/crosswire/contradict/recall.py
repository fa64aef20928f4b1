"""The memory of one process, for ``check`` and tests: the same semantics as in PostgreSQL, kept in dictionaries."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crosswire.contradict import meeting, origin, ruling, standing
from crosswire.contradict.copies import Copies
from crosswire.contradict.rows import SHOWN, Desk, Filed, Folder, Held, Lost, Pair, Stand, Subject, Telling
from crosswire_schemas.records import Contradiction, Extraction, Matter

Order = tuple[datetime, str]


@dataclass(slots=True)
class _Spot:
    """A position: who stands by it, in order of publication, who no longer does, and from which origins."""

    stand: Stand
    standing: list[Order] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    origins: Counter[str] = field(default_factory=Counter)
    compared: bool = False


@dataclass(slots=True)
class _Case:
    """A matter: its subject, positions, keys and the record last published."""

    subject: Subject
    positions: dict[str, None] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)
    related: set[str] = field(default_factory=set)
    version: int = 0
    digest: str = ""


class Recall:
    """A memory in this process. ``published`` has the newest record of each contradiction and matter, by id."""

    def __init__(self) -> None:
        self.published: dict[str, Contradiction | Matter] = {}
        self._claims: dict[str, Filed] = {}
        self._articles: dict[str, set[str]] = defaultdict(set)
        self._listings: dict[str, Extraction] = {}
        self._origins: dict[str, str] = {}
        self._copies = Copies()
        self._spots: dict[str, _Spot] = {}
        self._cases: dict[str, _Case] = {}
        self._posts: dict[str, set[str]] = defaultdict(set)
        self._asks: dict[str, set[str]] = defaultdict(set)
        self._pairs: dict[str, Pair] = {}
        self._pairs_of: dict[str, set[str]] = defaultdict(set)

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
        if known is not None and known.telling.revision > filed.telling.revision:
            return set()
        touched = self._release(claim) if known else set()
        self._claims[claim] = filed
        self._articles[filed.telling.article_id].add(claim)
        for filing in filed.filings:
            case = self._cases.setdefault(filing.matter_id, _Case(subject=filing.subject))
            case.positions[filing.position_id] = None
            self._index(filing.matter_id, case, filing.posts, filing.asks)
            stand = Stand(
                matter_id=filing.matter_id,
                position_id=filing.position_id,
                subject=filing.subject,
                answer=filing.answer,
            )
            self._spots.setdefault(filing.position_id, _Spot(stand=stand))
        return touched | self._place(claim)

    def _index(self, matter: str, case: _Case, posts: tuple[str, ...], asks: tuple[str, ...]) -> None:
        case.posts.update(posts)
        case.asks.update(asks)
        for key in posts:
            self._posts[key].add(matter)
        for key in asks:
            self._asks[key].add(matter)

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
        return telling.source or self._origins.get(telling.article_id) or origin.outlet(telling.outlet)

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
        return {matter for claim in claims for matter in self._release(claim) if self._claims.get(claim)}

    def settle(self, touched: Iterable[str], now: datetime | None) -> None:
        """Bring the touched matters up to date: compare new positions, rule on pairs, keep the changed records."""
        matters = sorted(set(touched))
        self._compare(matters)
        ruled = ruling.rule(self._desk(matters), now)
        for pair in ruled.pairs:
            self._pairs[pair.contradiction_id] = pair
        for matter, (version, digest) in ruled.versions.items():
            self._cases[matter].version, self._cases[matter].digest = version, digest
        for record in ruled.records:
            key = record.contradiction_id if isinstance(record, Contradiction) else record.matter_id
            self.published[key] = record

    def _compare(self, matters: Sequence[str]) -> None:
        for matter in matters:
            case = self._cases[matter]
            fresh = [self._spots[position] for position in case.positions if not self._spots[position].compared]
            if not fresh:
                continue
            near = {matter, *self._near(case)}
            others = [self._spots[at].stand for other in sorted(near) for at in self._cases[other].positions]
            met = meeting.meet([spot.stand for spot in fresh], others)
            for pair in met.pairs:
                self._pairs.setdefault(pair.contradiction_id, pair)
                self._pairs_of[pair.left_matter].add(pair.contradiction_id)
                self._pairs_of[pair.right_matter].add(pair.contradiction_id)
            for first, second in met.related:
                self._cases[first].related.add(second)
                self._cases[second].related.add(first)
            for spot in fresh:
                spot.compared = True

    def _near(self, case: _Case) -> Iterator[str]:
        for key in case.asks:
            yield from self._posts.get(key, ())
        for key in case.posts:
            yield from self._asks.get(key, ())

    def _desk(self, touched: Sequence[str]) -> Desk:
        pairs = [self._pairs[pair] for pair in sorted({key for matter in touched for key in self._pairs_of[matter]})]
        sides = {matter for pair in pairs for matter in (pair.left_matter, pair.right_matter)}
        folders = {matter: self._folder(matter) for matter in sorted({*touched, *sides})}
        shown = [at for pair in pairs for at in (pair.left, pair.right)]
        first = [telling for at in shown if (telling := self._first(at))]
        return Desk(
            touched=frozenset(touched),
            folders=folders,
            pairs=tuple(pairs),
            both={pair.contradiction_id: self._both(pair) for pair in pairs},
            claims={telling.claim_id: self._claims[telling.claim_id].claim for telling in first},
        )

    def _first(self, position: str) -> Telling | None:
        held = self._held(position)
        return held.earliest[0] if held.earliest else held.lost[0].telling if held.lost else None

    def _both(self, pair: Pair) -> frozenset[str]:
        left, right = (self._holders(at) for at in (pair.left, pair.right))
        return left & right

    def _holders(self, position: str) -> frozenset[str]:
        return frozenset(self._claims[claim].telling.article_id for _, claim in self._spots[position].standing)

    def _folder(self, matter: str) -> Folder:
        case = self._cases[matter]
        return Folder(
            matter_id=matter,
            subject=case.subject,
            held=tuple(self._held(position) for position in sorted(case.positions)),
            related=tuple(sorted(case.related)[:SHOWN]),
            version=case.version,
            digest=case.digest,
        )

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

    def _lost(self, spot: _Spot) -> tuple[Lost, ...]:
        tellings = [self._claims[claim].telling for claim in spot.gone if claim in self._claims]
        ordered = sorted(tellings, key=lambda telling: (telling.published_at, telling.claim_id))
        return tuple(standing.lost(telling, self._listings[telling.article_id]) for telling in ordered[:SHOWN])
