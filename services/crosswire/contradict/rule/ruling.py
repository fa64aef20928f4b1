"""Ruling: which pairs of positions are open contradictions now, why others closed, and the records that changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from crosswire.contradict.file import keys
from crosswire.contradict.file.filing import file
from crosswire.contradict.meet import meeting, narrowing, witness
from crosswire.contradict.meet.scoring import OPEN, score
from crosswire.contradict.meet.witness import asked, said
from crosswire.contradict.opinion import Opinion, lowered
from crosswire.contradict.rows import Answer, Desk, Filing, Held, Pair, Ruling, Stand, Subject, sides
from crosswire.contradict.rule import phrases
from crosswire.contradict.rule.display import digest_of, earliest, facing, matter_record, newest, side
from crosswire.contradict.words.lexicon import lexicon
from crosswire_schemas.records import Claim, Contradiction, Matter


def rule(desk: Desk, now: datetime | None, opinion: Opinion | None = None) -> Ruling:
    """Return what changed on ``desk``; without ``now``, records carry the newest publication that they rest on.

    ``opinion`` is asked of what the slots would flag.
    """
    held = {found.position_id: found for folder in desk.folders.values() for found in folder.held}
    ruled = [_ruled(pair, held, desk, now, opinion) for pair in desk.pairs if pair.left in held and pair.right in held]
    pairs = [pair for pair, _ in ruled]
    matters = list(_matters(desk, [pair for pair in pairs if pair.state == "open"], now))
    gone = {matter: (desk.folders[matter].version, "") for matter, record, _ in matters if record is None}
    before = {pair.contradiction_id: pair for pair in desk.pairs}
    return Ruling(
        pairs=tuple(pair for pair in pairs if pair != before[pair.contradiction_id]),
        versions=gone | {matter: (record.version, digest) for matter, record, digest in matters if record},
        records=(*(record for _, record in ruled if record), *(record for _, record, _ in matters if record)),
        gone=tuple(gone),
    )


def _matters(desk: Desk, opened: list[Pair], now: datetime | None) -> Iterator[tuple[str, Matter | None, str]]:
    """Yield each touched matter whose record changed, with the record, if it still gives one, and its digest."""
    ids: dict[str, list[str]] = {}
    for pair in opened:
        for matter in {pair.left_matter, pair.right_matter}:
            ids.setdefault(matter, []).append(pair.contradiction_id)
    paired = sides(desk.pairs)
    for matter in sorted(desk.touched & desk.folders.keys()):
        record = matter_record(desk.folders[matter], ids.get(matter, ()), now, paired=matter in paired)
        digest = digest_of(record) if record else ""
        if digest != desk.folders[matter].digest:
            yield matter, record, digest


def _ruled(
    pair: Pair, held: Mapping[str, Held], desk: Desk, now: datetime | None, opinion: Opinion | None
) -> tuple[Pair, Contradiction | None]:
    left, right = held[pair.left], held[pair.right]
    surety = _score(pair, left, right, desk)
    because = None if surety >= OPEN else "superseded"
    if because is None or not (left.claims and right.claims):
        because = _closed(pair, held, desk)
    if because is None and (surety := _doubted(surety, left, right, desk, opinion)) < OPEN:
        because = "superseded"
    if because is not None and pair.state == "dormant":
        return pair, None
    record = _record(pair, (left, right), desk, surety=surety, because=because, now=now)
    digest = digest_of(record)
    if digest == pair.digest:
        return pair, None
    return replace(pair, state=record.state, version=record.version, digest=digest), record


def _closed(pair: Pair, held: Mapping[str, Held], desk: Desk) -> str | None:
    """Return why a pair is no contradiction now, or nothing where it is one."""
    left, right = held[pair.left], held[pair.right]
    for side_held in (left, right):
        if not side_held.claims:
            return max(
                (lost.because for lost in side_held.lost), default="withdrawn", key=("withdrawn", "revised").index
            )
    folders = (desk.folders[pair.left_matter], desk.folders[pair.right_matter])
    both = desk.both.get(pair.contradiction_id, frozenset())
    near = desk.beside.get(pair.contradiction_id, ())
    since = [_since(pair, at, near, held) for at in (left, right)]
    return None if witness.found(pair, left, right, folders, both=both, since=since) else "superseded"


def _since(pair: Pair, side: Held, near: Sequence[Pair], held: Mapping[str, Held]) -> list[Held]:
    """Return what stands against a side on the point of its ``pair`` of accounts, each with its answer there."""
    point = pair.type, pair.about, pair.unit
    against = [
        (other, other.right if other.left == side.position_id else other.left)
        for other in near
        if side.position_id in {other.left, other.right} and (other.type, other.about, other.unit) == point
    ]
    # What another worker takes out meanwhile is there no more.
    return [replace(held[at], answer=said(other, held[at])) for other, at in against if at in held]


def _score(pair: Pair, left: Held, right: Held, desk: Desk) -> float:
    first, second = earliest(left), earliest(right)
    if first is None or second is None:
        return 0.0
    a, b = desk.claims.get(first.claim_id), desk.claims.get(second.claim_id)
    if a is None or b is None:
        return 0.0
    if pair.answers:
        told_twice = pair.score >= OPEN and not witness.outlasts(pair, left, right)
        surety, disputed = pair.score, " ".join(answer.words for answer in pair.answers)
        if told_twice and twice(pair, a, b):
            return 0.0
    else:
        disputed = " ".join(_disputed(held, desk) for held in (left, right))
        surety = score(pair, a, b, disputed)
    return 0.0 if surety >= OPEN and narrowing.of_two_things(a, b, pair.type, disputed) else surety


def _doubted(surety: float, left: Held, right: Held, desk: Desk, opinion: Opinion | None) -> float:
    """Return the score as a second opinion on the earliest claims of both sides leaves it."""
    if opinion is None or (first := earliest(left)) is None or (second := earliest(right)) is None:
        return surety
    a, b = (desk.claims[found.claim_id].content.text for found in (first, second))
    return lowered(surety, a, b, opinion)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keyed:
    """A claim by all that its filings are a function of, so that they need not be found again for each ruling."""

    key: str
    claim: Claim = field(compare=False)


def _key(claim: Claim) -> str:
    told = (claim.slots, claim.happened_on, claim.places, claim.quantities, claim.published_at)
    return repr((claim.claim_id, claim.revision, claim.polarity, claim.modality, claim.cue.force, *told))


@lru_cache(maxsize=4096)
def _by_slots(keyed: _Keyed) -> tuple[Filing, ...]:
    return tuple(found for found in file(keyed.claim).filings if not found.subject.gist)


def twice(pair: Pair, left: Claim, right: Claim) -> bool:
    """Tell whether the slots of two claims already stand against each other on the point of their accounts."""
    filings = [_by_slots(_Keyed(key=_key(claim), claim=claim)) for claim in (left, right)]
    return any(_against(mine, theirs, pair, left, right) for mine in filings[0] for theirs in filings[1])


def _against(mine: Filing, theirs: Filing, pair: Pair, left: Claim, right: Claim) -> bool:
    if mine.subject.type != pair.type or not set(keys.asked(mine.subject)) & set(theirs.posts):
        return False
    disputed = " ".join(_said(found.answer, found.subject) for found in (mine, theirs))
    met = meeting.meet([_stand(mine)], [_stand(theirs)]).pairs
    return any(score(found, left, right, disputed) >= OPEN for found in met)


def _stand(filing: Filing) -> Stand:
    return Stand(
        matter_id=filing.matter_id, position_id=filing.position_id, subject=filing.subject, answer=filing.answer
    )


def _disputed(held: Held, desk: Desk) -> str:
    return _said(held.answer, desk.folders[held.matter_id].subject)


def _said(answer: Answer, subject: Subject) -> str:
    """Return the words of an answer: as written, or all that give it."""
    return answer.words or lexicon().answering(subject.about, answer.value.removeprefix("not "))


def _record(
    pair: Pair, sides: tuple[Held, Held], desk: Desk, *, surety: float, because: str | None, now: datetime | None
) -> Contradiction:
    first, second = sorted(sides, key=_order)
    faces = facing(first, second)
    shown = [side(found, face, desk) for found, face in zip((first, second), faces, strict=True)]
    subject = asked(pair, desk.folders[first.matter_id].subject)
    told = [
        (face, said(pair, found), at.verification is not None and at.verification.status == "unverified")
        for found, face, at in zip((first, second), faces, shown, strict=True)
    ]
    return Contradiction(
        contradiction_id=pair.contradiction_id,
        type=pair.type,
        score=surety,
        explanation=phrases.explanation(subject, told[0], told[1], (shown[0].content, shown[1].content)),
        left=shown[0],
        right=shown[1],
        state="closed" if because else "open",
        closed_because=because,
        version=pair.version + 1,
        first_published_at=max(found.published_at for found in shown),
        updated_at=now or newest(sides),
    )


def _order(held: Held) -> tuple[datetime, str]:
    telling = earliest(held)
    assert telling is not None
    return telling.published_at, held.position_id
