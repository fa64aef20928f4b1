"""Quantities: how many or how much of what an article says, each with its bounds, its noun, its verb and its window."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from crosswire.extract.count.amounts import (
    Amount,
    amounts,
    changing,
    countable,
    home_currency,
    measuring,
    multiples,
)
from crosswire.extract.count.bounds import Bounds
from crosswire.extract.count.compounds import compounded
from crosswire.extract.count.consequences import befell, human, of_people, says_itself
from crosswire.extract.count.counted import (
    changed,
    definite,
    not_counted,
    noun_of,
    phrase,
    single,
    uncounted,
    unit_and_of,
    verb_of,
)
from crosswire.extract.date.dates import Dated, in_sentence
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Interval, Quantity

SCALED = re.compile(r"\b(?:[mbt]n|million|billion|trillion)$")
BEFORE = re.compile(r"[^.;]*\bfrom (?:the |about |some |at least |an? )?(?:earlier |previous )?$", re.IGNORECASE)
SINCE = re.compile(r",? (?:up|down)? ?(?:from|compared (?:to|with)|against) ", re.IGNORECASE)
PARTS = re.compile(
    r"\b(?:including|includes?|among (?:them|whom)|of (?:them|whom|which|those)|counting)\b", re.IGNORECASE
)


UNNAMED = "thing"
THEM = frozenset({"them", "these", "those"})
FEWEST_PERCENT = 20  # among multiples: halving is fifty percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A quantity with its place in the parse; token numbers, -1 where there is none.

    ``token``: the number; ``first`` to ``last`` (inclusive): the tokens of ``quantity.text``; ``head``: the noun
    counted; ``verb``: the verb that governs it; ``part_of``: which quantity of the same result it is a part of ("34,
    including six children"); ``one``: the number is only an article ("a man was killed"); ``earlier``: it was counted
    before a change ("rose to 41 from 38").
    """

    quantity: Quantity
    token: int
    first: int
    last: int
    head: int
    verb: int
    sentence: int
    part_of: int = -1
    one: bool = False
    earlier: bool = False


def count(reading: Reading, dated: Sequence[Dated] = (), country: str = "") -> tuple[Counted, ...]:
    """Return the quantities of ``reading`` in the order of the text, with their windows out of ``dated``.

    Bounds are inclusive unless open. Units are singular: people for human beings, ISO 4217 for money, percent,
    kilometre, ..., for other things their noun. Ordinals, ages, dates and times of day are no quantities. ``country``
    is of which state the article is: whose "rupees" it means.
    """
    found = [counted for amount in _amounts(reading, dated) if (counted := _counted(reading, amount))]
    taken = {i for counted in found for i in range(counted.first, counted.last + 1)}
    found += [counted for counted in _unnumbered(reading) if counted.token not in taken]
    found.sort(key=lambda counted: (counted.quantity.start, counted.quantity.end))
    found = list(compounded(reading.text, (_local(counted, country) for counted in found)))
    found = list(_parted(reading, found))
    return tuple(_windowed(reading.doc, (_earlier(reading, counted, found) for counted in found), dated))


def _local(counted: Counted, country: str) -> Counted:
    """Return money in the currency of ``country`` where its name is that of several: "2 million rupees"."""
    *before, name = counted.quantity.text.split()
    named = before and before[-1].istitle()
    if not country or not counted.quantity.unit.isupper() or named:
        return counted
    unit = home_currency(counted.quantity.unit, name, country)
    return replace(counted, quantity=replace(counted.quantity, unit=unit))


def _earlier(reading: Reading, counted: Counted, found: Sequence[Counted]) -> Counted:
    """Mark what was counted before a change: the 38 of "rose from 38 to 41" and of "rose to 41 from 38"."""
    at = counted.quantity
    begun = BEFORE.search(reading.text, max(at.start - 60, 0), at.start)
    beside = [other for other in found if other.sentence == counted.sentence and other.quantity.unit == at.unit]
    if begun is None or len(beside) < 2 or not changing(begun.group()):
        return counted
    return replace(counted, quantity=replace(at, of=f"{at.of} before"), earlier=True)


def _amounts(reading: Reading, dated: Sequence[Dated]) -> Iterator[Amount]:
    begins = [known.interval.start or 0 for known in dated]
    ends = [known.interval.end or 0 for known in dated]
    for line in reading.paragraphs:
        if countable(reading.text, line.start, line.end):
            for amount in amounts(reading.text, line.start, line.end):
                at = bisect_right(begins, amount.number) - 1
                if at < 0 or amount.number >= ends[at]:
                    yield amount


