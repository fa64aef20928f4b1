"""The gist of a claim: what it tells in its own words, where its slots are too poor to tell what it is about."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from crosswire.contradict.file.stances import stances
from crosswire.contradict.passages.figures import figures
from crosswire.contradict.retold import Figure, Gist
from crosswire.contradict.values import areas, days, exact
from crosswire.contradict.values.agents import BLAMING, doer, held, holder, lower, winner
from crosswire.contradict.values.numbers import counted, score, settled
from crosswire.contradict.values.numbers import part as counts_part
from crosswire.contradict.values.slots import OUGHT, Facts, aside, goes_on, part_of
from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import inflected, lemmas
from crosswire.contradict.words.names import SAME, match
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import known, tokens
from crosswire_schemas.records import Claim, Place

_CLAUSES = re.compile(r"[;:]\s+|,? (?:and|but|because|although|after|before|as) ")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEARBY = re.compile(
    r"\b(?:near|outside|off|around|close to|towards?)\s+"
    r"((?:[a-z]+\s+){0,4}(?:[A-Z][\w'’-]+\s?|al-\w+\s?)+)"
)
_NONE = re.compile(
    r"[Tt]here (?:is|are|was|were) (?:\w+ ){0,2}?no ((?:[\w-]+ ){0,3}?[\w-]+)"
    r"(?= (?:in|on|at|under|of|for|among|left)\b|[,.]|$)"
)
# That there was none denies what its own clause tells, whatever is said before and after it.
_THERE = re.compile(
    r"(?:^|[.!?] )([Tt]here (?:is|are|was|were|has been|have been|had been) no [^.!?]+?)"
    r"(?:,? (?:and|but) (?!any|else)|[.!?]|$)"
)
_FIRST = re.compile(r"\bfirst to (\w+)")
_OWN = re.compile(r"\b(?:we|our|its?|their|they|his|her|he|she|my|i)\b", re.IGNORECASE)
_CHARGE = re.compile(r"\b(?:convict|guilt|acquit|clear|exonerat)\w*\b.{0,60}?\b(?:of|for) ((?:[a-z-]+ ?){1,3})")
_AGAIN = re.compile(
    r"\b(?:found (?:dead|shot|killed|hanged|murdered|lifeless)|again|once more|anew|re-?\w+ed again"
    r"|(?:second|third|fourth|another|next|last) time)\b",
    re.IGNORECASE,
)
_ZONED = re.compile(r"\b(?:GMT|UTC|BST|CET|EST|EDT|[A-Z]\w+ time)\b")
# What is added is added again and again.
_ADDED = re.compile(r"(?:an?\s+)?(?:another|additional|further|extra|more)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:to blame|caus\w+|responsible|behind|because of|due to|to do with|role|fault|blamed)\b", re.IGNORECASE
)
_SCORE = re.compile(r"(?<![\d.,-])(\d{1,2})[-–](\d{1,2})(?![\d.,-]*\d)")
_PLAYED = re.compile(
    r"\b(?:beat|won|wins?|winning|lost|defeat\w*|drew|draw|victory|score\w*|led|lead\w*|match|game|tie|final)\b"
)
_SETTING = re.compile(r"(?<=\w)\s(?:at|during|after|before|following) (?:an?|the|its|his|her|their)\b")
_CAPITALS = re.compile(r"(?:[A-Z][\w'’-]+\s?)+")
_DAY = 23.98
_KINDS = frozenset({"number", "percent", "money"})
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# What a noun is a kind of that names a happening.
_BODIES = frozenset({"person.1", "organization.1", "artifact.1"})
_HAPPENINGS = frozenset({"event.1", "phenomenon.1"})


def gist(base: Facts) -> Gist:
    """Return the gist of the claim that ``base`` is of."""
    claim = base.claim
    text, denied = told(base)
    text = patterns()["beside"].sub("", text) if denied else text
    main, names_known = _main(base, text), known(claim)
    names, states, words = tokens(_plainly(text)[0], names_known)
    low, high, hour = _time(base, main)
    who, caused, did = doer(base, text)
    if not caused and base.patient and match(who, base.patient) == SAME:
        # Whom it befell did not do it: "the pilot of a jet shot down".
        who = ""
    return Gist(
        names=names,
        states=states,
        words=words,
        event=_of_deed(_event(base, text, main, words, denied=denied), who),
        voice=_voice(claim),
        denied=denied,
        failed=bool(patterns()["failed"].search(text)),
        rebuts=denied and _rebuts(claim),
        lacking=denied and bool(patterns()["lacking"].search(text)),
        real=not _unreal(base, text),
        planned=base.planned,
        single=not base.several and not _failed(base, text),
        running=bool(patterns()["running"].search(text)),
        places=_places(claim, "away", without=True),
        sites=_places(claim, "there", within=main),
        figures=_figures(base),
        plain=_plain(text),
        stances=stances(base, text),
        doer=who,
        did=did if who else "",
        caused=caused,
        causal=bool(_CAUSE.search(text)),
        bounded=bool(patterns()["bounded"].search(text)),
        ended=bool(patterns()["ended"].search(text)),
        begun=bool(patterns()["begun"].search(text)),
        local=_local(claim, text),
        away=_away(text),
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
        near=tuple(name for found in _NEARBY.findall(text) for name in _names(found)),
        spots=_spots(text),
        definite=bool(patterns()["definite"].search(text)),
        ordinal=_all("ordinals", text),
        numbered=_numbered(text),
        aside=_aside((*names, *words), tokens(_plainly(main)[0], names_known)) if main != text else (),
        speaker=_named(claim),
        body=_body(base, text),
        scene=_scene(claim, names),
        around=() if claim.places or claim.scene is None else tuple(map(exact.place, claim.scene.places)),
    )


def told(base: Facts) -> tuple[str, bool]:
    """Return what is told and whether it is denied: by the cue, by the verb, or by who is said to deny it."""
    claim = base.claim
    text = patterns()["contrast"].sub(",", claim.content.text)
    if spoken := _denial(claim, text) or _absent(claim, text):
        return spoken, True
    if claim.cue.lemma in BLAMING and (found := patterns()["blamed"].match(text)):
        return found["what"], False
    if found := patterns()["claimed"].match(text):
        return found["what"], False
    if patterns()["not_until"].search(text):
        return text, False
    if base.nominal and not _statement(text) and claim.cue.lemma in lexicon().sides:
        # Who dismisses an appeal does not deny it.
        return f"{text} {claim.cue.lemma}", False
    negated = (claim.cue.force == "deny" and claim.polarity == "negated") or (
        claim.polarity == "negated" and text == claim.content.text and not goes_on(claim)
    )
    negated = negated or bool(patterns()["denied"].search(text))
    return text, negated and not any(patterns()[name].search(text) for name in ("limited", "asked"))


def _absent(claim: Claim, text: str) -> str:
    """Return the clause that says that there was none; nothing where no clause does."""
    found = _THERE.search(text) if claim.cue.force != "deny" else None
    return found.group(1) if found else ""


def _denial(claim: Claim, text: str) -> str:
    """Return what somebody is said to deny, or what reports of are called a lie; nothing where it is neither."""
    if claim.cue.lemma == "assert" and (found := patterns()["denies"].match(text)):
        # Of reports that he denies he is no part, unless they are of him.
        return found["what"] if found["said"] and not _OWN.match(found["what"]) else f"{found['who']} {found['what']}"
    found = patterns()["called"].match(text)
    whole = found is not None and claim.cue.force != "deny" and found.end("what") == len(text)
    return found["what"] if found and not whole else ""


def _rebuts(claim: Claim) -> bool:
    """Tell a denial of what somebody says, and no mere negation."""
    return claim.cue.force == "deny" or any(patterns()[name].match(claim.content.text) for name in ("called", "denies"))


def _statement(text: str) -> bool:
    first = re.split(r"\s(?:of|that|by|in|on|about)\s", text)[0].split()[-1:]
    return any(form in patterns()["statements"] for word in first for form in lemmas(word.casefold()))


def _voice(claim: Claim) -> tuple[str, ...]:
    """Return the names of who speaks of himself: "its aircraft" is the carrier's."""
    if claim.speaker.kind == "outlet" or not _OWN.search(claim.content.text):
        return ()
    speaker = claim.speaker
    said = " ".join(filter(None, (speaker.canonical, speaker.text, speaker.affiliation or "", speaker.role or "")))
    names, states, _ = tokens(f"x {said}")
    return tuple(dict.fromkeys((*names, *states)))


