"""The gist of a claim: what it tells in its own words, where its slots are too poor to tell what it is about."""

import re

from crosswire.contradict.file import counting, denying, events, placing
from crosswire.contradict.file.intending import intends
from crosswire.contradict.file.occasions import occasions
from crosswire.contradict.file.stances import stances
from crosswire.contradict.retold import Gist
from crosswire.contradict.values import areas, days, exact
from crosswire.contradict.values.agents import doer, held, holder, lower, winner
from crosswire.contradict.values.slots import OUGHT, Facts, aside, declined
from crosswire.contradict.words.names import SAME, match
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import inner, known, tokens
from crosswire_schemas.records import Claim

_CLAUSES = re.compile(r"[;:]\s+|,? (?:and|but|because|although|after|before|as) ")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEARBY = re.compile(
    r"\b(?:near|outside|off|around|close to|towards?)\s+"
    r"((?:[a-z]+\s+){0,4}(?:[A-Z][\w'’-]+\s?|al-\w+\s?)+)"
)
# Of what somebody was found guilty or cleared; who is cleared "of all charges" is cleared of any.
CHARGE = re.compile(
    r"\b(?:convict|guilt|acquit|clear|exonerat)\w*\b.{0,60}?\b(?:of|for) "
    r"(?!(?:(?:all|any|every|both|the|these|those) )?(?:charge|count)s?\b)((?:[a-z-]+ ?){1,3})"
)
_AGAIN = re.compile(
    r"\b(?:found (?:dead|shot|killed|hanged|murdered|lifeless)|again|once more|anew|re-?\w+ed again"
    r"|(?:second|third|fourth|another|next|last) time)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no)\b|n['’]t\b")
# What will be, as it is told of afterwards, or as it stands in a programme.
_BACK = re.compile(r"\bwould (?!have\b)|\b(?:due|set|scheduled|slated|planned) to (?=[a-z])")
_SET_FOR = re.compile(r"\b(?:is|are|was|were|been) (?:now |still )?planned (?:for|in|on)\b")
_ZONED = re.compile(r"\b(?:GMT|UTC|BST|CET|EST|EDT|[A-Z]\w+ time)\b")
_CAUSE = re.compile(
    r"\b(?:to blame|caus\w+|responsible|behind|because of|due to|to do with|role|fault|blamed)\b", re.IGNORECASE
)
_DAY = 23.98
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def gist(base: Facts) -> Gist:
    """Return the gist of the claim that ``base`` is of."""
    claim = base.claim
    text, denied = denying.told(base)
    text = patterns()["beside"].sub("", text) if denied else text
    main, names_known = _main(base, text), known(claim)
    names, states, words = tokens(events.plainly(text)[0], names_known)
    low, high, hour = _time(base, main)
    event = events.event(base, text, main, words, denied=denied)
    if denied:
        event = tuple(dict.fromkeys((*event, *events.none(text, words))))
    who, caused, did = doer(base, text)
    if not caused and base.patient and match(who, base.patient) == SAME:
        # Whom it befell did not do it: "the pilot of a jet shot down".
        who = ""
    return Gist(
        names=names,
        states=states,
        words=words,
        event=events.of_deed(event, who),
        voice=_voice(claim),
        denied=denied,
        failed=declined(claim) or bool(patterns()["failed"].search(text)),
        negates=bool(_NOT.search(text)),
        rebuts=denied and denying.rebuts(claim),
        lacking=denied and bool(patterns()["lacking"].search(text)),
        real=not _unreal(base, text),
        planned=base.planned,
        intends=intends(base, text, who),
        single=not base.several and not _failed(base, text),
        running=bool(patterns()["running"].search(text)),
        spread=bool(patterns()["spread"].search(text)),
        places=placing.places(claim, "away", without=True),
        sites=placing.places(claim, "there", within=main),
        figures=counting.numbers(base),
        plain=counting.plain(text),
        stances=stances(base, text),
        doer=who,
        did=did if who else "",
        caused=caused,
        causal=bool(_CAUSE.search(text)),
        bounded=bool(patterns()["bounded"].search(text)),
        ended=bool(patterns()["ended"].search(text)),
        begun=bool(patterns()["begun"].search(text)),
        local=placing.local(claim, text),
        away=placing.away(text),
        holder=(keeper := holder(base, text)),
        held=held(text) if keeper else "",
        thing=base.patient or base.actor,
        low=low,
        high=high,
        hour=hour,
        years=tuple(sorted(set(_YEAR.findall(text)))),
        weekdays=tuple(sorted(set(patterns()["weekdays"].findall(claim.content.text)))),
        winner=winner(base, text),
        part=_all("parts", main),
        side=_all("sides", text),
        charge=_charge(text),
        near=tuple(name for found in _NEARBY.findall(text) for name in placing.named(found)),
        spots=placing.spots(text),
        landmarks=placing.landmarks(main),
        definite=bool(patterns()["definite"].search(text)),
        ordinal=_all("ordinals", text),
        numbered=_numbered(text),
        aside=_aside((*names, *words), tokens(events.plainly(main)[0], names_known)) if main != text else (),
        speaker=_named(claim),
        body=_body(base, text),
        scene=_scene(claim, names),
        around=() if claim.places or claim.scene is None else tuple(map(exact.place, claim.scene.places)),
        lands=_lands(claim),
        occasions=() if denied or base.planned else occasions(claim, text, lambda part: _time(base, part)),
    )


