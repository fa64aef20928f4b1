"""Assembling: attributions and assertions become claim records, with ids that an edit elsewhere leaves alone."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Token

from crosswire.extract.attribute.assertions import Assertion
from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.denials import denies
from crosswire.extract.attribute.standing import ahead, modality, polarity
from crosswire.extract.code.coded import Told
from crosswire.extract.count.quantities import Counted
from crosswire.extract.date.dates import Dated, published
from crosswire.extract.date.sayings import said_on
from crosswire.extract.date.times import Times, happened_on, times
from crosswire.extract.locate.places import Located
from crosswire.extract.locate.sites import is_namesake, is_power, is_site
from crosswire.extract.read.document import Passage, Reading
from crosswire.extract.resolve.parties import Parties
from crosswire_schemas import identity
from crosswire_schemas.records import (
    Article,
    Claim,
    Content,
    Cue,
    Event,
    Extraction,
    Interval,
    Party,
    Place,
    Quantity,
    RefusedReason,
    Span,
    Spot,
    Verification,
)

RULES = "1"
NOT_STATED = Verification(status="not_stated")
UNNAMED = Party(canonical="unnamed", kind="anonymous")
OPEN = ("whether ", "if ")
Found = TypeVar("Found", Place, Spot, Quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What else was found in the article, from which claims take what lies in their content."""

    parties: Parties
    located: Sequence[Located]
    spots: Sequence[Spot]
    dated: Sequence[Dated]
    counted: Sequence[Counted]

    def places(self, reading: Reading) -> list[Place]:
        """Return the places named as places in the order of the text: a state that acts or owns is a party."""
        named = (item for item in self.located if item.kind in {"name", "seat"})
        tokens = ((item, reading.doc[item.token]) for item in named)
        return [item.place for item, token in tokens if not self._party(item, token) or is_site(token)]

    def _party(self, item: Located, token: Token) -> bool:
        mention = self.parties.by_token.get(item.token)
        state = mention is not None and mention.party.kind == "state"
        return state or item.place.feature.startswith(("PCL", "CONT")) or is_power(token) or is_namesake(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What claims take from their surroundings, indexed by where it begins, so that an article's length costs once."""

    parties: Parties
    times: Times
    places: tuple[tuple[int, ...], Sequence[Place]]
    spots: tuple[tuple[int, ...], Sequence[Spot]]
    quantities: tuple[tuple[int, ...], Sequence[Quantity]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One claim before its record: what was found, and where in the text."""

    source: Attribution | Assertion
    speaker: Party
    cue: Cue
    passages: tuple[Passage, ...]
    verification: Verification = NOT_STATED


def attributed(reading: Reading, named: Party, found: Attribution, verification: Verification) -> Draft:
    """Return the draft of an attributed claim."""
    span = reading.span(found.cue.start, found.cue.end)
    cue = Cue(lemma=found.lemma, force=found.force, text=span.text, start=span.start, end=span.end)
    return Draft(source=found, speaker=named, cue=cue, passages=found.passages, verification=verification)


def asserted(reading: Reading, found: Assertion) -> Draft:
    """Return the draft of an assertion of the outlet itself."""
    outlet = reading.article.outlet
    cue = Cue(lemma="assert", force="assert")
    if found.hearsay is not None:
        span = reading.span_of(found.hearsay)
        cue = Cue(lemma=found.hearsay.lower_, force="allege", text=span.text, start=span.start, end=span.end)
    party = Party(canonical=outlet.name, kind="outlet", country=outlet.country)
    return Draft(source=found, speaker=party, cue=cue, passages=found.passages)


def claims_of(reading: Reading, found: Surroundings, drafts: Sequence[Draft]) -> tuple[Told, ...]:
    """Return the claim records of ``drafts`` in the order of the text, each with the head of its content."""
    article, counts = reading.article, Counter[tuple[str, str, str]]()
    ids: dict[int, str] = {}
    around = _ordered(reading, found)
    ordered = sorted(drafts, key=lambda draft: (draft.passages[0].start, draft.passages[-1].end, draft.cue.start or 0))
    contents = [_content(reading, draft.passages) for draft in ordered]
    for draft, content in zip(ordered, contents, strict=True):
        equal = (draft.speaker.canonical, draft.cue.lemma, identity.normalise(content.text))
        ids[id(draft.source)] = identity.claim_id(article.article_id, *equal, counts[equal])
        counts[equal] += 1
    days = said_on(reading, around.times, ((draft.speaker.canonical, draft.source) for draft in ordered))
    return tuple(
        Told(
            claim=_claim(reading, around, draft, content, said=said, ids=ids),
            passages=draft.passages,
            root=draft.source.root,
        )
        for draft, content, said in zip(ordered, contents, days, strict=True)
    )


def extraction_of(
    article: Article,
    claims: Sequence[Claim] = (),
    events: Sequence[Event] = (),
    refused: RefusedReason | None = None,
) -> Extraction:
    """Return the record that ends what one revision of an article gave."""
    return Extraction(
        article_id=article.article_id,
        revision=article.revision,
        rules=RULES,
        outlet=article.outlet,
        credit=article.credit,
        signature=article.signature,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        claim_ids=tuple(claim.claim_id for claim in claims),
        event_ids=tuple(event.event_id for event in events),
        refused=refused,
        withdrawn=article.withdrawn,
        forgotten=article.forgotten,
    )


def _content(reading: Reading, passages: Sequence[Passage]) -> Content:
    spans = tuple(reading.span(passage.start, passage.end) for passage in passages)
    return Content(text=" ".join(span.text for span in spans), spans=spans)


def _claim(
    reading: Reading, around: Ordered, draft: Draft, content: Content, *, said: Interval | None, ids: dict[int, str]
) -> Claim:
    article, found = reading.article, draft.source
    via = found.via if isinstance(found, Attribution) else None
    hearsay = isinstance(found, Assertion) and found.hearsay is not None
    spoken = isinstance(found, Attribution) and found.quote == "direct"
    negated = isinstance(found, Attribution) and (found.negated or (denies(found) and not spoken))
    teller = found.anchor if isinstance(found, Attribution) else None
    how = modality(found.root, draft.cue.force, teller, direct=spoken)
    if draft.cue.force == "non_report":
        how = "hypothetical" if content.text.startswith(OPEN) else "fact"
    denied = draft.cue.force != "non_report" and (polarity(found.root) == "negated") != negated
    happened = happened_on(reading, around.times, found, said)
    if how == "fact" and found.root is not None and ahead(found.root, happened, published(reading)):
        how = "planned"
    return Claim(
        claim_id=ids[id(found)],
        article_id=article.article_id,
        revision=article.revision,
        outlet=article.outlet,
        credit=article.credit,
        published_at=article.published_at,
        url=article.url,
        speaker=draft.speaker,
        cue=draft.cue,
        quote=found.quote if isinstance(found, Attribution) else "none",
        content=content,
        polarity="negated" if denied else "affirmed",
        modality="possible" if how == "fact" and (hearsay or draft.cue.lemma == "suspect") else how,
        verification=draft.verification,
        happened_on=happened,
        said_on=said,
        places=_within(*around.places, content.spans),
        unlisted=_within(*around.spots, content.spans),
        quantities=_within(*around.quantities, content.spans),
        parties=_parties(reading, around.parties, content.spans),
        via=ids.get(id(via)) if via is not None else None,
    )


def _within(starts: tuple[int, ...], items: Sequence[Found], spans: Sequence[Span]) -> tuple[Found, ...]:
    held = (item for span in spans for item in items[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
    return tuple(item for item in held if any(span.start <= item.start and item.end <= span.end for span in spans))


def _ordered(reading: Reading, found: Surroundings) -> Ordered:
    places = sorted(found.places(reading), key=lambda place: place.start)
    numbers = (item.quantity for item in found.counted if not item.one)  # "a man" is no figure of the claim
    quantities = sorted(numbers, key=lambda quantity: quantity.start)
    return Ordered(
        parties=found.parties,
        times=times(reading, found.dated),
        places=(tuple(place.start for place in places), places),
        spots=(tuple(spot.start for spot in found.spots), found.spots),
        quantities=(tuple(quantity.start for quantity in quantities), quantities),
    )


def _parties(reading: Reading, parties: Parties, spans: Sequence[Span]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for span in spans:
        for party in parties.within(reading.token_at(span.start).i, reading.token_at(span.end - 1).i):
            found.setdefault(party.canonical, party)
    return tuple(found.values())
