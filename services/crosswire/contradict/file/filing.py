"""Filing: from a claim's slots, every question on which it could be disputed, under exact keys with exact answers."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crosswire.contradict.file import placing
from crosswire.contradict.file.accounting import account
from crosswire.contradict.file.gist import CHARGE
from crosswire.contradict.file.holding import control
from crosswire.contradict.file.questions import filed, subject_of
from crosswire.contradict.file.stances import BARRING, barred
from crosswire.contradict.file.tellings import telling
from crosswire.contradict.rows import Answer, Filed, Filing
from crosswire.contradict.values import areas, days, exact
from crosswire.contradict.values.numbers import Counted, counted
from crosswire.contradict.values.slots import Facts, aside, facts, named_thing, nth_of, part_of
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import inflected
from crosswire.contradict.words.names import described, nation
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.sides import MEASURED, Side, possessed
from crosswire_schemas.records import Claim, Interval

_NO_CLAIM = frozenset({"non_report", "question", "order"})

# What somebody had been before is not the news.
_LINK = re.compile(
    r"\b(?:is|are|was|were|be|(?<!had )been|remains?|remained|stays?|stayed|still)\s+"
    r"(?:(?:still|now|also|fully|firmly|currently|again|back|already|not|even|both|all)\s+)*((?:[a-z]+\s*){1,3})"
)
_OPENING = re.compile(r"([A-Z][a-z]+(?: [a-z]+)?)\b[^,]*, ")
# Who retired once more has retired on two days; who was found dead had died before.
_AGAIN = re.compile(
    r"\b(?:found (?:dead|shot|killed|hanged|murdered|lifeless)|again|once more|anew"
    r"|(?:second|third|fourth|another|next|last) time)\b",
    re.IGNORECASE,
)

_AT_NIGHT = re.compile(r"\b(?:night|overnight|low|lows|minimum)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|every|each)\b", re.IGNORECASE)
# Questions of which the failing is an answer by itself: who loses has lost.
_LOSING = frozenset({"contest", "direction", "success"})
_CONVERSE = {"won": "lost", "lost": "won", "drawn": "drawn"}
_SILENT = frozenset({"possible", "hypothetical"})


def file(claim: Claim) -> Filed:
    """Return the claim with its telling and every question on which it could be disputed; a function of it alone."""
    filings = {(found.matter_id, found.position_id): found for found in _filings(claim)}
    return Filed(claim=claim, telling=telling(claim), filings=tuple(filings[key] for key in sorted(filings)))


def _filings(claim: Claim) -> Iterator[Filing]:
    if claim.cue.force in _NO_CLAIM or claim.modality in _SILENT or _unconfirmed(claim):
        return
    base = facts(claim)
    if not base.idle or claim.cue.lemma in lexicon().sides:
        yield from account(base)
    if base.nominal:
        yield from _turned_down(base)
    if base.idle:
        return
    if not base.denied:
        yield from (_number(base, found) for found in counted(claim, part_of(base)))
    if base.slots is None:
        return
    yield from _happening(base)
    if not base.duty:
        yield from _answers(base)
    yield from control(base)


def _unconfirmed(claim: Claim) -> bool:
    """Tell what somebody could not confirm: that denies nothing, unless he confirmed that it is not so."""
    negated = claim.cue.force == "confirm" and claim.polarity == "negated"
    return negated and not patterns()["negative"].search(claim.content.text)


def _turned_down(base: Facts) -> Iterator[Filing]:
    """Yield what became of what somebody rejects or dismisses by its noun alone: a bill, an appeal, an offer."""
    cue = base.claim.cue.lemma
    for side in lexicon().sides.get(cue, ()):
        if side.type == "outcome":
            thing = named_thing(base.claim.content.text, base.claim.places)
            subject = subject_of(base, side.type, side.question, actor="", target="", object=thing)
            yield filed(base, subject, Answer(value=side.answer))


def _happening(base: Facts) -> Iterator[Filing]:
    if base.light:
        return
    if not _is_state(base):
        value, words = ("no", "denied") if base.denied else ("yes", "affirmed")
        yield filed(base, subject_of(base, "denial", base.about), Answer(value=value, words=words))
    if base.denied or (base.slots and base.slots.outcome == "failed"):
        yield from _outcome(base)
        return
    sort = lexicon().sort(base.about)
    if base.actor and (sort in lexicon().deeds or base.about not in lexicon().shared):
        yield filed(base, subject_of(base, "responsibility", sort, actor=""), _doer(base))
    if nation(base.patient) in lexicon().states:
        yield from _outcome(base)
        return
    located = base.place and areas.rank(base.place) > 0 and placing.told_at(base.claim, base.place)
    if base.place and located and base.single and not _measured(base):
        value = f"{base.place.geoname_id}|{base.place.direction or ''}"
        answer = Answer(value=value, place=exact.place(base.place), words=base.place.name)
        yield filed(base, subject_of(base, "place", sort, place=None), answer)
    if _AGAIN.search(base.claim.content.text):
        yield from _outcome(base)
        return
    often = sort in lexicon().repeated and _of_town(base)
    if base.claim.happened_on and not base.when.guessed and base.single and not aside(base) and not often:
        yield _timed(base, base.claim.happened_on, sort)
    yield from _outcome(base)


def _measured(base: Facts) -> bool:
    """Tell what is measured, as it may be at many places at once: a level that stands, a supply that is cut."""
    asked = {side.question for side in lexicon().sides.get(base.about, ())}
    return bool(asked & MEASURED) or base.about in lexicon().measuring


def _of_town(base: Facts) -> bool:
    """Tell what befell a town, which may befall it every day."""
    towns = {name for place in base.claim.places for name in (place.name, place.text)}
    whom = re.escape(base.patient)
    said = rf"\b(?:city|town|village|port|settlement) of {whom}\b" if whom else "(?!)"
    return base.patient in towns or bool(re.search(said, base.claim.content.text))


def _outcome(base: Facts) -> Iterator[Filing]:
    assert base.slots is not None
    if base.denied or base.slots.outcome not in {"succeeded", "failed"}:
        return
    yield filed(base, subject_of(base, "outcome", base.about, scope=nth_of(base)), Answer(value=base.slots.outcome))
    if base.slots.root == "ASSAULT" and (base.about == "attack" or base.slots.outcome == "failed"):
        answer = Answer(value={"succeeded": "prevailed", "failed": "stopped"}[base.slots.outcome])
        yield filed(base, subject_of(base, "outcome", "assault"), answer)


def _doer(base: Facts) -> Answer:
    name, kind, country = exact.doer(base.actor, base.slots.actor if base.slots else None)
    return Answer(value=f"{name}|{kind}|{country}", words=name, kind=kind, country=country)


def _is_state(base: Facts) -> bool:
    """Tell a state, which is disputed as one, from a happening, which is denied."""
    assert base.slots is not None
    linked = next((phrase for phrase in _linked(base) if not inflected(phrase.partition(" ")[0])), "")
    if any(side.type == "status" for side in lexicon().sides.get(linked, ())):
        return True
    sides = lexicon().sides.get(base.slots.predicate.casefold(), ())
    return base.slots.root == "OTHER" and any(side.type == "status" for side in sides)


def _timed(base: Facts, found: Interval, sort: str) -> Filing:
    start, end = days.hours(found)
    start, end, hour = days.clock(base.claim.content.text, start, end)
    start, end = round(start, 2), round(end, 2)
    kind = " ".join(filter(None, (hour, found.text))).casefold()
    answer = Answer(value=f"{start}/{end}|{kind}", low=start, high=end, words=days.instant(start, end), kind=kind)
    return filed(base, subject_of(base, "time", sort, when=days.period(base.claim.published_at)), answer)


def _answers(base: Facts) -> Iterator[Filing]:
    """Yield the questions that the predicate or the state answers by its meaning: open or closed, won or lost."""
    content = base.claim.content.text
    for word, linked in dict.fromkeys(_words(base)):
        for side in lexicon().sides.get(word, ()):
            if side.whole and not _ALL.search(content):
                continue
            if side.question not in _LOSING and base.slots and base.slots.outcome == "failed" and not linked:
                continue
            # That it did not succeed is a denial; that it failed is an outcome, and that it is not so a state.
            if not base.denied or (side.type == "status" and _is_state(base)):
                yield from _answered(base, side, word, linked=linked)


def _words(base: Facts) -> Iterator[tuple[str, bool]]:
    """Yield the words that may answer: the state; what a linking verb links (True); else the predicate."""
    assert base.slots is not None
    linked = _linked(base)
    yield from ((word, True) for word in (*linked, *_opening(base)))
    if base.slots.state:
        yield base.slots.state.casefold(), not base.slots.predicate or base.slots.root == "OTHER"
    if not linked:
        yield base.slots.predicate.casefold(), False
    if base.slots.outcome == "ongoing":
        yield "ongoing", True


def _linked(base: Facts) -> list[str]:
    assert base.slots is not None
    after = _LINK.search(base.claim.content.text)
    if not after:
        return []
    words = re.findall(r"[a-z]+", possessed(after.group(1).casefold()))
    phrases = [" ".join(words[:end]) for end in (3, 2, 1)] + words[1:2]
    return [phrase for phrase in phrases if phrase in lexicon().sides][:1]


def _opening(base: Facts) -> list[str]:
    """Return the participle that a sentence opens with: "Found guilty of fraud, X left the court"."""
    found = _OPENING.match(base.claim.content.text)
    word = found.group(1).casefold() if found and base.actor else ""
    return [form for form in (word, word.partition(" ")[0]) if form in lexicon().participles][:1]


def _whose(base: Facts, *, linked: bool) -> str:
    """Return whose state is told: of an opening participle, whoever the sentence is about."""
    if _opening(base):
        return base.actor
    return base.patient or (base.actor if linked or (base.slots and base.slots.root == "OTHER") else "")


def _answered(base: Facts, side: Side, word: str, *, linked: bool) -> Iterator[Filing]:
    """Yield who wins, loses or draws, both where one beats the other; else what became of the patient."""
    if side.question != "contest" or linked:
        # Whoever kills is not dead: where a happening lacks its patient, nobody's state is told.
        whose = _whose(base, linked=linked)
        if whose or side.question == "assault":
            yield _side(base, side, side.answer, whose, word)
        return
    thing = base.object or (base.target if described(base.target) else "")
    if thing and (not base.target or described(base.target)) and not set(thing.casefold().split()) & lexicon().contests:
        return
    if base.actor:
        yield _side(base, side, side.answer, base.actor)
    if base.target and not described(base.target) and side.answer in _CONVERSE:
        yield _side(base, side, _CONVERSE[side.answer], base.target)


def _side(base: Facts, side: Side, answer: str, whose: str, word: str = "") -> Filing:
    value = f"not {answer}" if base.denied else answer
    # Each bank has a rate.
    owner = exact.name(base.actor) if side.question == "rate" and base.actor != whose else ""
    scope = _part(base, side, word)
    subject = subject_of(base, side.type, side.question, actor=owner, target="", object=whose, scope=scope)
    return filed(base, subject, Answer(value=value))


def _part(base: Facts, side: Side, word: str) -> str:
    """Return the part of the whole that is won, closed or judged; of a verdict, the charge; to whom it is closed."""
    text = base.claim.content.text
    charge = CHARGE.search(text) if side.question == "verdict" else None
    deed = [word for word in charge.group(1).split() if word not in lexicon().plain] if charge else []
    part = f"of {' '.join(deed)}" if deed else part_of(base)
    said = text[areas.found(word, text) + len(word) :] if word and side.question in BARRING else ""
    whom = barred(word.split(), said) if said else ""
    return "; ".join(filter(None, (part, nth_of(base), f"to {whom}" if whom else "")))


def _number(base: Facts, found: Counted) -> Filing:
    subject = subject_of(base, "number", found.about, unit=found.unit, scope=found.scope)
    if found.unit == "score":
        subject = replace(subject, place=None, spot="", actor="", target="", object=_sides_of(base.claim))
    if found.about == "loss":
        # Whoever loses is whom it befell: what the one side lost, the other did not.
        subject = replace(subject, actor="", target=exact.name(base.actor))
    if found.about == "sentence":
        subject = replace(subject, actor="", target=base.target or base.actor, object="")
    if found.unit == "magnitude":
        subject = replace(subject, actor="", target="", object="earthquake")
    if found.unit == "celsius" and _AT_NIGHT.search(base.claim.content.text):
        subject = replace(subject, scope="; ".join(filter(None, (subject.scope, "at night"))))
    ends = (found.low, found.high, found.low_open, found.high_open)
    answer = Answer(
        value="|".join(map(str, ends)),
        low=found.low,
        high=found.high,
        low_open=found.low_open,
        high_open=found.high_open,
        words=exact.figure(found),
    )
    return filed(base, subject, answer)


def _sides_of(claim: Claim) -> str:
    """Return both teams: all names of the claim, since either may be the doer, and a town its club."""
    names = [place.text for place in claim.places] + [party.canonical for party in claim.parties]
    return " ".join(sorted({word for name in names for word in name.split() if word[:1].isupper()}))
