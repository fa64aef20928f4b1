"""Agents: who did it, who holds it and who won, by the wording of a claim and by its slots."""

import re
from itertools import takewhile

from crosswire.contradict.values import areas, exact
from crosswire.contradict.values.slots import Facts, bare
from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import irregular, lexicon
from crosswire.contradict.words.likeness import inflected, lemmas
from crosswire.contradict.words.names import camped, described, unknown
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import anyword

BLAMING = frozenset({"blame", "accuse", "charge", "suspect", "hold"})
_AUX = re.compile(r"\s+(?:(?:has|have|had|also|again|then|reportedly|deliberately|since|now)\s*)+$")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be|to)\s*(?:\w+\s*)?$")
_UNDERGOING = re.compile(r"(?:came|comes?|coming) under\b|(?:suffer|sustain|surviv)\w*", re.IGNORECASE)
_OWN = re.compile(r"(?:his|her|our|its|their)\b", re.IGNORECASE)
# Letters of a subject: a longer one is a sentence by itself.
_NEAR = 70
_AGENTS = frozenset({"person.1", "group.1", "social_group.1", "organization.1", "causal_agent.1", "people.1"})


def doer(base: Facts, text: str) -> tuple[str, bool, str]:
    """Return who did it, whether the wording says so, and by which verb unless that only says that he did it.

    Nobody of one cause among more.
    """
    claim = base.claim
    if patterns()["shared_cause"].search(claim.content.text):
        return "", False, ""
    if claim.cue.lemma in BLAMING and (found := patterns()["blamed"].match(claim.content.text)):
        return exact.name(bare(found["who"], ())), True, ""
    if patterns()["claimed"].match(claim.content.text) and claim.speaker.kind != "outlet":
        return exact.name(claim.speaker.canonical), True, ""
    named, by = _first(patterns()["doers"], text, patterns()["doer_ends"])
    if named:
        return named, True, _doing(by)
    did = _doing(base.slots.predicate.casefold()) if base.slots else ""
    if read := _by_slots(base, text):
        return read, False, did
    verb = areas.found(base.slots.predicate, text) if base.slots else -1
    active = 0 < verb < _NEAR and not _PASSIVE.search(text[:verb]) and not _UNDERGOING.match(text[verb:])
    name = _subject(text[:verb]) if active else ""
    return (name if name and kind_of(name) == "agent" else ""), False, did


def _did(did: str = "", particle: str | None = "") -> str:
    """Return the verb of a passive with its particle: "shoot down", which is not to shoot."""
    return f"{irregular(did.casefold())}{particle.casefold()}" if particle else did.casefold()


def _doing(verb: str) -> str:
    """Return a verb, unless it only says that somebody did what stands beside it: "launched", "set off"."""
    return "" if any(form in patterns()["performing"] for form in (verb, *lemmas(verb))) else verb


def _by_slots(base: Facts, text: str) -> str:
    """Return the doer that the slots have, be it only soldiers, or rebels, without a name."""
    actor = base.slots.actor if base.slots else None
    if actor is not None and base.actor and base.actor in actor.canonical:
        return lower(base.actor, text)
    named = lower(actor.canonical, text) if actor is not None else ""
    return exact.name(named) if named and camped(named) else ""


def _first(found: tuple[re.Pattern[str], ...], text: str, ends: re.Pattern[str]) -> tuple[str, str]:
    """Return who the first pattern that fits names, without what follows his name, and what it says that he did."""
    for pattern in found:
        if hit := pattern.search(text):
            phrase = hit.group(pattern.groups).strip()
            if hit.start(pattern.groups) == 0:
                phrase = phrase.rpartition(", ")[2]
            phrase = patterns()["loyal"].sub("", phrase)
            phrase = _before_its_verb(ends.split(phrase, maxsplit=1)[0].strip())
            name = lower(bare(phrase, ()), text) if bare(phrase, ()) else ""
            if name and (not unknown(name) or camped(name)):
                return exact.name(name), _did(**hit.groupdict())
    return "", ""


