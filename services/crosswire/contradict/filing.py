"""Filing: from a claim's slots, every question on which it could be disputed, under exact keys with exact answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.contradict import areas, days, keys
from crosswire.contradict.lexicon import Side, lexicon
from crosswire.contradict.names import fold, nation
from crosswire.contradict.numbers import Counted, counted
from crosswire.contradict.rows import Answer, Filed, Filing, Subject, Telling, When
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Claim, Party, Place, Slots

# An unnamed speaker is no voice of its own: two outlets that quote "an official" may quote two.
_UNNAMED = frozenset({"outlet", "anonymous"})
_NO_CLAIM = frozenset({"non_report", "question", "order"})
_CONVERSE = {"won": "lost", "lost": "won", "drawn": "drawn"}
_SILENT = frozenset({"possible", "hypothetical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What all filings of one claim share."""

    claim: Claim
    slots: Slots | None
    place: Place | None
    when: When
    denied: bool
    planned: bool

    @property
    def actor(self) -> str:
        """The doer's name as written in its canonical form."""
        return _name(self.slots.actor) if self.slots else ""

    @property
    def target(self) -> str:
        """The name of whom it befell."""
        return _name(self.slots.target) if self.slots else ""

    @property
    def object(self) -> str:
        """The thing it befell."""
        return self.slots.object.canonical if self.slots and self.slots.object else ""

    @property
    def about(self) -> str:
        """The class of the happening."""
        return lexicon().happening(self.slots.predicate, self.slots.root) if self.slots else ""


def file(claim: Claim) -> Filed:
    """Return the claim with its telling and every question on which it could be disputed; a function of it alone."""
    filings = {(found.matter_id, found.position_id): found for found in _filings(claim)}
    return Filed(claim=claim, telling=telling(claim), filings=tuple(filings[key] for key in sorted(filings)))


def telling(claim: Claim) -> Telling:
    """Return the claim as a holder of its positions."""
    start, end = days.told(claim)
    speaker = fold(claim.speaker.canonical)
    named = claim.speaker.kind not in _UNNAMED
    return Telling(
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        revision=claim.revision,
        outlet_id=claim.outlet.id,
        outlet=claim.outlet.name,
        speaker=claim.speaker.canonical,
        speaker_kind=claim.speaker.kind,
        voice=f"{claim.outlet.id}|{speaker}",
        source=nation(claim.speaker.canonical) if named else "",
        published_at=claim.published_at,
        told_from=start,
        told_to=end,
    )


def facts(claim: Claim) -> Facts:
    """Return what all questions about the claim share."""
    return Facts(
        claim=claim,
        slots=claim.slots,
        place=areas.finest(claim.places),
        when=days.happened(claim),
        denied=(claim.cue.force == "deny") or claim.polarity == "negated",
        planned=claim.modality == "planned" or claim.cue.force == "promise",
    )


def _filings(claim: Claim) -> Iterator[Filing]:
    if claim.cue.force in _NO_CLAIM or claim.modality in _SILENT:
        return
    base = facts(claim)
    if not base.denied:
        yield from (_number(base, found) for found in counted(claim))
    if base.slots is None:
        return
    yield from _happening(base)
    yield from _answers(base)
    if base.slots.holder:
        yield from _control(base, base.slots.holder)


def _happening(base: Facts) -> Iterator[Filing]:
    words = "denied" if base.denied else "affirmed"
    yield _filed(base, _subject(base, "denial", base.about), Answer(value="no" if base.denied else "yes", words=words))
    if base.denied:
        return
    if base.actor:
        yield _filed(base, _subject(base, "responsibility", base.about, actor=""), _named(base.actor))
    if base.place and (base.actor or base.target or base.object):
        subject = _subject(base, "place", base.about, place=None)
        yield _filed(base, subject, Answer(value=str(base.place.geoname_id), place=base.place, words=base.place.name))
    if base.claim.happened_on and (base.actor or base.target or base.object):
        start, end = days.hours(base.claim.happened_on)
        answer = Answer(value=f"{start:.2f}/{end:.2f}", low=start, high=end, when=base.when, words=_when_words(base))
        yield _filed(base, _subject(base, "time", base.about, when=days.period(base.claim.published_at)), answer)
    if base.slots and base.slots.outcome in {"succeeded", "failed"}:
        yield _filed(base, _subject(base, "outcome", base.about), Answer(value=base.slots.outcome or ""))


