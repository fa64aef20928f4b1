"""Dates: the wordings of time in an article as intervals, each with what it modifies."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from spacy.tokens import Token

from crosswire.extract.attribute.passages import dateline
from crosswire.extract.date.days import Base, Period
from crosswire.extract.date.leads import day_of, lead_of, led
from crosswire.extract.date.periods import period
from crosswire.extract.date.tenses import (
    aside,
    bounded,
    dates_its_verb,
    governors,
    head_of,
    lasts,
    modified,
    tense_of,
)
from crosswire.extract.date.wordings import Wording, wordings
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Interval

Kind = Literal["point", "window"]
RANGE = re.compile(r"\s*(?:to|and|until|till|through|[-–—])\s*(?:the )?")
COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|(?:up|down) from|as against)\b(?:[^,;.]|(?<=\d)[,.](?=\d))*$"
    r"|\bas (?:many|much|high|often|large|big|few|bad)(?: \w+)? as (?:(?:in|during|at|on) )?"
    r"(?:all of |the whole of |the )?$"
    r"|\b(?:the|its|their) (?:first|last|lowest|highest|worst|best|biggest|largest|smallest|deadliest|longest|most)"
    r"(?: [\w-]+){0,4} since $"
    r"|\b(?:more|fewer|less|higher|lower|worse|larger) than (?:in|during|at|on) (?:all of |the whole of |the )?$",
    re.IGNORECASE,
)
MEMORY = 3  # sentences through which the day last told of holds
FINE = frozenset({"minute", "hour", "day"})
LATELY = timedelta(days=14)  # how long before publication a story's day may be
RECENT = 20  # dates among which it is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A wording of time at tokens ``first`` to ``last`` (inclusive); ``token`` is its syntactic head.

    ``kind``: a point says when, a window over which stretch. ``verb`` and ``noun``: token numbers of the verb whose
    clause it stands in and of the common noun it modifies ("the Jan. 5 attack"); -1 where there is none. ``aside``: it
    stands in a clause of background and is no day of the last weeks: it says nothing of the time of its sentence.
    """

    interval: Interval
    kind: Kind
    token: int
    first: int
    last: int
    verb: int
    noun: int
    sentence: int
    aside: bool = False


def date(reading: Reading) -> tuple[Dated, ...]:
    """Return the wordings of time in ``reading`` that say when, in the order of the text; ages and durations are none.

    Days count in UTC. Relative wordings count from the date that the clause above them gives, else from
    publication; a date without its year is the last such date, in clauses about the future the next.
    """
    told: list[Dated] = []
    for found in wordings(reading):
        if found.start < dateline(reading, found.start):
            continue  # It is the day of the report, not of what is told.
        dated = _dated(reading, found, told)
        if dated:
            told.append(dated)
    return tuple(_on_their_days(list(_joined(reading, told))))


def of_clause(reading: Reading, known: Dated) -> bool:
    """Tell whether ``known`` dates the clause that it stands in, and not only a thing in it."""
    fine = known.interval.precision in FINE
    return known.noun < 0 or dates_its_verb(reading.doc[known.noun], reading.doc[known.token], fine)


def in_sentence(dated: Sequence[Dated], sentence: int) -> Sequence[Dated]:
    """Return those of ``dated``, in the order of the text, that stand in sentence number ``sentence``."""
    first = bisect_left(dated, sentence, key=lambda d: d.sentence)
    return dated[first : bisect_right(dated, sentence, lo=first, key=lambda d: d.sentence)]


def _on_their_days(listed: Sequence[Dated]) -> Iterator[Dated]:
    """Put a time of day on the day that its sentence names."""
    for known in listed:
        at = known.interval.from_
        if known.interval.precision != "minute" or not isinstance(at, datetime):
            yield known
            continue
        here = in_sentence(listed, known.sentence)
        days = [d for d in here if d.interval.precision == "day" and d.kind == "point"]
        if days:
            on = day_of(min(days, key=lambda d: abs(d.token - known.token)).interval.from_)
            at = at.replace(year=on.year, month=on.month, day=on.day)
        yield replace(known, interval=replace(known.interval, from_=at, to=at))


def _dated(reading: Reading, found: Wording, told: Sequence[Dated]) -> Dated | None:
    first = reading.token_at(found.start).i
    last = max(reading.token_at(found.end - 1).i, first)
    head = head_of(reading.doc, first, last)
    verb, noun = modified(head)
    meant = _meant(reading, found, told, head, verb)
    if meant is None:
        return None
    compared = _compared(reading, found)
    return Dated(
        interval=Interval(
            from_=meant.from_,
            to=meant.to,
            precision=meant.precision,
            text=found.match.group(),
            start=found.start,
            end=found.end,
        ),
        kind=meant.kind,
        token=head.i,
        first=first,
        last=last,
        verb=verb.i if verb is not None and not compared else -1,
        noun=noun.i if noun is not None and not compared and not bounded(head) else -1,
        sentence=reading.sentence_index(head.i),
        aside=compared or (aside(verb) and not _lately(reading, meant)),
    )


