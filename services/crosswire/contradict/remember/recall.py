"""The memory of one process, for ``check`` and tests: the same semantics as in PostgreSQL, kept in dictionaries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from crosswire.contradict.file import keys
from crosswire.contradict.meet import meeting
from crosswire.contradict.opinion import Opinion
from crosswire.contradict.remember.ledger import Case, Ledger
from crosswire.contradict.rows import SHOWN, Desk, Folder, Met, Pair, Ruling, accounts_of, beside, sides
from crosswire.contradict.rule import ruling
from crosswire_schemas.records import Contradiction, Matter


class Recall(Ledger):
    """A memory in this process. ``published`` has the newest record of each contradiction and matter, by id."""

    def __init__(self, opinion: Opinion | None = None) -> None:
        super().__init__()
        self._opinion = opinion
        self.published: dict[str, Contradiction | Matter] = {}
        self._pairs: dict[str, Pair] = {}
        self._pairs_of: dict[str, set[str]] = defaultdict(set)

    def settle(self, touched: Iterable[str], now: datetime | None) -> None:
        """Bring the touched matters up to date: compare new positions, rule on pairs, keep the changed records.

        A matter on the other side of a pair that changed, or newly related, is ruled on again, until nothing changes.
        """
        matters = {matter for matter in touched if matter in self._cases}
        # Who changed sides may close what others' accounts stand in.
        matters |= sides(accounts_of(self._found(matters)))
        matters |= self._clear(matters)
        matters = {matter for matter in matters if matter in self._cases}
        matters |= self._compare(sorted(matters))
        while matters:
            ruled = ruling.rule(self._desk(sorted(matters)), now, self._opinion)
            matters = self._keep(ruled)

    def _found(self, matters: Iterable[str]) -> list[Pair]:
        return [self._pairs[pair] for pair in sorted({key for matter in matters for key in self._pairs_of[matter]})]

    def _keep(self, ruled: Ruling) -> set[str]:
        again: set[str] = set()
        for pair in ruled.pairs:
            if pair.state != self._pairs[pair.contradiction_id].state:
                again |= {pair.left_matter, pair.right_matter}
            self._pairs[pair.contradiction_id] = pair
        for matter, (version, digest) in ruled.versions.items():
            self._cases[matter].version, self._cases[matter].digest = version, digest
        for record in ruled.records:
            key = record.contradiction_id if isinstance(record, Contradiction) else record.matter_id
            self.published[key] = record
        for matter in ruled.gone:
            self.published.pop(matter, None)
        return again

    def _clear(self, matters: Iterable[str]) -> set[str]:
        """Take out positions that no claim was ever filed under any more, with all that rested on them.

        Returns the matters of what stood against them.
        """
        bereft: set[str] = set()
        for matter in sorted(matters):
            case = self._cases[matter]
            for position in [at for at in case.positions if not self._spots[at].standing and not self._spots[at].gone]:
                del case.positions[position], self._spots[position]
                for pair in [found for found in self._pairs_of[matter] if position in self._sides(found)]:
                    bereft |= sides([self._pairs[pair]])
                    self._part(self._pairs.pop(pair))
            if not case.positions:
                self._close(matter, case)
        return bereft

    def _part(self, pair: Pair) -> None:
        self._pairs_of[pair.left_matter].discard(pair.contradiction_id)
        self._pairs_of[pair.right_matter].discard(pair.contradiction_id)
        self.published.pop(pair.contradiction_id, None)

    def _sides(self, pair: str) -> tuple[str, str]:
        return self._pairs[pair].left, self._pairs[pair].right

    def _close(self, matter: str, case: Case) -> None:
        for key in case.posts:
            self._posts[key].discard(matter)
        for other in case.related:
            self._cases[other].related.discard(matter)
        del self._cases[matter]
        self.published.pop(matter, None)

    def _compare(self, matters: Sequence[str]) -> set[str]:
        """Compare new positions once, and return the matters that are now related to others."""
        changed: set[str] = set()
        for matter in matters:
            case = self._cases[matter]
            fresh = [self._spots[position] for position in case.positions if not self._spots[position].compared]
            if not fresh:
                continue
            near = {matter, *self._near(case)}
            others = [self._spots[at].stand for other in sorted(near) for at in self._cases[other].positions]
            met = meeting.meet([spot.stand for spot in fresh], others)
            changed |= self._relate(met)
            for spot in fresh:
                spot.compared = True
        return changed

    def _relate(self, met: Met) -> set[str]:
        for pair in met.pairs:
            self._pairs.setdefault(pair.contradiction_id, pair)
            self._pairs_of[pair.left_matter].add(pair.contradiction_id)
            self._pairs_of[pair.right_matter].add(pair.contradiction_id)
        for first, second in met.related:
            self._cases[first].related.add(second)
            self._cases[second].related.add(first)
        return {matter for both in met.related for matter in both}

    def _near(self, case: Case) -> Iterator[str]:
        for key in keys.asked(case.subject):
            yield from self._posts.get(key, ())

    def _desk(self, touched: Sequence[str]) -> Desk:
        pairs = self._found(touched)
        around = beside(pairs, self._found(sides(accounts_of(pairs))))
        ends = sides((*pairs, *chain(*around.values())))
        folders = {matter: self._folder(matter) for matter in sorted({*touched, *ends})}
        shown = [at for pair in pairs for at in (pair.left, pair.right)]
        faces = [telling for at in shown for telling in self._held(at).faces]
        return Desk(
            touched=frozenset(touched),
            folders=folders,
            pairs=tuple(pairs),
            both={pair.contradiction_id: self._both(pair) for pair in pairs},
            claims={telling.claim_id: self._claims[telling.claim_id].claim for telling in faces},
            beside=around,
        )

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
