"""Meeting keys: under which a matter is found, and under which it looks for matters that may ask the same."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations

from crosswire.contradict.meet.acts import sorts
from crosswire.contradict.meet.whereabouts import spelt
from crosswire.contradict.retold import Gist
from crosswire.contradict.rows import Subject
from crosswire.contradict.values import areas
from crosswire.contradict.values.days import weeks
from crosswire.contradict.words.likeness import roots
from crosswire.contradict.words.names import described, nation, skeleton
from crosswire.contradict.words.wording import concept
from crosswire_schemas.records import Place

_PERIOD = timedelta(days=28)
# More names than these make no better meeting, only more rows.
_NAMES = 4
# Names, and points, of an account under which it is met.
_NAMED, _POINTS = 4, 8
# Names, but for places, of which each two meet.
_PAIRED = 3
# Acts of which there is one, under which whom they befell is met.
_ACTS = 2
# Hours of a stated day or night, and the words that make it of one happening.
_DAYS, _WORDS = 48, 5
# The day from which hours are counted.
_EPOCH = date(1970, 1, 1).toordinal()


def posted(subject: Subject) -> tuple[int, ...]:
    """Return the keys under which a matter is found."""
    if subject.gist:
        return _account(subject, subject.gist, (int(subject.told),))
    own, beside = _times(subject)
    return _keys(subject, areas.posted, own, () if subject.type == "time" else beside)


def asked(subject: Subject) -> tuple[int, ...]:
    """Return the keys under which the matters are posted that may ask the same: who asks is met by whom he meets."""
    if subject.gist:
        week = int(subject.told)
        return _account(subject, subject.gist, (week - 1, week, week + 1))
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


def _account(subject: Subject, gist: Gist, weeks_told: Iterable[int]) -> tuple[int, ...]:
    """Return a number for each of the first names with each of the first points of meeting.

    Names of places come first, and last that of the doer, who may be disputed.
    """
    points = list(dict.fromkeys(_points(gist)))[:_POINTS]
    placed = {word for place in (*gist.places, *gist.around) for word in spelt(place)}
    doer = {skeleton(word) for word in gist.doer.split()}
    named = dict.fromkeys((*gist.names, *gist.scene, *gist.voice, *gist.speaker[:1]))
    names = sorted(named, key=lambda name: (name not in placed, name in doer))
    anchors = (*names[:_NAMED], *(() if gist.names else gist.states[:1]))
    hashed = [_hash(f"account|{name}|{point}") for name in anchors for point in points]
    # Whoever has two names in common is met, whatever is said of him.
    bearers = sorted([name for name in names if name not in placed][:_PAIRED])
    hashed += [_hash(f"account|{first}|n:{second}") for first, second in combinations(bearers, 2)]
    if gist.intends:
        hashed.append(_hash(f"account|{gist.intends}|plan"))
    for occasion in gist.occasions[:_ACTS]:
        hashed += [_hash(f"account|{name}|o:{occasion.sort}") for name in occasion.bearer[-_NAMED:]]
    return (*(time << 41 | anchor for time in weeks_told for anchor in hashed), *_dated(subject, gist))


def _dated(subject: Subject, gist: Gist) -> tuple[int, ...]:
    """Return a number for what happened on a stated day with each two of the first words, for want of a name."""
    days = _days(subject, gist)
    words = list(dict.fromkeys(root for word in gist.words if " " not in word for root in roots(word)[:1]))[:_WORDS]
    return tuple(
        (day // 7) << 41 | _hash(f"account|{day}|{first}|{second}")
        for day in days
        for first, second in combinations(sorted(words), 2)
    )


def _days(subject: Subject, gist: Gist) -> list[int]:
    """Return the numbers of the days that an account states, be it in passing; nothing for more than two."""
    if gist.low is not None and gist.high is not None:
        hours = (gist.low, gist.high) if gist.high - gist.low <= _DAYS else ()
        return list(dict.fromkeys(int(hour // 24) for hour in hours))
    when = subject.when
    if when is None or when.guessed or (when.end - when.start).days > 1:
        return []
    return list(dict.fromkeys(day.toordinal() - _EPOCH for day in (when.start, when.end)))


def _points(gist: Gist) -> Iterator[str]:
    """Yield what may be disputed, what happened, and the words that tell it."""
    yield from ("holder",) if gist.holder else ()
    yield from ("winner",) if gist.winner[0] else ()
    yield from (f"q:{stance.question}" for stance in gist.stances[:3])
    yield from (f"f:{figure.unit}" for figure in (*gist.figures, *gist.plain)[:2])
    yield from (f"w:{root}" for word in gist.event[:2] for root in roots(word))
    yield from (f"s:{sort}" for word in gist.event[:1] for sort in sorted(sorts(word)))
    yield from (f"w:{root}" for word in gist.words if " " not in word for root in roots(word)[:1])


@lru_cache(maxsize=4096)
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