def _compared(reading: Reading, found: Wording) -> bool:
    """Tell of ", compared with a profit a year earlier" and "up from 1,400 in 2024": of what the news is no date."""
    start = reading.sentence_of(reading.token_at(found.start)).start_char
    return COMPARED.search(reading.text, start, found.start) is not None


def _lately(reading: Reading, meant: Period) -> bool:
    today = published(reading).date()
    return meant.precision in FINE and abs(today - day_of(meant.from_)) <= LATELY


def _meant(reading: Reading, found: Wording, told: Sequence[Dated], head: Token, verb: Token | None) -> Period | None:
    lead = lead_of(reading.text, found.start) or bounded(head)
    if found.shape == "lasting" and not lasts(verb):
        return None
    if found.shape == "numeric":
        meant = _parsed(found.match.group(), reading)
    else:
        meant = period(found.shape, found.match, _base(reading, verb, told, head, lead))
    return led(meant, lead, published(reading).date()) if meant is not None else None


def _joined(reading: Reading, told: list[Dated]) -> Iterator[Dated]:
    """Put "from X to Y" and "between X and Y" together, and "the early hours of X"."""
    held: Dated | None = None
    for dated in told:
        if held and _parts(reading.text, held, dated):
            held = replace(dated, interval=_whole(reading.text, held.interval, dated.interval), first=held.first)
            continue
        if held and _ranges(reading.text, held, dated):
            held = replace(
                held, interval=_spanned(reading.text, held.interval, dated.interval), kind="window", last=dated.last
            )
            continue
        if held:
            yield held
        held = dated
    if held:
        yield held


def _ranges(text: str, one: Dated, other: Dated) -> bool:
    begin, end, lead = one.interval.end, other.interval.start, one.interval.start
    if begin is None or end is None or lead is None or not RANGE.fullmatch(text, begin, end):
        return False
    before = text[max(lead - 9, 0) : lead].lower()
    joins = text[begin:end].strip() in {"-", "–", "—"} or before.endswith(
        ("from ", "between ", "from the ", "between the ")
    )
    return joins and day_of(one.interval.from_) <= day_of(other.interval.to)


def _parts(text: str, part: Dated, whole: Dated) -> bool:
    between = text[part.interval.end : whole.interval.start]
    days = {part.interval.precision, whole.interval.precision} <= FINE
    return between == " of " and part.kind == whole.kind == "point" and days


def _whole(text: str, part: Interval, whole: Interval) -> Interval:
    return replace(whole, text=text[part.start : whole.end], start=part.start)


def _spanned(text: str, one: Interval, other: Interval) -> Interval:
    fine = one if one.precision == other.precision else other
    return Interval(
        from_=one.from_ if type(one.from_) is type(other.to) else day_of(one.from_),
        to=other.to if type(one.from_) is type(other.to) else day_of(other.to),
        precision=fine.precision,
        text=text[one.start : other.end],
        start=one.start,
        end=other.end,
    )


def _base(reading: Reading, verb: Token | None, told: Sequence[Dated], head: Token, lead: str) -> Base:
    """Return from where to reckon: the report that the wording stands in, the day last told of, else publication."""
    above = governors(verb) if verb is not None else set()
    sentence = reading.sentence_index(head.i)
    lately = told[-RECENT:]
    days = [
        d for d in lately if d.kind == "point" and d.interval.precision == "day" and sentence - d.sentence <= MEMORY
    ]
    said = [d for d in days if d.sentence == sentence and d.verb in above]
    today = published(reading).date()
    return Base(
        now=published(reading),
        said=day_of(said[0].interval.to) if said else today,
        told=day_of(days[-1].interval.to) if days else today,
        tense="past" if reading.in_title(head) else tense_of(verb, lead),
    )


def _parsed(wording: str, reading: Reading) -> Period | None:
    import dateparser  # slow to import, and only one shape of many needs it

    known = dateparser.parse(
        wording,
        languages=["en"],
        settings={"RELATIVE_BASE": published(reading).replace(tzinfo=None), "PREFER_DATES_FROM": "past"},
    )
    return Period(known.date(), known.date(), "day") if known else None


def published(reading: Reading) -> datetime:
    """Return when the article was published, in UTC."""
    return reading.published.astimezone(UTC)