def _when_words(base: Facts) -> str:
    found = base.claim.happened_on
    return found.text or str(found.from_) if found else ""


def _answers(base: Facts) -> Iterator[Filing]:
    """Yield the questions that the predicate or the state answers by its meaning: open or closed, won or lost."""
    assert base.slots is not None
    seen = {word.casefold(): None for word in (base.slots.state, base.slots.predicate) if word}
    for word in seen:
        for side in lexicon().sides.get(word, ()):
            yield from _answered(base, side, word)


def _answered(base: Facts, side: Side, word: str) -> Iterator[Filing]:
    value = f"not {side.answer}" if base.denied else side.answer
    # Who or what is in that state is the object of the question; whoever brought it about is not.
    whose = base.target or base.object or base.actor
    beaten = base.target if side.question == "contest" else ""
    subject = _subject(base, side.type, side.question, actor="", target="", object=base.actor if beaten else whose)
    yield _filed(base, subject, Answer(value=value, words=word))
    if beaten and side.answer in _CONVERSE:
        other = _subject(base, side.type, side.question, actor="", target="", object=beaten)
        turned = _CONVERSE[side.answer]
        yield _filed(base, other, Answer(value=f"not {turned}" if base.denied else turned, words=word))


def _control(base: Facts, holder: Party) -> Iterator[Filing]:
    subject = _subject(base, "control", "control", actor="", target="")
    name = _name(holder)
    value = f"not {nation(name)}" if base.denied else nation(name)
    yield _filed(base, subject, Answer(value=value, words=name))


def _number(base: Facts, found: Counted) -> Filing:
    subject = _subject(base, "number", found.about, unit=found.unit, scope=found.scope)
    ends = (found.low, found.high, found.low_open, found.high_open)
    answer = Answer(
        value="|".join(map(str, ends)),
        low=found.low,
        high=found.high,
        low_open=found.low_open,
        high_open=found.high_open,
        words=found.text,
    )
    return _filed(base, subject, answer)


def _named(name: str) -> Answer:
    return Answer(value=nation(name), words=name)


def _name(party: Party | None) -> str:
    return party.canonical if party else ""


def _subject(base: Facts, kind: str, about: str, **changed: object) -> Subject:
    values: dict[str, object] = {
        "type": kind,
        "about": about,
        "place": base.place,
        "when": base.when,
        "actor": base.actor,
        "target": base.target,
        "object": base.object,
        "scope": "planned" if base.planned else "",
        "verb": base.slots.predicate if base.slots else about,
    }
    return Subject(**(values | {key: value or "" if key == "scope" else value for key, value in changed.items()}))  # type: ignore[arg-type]


def _filed(base: Facts, subject: Subject, answer: Answer) -> Filing:
    matter = matter_id(subject)
    return Filing(
        claim_id=base.claim.claim_id,
        matter_id=matter,
        position_id=identify("position", matter, answer.value),
        subject=subject,
        answer=answer,
        posts=tuple(keys.posted(subject)),
        asks=tuple(keys.asked(subject)),
    )


def matter_id(subject: Subject) -> str:
    """Return the id of a matter: its exact key."""
    when = (subject.when.start, subject.when.end, subject.when.guessed) if subject.when else ("", "", "")
    place = subject.place.geoname_id if subject.place else ""
    parties = (nation(subject.actor), nation(subject.target), fold(subject.object))
    return identify("matter", subject.type, subject.about, subject.unit, place, *when, *parties, subject.scope)