def _before_its_verb(phrase: str) -> str:
    """Return a name without the clause that it opens: "the army repelled the attack and" of the army."""
    words = phrase.split()
    if words[-1:] != ["and"]:
        return phrase
    return " ".join(takewhile(lambda word: not (word.islower() and inflected(word)), words[:-1]))


def _subject(text: str) -> str:
    """Return the noun phrase that a text opens with, before its verb."""
    phrase = patterns()["doer_ends"].split(text.strip(), maxsplit=1)[0].strip()
    name = bare(_AUX.sub("", phrase), ())
    return "" if not name or unknown(name) else exact.name(lower(name, text))


def lower(name: str, text: str) -> str:
    """Return a name with the common word that only opens a sentence in lower case: "Police", "Rebels"."""
    first = name.split(maxsplit=1)[0]
    opens = first not in text or text.startswith((first, f"The {first}", f"A {first}", f"An {first}"))
    common = anyword(first.casefold()) or camped(first.casefold())
    return name[:1].lower() + name[1:] if opens and common and len(name.split()) == 1 else name


def holder(base: Facts, text: str) -> str:
    """Return who holds what is told of: by the slots, as the speaker himself, or by the wording."""
    if patterns()["attempted"].search(text):
        return ""
    given = base.slots.holder if base.slots else None
    if (
        given is not None
        and not _OWN.match(given.canonical)
        and (not unknown(given.canonical) or camped(given.canonical))
    ):
        return exact.name(lower(given.canonical, text))
    speaker = base.claim.speaker
    if patterns()["own"].search(text) and speaker.kind not in {"outlet", "anonymous"}:
        return exact.name(speaker.affiliation or speaker.canonical)
    return _first(patterns()["holders"], text, patterns()["holder_ends"])[0]


def held(text: str) -> str:
    """Return what is held or taken by the wording, with where it stands; nothing where nobody holds anything."""
    found = next((hit for pattern in patterns()["things"] if (hit := pattern.search(text))), None)
    return patterns()["thing_ends"].split(found.group(1), maxsplit=1)[0].strip() if found else ""


def winner(base: Facts, text: str) -> tuple[str, str]:
    """Return who beat whom, or who won, by the wording or the slots; both empty where nobody is said to win."""
    found = next((hit for pattern in patterns()["winners"] if (hit := pattern.search(text))), None)
    if found:
        # Between a winner and the verb may stand who he is: "X, governor of Y, beat Z".
        apposed = base.actor and not described(base.actor) and text.find(base.actor) < found.start("w")
        verb = base.slots.predicate if base.slots else ""
        active = apposed and found["w"] not in base.actor and areas.found(verb, text) > found.end("w")
        return (base.actor if active else found["w"]), found["l"]
    verb = base.slots.predicate.casefold() if base.slots else ""
    won = lexicon().happenings.get(verb) == "win" and base.actor and not base.denied
    title = patterns()["champions"].search(text)
    name = base.actor if won else title["w"] if title and not base.denied else ""
    beaten = patterns()["beaten"].search(text) if name else None
    return name, beaten["l"] if beaten else ""


def kind_of(name: str) -> str:
    """Return agent for who has a name or is a person, cause for a thing that is no weapon, else nothing."""
    if not described(name):
        return "agent"
    words = name.casefold().split()
    armed = {word for word in lexicon().forces.intersection(words) if not lemmas(word) & patterns()["weapons"]}
    if armed or camped(name):
        return "agent"
    head = words[-1]
    above = {kind for form in lemmas(head) for kind in wordnet.kinds(form)}
    if above & _AGENTS:
        return "agent"
    return "cause" if (above or _process(head)) and not lemmas(head) & patterns()["weapons"] else ""


def _process(noun: str) -> bool:
    """Tell the noun of what goes on by itself or is done, be it of no known kind: corrosion."""
    return any(
        noun in wordnet.nouns(verb, sort) for verb in wordnet.verbs(noun) for sort in ("act", "event", "state", "other")
    )
