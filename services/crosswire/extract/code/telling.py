"""Telling: a happening as its event record, by its root in PLOVER's sense and on whose word it stands."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from crosswire.extract.attribute.sources import Source
from crosswire.extract.code.coded import Coded
from crosswire.extract.read.document import Passage, Reading
from crosswire_schemas import identity
from crosswire_schemas.records import Event, Party

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
HARMFUL = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
Resolve = Callable[[Source], Party | None]


def plover_root(item: Coded) -> str:
    """Return the root by the manual's rule for words: intent is AGREE or THREATEN, a refusal REJECT."""
    if item.root in COOPERATIVE and item.negated and item.modality != "hypothetical":
        return "REJECT"
    if item.modality == "planned" and not item.negated:
        if item.root in COOPERATIVE:
            return "AGREE"
        if item.root in HARMFUL:
            return "THREATEN"
    return item.root


def within(coded: Sequence[Coded], passages: Sequence[Passage]) -> tuple[Coded, ...]:
    """Return those of ``coded``, in the order of the text, whose trigger begins in one of ``passages``."""
    found: list[Coded] = []
    for passage in passages:
        first = bisect_left(coded, passage.start, key=_start)
        found.extend(coded[first : bisect_left(coded, passage.end, key=_start)])
    return tuple(found)


def _start(item: Coded) -> int:
    return item.trigger.start


def realis(item: Coded, force: str | None) -> str:
    """Return on whose word a happening stands; ``force`` is that of the cue over it, None where the outlet speaks."""
    if force == "deny" or (item.negated and item.outcome != "failed"):
        return "denied"
    if item.modality in {"planned", "hypothetical"} or item.outcome == "planned" or force in {"promise", "order"}:
        return "hypothetical" if item.modality == "hypothetical" else "planned"
    if item.modality == "possible" or force == "question":
        return "hypothetical"
    return "asserted" if force is None else "claimed"


def tell(
    reading: Reading, item: Coded, resolve: Resolve, *, standing: str, claim_ids: tuple[str, ...], count: int = 0
) -> Event:
    """Return the record of a happening; ``standing`` is its realis, ``count`` its number among its equals."""
    article = reading.article
    sentence = reading.sentence_text(item.anchor)
    return Event(
        event_id=identity.event_id(article.article_id, item.root, item.trigger.text, sentence, count),
        article_id=article.article_id,
        revision=article.revision,
        outlet=article.outlet,
        trigger=item.trigger,
        root=plover_root(item),
        actor=resolve(item.actor) if item.actor else None,
        target=resolve(item.target) if item.target else None,
        places=item.places,
        happened_on=item.happened_on,
        outcome="denied" if standing == "denied" and item.outcome is None else item.outcome,
        counts=item.counts,
        realis=standing,
        claim_ids=claim_ids,
    )
