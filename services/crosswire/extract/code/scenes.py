"""Scenes: where and of what a claim is whose own words leave it unsaid, by what the article named before."""

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from typing import TypeVar

from spacy.tokens import Token

from crosswire.extract.code.attachment import Located
from crosswire.extract.code.coded import Coded, Told
from crosswire.extract.code.mentions import Mentions, called, is_name, is_new, is_thing, mentions, points_back, put
from crosswire.extract.read.document import Passage, Reading
from crosswire_schemas.records import Claim, Place, Scene, Spot

# Mentions that are read, and that name something, until it is known what is meant.
READ, ENOUGH = 6, 2
# Sentences of the body among which the lead is the first that names something, and its names; and sentences up to
# which what names nothing is of what the lead is: far down in a speech it may be of anything.
OPENING, NAMED, NEAR = 3, 6, 6
FINE = frozenset({"day", "hour", "minute"})
# What is done and undergone (PLOVER's roots) goes on somewhere; what is said, offered or decided may be said anywhere.
GOING_ON = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "AID", "OTHER"})
# A country says too little of where it was.
WIDE = ("PCL", "CONT", "RGN", "TERR")
Name = TypeVar("Name", Place, Spot)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What scenes are read from: an article, the happenings in it, and its places, be they in a gazetteer or not."""

    reading: Reading
    coded: Sequence[Coded]
    located: Sequence[Located]
    spots: Sequence[Spot]

    def named(self) -> Iterator[tuple[int, int, int]]:
        """Yield first and last token, and the head, of each name of a place."""
        for item in self.located:
            if item.kind != "adjective":
                yield (*self._ends(item.place), item.token)
        for spot in self.spots:
            first, last = self._ends(spot)
            yield first, last, self.reading.doc[first : last + 1].root.i

    def _ends(self, name: Place | Spot) -> tuple[int, int]:
        return self.reading.token_at(name.start).i, self.reading.token_at(name.end - 1).i

    def scene(self, passages: Sequence[Passage]) -> Scene | None:
        """Return the scene that rests on ``passages``; None where there are none."""
        if not passages:
            return None
        return Scene(
            spans=tuple(self.reading.span(passage.start, passage.end) for passage in passages),
            places=tuple(_within(self._places, passages)),
            unlisted=tuple(_within(self.spots, passages)),
        )

    def meant(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """Return the name of the place that "the town" in some words is, where they have one."""
        places = [place for place, _ in self._anaphors.values()]
        return tuple(self._anaphors[place.start][1] for place in islice(_within(places, passages), 1))

    def opens(self, passage: Passage) -> bool:
        """Tell whether a passage is among the first sentences of the body."""
        reading = self.reading
        number = reading.sentence_index(reading.token_at(passage.start).i)
        return number - reading.sentence_index(reading.token_at(reading.body).i) <= NEAR

    @cached_property
    def leads(self) -> Scene | None:
        """The names of the lead, which say what the article is about; no places, since not all of it is there."""
        body = (sentence for sentence in self.reading.sentences if sentence.start_char >= self.reading.body)
        for sentence in islice(body, OPENING):
            lead = self.reading.passage(sentence.start, sentence.end - 1)
            if names := tuple(_names(self.reading, (lead,)))[:NAMED]:
                return Scene(spans=tuple(self.reading.span(name.start, name.end) for name in names))
        return None

    @cached_property
    def _anaphors(self) -> dict[int, tuple[Place, Passage]]:
        """Each "the town" by where it starts, with the name last given to what it is."""
        last: dict[int, Passage] = {}
        found: dict[int, tuple[Place, Passage]] = {}
        for item in self.located:
            if item.kind == "name":
                last[item.place.geoname_id] = self.reading.passage(*self._ends(item.place))
            elif item.kind == "anaphor":
                found[item.place.start] = item.place, last[item.place.geoname_id]
        return found

    @cached_property
    def _places(self) -> list[Place]:
        places = (item.place for item in self.located if item.kind != "adjective")
        return sorted(places, key=lambda place: place.start)


def _names(reading: Reading, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield each name of some words that ``passages`` hold, but for days and months."""
    for passage in passages:
        for named, run in groupby(_numbers(reading, passage), lambda at: _of_name(reading.tokens[at])):
            if named:
                numbers = list(run)
                yield reading.passage(numbers[0], numbers[-1])


def _of_name(token: Token) -> bool:
    """Tell whether a token is of a name, the hyphen in "Ana-Roth" among them."""
    joins = (
        token.text == "-" and 0 < token.i < len(token.doc) - 1 and not (token.whitespace_ or token.nbor(-1).whitespace_)
    )
    return is_name(token) or (joins and is_name(token.nbor(-1)) and is_name(token.nbor(1)))


