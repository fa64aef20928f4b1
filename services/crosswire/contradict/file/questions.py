"""Questions under exact keys: the subject of a question about a claim, and the ids of its matter and position."""

from crosswire.contradict.file import keys
from crosswire.contradict.rows import Answer, Filing, Subject
from crosswire.contradict.values import days, exact
from crosswire.contradict.values.slots import Facts
from crosswire_schemas.identity import identify

# Days after which telling of a happening is no longer news of it, and must be met by when it was told.
_LATE = 7


def subject_of(base: Facts, kind: str, about: str, **changed: object) -> Subject:
    """Return what a question of ``kind`` about the claim asks; ``changed`` leaves out or replaces slots."""
    values: dict[str, object] = {
        "type": kind,
        "about": about,
        "place": exact.place(base.place) if base.place else None,
        "spot": base.spot if kind != "place" else "",
        "when": base.when,
        "actor": exact.name(base.actor),
        "target": exact.name(base.target),
        "object": base.object,
        "scope": "",
        "told": _told(base),
    }
    found = values | changed
    found["scope"] = "; ".join(filter(None, ("planned" if base.planned else "", str(found["scope"]))))
    return Subject(**found)  # type: ignore[arg-type]


def _told(base: Facts) -> str:
    day = base.claim.published_at.date()
    return days.weeks(day, day)[0] if (day - base.when.end).days > _LATE or base.when.start > day else ""


def filed(base: Facts, subject: Subject, answer: Answer) -> Filing:
    """Return the claim under a question, with its answer, ids and the keys under which it is found."""
    matter = matter_id(subject)
    return Filing(
        claim_id=base.claim.claim_id,
        matter_id=matter,
        position_id=identify("position", matter, answer.value),
        subject=subject,
        answer=answer,
        posts=keys.posted(subject),
    )


def matter_id(subject: Subject) -> str:
    """Return the id of a matter: its exact key, of which every field of the subject is a function."""
    when = (subject.when.start, subject.when.end, subject.when.guessed) if subject.when else ("", "", "")
    place = (subject.place.geoname_id, subject.place.direction or "") if subject.place else ("", "")
    parties = (subject.spot, subject.actor, subject.target, subject.object)
    told = (subject.scope, subject.told, *((repr(subject.gist),) if subject.gist else ()))
    return identify("matter", subject.type, subject.about, subject.unit, *place, *when, *parties, *told)
