"""Sayings: when words were said, by a date beside the cue, by the same speaker's last, or by the day of the story."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from crosswire.extract.attribute.assertions import Assertion
from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.cues import verb
from crosswire.extract.date.dates import FINE, MEMORY, Dated, in_sentence, published
from crosswire.extract.date.days import listed
from crosswire.extract.date.leads import day_of
from crosswire.extract.date.occurrences import STORY
from crosswire.extract.date.tenses import narrates
from crosswire.extract.date.times import Times
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Interval

Found = Attribution | Assertion


def said_on(reading: Reading, known: Times, told: Iterable[tuple[str, Found]]) -> Iterator[Interval | None]:
    """Yield when each of ``told`` (speaker and what was found, in the order of the text) was said; None: not known.

    A speaker who goes on speaks on the same day. Who tells of what happened on the day of publication told it then.
    """
    lately: dict[str, tuple[int, Interval]] = {}
    for speaker, found in told:
        if isinstance(found, Assertion):
            yield None
            continue
        sentence = reading.sentence_index(found.anchor.i)
        last, before = lately.get(speaker, (-1 - MEMORY, None))
        said = _beside(known, found, published(reading).date())
        if said is None and _past(found.anchor):
            said = (before if sentence - last <= MEMORY else None) or _story(reading, known.dated, found, sentence)
        if said is not None:
            lately[speaker] = sentence, said
        yield said


def _beside(known: Times, found: Attribution, today: date) -> Interval | None:
    """Return the date of the clause of the cue, or of what was issued or where it was said, outside the content."""
    for teller in _tellers(found):
        for item in known.spoken.get(teller, ()):
            start = item.interval.start
            if (
                item.kind == "point"
                and day_of(item.interval.from_) <= today
                and (item.noun < 0 or item.interval.precision != "year")
                and (_of_order(found, item) or not any(start in piece for piece in found.passages if start is not None))
            ):
                return item.interval
    return None


def _of_order(found: Attribution, item: Dated) -> bool:
    """Tell of "urged both sides on Monday to wait": the day of the asking, though it stands among what is asked."""
    root = found.root
    return found.force == "order" and item.verb == found.anchor.i and root is not None and item.token < root.left_edge.i


def _tellers(found: Attribution) -> Iterator[int]:
    """Yield the words whose date says when the cue was spoken: the cue, what it was said in, its first verb."""
    anchor, words = found.anchor, listed()["telling"]
    yield anchor.i
    source = [found.source.head] if found.source else []
    places = [noun for prep in anchor.children if prep.dep_ == "prep" for noun in prep.children if noun.dep_ == "pobj"]
    for noun in source + places:
        yield from (child.i for child in noun.children if child.dep_ in {"acl", "relcl"} and child.lemma_ in words)
    yield from (child.i for child in anchor.children if child.dep_ == "advcl" and child.lemma_ in words)
    while anchor.dep_ == "conj" or (anchor.dep_ == "advcl" and (anchor.tag_ == "VBG" or _at_once(anchor))):
        anchor = anchor.head  # "said on Friday and added", "said on Friday, adding", "angered many when he said"
        while anchor.dep_ == "ccomp" and verb(anchor) is None and anchor.head.pos_ == "VERB":
            anchor = anchor.head  # "said that talks would begin on Friday, adding": hung on what was said
        if anchor.pos_ != "VERB":
            return
        yield anchor.i


def _at_once(cue: Token) -> bool:
    return any(child.lower_ in {"when", "as", "while"} for child in cue.lefts)


def _past(cue: Token) -> bool:
    helpers = {child.lower_ for child in cue.children if child.dep_ in {"aux", "auxpass", "neg"}}
    return cue.tag_ == "VBD" and not helpers


def _story(reading: Reading, dated: Sequence[Dated], found: Attribution, sentence: int) -> Interval | None:
    """Return the day of publication where the story just told, before or in the content, is of that day."""
    today = published(reading).date()
    for number in range(sentence, max(sentence - 1 - STORY, -1), -1):
        for known in reversed(in_sentence(dated, number)):
            at = known.interval
            past = known.verb >= 0 and narrates(reading.doc[known.verb])
            if past and known.kind == "point" and at.precision in FINE and day_of(at.to) == today and not known.aside:
                return replace(at, from_=today, to=today, precision="day")
    return None
