"""Guesses: when an undated happening was, by its tense and its place in the text; nothing where neither tells."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from spacy.tokens import Token

from crosswire.extract.date.dates import FINE, LATELY, Dated, in_sentence, published
from crosswire.extract.date.days import listed
from crosswire.extract.date.leads import SINCE, day_of
from crosswire.extract.date.tenses import FUTURE, HAVE, narrates, sharing, undergoes
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Interval

OPENING = 3  # sentences of an article that tell what is new in it
NEWS = 12  # sentences through which a day of the last weeks makes what is told after it news
WEEK = 7
BOUNDING = frozenset({"before", "until", "till", "throughout"})
PLACING = frozenset({"in", "at", "during", "from", "for", "over", "under", "through", "after", "following"})
NOMINAL = frozenset({"NOUN", "PROPN"})


def guess(
    reading: Reading, word: Token, told: tuple[date, date], dated: Sequence[Dated], teller: int = -1
) -> Interval | None:
    """Return the stretch that a word's tense leaves open around the days when it was ``told``, by cue ``teller``.

    What lies behind has one only where news is told: in the opening, or near what happened in the last days. Further
    on stand background and history, of which tense alone gives no day.
    """
    since, until = told
    helpers = {child.lower_ for child in word.children if child.dep_ in {"aux", "auxpass"}}
    near = "day" if (until - since).days <= 1 else "month"
    if _to_come(word, helpers):
        return Interval(from_=since, to=until + timedelta(days=365), precision="year")
    present = word.tag_ in {"VBZ", "VBP", "VBG"} and not helpers & {"was", "were", "had", *HAVE}
    if present or undergoes(word) or going_on(reading, word, teller):
        return Interval(from_=since, to=until, precision=near)
    back = None if "had" in helpers else _back(reading, word, dated, teller, lately=bool(helpers & HAVE))
    if back is None:
        return None
    return Interval(
        from_=since - timedelta(days=back), to=until, precision="week" if back == WEEK and near == "day" else near
    )


def _back(reading: Reading, word: Token, dated: Sequence[Dated], teller: int, *, lately: bool) -> int | None:
    """Return how many days before it was told something past may have been; None where the text does not tell."""
    if elsewhen(word) or _behind(word) or not (_opening(reading, word) or _of_the_news(reading, word, dated)):
        return None
    if lately:
        return WEEK if _opening(reading, word) else None
    if _state(word):
        return 0 if _shifted(reading, word, teller) else None
    return 1


def elsewhen(word: Token) -> bool:
    """Tell whether a clause has a time of its own that no calendar gives: "before the war", "for decades", "once"."""
    return any(_timed(child) for number in (word.i, *sharing(word)) for child in word.doc[number].children)


def habitual(word: Token) -> bool:
    """Tell of what happens again and again, and so on no day: "the rains usually come in June"."""
    return word.tag_ in {"VBZ", "VBP"} and any(
        child.dep_ == "advmod" and child.lower_ in listed()["habits"] for child in word.children
    )


def _to_come(word: Token, helpers: set[str]) -> bool:
    meant = word.tag_ == "VB" and word.lemma_ != "be" and _infinitive(word) and not _wished(word)
    return (meant or bool(helpers & FUTURE)) and "have" not in helpers


def _infinitive(word: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in word.children)


def _wished(word: Token) -> bool:
    """Tell of what was wanted or planned then, which is not ahead now: "sought to hide it", "had planned to"."""
    above = word.head
    had = any(child.lower_ == "had" for child in above.children if child.dep_ == "aux")
    return _infinitive(word) and (had or (above.tag_ in {"VBD", "VBN"} and above.lemma_ in listed()["past_wishes"]))


def _behind(word: Token) -> bool:
    """Tell whether a clause hangs on another time: on a wish of the past, or on a clause before it with "when"."""
    when = (child for child in word.lefts if child.dep_ == "advcl" and child.tag_ == "VBD")
    return _wished(word) or any(mark.lower_ == "when" for child in when for mark in child.lefts)


def _state(word: Token) -> bool:
    """Tell whether a verb says how things stood, and not what happened: "the army was formidable"."""
    return word.tag_ == "VBD" and word.lemma_ in {"be", "have"} and not narrates(word)


def _shifted(reading: Reading, word: Token, teller: int) -> bool:
    """Tell whether a past tense is the present of a report in the past: "he said that the road was closed"."""
    return teller >= 0 and reading.tokens[teller].tag_ == "VBD" and reading.quotation_at(word.idx) is None


def going_on(reading: Reading, word: Token, teller: int) -> bool:
    """Tell of what goes on while somebody reports it: "he said that 40 of them were being treated"."""
    helpers = {child.lower_ for child in word.children if child.dep_ in {"aux", "auxpass"}}
    progressive = "being" in helpers or (word.tag_ == "VBG" and bool(helpers & {"was", "were"}))
    return progressive and _shifted(reading, word, teller)


def _opening(reading: Reading, word: Token) -> bool:
    """Tell whether a word stands in the sentences that tell what is new."""
    first = reading.sentence_index(reading.token_at(reading.body).i) if reading.body else 0
    return reading.sentence_index(word.i) < first + OPENING


def _of_the_news(reading: Reading, word: Token, dated: Sequence[Dated]) -> bool:
    """Tell whether a word stands soon after something of the last days."""
    sentence, today = reading.sentence_index(word.i), published(reading).date()
    return any(
        known.interval.precision in FINE
        and today - LATELY <= day_of(known.interval.from_) <= today
        and known.verb >= 0
        and reading.tokens[known.verb].tag_ in {"VBD", "VBN"}
        for number in range(sentence, max(sentence - 1 - NEWS, -1), -1)
        for known in in_sentence(dated, number)
    )


def _timed(child: Token) -> bool:
    """Tell whether a word or phrase of a clause says when, without a date; "before" only in front of its clause."""
    if child.dep_ == "advmod":
        return child.lower_ in _sometime()
    if child.dep_ == "advcl":
        marks = [mark for mark in child.children if mark.dep_ in {"mark", "advmod"} and mark.i < child.i]
        return any(_bounds(mark, child) for mark in marks[:1])
    if child.dep_ == "prep" and child.lower_ == "on" and any(map(_day_of_something, child.children)):
        return True
    if child.dep_ in {"prep", "mark"} and _bounds(child, child):
        return any(noun.pos_ in NOMINAL for noun in child.children)
    return child.dep_ == "prep" and child.lower_ in PLACING and any(map(_era, child.children))


def _bounds(mark: Token, phrase: Token) -> bool:
    return mark.lower_ == SINCE or (mark.lower_ in BOUNDING and phrase.i < phrase.head.i)


def _day_of_something(noun: Token) -> bool:
    """Tell of "on the night of the vote": a day that the text names by what was on it."""
    of = (inner for child in noun.rights if child.lower_ == "of" for inner in child.children)
    return noun.lemma_.lower() in listed()["parts_of_time"] and any(inner.pos_ in NOMINAL for inner in of)


def _era(noun: Token) -> bool:
    """Tell of a stretch of time by name, or a part of one: "the war", "the first months of the war", "decades"."""
    if noun.dep_ != "pobj" or noun.pos_ not in NOMINAL:
        return False
    inner = [within for prep in noun.children if prep.lower_ == "of" for within in prep.children]
    return noun.lemma_.lower() in _eras() or any(word.lemma_.lower() in _eras() for word in inner)


@cache
def _sometime() -> frozenset[str]:
    return frozenset(listed()["sometime"])


@cache
def _eras() -> frozenset[str]:
    return frozenset(listed()["eras"])