def _counted(reading: Reading, amount: Amount) -> Counted | None:
    doc = reading.doc
    first, token, end = (reading.token_at(at) for at in (amount.start, amount.number, amount.end - 1))
    noun = noun_of(doc, token, end, amount)
    if uncounted(doc, token, end, noun, amount):
        return None
    verb = verb_of(noun if noun is not None else token)
    unit, of = unit_and_of(doc, (first, end), noun, verb, amount)
    if not single(doc, token, amount, noun, noun is not None and of != phrase(noun)):
        return None
    if definite(doc, token) and noun is not None and of == phrase(noun) and amount.bounds.high in range(1, 4):
        return None
    last = noun if noun is not None and _adjoins(doc, end, noun) else end
    return _made(reading, (first, token, last), amount.bounds, (unit, of, noun, verb))


def _adjoins(doc: Doc, end: Token, noun: Token) -> bool:
    between = doc[end.i + 1 : noun.i] if end.i < noun.i <= end.i + 5 else ()
    return (
        noun.i > end.i
        and noun.i <= end.i + 5
        and not any(token.is_punct or token.pos_ in {"NUM", "PRON"} for token in between)
    )


def _made(
    reading: Reading,
    tokens: tuple[Token, Token, Token],
    bounds: Bounds,
    named: tuple[str, str, Token | None, Token | None],
) -> Counted:
    first, token, last = tokens
    unit, of, noun, verb = named
    return Counted(
        quantity=_quantity(reading, first, last, bounds, unit=unit, of=of),
        token=token.i,
        first=first.i,
        last=last.i,
        head=noun.i if noun is not None else -1,
        verb=verb.i if verb is not None else -1,
        sentence=reading.sentence_index(token.i),
    )


def _quantity(reading: Reading, first: Token, last: Token, bounds: Bounds, *, unit: str, of: str) -> Quantity:
    start, end = first.idx, last.idx + len(last)
    return Quantity(
        unit=unit,
        of=of,
        text=reading.text[start:end],
        start=start,
        end=end,
        low=bounds.low,
        high=bounds.high,
        low_open=bounds.low_open or None,
        high_open=bounds.high_open or None,
    )


def _unnumbered(reading: Reading) -> Iterator[Counted]:
    """Yield what is counted without a number: "no casualties", "a man was killed", "more than doubled"."""
    for token, word in zip(reading.tokens, reading.words, strict=True):
        if word == "no":
            yield from _none(reading, token)
        elif word in not_counted()["nobody"]:
            yield from _nobody(reading, token)
        elif word in {"a", "an"}:
            yield from _single(reading, token)
        elif word in multiples():
            yield from _multiplied(reading, token)


def _none(reading: Reading, token: Token) -> Iterator[Counted]:
    noun = token.head
    if token.i + 1 < len(reading.doc) and reading.doc[token.i + 1].lower_ == "one":
        yield from _nobody(reading, token)
    elif (
        token.dep_ == "det"
        and noun.pos_ == "NOUN"
        and noun.i > token.i
        and noun.lemma_.casefold() not in not_counted()["no"]
    ):
        said = befell(reading.doc, token.i, token.i, noun, verb_of(noun))
        people = human(noun) or (says_itself(noun) and of_people(said))
        unit = "people" if people else noun.lemma_.casefold()
        yield _made(reading, (token, token, noun), Bounds(0, 0), (unit, said or phrase(noun), noun, verb_of(noun)))


def _nobody(reading: Reading, token: Token) -> Iterator[Counted]:
    """Yield none for "nobody was hurt" and "none of the defendants came"."""
    last = reading.doc[token.i + 1] if token.lower_ == "no" else token
    whom = [noun for child in token.rights if child.lower_ == "of" for noun in child.children if noun.dep_ == "pobj"]
    if token.lower_ == "none" and whom and whom[0].tag_ == "NNS":
        unit = "people" if human(whom[0]) else whom[0].lemma_.casefold()
        of = befell(reading.doc, token.i, whom[0].i, whom[0], verb_of(token)) or phrase(whom[0])
        yield _made(reading, (token, token, whom[0]), Bounds(0, 0), (unit, of, whom[0], verb_of(token)))
        return
    said = befell(reading.doc, token.i, last.i, last, verb_of(last))
    if said:
        yield _made(reading, (token, token, last), Bounds(0, 0), ("people", said, last, verb_of(last)))


def _single(reading: Reading, token: Token) -> Iterator[Counted]:
    """Yield one for a person with an article, where something befell that person."""
    noun = token.head
    if token.i > 0 and reading.doc[token.i - 1 : token.i + 2].text.lower() == f"not {token.lower_} single":
        said = befell(reading.doc, token.i, token.i, noun, verb_of(noun))
        unit = "people" if human(noun) else noun.lemma_.casefold()
        first = reading.doc[token.i - 1]
        yield _made(reading, (first, token, noun), Bounds(0, 0), (unit, said or phrase(noun), noun, verb_of(noun)))
        return
    if token.dep_ == "det" and noun.i > token.i and human(noun) and noun.tag_ == "NN":
        verb = verb_of(noun)
        said = befell(reading.doc, token.i, token.i, noun, verb)
        if said and of_people(said):
            made = _made(reading, (token, token, noun), Bounds(1, 1), ("people", said, noun, verb))
            yield replace(made, one=True)


