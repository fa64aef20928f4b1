"""Triggers: which words tell of a happening, of what kind, by the lexicon beside the code."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from crosswire.extract.code.arguments import Frame, frame
from crosswire.extract.code.lexicon import Entry, Kind, classes, nouns, verbs

# One syllable, one vowel, one consonant: such a verb doubles its last letter unless an e was dropped.
SHORT = re.compile("[^aeiou]+[aeiou][bcdfgklmnprstvz]")
IDLE = frozenset({"go", "put", "set", "come", "be"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word found to tell of a happening, with its arguments; ``predicate`` is the lemma with its particle."""

    token: Token
    frame: Frame
    entry: Entry
    predicate: str

    @property
    def kind(self) -> Kind:
        """The kind of happening."""
        return self.entry.kind


def triggers(doc: Doc) -> Iterator[Trigger]:
    """Yield the triggers of ``doc`` in order, verbs and nouns each by themselves."""
    known = _known()
    for number, (lemma, lower) in enumerate(doc.to_array(["LEMMA", "LOWER"]).tolist()):
        if lemma in known or lower in known:
            found = trigger(doc[number])
            if found is not None:
                yield found


@cache
def _known() -> frozenset[int]:
    """Return the hashes of all words of the lexicon, and of what spaCy makes of them by dropping an e."""
    words = {*verbs(), *nouns()}
    words |= {word[:-1] for word in words if word.endswith("e") and SHORT.fullmatch(word[:-1])}
    return frozenset(map(get_string_id, sorted(words)))


def trigger(token: Token) -> Trigger | None:
    """Return what ``token`` tells of, None where it tells of no happening that the lexicon knows."""
    lemma = lemma_of(token)
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and lemma == "be"):
        return _matched(token, verbs().get(lemma, ()), _verb_fits)
    if token.pos_ == "NOUN" and token.dep_ not in {"compound", "nmod", "amod"}:
        return _matched(token, nouns().get(lemma, ()) or nouns().get(token.lower_, ()), _noun_fits)
    return None


def lemma_of(token: Token) -> str:
    """Return the lemma, with the silent e that spaCy drops from "fined" and "hoping"."""
    lemma, word = token.lemma_.lower(), token.lower_
    if token.pos_ == "VERB" and word in {f"{lemma}ed", f"{lemma}ing"} and SHORT.fullmatch(lemma):
        return f"{lemma}e"
    return lemma


def _matched(token: Token, entries: tuple[Entry, ...], fits: Callable[[Frame, Entry], bool]) -> Trigger | None:
    if not entries:
        return None
    arguments = frame(token)
    for entry in entries:
        if fits(arguments, entry):
            return Trigger(token=token, frame=arguments, entry=entry, predicate=_predicate(arguments, entry))
    return None


def _predicate(arguments: Frame, entry: Entry) -> str:
    if entry.meant or arguments.head.pos_ not in {"VERB", "AUX"}:
        return entry.predicate.replace("_", " ")
    words = [entry.predicate]
    for particle in entry.particles:
        child = arguments.marks[particle]
        if child.dep_ in {"prt", "advmod", "acomp", "oprd", "dobj"} and particle == child.lower_:
            words.append(particle)
    if entry.predicate in IDLE and entry.object and entry.object[0][0] not in "@%":
        words = [entry.predicate, *entry.particles, entry.object[0]]
    return " ".join(words[1:] if words[0] == "be" and words[1:] else words)


def predicate(token: Token) -> str:
    """Return the lemma of a verb with its particle, whether or not the lexicon knows it; else the lemma."""
    particle = next((child.lower_ for child in token.children if child.dep_ == "prt"), "")
    return f"{lemma_of(token)} {particle}".strip()


def _verb_fits(arguments: Frame, entry: Entry) -> bool:
    if any(particle not in arguments.marks for particle in entry.particles):
        return False
    if entry.subject and not (arguments.subject is not None and _any(arguments.subject, entry.subject)):
        return False
    if not entry.object:
        return True
    nouns_ = [arguments.object, *(arguments.obliques.get(particle) for particle in entry.particles)]
    if "@none" in entry.object and arguments.object is None:
        return True
    if "@any" in entry.object:
        return arguments.object is not None
    return any(noun is not None and _any(noun, entry.object) for noun in nouns_)


def _noun_fits(arguments: Frame, entry: Entry) -> bool:
    if not entry.object or "@none" in entry.object:
        return True
    beside = [child for child in arguments.head.children if child.dep_ in {"compound", "amod", "nmod", "poss"}]
    return any(_any(noun, entry.object) for noun in [*beside, *arguments.obliques.values()])


def _any(token: Token, conditions: tuple[str, ...]) -> bool:
    nouns_ = [token]
    if of_class(token, "quantifier") or token.pos_ == "NUM":
        of = (child for child in token.children if child.lower_ == "of")
        nouns_ += [noun for preposition in of for noun in preposition.children if noun.dep_ == "pobj"]
    if any(fulfils(noun, condition) for noun in nouns_ for condition in conditions):
        return True
    beside = [child.lemma_.lower() for child in token.children if child.dep_ == "compound"]
    return any(word in conditions for word in beside)


def fulfils(token: Token, condition: str) -> bool:
    """Tell whether ``token`` is of a class (@), of an entity label (%), or the word itself."""
    if condition.startswith("%"):
        return token.ent_type_ == condition[1:]
    if condition.startswith("@"):
        return of_class(token, condition[1:])
    return token.lemma_.lower() == condition or token.lower_ == condition


def of_class(token: Token, name: str) -> bool:
    """Tell whether a common noun or pronoun is in a class of events-classes.toml."""
    return token.ent_type_ != "PERSON" and (token.lemma_.lower() in classes()[name] or token.lower_ in classes()[name])


def bearer(noun: Token) -> Token:
    """Return the noun that stands in a clause for ``noun``: the wave in "a wave of attacks", else itself."""
    of = noun.head
    if noun.dep_ == "pobj" and of.lower_ == "of" and of.head.pos_ == "NOUN" and of_class(of.head, "measure"):
        return of.head
    return noun
