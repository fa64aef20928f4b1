"""Occurrences: when a happening was, by its own date, by those before it, else by its tense."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as day

from spacy.tokens import Token

from crosswire.extract.date.dates import FINE, LATELY, MEMORY, Dated, in_sentence, of_clause, published
from crosswire.extract.date.days import Period
from crosswire.extract.date.guesses import elsewhen, going_on, guess, habitual
from crosswire.extract.date.leads import SINCE, day_of, led
from crosswire.extract.date.tenses import (
    governors,
    leads,
    marked,
    narrates,
    recounts,
    sharing,
    speaks,
    undergone,
)
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Interval

STORY = 8  # sentences through which the day of a main clause holds for what was done after it, over paragraphs too
ONCE = frozenset({"after", "when", "as", "once"})


def happened(
    reading: Reading, token: int, dated: Sequence[Dated], teller: int = -1, said: Interval | None = None
) -> Interval | None:
    """Return when the happening at token number ``token`` (verb or noun) was: dated, inherited, or by its tense.

    Without a date of its own it has that of its clause, else of the sentences before it in its paragraph, else the
    day of the story before it; else its tense says how long before or after it was told (publication, unless the
    report above it has a day), and the precision how little is known; None where it tells nothing. ``teller``: number
    of the cue that reports it, whose own dates say when it was told, unless it is known to be ``said`` on a day.
    """
    word = reading.doc[token]
    if habitual(word):
        return None
    own = _own(reading, token, dated, teller)
    if own is not None and own.kind == "window" and said is not None:
        return _until(own.interval, said, published(reading).date())
    if own is None and recounts(word) and not elsewhen(word) and not going_on(reading, word, teller):
        own = _before(reading, token, dated) or (_story(reading, token, dated) if narrates(word) else None)
        own = None if said and own and day_of(own.interval.from_) > day_of(said.to) else own  # told of before it was
    if own:
        return own.interval
    today = published(reading).date()
    told = (min(day_of(said.from_), today), min(day_of(said.to), today)) if said else None
    return guess(reading, word, told or _told_on(reading, word, dated, teller), dated, teller)


def _until(at: Interval, said: Interval, today: day) -> Interval:
    """Return a stretch that reaches to publication, ended on the day on which it was told, if that is in it."""
    told = day_of(said.to)
    reaches = day_of(at.to) == today and day_of(at.from_) <= told < today
    return replace(at, to=told) if reaches and at.precision not in {"minute", "hour"} else at


def _own(reading: Reading, token: int, dated: Sequence[Dated], teller: int) -> Dated | None:
    """Return the date of the token's clause: its own, else of the verbs that share its clause, nearest first."""
    doc = reading.doc
    here = [d for d in in_sentence(dated, reading.sentence_index(token)) if d.verb != teller or teller < 0]
    if not here:
        return None
    for chain in ([token], sharing(doc[token]), undergone(doc[token])):
        found = [d for d in here if d.noun in chain] or [d for d in here if d.verb in chain and d.noun == -1]
        found = found or [d for d in here if d.verb in chain and of_clause(reading, d)]
        if found:
            return min(found, key=lambda d: (d.kind != "point", abs(d.token - token)))
    return _since(reading, token, here) or _once(doc[token], here)


def _once(word: Token, here: Sequence[Dated]) -> Dated | None:
    """Return the date of a clause that says after or at what it was: "after it began in May, they left"."""
    beside = marked(word, ONCE)
    return next((known for known in here if known.verb in beside and known.kind == "point"), None)


def _since(reading: Reading, token: int, here: Sequence[Dated]) -> Dated | None:
    """Return the stretch from the day of the clause with "since" on to publication."""
    begun, today = marked(reading.doc[token], {SINCE}), published(reading).date()
    for known in here:
        if known.verb in begun and (since := led(_period(known), SINCE, today)):
            at = replace(known.interval, from_=since.from_, to=since.to)
            return replace(known, interval=at, kind="window")
    return None


def _period(known: Dated) -> Period:
    at = known.interval
    return Period(day_of(at.from_), day_of(at.to), at.precision)


def _before(reading: Reading, token: int, dated: Sequence[Dated]) -> Dated | None:
    """Return the last day told of in the sentences just before, within the paragraph, that is no day of speaking."""
    sentence = reading.sentence_index(token)
    line = reading.paragraph_index(reading.doc[token].idx)
    for number in range(sentence - 1, max(sentence - 1 - MEMORY, -1), -1):
        for known in reversed(in_sentence(dated, number)):
            same = reading.paragraph_index(reading.doc[known.token].idx) == line
            ahead = narrates(reading.doc[token]) and day_of(known.interval.from_) > published(reading).date()
            point = known.kind == "point" and not _of_origin(reading, known) and not known.aside and not ahead
            if same and point and not speaks(reading.doc, known.verb):
                return known
    return None


def _of_origin(reading: Reading, known: Dated) -> bool:
    """Tell of "figures from Monday": the day of a thing, on which nothing that is told need have happened."""
    word = reading.doc[known.token]
    return known.noun >= 0 and word.dep_ == "pobj" and word.head.lower_ == "from"


def _story(reading: Reading, token: int, dated: Sequence[Dated]) -> Dated | None:
    """Return the day of the last main clause before the sentence that has a date, if it is one of the last days."""
    sentence, today = reading.sentence_index(token), published(reading).date()
    for number in range(sentence - 1, max(sentence - 1 - STORY, -1), -1):
        for known in in_sentence(dated, number):
            if known.verb < 0 or known.kind != "point" or not leads(reading.doc[known.verb]):
                continue
            if speaks(reading.doc, known.verb) or reading.in_title(reading.doc[known.token]):
                continue
            if _of_origin(reading, known):
                continue
            recent = today - LATELY <= day_of(known.interval.from_) <= today
            return known if recent and known.interval.precision in FINE else None
    return None


def _told_on(reading: Reading, word: Token, dated: Sequence[Dated], teller: int) -> tuple[day, day]:
    """Return the days on which a happening was told: those of the report it stands in, else that of publication."""
    today, here = published(reading).date(), in_sentence(dated, reading.sentence_index(word.i))
    above = governors(word) if here else set()
    if teller >= 0 and reading.sentence_index(teller) != reading.sentence_index(word.i):
        here = [*here, *in_sentence(dated, reading.sentence_index(teller))]
    for known in here:
        told = known.verb == teller or (known.verb in above and speaks(reading.doc, known.verb))
        if told and known.verb >= 0 and known.kind == "point":
            return min(day_of(known.interval.from_), today), min(day_of(known.interval.to), today)
    return today, today