def _multiplied(reading: Reading, token: Token) -> Iterator[Counted]:
    """Yield how many times as much "more than doubled" or "twice as many" means, of halving how many percent."""
    doc, times = reading.doc, multiples()[token.lower_]
    follows = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if token.pos_ == "ADV" and follows not in not_counted()["compared"]:
        return
    first, bounds = token, Bounds(times, times)
    before = " ".join(doc[i].lower_ for i in range(max(token.i - 2, 0), token.i))
    if before == "more than":
        first, bounds = doc[token.i - 2], Bounds(times, None, low_open=True)
    elif before.endswith(("nearly", "almost")):
        first, bounds = doc[token.i - 1], Bounds(0.9 * times, times, high_open=True)
    verb = token if token.pos_ == "VERB" else verb_of(token)
    unit = "percent" if times > FEWEST_PERCENT else "times"
    yield _made(reading, (first, token, token), bounds, (unit, changed(verb) or token.lemma_.casefold(), None, verb))


def _parted(reading: Reading, found: Sequence[Counted]) -> Iterator[Counted]:
    """Mark the parts of a whole: what "including" or "among them" puts under the number before it."""
    whole, unit = -1, ""
    for number, known in enumerate(found):
        counted = known
        previous = found[number - 1] if number else None
        if previous is None or previous.sentence != counted.sentence:
            again = previous is not None and _goes_on(reading, previous, counted) and _of_them(reading.doc, counted)
            whole, unit = -1, unit if again else ""
        else:
            gap = reading.text[previous.quantity.end : counted.quantity.start]
            scaled = SCALED.search(counted.quantity.text) is not None and counted.head < 0
            if scaled and counted.quantity.unit == UNNAMED and previous.quantity.unit.isupper():
                counted = replace(counted, quantity=replace(counted.quantity, unit=previous.quantity.unit))
            bare = counted.head < 0 and not measuring(counted.quantity.unit)
            if previous.quantity.unit == "percent" and bare and SINCE.fullmatch(gap):
                counted = replace(counted, quantity=replace(counted.quantity, unit="percent", of=previous.quantity.of))
            between = reading.text[previous.quantity.end : counted.quantity.end + 12]
            whole = (whole if whole >= 0 else number - 1) if PARTS.search(between) else -1
        other = counted.head >= 0 and reading.doc[counted.head].lemma_ == "other"
        if counted.quantity.unit == UNNAMED and (counted.head < 0 or other) and unit:
            counted = replace(counted, quantity=_of_unit(counted.quantity, unit))
        if counted.quantity.unit not in {UNNAMED, "percent", "times", "score"} and not measuring(counted.quantity.unit):
            unit = counted.quantity.unit
        yield replace(counted, part_of=whole) if whole >= 0 else counted


def _goes_on(reading: Reading, previous: Counted, counted: Counted) -> bool:
    """Tell whether a number stands in the sentence after another's, or the one after that, of one paragraph."""
    lines = {reading.paragraph_index(known.quantity.start) for known in (previous, counted)}
    return len(lines) == 1 and counted.sentence - previous.sentence <= 2


def _of_them(doc: Doc, counted: Counted) -> bool:
    """Tell of "40 of them" and "only 200 had arrived": a bare number of what was counted before."""
    number = doc[counted.token]
    of = [noun.lower_ for child in number.rights if child.lower_ == "of" for noun in child.children]
    return counted.head < 0 and (number.dep_ in {"nsubj", "nsubjpass"} or bool(THEM.intersection(of)))


def _of_unit(quantity: Quantity, unit: str) -> Quantity:
    """Fill in the unit of "50 of 60 drones were downed and 10 reached the city" from the number before."""
    return replace(quantity, unit=unit, of=unit if quantity.of == UNNAMED else quantity.of)


def _windowed(doc: Doc, found: Iterator[Counted], dated: Sequence[Dated]) -> Iterator[Counted]:
    for counted in found:
        here = [known for known in in_sentence(dated, counted.sentence) if known.kind == "window"]
        window = _window(doc, counted, here)
        yield replace(counted, quantity=replace(counted.quantity, window=window)) if window else counted


def _window(doc: Doc, counted: Counted, here: Sequence[Dated]) -> Interval | None:
    """Return the stretch of the counted's own clause, or the one of its sentence that is of no clause beside it."""
    same = [known for known in here if known.verb == counted.verb or known.noun == counted.head]
    only = len(here) == 1 and here[0].noun < 0 and not _beside(doc, here[0].verb, counted.token)
    chosen = same or (here if only else ())
    return chosen[0].interval if chosen else None


def _beside(doc: Doc, verb: int, token: int) -> bool:
    """Tell whether a verb is of a relative clause without the token: "the ministry, which will pay by Christmas"."""
    above = (doc[verb], *doc[verb].ancestors) if verb >= 0 else ()
    return any(word.dep_ == "relcl" and not word.is_ancestor(doc[token]) for word in above)
