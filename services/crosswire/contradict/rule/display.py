"""What is shown of positions: the sides of a contradiction and the record of a matter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from crosswire.contradict.rows import SHOWN, Desk, Folder, Held, Lost, Subject, Telling
from crosswire.contradict.rule import phrases
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Contradiction, Interval, Matter, OtherClaim, Outlet, Position, Side

# A matter's record is bounded: the positions that most claims hold, then the earliest.
POSITIONS = 50
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def earliest(held: Held) -> Telling | None:
    """Return the earliest claim that holds the position, of those that stand, else of the lost."""
    return next(iter(held.tellings), None)


def facing(left: Held, right: Held) -> tuple[Telling, Telling]:
    """Return by which claims two positions are shown: the earliest of two outlets, unless one alone holds both."""
    every = [(one, two) for one in left.faces for two in right.faces]
    return next((pair for pair in every if pair[0].outlet_id != pair[1].outlet_id), every[0])


def newest(positions: Iterable[Held]) -> datetime:
    """Return the newest publication, or loss, on which the positions rest."""
    told = [telling.published_at for held in positions for telling in (*held.latest[:1], *held.earliest[:1])]
    return max([*told, *(lost.since for held in positions for lost in held.lost)], default=_NEVER)


def digest_of(record: Contradiction | Matter) -> str:
    """Return a digest of all that a record says but its version and time."""
    return identify("digest", repr(replace(record, version=0, updated_at=_NEVER)))


def side(held: Held, face: Telling, desk: Desk) -> Side:
    """Return a position as a side of a contradiction, shown by the claim ``face``."""
    claim = desk.claims[face.claim_id]
    return Side(
        position_id=held.position_id,
        matter_id=held.matter_id,
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        revision=claim.revision,
        outlet=claim.outlet,
        speaker=claim.speaker,
        content=claim.content.text,
        spans=claim.content.spans,
        url=claim.url,
        published_at=claim.published_at,
        verification=claim.verification,
        others=tuple(_other(telling) for telling in held.earliest if telling.claim_id != face.claim_id),
        claims=held.claims,
        independent_origins=held.origins,
    )


def _other(telling: Telling) -> OtherClaim:
    return OtherClaim(
        claim_id=telling.claim_id,
        article_id=telling.article_id,
        outlet=Outlet(id=telling.outlet_id, name=telling.outlet),
    )


def matter_record(
    folder: Folder, contradictions: Sequence[str], now: datetime | None, *, paired: bool = False
) -> Matter | None:
    """Return the matter's record; nothing while one article alone speaks of it.

    ``paired``: a position of it stands, or stood, against one of another matter.
    """
    held = [found for found in folder.held if found.claims or found.lost]
    articles = {at.article_id for found in held for at in (*found.earliest, *(gone.telling for gone in found.lost))}
    if not held or (len(articles) < 2 and not (contradictions or paired)):
        return None
    subject = folder.subject
    return Matter(
        matter_id=folder.matter_id,
        question=phrases.question(subject),
        type=subject.type,
        places=(subject.place,) if subject.place else (),
        happened_on=_interval(subject),
        positions=tuple(_position(found, subject) for found in _chosen(held)),
        related=folder.related,
        contradiction_ids=tuple(sorted(contradictions)[:SHOWN]),
        version=folder.version + 1,
        updated_at=now or newest(held),
    )


def _chosen(held: Iterable[Held]) -> list[Held]:
    kept = sorted(held, key=lambda found: (-found.claims, _first(found)))[:POSITIONS]
    return sorted(kept, key=_first)


def _first(held: Held) -> tuple[datetime, str]:
    telling = earliest(held)
    return (telling.published_at if telling else _NEVER), held.position_id


def _interval(subject: Subject) -> Interval | None:
    when = subject.when
    if when is None or when.guessed:
        return None
    length = (when.end - when.start).days
    precision = "day" if length < 2 else "week" if length < 8 else "month" if length < 32 else "year"
    return Interval(from_=when.start, to=when.end, precision=precision)


def _position(held: Held, subject: Subject) -> Position:
    shown = held.tellings
    last = held.latest[0] if held.latest else shown[-1]
    changed = "; ".join(_distinct(_changed(lost) for lost in held.lost[:3]))
    said = phrases.statement(subject, held.answer)
    return Position(
        position_id=held.position_id,
        statement=f"{said} ({changed})" if changed else said,
        claims=held.claims,
        claim_ids=tuple(telling.claim_id for telling in shown),
        outlets=_distinct(telling.outlet for telling in shown),
        speakers=_distinct(telling.speaker for telling in shown),
        independent_origins=held.origins,
        first_published_at=shown[0].published_at,
        last_published_at=last.published_at,
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _changed(lost: Lost) -> str:
    verb = "withdrew this" if lost.because == "withdrawn" else "changed its account"
    return f"{lost.telling.outlet} {verb}"


def lasting(published: Iterable[Contradiction | Matter]) -> Iterator[Contradiction | Matter]:
    """Yield what is known without its history: open contradictions and matters, versions and times blanked."""
    for record in published:
        if isinstance(record, Matter) or record.state == "open":
            yield replace(record, version=0, updated_at=_NEVER)
