"""The slots of a claim as they are compared: names without numbers, weekdays and the place they stand in."""

import re
from dataclasses import dataclass

from crosswire.contradict.rows import When
from crosswire.contradict.values import areas, days
from crosswire.contradict.words.lexicon import lexicon, singular
from crosswire.contradict.words.names import described, fold, skeleton, unknown
from crosswire.contradict.words.patterns import patterns
from crosswire_schemas.records import Claim, Party, Place, Slots, Thing

_NAME = r"[A-Z][\w'’-]+"
_BY = re.compile(
    r"\b(?:was|were|been|is|are)\s+(?:\w+\s+)?\w+(?:ed|t|n)\s+by\s+((?:(?:the|a|an|its|her|his)\s+)?(?:[\w'’-]+\s*){1,4})"
)
_NAME_AT_END = re.compile(rf"\s({_NAME}(?:\s+{_NAME})*)$")
_NAME_NEXT = re.compile(rf"\s+({_NAME}(?:\s+{_NAME})*)")
_NAME_LAST = re.compile(rf"{_NAME}(?:\s+{_NAME})*$")
_APPOSED = re.compile(rf"({_NAME}(?:\s+{_NAME})+), (?:[a-z]|an? )[^,]{{2,60}}, (?!\w+ (?:was|were|has been)\b)")
_IT_WAS = re.compile(r"\b[Ii]t\s+was\s+((?:[\w'’-]+\s+){1,6}?)(?:, not [^,]+, )?(?:that|who|which)\b")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s*\w*\s*$")
_CAUSED = re.compile(
    r"(.{3,60}?)\s+(?:caused|started|triggered|set off|sparked|(?:was|is|were|are) (?:to blame|responsible) for"
    r"|(?:was|is|were|are) behind|carried out|committed)\b"
)
# That there has been none denies the happening that a noun names.
_NONE = re.compile(r"\bthere (?:has|have|had|was|were|is|are)(?: been)? (?:no|not any)\b", re.IGNORECASE)
_LEADING = re.compile(r"(?:The |An? )?((?:[\w'’-]+ ){1,3}?)(?:(?:have|has|had|now|still) )*$")
_CEASING = re.compile(r"stop|ceas|halt|abandon|quit|give up", re.IGNORECASE)
_UNCEASING = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bwithout)\s+(?:\w+\s+)?(?:stop|ceas|halt|giv\w+ up|abandon|quit)\w*", re.IGNORECASE
)
_TAKES = frozenset({"take", "takes", "took", "taken", "taking"})
_FIRED = frozenset({"fire", "shot", "shots", "round", "rounds"})
_WORK = re.compile(r"\b(?:the|its) (?:work|doing|handiwork) of ((?:[\w'’-]+\s*){1,4})")
OUGHT = re.compile(r"\b(?:must|should|ought to|needs? to|has to|have to|ready to|let's)\b", re.IGNORECASE)
# What begins the part of a scope that says which of several it is.
NTH = "no. "
_PHRASE = re.compile(r"\s+(?:against|in|on|to|for|over|by|from|with|at)\b|[,;]")
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|will|did|would|be|been|that)\b|\w{3,}ed\b")
_VERBAL = re.compile(r"\b(?:was|were|is|are|has|have|had|will|did)\b")
_SUBJECT = re.compile(r"(?:that\s+)?(?:it|they|we|he|she|I) ", re.IGNORECASE)
# What is denied as something done or meant, and no thing that is refused: "denied planning permission".
_GERUND = re.compile(
    r"(?:ever )?(?:having|being|(?:carrying|setting|breaking|opening) \w+|(?:planning|intending|trying) to"
    r"|[a-z]{2,}ing (?:up |down |out |off |away )?(?:the|any|its|his|her|their|him|them|it)"
    r"|(?:committing|taking|using|making|giving|firing|causing|attacking|killing|targeting|sending) (?!of\b))\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"any\b", re.IGNORECASE)
# What is told as one more of its kind was not the only one.
_BESIDES = re.compile(r"\b(?:also|a second|another|in parallel|simultaneously)\b(?! (?:man|woman|person|time))")
_STRETCH = re.compile(
    r"\b(?:past|recent|weeks|months|few days|days?(?! (?:ago|before yesterday)\b)"
    r"|(?<!early )(?<!small )(?<!pre-dawn )hours)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",? (?:who|which|where|whose)\b|, \w+ing\b")
# Whose time is that of what it is said of.
_TAKING_PLACE = re.compile(
    r", (?:which|that) (?:had |has )?(?:happened|occurred|took place|taken place|came|began|started)\b"
)
_SELF = re.compile(
    r"(?:that\s+)?(?:(?:it|they|we|he|she|I)\b|(?:its|our|their) (?:forces|fighters|troops|men|soldiers|units)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What all filings of one claim share."""

    claim: Claim
    slots: Slots | None
    place: Place | None
    spot: str
    when: When
    denied: bool
    planned: bool
    about: str = ""
    actor: str = ""
    target: str = ""
    object: str = ""
    several: bool = False

    @property
    def single(self) -> bool:
        """Tell whether it befell one person or thing, so that it can have been in one place, on one day, only."""
        return bool(self.patient or self.actor) and not self.several

    @property
    def light(self) -> bool:
        """Tell whether what is told is too light to be one happening: a light verb, a noun by itself, a duty."""
        nominal = self.about in self.object.casefold().split() and not self.target and not self.actor
        nominal = nominal and not (self.denied and _NONE.search(self.claim.content.text))
        return self.about in lexicon().light or nominal or self.duty

    @property
    def nominal(self) -> bool:
        """Tell a denial of something named by a noun alone: not of "any intention", which only who denies it has."""
        content = self.claim.content.text
        if self.claim.cue.lemma in lexicon().denying and _ANY.match(content):
            return False
        told = _VERB.search(content) or _SUBJECT.match(content) or _GERUND.match(content)
        return self.claim.cue.force == "deny" and not told

    @property
    def idle(self) -> bool:
        """Tell a rejection of something named by a noun alone, which may be so all the same: "rejects annexation"."""
        return self.nominal and self.claim.cue.lemma not in lexicon().denying

    @property
    def duty(self) -> bool:
        """Tell whether the claim says what ought to be, not what is."""
        return bool(OUGHT.search(self.claim.content.text))

    @property
    def patient(self) -> str:
        """Whom or what it befell."""
        return self.target or self.object


def goes_on(claim: Claim) -> bool:
    """Tell what has not stopped, and so is no denial: "had not stopped firing"."""
    predicate = claim.slots.predicate.casefold() if claim.slots else ""
    return bool(_UNCEASING.search(claim.content.text)) and not _CEASING.match(predicate)


def aside(base: Facts) -> bool:
    """Tell a time that runs for days, or that a relative clause states of something else than what is told."""
    text, found = base.claim.content.text, base.claim.happened_on
    stated = (found.text or "") if found else ""
    if _STRETCH.search(stated):
        return True
    at = text.find(stated) if stated else -1
    opened = list(_RELATIVE.finditer(text[: max(at, 0)]))[-1:]
    return any("," not in text[clause.end() : at] for clause in opened) and not _TAKING_PLACE.search(text[:at])


def facts(claim: Claim) -> Facts:
    """Return what all questions about the claim share."""
    slots, when = claim.slots, days.happened(claim)
    actor = _party(slots.actor, claim) if slots else ""
    place = areas.finest(claim.places, claim.content.text, slots.predicate if slots else "")
    return Facts(
        claim=claim,
        slots=slots,
        place=place,
        spot="" if place and areas.rank(place) > 1 else areas.spot(claim.content.text, claim.places),
        when=when,
        denied=claim.cue.force == "deny"
        or (claim.polarity == "negated" and not goes_on(claim) and not days.at_last(claim.content.text)),
        planned=_planned(claim, when),
        about=_about(slots) if slots else "",
        actor=actor or _spoken_of(claim) or ("" if _unnamed(slots) else _armed(claim) or _doer(claim)),
        target=_party(slots.target, claim) if slots else "",
        several=bool(_BESIDES.search(claim.content.text)) or (_several(slots) if slots else False),
        object=_undergone(slots.object, claim) if slots and slots.object else "",
    )


def _unnamed(slots: Slots | None) -> bool:
    """Tell whether the doer is one whom only the speaker can name, so that nobody else named is he: "the enemy"."""
    return slots is not None and slots.actor is not None and unknown(slots.actor.canonical)


def _planned(claim: Claim, when: When) -> bool:
    content = claim.content.text
    if declined(claim):
        return False
    if claim.modality == "planned" and days.remains(claim):
        # What is to stay as it is, is so.
        return False
    planned = claim.modality == "planned" and " to blame " not in content
    return planned or days.to_come(claim, when) or claim.cue.force == "promise" or content.startswith("to ")


def declined(claim: Claim) -> bool:
    """Tell what somebody refused to do, which is no plan: it was not done."""
    failed = claim.slots is not None and claim.slots.outcome == "failed"
    return failed and claim.content.text.startswith("to ")


def _about(slots: Slots) -> str:
    """Return the class of the happening: for a verb of causing, of what was caused; workers' strikes are no attacks."""
    known = lexicon()
    if slots.root == "PROTEST" and slots.predicate == "strike":
        return "walkout"
    if slots.predicate in known.causes and slots.object:
        head = known.happening(slots.object.canonical.split()[-1], "")
        return (
            head
            if head in known.sorts or head in known.happenings.values()
            else known.happening(slots.predicate, slots.root)
        )
    return known.happening(slots.predicate, slots.root)


def _several(slots: Slots) -> bool:
    """Tell whether it befell several, not one: trees, villagers, houses."""
    if slots.target is not None:
        whole = slots.target.canonical
        return slots.target.kind in {"anonymous", "group"} and described(whole) and bool(re.search(r"[^s]s$", whole))
    if slots.object is None:
        return False
    head = re.split(r"\s+of\s+", slots.object.text)[0].split()[-1].casefold()
    return head.endswith("s") and head not in slots.object.canonical.casefold().split()


def _party(party: Party | None, claim: Claim) -> str:
    if party is None:
        return ""
    name = party.canonical
    if described(name):
        name = _name_after(party.text or name, claim) or name
    name = bare(name, claim.places if party.kind not in {"person", "state"} else ())
    generic = all(singular(word) in lexicon().generic for word in name.casefold().split())
    return "" if generic or unknown(name) else name


def _spoken_of(claim: Claim) -> str:
    """Return the speaker where he speaks of himself: "said it held the building"."""
    claimed = claim.cue.lemma == "claim" and claim.slots is not None and not _VERBAL.search(claim.content.text)
    if claim.speaker.kind in {"outlet", "anonymous"} or not (claimed or _SELF.match(claim.content.text)):
        return ""
    return claim.speaker.canonical


def _armed(claim: Claim) -> str:
    """Return the state whose weapon or force is named as what did it: "An Israeli air strike hit the bakery"."""
    if not claim.slots or (claim.slots.root != "ASSAULT" and claim.slots.predicate not in lexicon().happenings):
        return ""
    words = re.findall(r"[\w-]+", claim.content.text)[:6]
    for at, word in enumerate(words[:-1]):
        if word.casefold() in lexicon().nations and any(
            near.casefold() in lexicon().forces for near in words[at + 1 : at + 3]
        ):
            return lexicon().nations[word.casefold()].title()
    return ""


def _doer(claim: Claim) -> str:
    """Return who did it by the wording: "caused by X", "it was X that", the name right before the verb."""
    text = claim.content.text
    if found := _WORK.search(text):
        return _known(found.group(1))
    if found := _BY.search(text) or _IT_WAS.search(text) or _CAUSED.match(text):
        return _known(found.group(1))
    if found := _APPOSED.match(text):
        return _known(found.group(1))
    verb = areas.found(claim.slots.predicate, text) if claim.slots else -1
    if claim.slots and claim.slots.predicate in lexicon().taking and (leading := _LEADING.match(text[: max(verb, 0)])):
        return _known(leading.group(1))
    ahead = text[: max(verb, 0)].rstrip()
    before = _NAME_LAST.search(ahead)
    located = before is not None and before.group() in {place.text for place in claim.places}
    return _known(before.group()) if before and not located and not _PASSIVE.search(ahead) else ""


def _known(phrase: str) -> str:
    """Return the doer of a phrase: the name at its end, else what stands before a preposition."""
    name = re.search(rf"{_NAME}(?:\s+{_NAME})+$", phrase.strip())
    bounds = r"\s+(?:from|of|in|at|on|near|with|by|burning|who|which|that|striking|hitting)\b"
    kept = bare(name.group() if name else re.split(bounds, phrase)[0], ())
    return "" if unknown(kept) else kept


def part_of(base: Facts) -> str:
    """Return the part that was won or closed, not the whole: "lost the first set", "the maternity ward is closed"."""
    words = re.findall(r"[a-z]+", base.claim.content.text.casefold())
    at = next(
        (
            at
            for at, word in enumerate(words)
            if word in lexicon().parts and not _no_part(words[at - 1 : at]) and words[at + 1 : at + 2] != ["past"]
        ),
        -1,
    )
    return " ".join(words[max(at - 1, 0) : at + 1]) if at >= 0 else ""


def nth_of(base: Facts) -> str:
    """Return which of several it is, as a part of a scope: the first test, the second."""
    found = patterns()["ordinals"].search(base.claim.content.text)
    return f"{NTH}{found.group().casefold()}" if found else ""


def _no_part(before: list[str]) -> bool:
    """Tell what is no part: who takes part does it whole."""
    return bool(before) and before[0] in _TAKES


def _object(thing: Thing, claim: Claim) -> str:
    name = _name_after(thing.text, claim) or bare(thing.canonical, claim.places)
    generic = all(word.casefold() in lexicon().generic for word in name.split())
    return "" if generic else name


def _undergone(thing: Thing, claim: Claim) -> str:
    """Return whom or what it befell: not the cause, which a reader may take for it."""
    cause = _CAUSED.match(claim.content.text) or _IT_WAS.search(claim.content.text)
    name = _object(thing, claim)
    fired = (claim.slots is not None and claim.slots.predicate == "fire" and (name.split() or [""])[-1]) or ""
    return "" if (cause and thing.text in cause.group(1)) or fired in _FIRED else name


def named_thing(phrase: str, places: tuple[Place, ...]) -> str:
    """Return a noun phrase with its noun last: "the appeal of Acme Oil against a fine" is "Acme Oil appeal"."""
    first = _PHRASE.split(phrase)[0]
    head, _, of = first.partition(" of ")
    return bare(f"{of} {head}", places)


def _name_after(description: str, claim: Claim) -> str:
    """Return the name at a description's end, or right after it: "the Irish student Cillian Mac Oireachtaigh"."""
    if own := _NAME_AT_END.search(description):
        return own.group(1)
    last, text = description.rsplit(maxsplit=1)[-1], claim.content.text
    at = text.find(last)
    found = _NAME_NEXT.match(text, at + len(last)) if at >= 0 else None
    return found.group(1) if found else ""


def bare(name: str, places: tuple[Place, ...]) -> str:
    """Return ``name`` without numbers, weekdays and the places it stands in, unless nothing else is left of it.

    A name that is itself the place of the claim says nothing more than the place does.
    """
    spots = {skeleton(word) for place in places for word in f"{place.name} {place.text}".split()}
    words = [word for word in name.split() if fold(word) and not _empty(word)]
    rest = [word for word in words if _state(word) or skeleton(re.sub(r"['’]s?$", "", word)) not in spots]
    return " ".join(rest)


def _state(word: str) -> bool:
    return fold(word) in lexicon().nations or fold(word) in lexicon().states


def _empty(word: str) -> bool:
    plain = re.sub(r"['’]s?$", "", word).casefold()
    return plain in lexicon().plain or plain in lexicon().titles or plain[:1].isdigit()
