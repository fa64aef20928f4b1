"""Meeting keys: under which a matter is found, and under which it looks for matters that may ask the same."""

from collections.abc import Callable, Iterator
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


def posted(subject: Subject) -> Iterator[str]:
    """Yield the keys under which a matter is found."""
    times = _periods(subject, around=False) if subject.type == "time" else _weeks(subject, margin=0)
    return _keys(subject, times, areas.posted)


def asked(subject: Subject) -> Iterator[str]:
    """Yield the keys under which the matters are posted that may ask the same."""
    times = _periods(subject, around=True) if subject.type == "time" else _weeks(subject, margin=1)
    return _keys(subject, times, areas.asked)


def _weeks(subject: Subject, margin: int) -> tuple[str, ...]:
    assert subject.when is not None
    slack = timedelta(days=margin)
    own = weeks(subject.when.start - slack, subject.when.end + slack)
    told = [str(int(subject.told) + step) for step in range(-margin, margin + 1)] if subject.told else []
    return tuple(dict.fromkeys((*own, *told)))


def _periods(subject: Subject, *, around: bool) -> tuple[str, ...]:
    assert subject.when is not None
    number = subject.when.start.toordinal() // _PERIOD.days
    return tuple(str(number + step) for step in ((-1, 0, 1) if around else (0,)))


def _keys(subject: Subject, times: tuple[str, ...], levels: Callable[[Place], tuple[str, ...]]) -> Iterator[str]:
    anchors = dict.fromkeys((*(levels(subject.place) if subject.place else ()), *_names(subject)))
    for anchor in anchors:
        for time in times:
            yield f"{subject.type}|{subject.about}|{anchor}|{time}"


def _names(subject: Subject) -> list[str]:
    found: dict[str, None] = {f"n:{word}": None for word in subject.spot.split()}
    for name in (subject.target, subject.object, subject.actor):
        for word in nation(name).split() if name and not described(name) else ():
            found[f"n:{skeleton(word)}"] = None
    thing = [f"o:{concept(word)}" for word in (subject.target or subject.object).split()[-1:]]
    return [*list(found)[:_NAMES], *thing]
