"""Splitting: the verbs of extraction in their order, from an article to its claims, events and extraction."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from crosswire.extract.assemble import NOT_STATED, UNNAMED, Surroundings, asserted, attributed, claims_of, extraction_of
from crosswire.extract.attribute.assertions import assert_own
from crosswire.extract.attribute.attributions import attribute
from crosswire.extract.attribute.disputes import disputed
from crosswire.extract.attribute.speeches import printed, spoken
from crosswire.extract.attribute.verification import verify
from crosswire.extract.code.happenings import happen
from crosswire.extract.count.quantities import count
from crosswire.extract.date.dates import date
from crosswire.extract.locate.gazetteer import Gazetteer
from crosswire.extract.locate.places import for_mentions, home, locate, spots
from crosswire.extract.read.document import Reading
from crosswire.extract.read.parse import gazetteer_of, load, read_all, refusal
from crosswire.extract.resolve.parties import resolve, speaker
from crosswire.stage import Result, Step
from crosswire_schemas.records import Article, Claim, Event, Extraction, Party, Place, Record, RefusedReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """All that one revision of an article gave."""

    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    parties: tuple[Party, ...] = ()
    extraction: Extraction


def split(article: Article, nlp: Language) -> Extracted:
    """Return the claims and events of ``article`` in the order of its text; an empty extraction where it is refused."""
    return next(split_all([article], nlp))


def split_all(articles: Iterable[Article], nlp: Language) -> Iterator[Extracted]:
    """Split ``articles`` in order, parsing them in batches."""
    gazetteer = gazetteer_of(nlp)
    waiting: deque[tuple[Article, RefusedReason | None]] = deque()

    def readable() -> Iterator[Article]:
        for article in articles:
            gone = article.withdrawn or article.forgotten
            refused = None if gone else refusal(article)
            waiting.append((article, refused))
            if not gone and refused is None:
                yield article

    for reading in read_all(readable(), nlp):
        while waiting[0][0] is not reading.article:
            yield _nothing(*waiting.popleft())
        waiting.popleft()
        yield extract(reading, gazetteer)
    for unread in waiting:
        yield _nothing(*unread)


def extract(reading: Reading, gazetteer: Gazetteer | None = None) -> Extracted:
    """Return what one parsed article says: the verbs in their order; without ``gazetteer`` no place is resolved."""
    attributions = attribute(reading)
    verified, apart = verify(reading, attributions)
    attributions = [item for item in attributions if reading.sentence_index(item.anchor.i) not in apart]
    own, attributions = spoken(printed(reading), assert_own(reading, attributions, apart), attributions)
    parties = resolve(reading, frozenset(item.source.head.i for item in attributions if item.source))
    dated = date(reading)
    located = locate(reading, gazetteer) if gazetteer else ()
    found = Surroundings(
        parties=parties,
        located=located,
        spots=spots(reading, located, gazetteer) if gazetteer else (),
        dated=dated,
        counted=count(reading, dated, home(located)),
    )
    told = [(speaker(reading, parties, item.source) if item.source else UNNAMED, item) for item in attributions]
    contested = disputed(reading, [(party.canonical, item) for party, item in told], found.counted)
    standing = {**contested, **verified}
    drafts = [attributed(reading, party, item, standing.get(item, NOT_STATED)) for party, item in told]
    drafts += [asserted(reading, item) for item in own]
    assembled = claims_of(reading, found, drafts)
    claims, events = happen(
        reading, parties, assembled, located=located, spots=found.spots, dated=found.dated, counted=found.counted
    )
    return Extracted(
        claims=claims,
        events=events,
        places=for_mentions(found.located),
        parties=tuple(mention.party for mention in parties.mentions),
        extraction=extraction_of(reading.article, claims, events),
    )


def prepare(settings: Any) -> Step:
    """Load the pipeline once; the step gives an article's claims, events and extraction, in that order."""
    nlp = load(settings.gazetteer)

    def step(record: Record) -> Result:
        assert isinstance(record, Article)
        got = split(record, nlp)
        refused = got.extraction.refused
        records: tuple[Record, ...] = (*got.claims, *got.events, got.extraction)
        return Result(records=records, outcome="refused", reason=refused) if refused else Result(records=records)

    return step


def _nothing(article: Article, refused: RefusedReason | None) -> Extracted:
    return Extracted(extraction=extraction_of(article, refused=refused))
