"""Happenings: the events of an article as records, and the slots and events of each claim."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from crosswire.extract.attribute.silence import nobodys
from crosswire.extract.attribute.sources import Source, after_dateline
from crosswire.extract.code.arguments import NAMES
from crosswire.extract.code.attachment import Counted, Located
from crosswire.extract.code.coded import Coded, Told
from crosswire.extract.code.events import code
from crosswire.extract.code.lexicon import kinds
from crosswire.extract.code.roles import is_party
from crosswire.extract.code.scenes import Ground, scenes
from crosswire.extract.code.slots import Telling, slots
from crosswire.extract.code.telling import Resolve, realis, tell, within
from crosswire.extract.code.things import Things
from crosswire.extract.code.triggers import of_class
from crosswire.extract.date.dates import Dated
from crosswire.extract.date.occurrences import happened
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve import registry
from crosswire.extract.resolve.parties import Parties, speaker
from crosswire_schemas.records import Claim, Event, Interval, Party, Spot


def happen(
    reading: Reading,
    parties: Parties,
    told: Sequence[Told],
    *,
    located: Sequence[Located],
    spots: Sequence[Spot],
    dated: Sequence[Dated],
    counted: Sequence[Counted],
) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Return the claims with slots, event ids and scenes, in order, and the events with the claims they rest on."""

    def party(found: Source) -> Party | None:
        return _party(reading, parties, found)

    def when(token: Token) -> Interval | None:
        return happened(reading, token.i, dated)

    coded = code(reading, located, counted, when)
    events_told = [item for item in coded if kinds()[item.kind].once and not _aside(reading, item)]
    telling = Telling(
        reading=reading,
        coded={item.anchor.i: item for item in coded},
        party=party,
        things=Things(reading),
        numbers=frozenset(number for item in counted for number in (item.token, item.head)),
        places=frozenset(item.token for item in located if item.kind == "name"),
    )
    inside = [within(events_told, one.passages) for one in told]
    resting: dict[int, list[Claim]] = {item.anchor.i: [] for item in events_told}
    for one, items in zip(told, inside, strict=True):
        for item in items:
            resting[item.anchor.i].append(one.claim)
    events = _records(reading, events_told, resting, party)
    ground = Ground(reading=reading, coded=coded, located=located, spots=spots)
    ids = {item.anchor.i: event.event_id for item, event in zip(events_told, events, strict=True)}
    claims = tuple(
        replace(
            one.claim,
            slots=slots(telling, one.root) if one.root is not None else None,
            event_ids=tuple(ids[item.anchor.i] for item in items),
            scene=scene,
        )
        for one, items, scene in zip(told, inside, scenes(ground, list(zip(told, inside, strict=True))), strict=True)
    )
    return claims, events


def _aside(reading: Reading, item: Coded) -> bool:
    """Tell whether a happening is no event of its own: told in the title, and so again, or in a notice."""
    return reading.in_title(item.anchor) or nobodys(reading.sentence_text(item.anchor))


def _records(
    reading: Reading, coded: Sequence[Coded], resting: dict[int, list[Claim]], party: Resolve
) -> tuple[Event, ...]:
    counts = Counter[tuple[str, str, str]]()
    found: list[Event] = []
    for item in coded:
        claims = resting[item.anchor.i]
        equal = (item.root, item.trigger.text, reading.sentence_text(item.anchor))
        force = _force(claims)
        found.append(
            tell(
                reading,
                item,
                party,
                standing=realis(item, force),
                claim_ids=tuple(claim.claim_id for claim in claims),
                count=counts[equal],
            )
        )
        counts[equal] += 1
    return tuple(found)


def _force(claims: Sequence[Claim]) -> str | None:
    """Return the force of the narrowest claim that tells it, None where only the outlet does."""
    attributed = [claim for claim in claims if claim.speaker.kind != "outlet"]
    if not attributed:
        return None
    return min(attributed, key=lambda claim: len(claim.content.text)).cue.force


def _party(reading: Reading, parties: Parties, found: Source) -> Party | None:
    """Return who a phrase means: by name, else by a word for people, without the number that counts them."""
    found = replace(found, first=min(after_dateline(reading, found.first), found.head.i))
    beside = next((child for child in found.head.children if child.dep_ == "appos" and child.ent_type_ in NAMES), None)
    named = _state_of(found.head) or (parties.at(beside) if beside is not None else None) or parties.at(found.head)
    party = named or (speaker(reading, parties, found) if is_party(found.head) else None)
    if party is None or found.head.lower_ not in party.canonical.lower() or found.head.pos_ == "PROPN":
        return party
    first = found.first
    while first < found.head.i and _small(reading.doc[first]):
        first += 1
    whole = reading.passage(first, found.head.i)
    return replace(party, canonical=reading.text[whole.start : whole.end]) if first > found.first else party


def _state_of(word: Token) -> Party | None:
    """Return the state that an adjective stands for in "Russian assaults", "the town is Ukrainian"."""
    known = (
        registry.adjectives().get(registry.key(word.text))
        if word.dep_ in {"amod", "compound", "attr", "acomp"}
        else None
    )
    name = _states().get(known[0]) if known else None
    whole = word.idx + len(word.text)
    return (
        Party(canonical=name, kind="state", text=word.text, start=word.idx, end=whole, country=known[0])
        if known and name
        else None
    )


@cache
def _states() -> Mapping[str, str]:
    """Return the names of states by their alpha-3 codes."""
    return {
        party.country: party.canonical for party in registry.known().values() if party.kind == "state" and party.country
    }


def _small(token: Token) -> bool:
    """Tell whether a word before a noun only counts or points: "at least 34", "some"; not 16 in "16-year-old"."""
    after = token.doc[token.i + 1 : token.i + 3]
    if after.text.startswith("-") and len(after) > 1 and after[1].pos_ != "NUM":
        return False
    return token.pos_ in {"NUM", "DET"} or token.ent_type_ == "CARDINAL" or of_class(token, "amount") or token.like_num
