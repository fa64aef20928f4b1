"""Meeting keys: under which a matter is found, and under which it looks for matters that may ask the same."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import timedelta

from crosswire.contradict import areas
from crosswire.contradict.days import weeks
from crosswire.contradict.names import described, nation, skeleton
from crosswire.contradict.rows import Subject
from crosswire.contradict.wording import concept
from crosswire_schemas.records import Place

_PERIOD = timedelta(days=28)
# More names than these make no better meeting, only more rows.
_NAMES = 4


def posted(subject: Subject) -> tuple[int, ...]:
    """Return the keys under which a matter is found."""
    own, beside = _times(subject)
    return _keys(subject, areas.posted, own, () if subject.type == "time" else beside)


def asked(subject: Subject) -> tuple[int, ...]:
    """Return the keys under which the matters are posted that may ask the same: who asks is met by whom he meets."""
    own, beside = _times(subject)
    return _keys(subject, areas.asked, dict.fromkeys((*own, *beside)), () if subject.type == "time" else own)


def _times(subject: Subject) -> tuple[list[int], list[int]]:
    """Return the numbers of the weeks, or of the four weeks, of a matter, and of those beside them."""
    assert subject.when is not None
    if subject.type == "time":
        number = subject.when.start.toordinal() // _PERIOD.days
        return [number], [number - 1, number + 1]
    own, wider = _weeks(subject, margin=0), _weeks(subject, margin=1)
    return own, [week for week in wider if week not in own]


def _weeks(subject: Subject, margin: int) -> list[int]:
    assert subject.when is not None
    slack = timedelta(days=margin)
    own = weeks(subject.when.start - slack, subject.when.end + slack)
    told = [int(subject.told) + step for step in range(-margin, margin + 1)] if subject.told else []
    return list(dict.fromkeys((*map(int, own), *told)))


def _keys(
    subject: Subject, levels: Callable[[Place], tuple[str, ...]], own: Iterable[int], beside: Iterable[int]
) -> tuple[int, ...]:
    """Return a number for each anchor at each time, those of one time together, so that what is of today lies near."""
    anchors = dict.fromkeys((*(levels(subject.place) if subject.place else ()), *_names(subject)))
    hashed = [_hash(f"{subject.type}|{subject.about}|{anchor}") for anchor in anchors]
    at = [time << 41 for time in own] + [time << 41 | 1 << 40 for time in beside]
    return tuple(time | anchor for time in at for anchor in hashed)


def _hash(text: str) -> int:
    """Return 40 bits of a hash; where two texts share them, two matters meet that have nothing in common."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:10], 16)


def _names(subject: Subject) -> list[str]:
    found: dict[str, None] = {f"n:{word}": None for word in subject.spot.split()}
    for name in (subject.target, subject.object, subject.actor):
        for word in nation(name).split() if name and not described(name) else ():
            found[f"n:{skeleton(word)}"] = None
    thing = [f"o:{concept(word)}" for word in (subject.target or subject.object).split()[-1:]]
    return [*list(found)[:_NAMES], *thing]
