"""Events: the words of a claim that say what happened."""

import re
from functools import lru_cache
from itertools import pairwise

from crosswire.contradict.values import areas
from crosswire.contradict.values.slots import Facts
from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import inflected, lemma, lemmas
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import known, tokens

_NONE = re.compile(
    r"[Tt]here (?:is|are|was|were) (?:\w+ ){0,2}?no ((?:[\w-]+ ){0,3}?[\w-]+)"
    r"(?= (?:in|on|at|under|of|for|among|left)\b|[,.]|$)"
)
_NO = re.compile(r"\bno (?:[a-z-]+ )?([a-z-]+) (?:was|were|ha[ds] been|have been)\b", re.IGNORECASE)
_FIRST = re.compile(r"\bfirst to (\w+)")
_SETTING = re.compile(r"(?<=\w)\s(?:at|during|after|before|following) (?:an?|the|its|his|her|their)\b")
# Light verbs that tell of a happening all the same where no noun does.
_TURNS = frozenset({"begin", "start", "end"})
# What a noun is a kind of that names a happening.
_BODIES = frozenset({"person.1", "organization.1", "artifact.1"})
_HAPPENINGS = frozenset({"event.1", "phenomenon.1"})


def none(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the acts of which a text says that there was none: "and no apology was made"."""
    said = (found.group(1).casefold() for found in _NO.finditer(text))
    return tuple(word for word in said if word in words and any(map(wordnet.verbs, lemmas(word))))


def event(base: Facts, text: str, main: str, words: tuple[str, ...], *, denied: bool) -> tuple[str, ...]:
    """Return the words that say what happened: the verb unless it is a light one, else the nouns of happenings.

    Of what is denied no noun that only says when: there was no deal "at the meeting", but a meeting.
    """
    verb = base.slots.predicate.casefold() if base.slots else ""
    if found := _FIRST.search(text):
        return (found.group(1),)
    if idiom := plainly(main)[1]:
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
    # Of what begins, what it is may be no act by itself: a truce.
    return nouns or tuple(word for word in told_of if inflected(word)) or ((verb,) if verb in _TURNS else ())


@lru_cache(maxsize=4096)
def plainly(text: str) -> tuple[str, str]:
    """Return a text with its idioms as plain verbs, and the first of these: to put pen to paper is to sign."""
    verb = ""
    for plain, said in patterns()["idioms"]:
        text, count = said.subn(plain, text)
        verb = verb or (lemma(plain) if count else "")
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


def of_deed(event: tuple[str, ...], who: str) -> tuple[str, ...]:
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