def _voice(claim: Claim) -> tuple[str, ...]:
    """Return the names of who speaks of himself: "its aircraft" is the carrier's."""
    if claim.speaker.kind == "outlet" or not denying.OWN.search(claim.content.text):
        return ()
    speaker = claim.speaker
    said = " ".join(filter(None, (speaker.canonical, speaker.text, speaker.affiliation or "", speaker.role or "")))
    names, states, _ = inner(said)
    return tuple(dict.fromkeys((*names, *states)))


def _scene(claim: Claim, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that only earlier sentences give the claim."""
    if claim.scene is None:
        return ()
    text = "; ".join(span.text for span in claim.scene.spans)
    known_as = frozenset(place.text for place in claim.scene.places)
    return tuple(name for name in inner(text, known_as)[0] if name not in names)


def _lands(claim: Claim) -> tuple[str, ...]:
    """Return the codes of the countries that the claim names, or whose people or bodies it names."""
    whole = (place.country for place in claim.places if not areas.rank(exact.place(place)))
    return tuple(sorted({*filter(None, (*whole, *(party.country for party in claim.parties)))}))


def _named(claim: Claim) -> tuple[str, ...]:
    """Return the names of a speaker who has one, the last first: two outlets may quote one differently."""
    if claim.speaker.kind in {"outlet", "anonymous", "state"}:
        return ()
    return tuple(reversed(inner(claim.speaker.canonical)[0]))


def _unreal(base: Facts, text: str) -> bool:
    """Tell whether what the claim is about is no fact: by its verb, or by the wording of its clause."""
    verb = base.slots.predicate.casefold() if base.slots else ""
    at = areas.found(verb, text)
    clause = (
        text
        if at < 0
        else next((part for part in _CLAUSES.split(text) if text.find(part) <= at < text.find(part) + len(part)), text)
    )
    if patterns()["asked"].search(text) or patterns()["unknowing"].search(text):
        return True
    doubted = patterns()["might"].search(_BACK.sub("", clause) if base.claim.modality == "planned" else clause)
    unreal = verb in patterns()["unreal"] and not _SET_FOR.search(text)
    return unreal or bool(doubted or OUGHT.search(clause))


def _failed(base: Facts, text: str) -> bool:
    """Tell what came to nothing or was refused: it is no happening of its own place and time."""
    return bool(base.slots and base.slots.outcome == "failed") or bool(
        re.search(r"\b(?:fail\w*|refus(?:es?|ed|ing) to)\b", text)
    )


def _body(base: Facts, text: str) -> str:
    """Return who decided: whoever rejects it by its noun alone, else the doer."""
    if base.nominal and base.claim.speaker.kind != "outlet":
        return base.claim.speaker.canonical
    return lower(base.actor, text) if base.actor else ""


def _main(base: Facts, text: str) -> str:
    """Return a text up to what it tells in passing; without it where the main verb is still to come."""
    found = patterns()["aside"].search(text)
    if found is None:
        return text
    verb = areas.found(base.slots.predicate, text) if base.slots else -1
    closed = text.rfind(", ", found.start() + 1, max(verb, 0))
    if text[found.start()] != "," or closed < 0:
        return text[: found.start()]
    return text[: found.start()] + _main(base, text[closed + 1 :])


def _aside(told_all: tuple[str, ...], main: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return the names and words told in passing: those that the main clause does not have."""
    kept = {word for row in main for word in row}
    return tuple(word for word in told_all if word not in kept)


def _time(base: Facts, main: str) -> tuple[float | None, float | None, str]:
    """Return the time that the claim states, unless only of what it tells in passing."""
    found, text = base.claim.happened_on, base.claim.content.text
    passing = found is not None and found.text and found.text in text and found.text not in main
    if found is None or passing or base.when.guessed or _AGAIN.search(text) or _ZONED.search(text) or aside(base):
        return None, None, ""
    start, end, hour = days.clock(main, *days.hours(found))
    if end - start > _DAY and found.text and re.search(rf"\b[Ss]ince (?:\w+ )?{re.escape(found.text)}", text):
        # What has been so since Monday began on Monday.
        end = start + _DAY
    return round(start, 2), round(end, 2), " ".join(filter(None, (hour, found.text))).casefold()


def _all(pattern: str, text: str) -> str:
    """Return the parts or sides of a whole that the text speaks of: the first set, a ward, the northern districts."""
    found = (hit.group() for hit in patterns()[pattern].finditer(text))
    # What ends in a capital is a name: an airline that is called Wings.
    return "; ".join(sorted({part.casefold() for part in found if not part.split()[-1][:1].isupper()}))


def _numbered(text: str) -> tuple[int, ...]:
    """Return the numbers by which things go in a text: 2 for "Unit 2" and for "the second unit"."""
    found = (at.group(at.lastgroup or 0).casefold() for at in patterns()["numbered"].finditer(text))
    return tuple(sorted({int(word) if word.isdigit() else _ordinal(word) for word in found}))


def _ordinal(word: str) -> int:
    return 1 + next(row.index(word) for row in (_ORDINALS, _CARDINALS) if word in row)


def _charge(text: str) -> str:
    found = CHARGE.search(text)
    return found.group(1).strip() if found else ""