def _numbers(reading: Reading, passage: Passage) -> range:
    return range(bisect_left(reading.token_starts, passage.start), bisect_left(reading.token_starts, passage.end))


def _within(items: Sequence[Name], passages: Sequence[Passage]) -> Iterator[Name]:
    for passage in passages:
        for item in items[bisect_left(items, passage.start, key=lambda item: item.start) :]:
            if item.start >= passage.end:
                break
            if item.end <= passage.end:
                yield item


def scenes(ground: Ground, told: Sequence[tuple[Told, Sequence[Coded]]]) -> list[Scene | None]:
    """Return the scene of each claim that names no place: of what its noun points back to, else of what it follows.

    Whatever names nothing at all is of what the lead names.

    ``told`` are the claims with the happenings in them, in the order of the text.
    """
    happening = {item.anchor.i for item in ground.coded}
    pointing = [list(_pointing(ground.reading, one, happening)) for one, _ in told]
    wanted = {called(noun) for nouns in pointing for noun in nouns}
    known = mentions(ground.reading, ground.coded, ground.named(), wanted)
    stage = Stage(ground.reading, known.named)
    found: list[Scene | None] = []
    for (one, items), nouns in zip(told, pointing, strict=True):
        if not _unplaced(one.claim):
            stage.put(one.claim)
            found.append(None)
            continue
        passages = ground.meant(one.passages) or next(filter(None, (_back(known, noun) for noun in nouns)), ())
        scene = ground.scene(passages)
        goes_on = one.claim.modality == "fact" and any(item.root in GOING_ON for item in items)
        if goes_on and not (scene and (scene.places or scene.unlisted)):
            scene = ground.scene((*passages, *stage.of(one)))
        if scene is None and ground.opens(one.passages[0]) and not any(_names(ground.reading, one.passages)):
            scene = ground.leads
        found.append(scene)
    return found


class Stage:
    """Where what is told goes on: the last place at which each paragraph put something, and the lead did."""

    def __init__(self, reading: Reading, named: Sequence[tuple[int, int, int]]) -> None:
        self.reading = reading
        self.there = {
            passage.start: passage
            for first, last, head in named
            if put(reading.tokens[head]) and (passage := reading.passage(first, last))
        }
        self.last: dict[int, tuple[Claim, Passage]] = {}
        self.lead: tuple[Claim, Passage] | None = None

    def put(self, claim: Claim) -> None:
        """Note where a claim puts what it tells."""
        fine = (place.start for place in claim.places if not place.feature.startswith(WIDE))
        starts = (*fine, *(spot.start for spot in claim.unlisted))
        place = next((self.there[start] for start in starts if start in self.there), None)
        if place is None:
            return
        self.last[self.reading.paragraph_index(place.start)] = claim, place
        if self.lead is None and place.start >= self.reading.body:
            self.lead = claim, place

    def of(self, one: Told) -> tuple[Passage, ...]:
        """Return where a claim without a place goes on: there where its paragraph is, else where the lead was."""
        here = self.reading.paragraph_index(one.passages[0].start)
        found = self.last.get(here) or self.lead
        return (found[1],) if found and _of_one_day(one.claim, found[0]) else ()


def _unplaced(claim: Claim) -> bool:
    return not claim.places and not claim.unlisted


def _of_one_day(claim: Claim, placed: Claim) -> bool:
    """Tell whether two claims are of days that may be one."""
    when, other = claim.happened_on, placed.happened_on
    if when is None or other is None or not {when.precision, other.precision} <= FINE:
        return False
    return str(when.from_)[:10] <= str(other.to)[:10] and str(other.from_)[:10] <= str(when.to)[:10]


def _pointing(reading: Reading, one: Told, happening: Container[int]) -> Iterator[Token]:
    """Yield the nouns of a claim without a place that point back to a thing or a happening, in their order."""
    if not _unplaced(one.claim):
        return
    for passage in one.passages:
        for number in _numbers(reading, passage):
            noun = reading.tokens[number]
            if reading.sorts[number] == "NOUN" and (number in happening or is_thing(noun)) and points_back(noun):
                yield noun


def _back(known: Mentions, noun: Token) -> tuple[Passage, ...]:
    """Return the wordings that name what a noun points back to, from its mentions back to the first."""
    found: list[Passage] = []
    naming = 0
    for read, mention in enumerate(known.before(noun)):
        wordings = known.wordings(mention)
        found += wordings
        naming += bool(wordings)
        if naming == ENOUGH or read == READ or is_new(mention):
            break
    return tuple(sorted(set(found), key=lambda passage: passage.start))