def _scene(claim: Claim, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that only earlier sentences give the claim."""
    if claim.scene is None:
        return ()
    text = "; ".join(span.text for span in claim.scene.spans)
    known_as = frozenset(place.text for place in claim.scene.places)
    return tuple(name for name in tokens(f"x {text}", known_as)[0] if name not in names)


def _named(claim: Claim) -> tuple[str, ...]:
    """Return the names of a speaker who has one, the last first: two outlets may quote one differently."""
    if claim.speaker.kind in {"outlet", "anonymous", "state"}:
        return ()
    return tuple(reversed(tokens(f"x {claim.speaker.canonical}")[0]))


def _event(base: Facts, text: str, main: str, words: tuple[str, ...], *, denied: bool) -> tuple[str, ...]:
    """Return the words that say what happened: the verb unless it is a light one, else the nouns of happenings.

    Of what is denied no noun that only says when: there was no deal "at the meeting", but a meeting.
    """
    verb = base.slots.predicate.casefold() if base.slots else ""
    if found := _FIRST.search(text):
        return (found.group(1),)
    if idiom := _plainly(main)[1]:
        return (idiom,)
    if found := _NONE.match(text):
        return tuple(word for word in found.group(1).casefold().split() if word in words)
    written = base.claim.content.text
    said = next((hit for name in ("denies", "called") if (hit := patterns()[name].match(written))), None)
    if text != written and said:
        verb = next((word for word in tokens(said["what"])[2] if _acts(word)), "")
    standing = bool(
        base.slots and base.slots.state and base.slots.root == "OTHER" and verb in base.slots.state.split()[1:]
    )
    if verb and not standing and verb not in patterns()["light"] and (_acts(verb) or _happening(verb)):
        phrase = next((word for word in words if " " in word and word.partition(" ")[0] in lemmas(verb)), "")
        return (verb, *filter(None, (phrase, _subject_of(verb, main, words))))
    setting = _SETTING.search(text) if denied else None
    told_of = tokens(text[: setting.start()] if setting else main, known(base.claim))[2] or words
    if phrasal := _phrasal(verb, text, told_of):
        return (phrasal,)
    nouns = tuple(word for word in told_of if any(_happening(form) for form in lemmas(word)))
    return nouns or tuple(word for word in told_of if inflected(word))


@lru_cache(maxsize=4096)
def _plainly(text: str) -> tuple[str, str]:
    """Return a text with its idioms as plain verbs, and the first of these: to put pen to paper is to sign."""
    verb = ""
    for plain, said in patterns()["idioms"]:
        text, count = said.subn(plain, text)
        verb = verb or (min(lemmas(plain), key=len) if count else "")
    return text, verb


def _phrasal(verb: str, text: str, words: tuple[str, ...]) -> str:
    """Return the light verb with the particle that stands next to it, which tells an act: "gave way".

    Of what comes into contact, or into force, the noun tells it.
    """
    said = text.casefold().split()
    pairs = {(first, second.strip(".,;:")) for first, second in pairwise(said)}
    return next(
        (
            word
            for word in words
            if " " in word
            and word.partition(" ")[0] == verb
            and not word.endswith((" into", " on", " in"))
            and any(verb in lemmas(first) and second == word.partition(" ")[2] for first, second in pairs)
        ),
        "",
    )


def _of_deed(event: tuple[str, ...], who: str) -> tuple[str, ...]:
    """Return the words of what happened without those of its cause, unless nothing else is left."""
    causes = set(who.casefold().split())
    return tuple(word for word in event if word not in causes) or event


def _subject_of(verb: str, main: str, words: tuple[str, ...]) -> str:
    """Return the happening that does what is told: the explosion of "an explosion tore through the works"."""
    ahead = main[: max(areas.found(verb, main), 0)].split()[-1:]
    noun = ahead[0].casefold() if ahead else ""
    return noun if noun in words and noun != verb and any(_happening(form) for form in lemmas(noun)) else ""


@lru_cache(maxsize=4096)
def _acts(word: str) -> bool:
    return any(map(wordnet.acts, (word, *lemmas(word))))


@lru_cache(maxsize=4096)
def _happening(noun: str) -> bool:
    if noun in lexicon().happenings or lexicon().classes(noun) & lexicon().deeds:
        return True
    verbs = wordnet.verbs(noun)
    if _BODIES & set(wordnet.kinds(noun)):
        return False
    acts = any(noun in wordnet.nouns(verb, "act") | wordnet.nouns(verb, "event") for verb in verbs if verb != noun)
    return acts or (bool(verbs) and bool(_HAPPENINGS & set(wordnet.kinds(noun)[1:])))


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
    return verb in patterns()["unreal"] or bool(patterns()["might"].search(clause) or OUGHT.search(clause))


def _failed(base: Facts, text: str) -> bool:
    """Tell an attempt that came to nothing: it is no happening of its own place and time."""
    return bool(base.slots and base.slots.outcome == "failed") or bool(re.search(r"\bfail\w*\b", text))


def _places(claim: Claim, pattern: str, *, within: str = "", without: bool = False) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(map(exact.place, _placing(claim, pattern, within=within, without=without))))


def _placing(claim: Claim, pattern: str, *, within: str = "", without: bool = False) -> Iterator[Place]:
    """Yield the places before which the pattern stands, or does not: where it is, or all but where it came from."""
    text = within or claim.content.text
    for place in claim.places:
        if areas.fragment(place, text):
            continue
        at = text.find(place.text)
        if at < 0 and within:
            continue
        before = text[max(0, at - 40) : max(at, 0)]
        if bool(patterns()[pattern].search(before)) is not without:
            yield place


def _body(base: Facts, text: str) -> str:
    """Return who decided: whoever rejects it by its noun alone, else the doer."""
    if base.nominal and base.claim.speaker.kind != "outlet":
        return base.claim.speaker.canonical
    return lower(base.actor, text) if base.actor else ""


def _spots(text: str) -> tuple[str, ...]:
    """Return the words of the names of towns at or near which something is put."""
    found = (name for at in patterns()["spots"].finditer(text) for name in tokens(f"x {at.group(1)}")[0])
    return tuple(dict.fromkeys(found))


def _away(text: str) -> tuple[str, ...]:
    """Return the words of the names from which something came or is measured: "100 km from Enid"."""
    found = (at for at in _CAPITALS.finditer(text) if patterns()["away"].search(text[: at.start()]))
    return tuple(dict.fromkeys(name for at in found for name in _names(at.group())))


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


def _figures(base: Facts) -> tuple[Figure, ...]:
    found_all = tuple(counted(base.claim, part_of(base)))
    goals = _SCORE.findall(base.claim.content.text)
    if (
        len(goals) == 1
        and not any(found.unit == "score" for found in found_all)
        and _PLAYED.search(base.claim.content.text)
    ):
        found_all = (*found_all, score(goals[0]))
    return tuple(
        Figure(
            about=found.about,
            unit=found.unit,
            scope=found.scope,
            low=found.low,
            high=found.high,
            low_open=found.low_open,
            high_open=found.high_open,
            words=exact.figure(found),
        )
        for found in found_all
        if not (found.unit.isupper() and _ADDED.match(found.text))
    )


def _plain(text: str) -> tuple[Figure, ...]:
    """Return the numbers as they stand in the text, by the nouns beside them, for where no quantity was read."""
    if not settled(text):
        return ()
    return tuple(
        Figure(about=" ".join(found.of), unit=found.kind, scope="", low=found.low, high=found.high, words=found.text)
        for found in figures(text)
        if found.kind in _KINDS and (found.of or found.kind != "number") and not counts_part(text, found.text)
    )


def _time(base: Facts, main: str) -> tuple[float | None, float | None, str]:
    """Return the time that the claim states, unless only of what it tells in passing."""
    found, text = base.claim.happened_on, base.claim.content.text
    passing = found is not None and found.text and found.text in text and found.text not in main
    if found is None or passing or base.when.guessed or _AGAIN.search(text) or _ZONED.search(text) or aside(base):
        return None, None, ""
    start, end, hour = days.clock(text, *days.hours(found))
    if end - start > _DAY and found.text and re.search(rf"\b[Ss]ince (?:\w+ )?{re.escape(found.text)}", text):
        # What has been so since Monday began on Monday.
        end = start + _DAY
    return round(start, 2), round(end, 2), " ".join(filter(None, (hour, found.text))).casefold()


def _names(text: str) -> tuple[str, ...]:
    return tokens(f"x {text}")[0]


def _local(claim: Claim, text: str) -> tuple[str, ...]:
    """Return the names of places as they are written, and of the regions and towns that no gazetteer knows."""
    places = (place.text for place in _placing(claim, "away", without=True))
    written = (*places, *(hit.group(1) for hit in patterns()["placed"].finditer(text)))
    return tuple(dict.fromkeys(name for phrase in written for name in _names(phrase)))


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
    found = _CHARGE.search(text)
    return found.group(1).strip() if found else ""
