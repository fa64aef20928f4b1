"""Times: which wording of time says when a claim's content happened."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswire.extract.attribute.assertions import Assertion
from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.date.dates import Dated, of_clause
from crosswire.extract.date.guesses import habitual
from crosswire.extract.date.occurrences import happened
from crosswire.extract.read.document import Passage, Reading
from crosswire_schemas.records import Interval

Named = tuple[tuple[int, ...], Sequence[Interval]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The dates of an article: all, by the verb in whose clause they stand, and points and windows by their start."""

    dated: Sequence[Dated]
    spoken: Mapping[int, Sequence[Dated]]
    points: Named
    windows: Named


def times(reading: Reading, dated: Sequence[Dated]) -> Times:
    """Index the dates of an article, so that an article's length costs once."""
    spoken: dict[int, list[Dated]] = {}
    for item in dated:
        spoken.setdefault(item.verb, []).append(item)
    main = [item for item in dated if not item.aside and of_clause(reading, item)]
    return Times(dated=dated, spoken=spoken, points=_named(main, "point"), windows=_named(main, "window"))


def happened_on(
    reading: Reading, known: Times, found: Attribution | Assertion, said: Interval | None = None
) -> Interval | None:
    """Return when the content's main clause happened: by its own date, else the first in its sentence, else inherited.

    A date of a later sentence of the content counts only where none is inherited; without any the tense decides,
    reckoned from when it was ``said``.
    """
    if found.root is None or habitual(found.root):
        return None
    teller = found.anchor.i if isinstance(found, Attribution) else -1
    own = happened(reading, found.root.i, known.dated, teller, said)
    given = own.start if own is not None else None
    if given is not None and any(given in passage for passage in found.passages):
        return own
    sentence = reading.sentence_of(found.root)
    named = [at for kind in (known.points, known.windows) for passage in found.passages for at in _in(kind, passage)]
    beside = [at for at in named if at.start is not None and sentence.start_char <= at.start < sentence.end_char]
    return next(iter(beside or (named if given is None else [])), own)


def _named(dated: Sequence[Dated], kind: str) -> Named:
    named = [item.interval for item in dated if item.kind == kind]
    told = sorted(((at.start, at) for at in named if at.start is not None), key=lambda entry: entry[0])
    return tuple(start for start, _ in told), [interval for _, interval in told]


def _in(kind: Named, passage: Passage) -> Sequence[Interval]:
    starts, intervals = kind
    return intervals[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
