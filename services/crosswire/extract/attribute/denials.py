"""Denials in other words: "this is a lie", "called the claim baseless", "does not recognise the result"."""

from collections.abc import Sequence

from spacy.tokens import Token

from crosswire.extract.attribute.asides import disputing
from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.cues import noun, told, verb, words
from crosswire.extract.read.document import Passage, Reading

OPENING = frozenset({"that", "of"})
POINTING = frozenset({"this", "that", "it", "these", "those", "which"})
TRUE = frozenset({"true", "correct", "accurate", "right", "so"})
ACCEPTING = frozenset({"recognise", "recognize", "accept", "acknowledge"})
RESULTS = frozenset({"result", "outcome", "verdict", "finding", "conclusion", "version"})


def deny(reading: Reading, found: Sequence[Attribution]) -> None:
    """Give the force of denials to those of ``found`` whose words deny what was told, before or in them."""
    for item in found:
        if item.force == "assert" and (denied_by(item) is not None or _innocent(item)):
            item.force = "deny"
        untrue = _untrue(reading, item) if item.force in {"assert", "deny"} else None
        if untrue is not None:
            item.force = "deny"
            _cut_short(untrue, item, found)


def _cut_short(untrue: Passage, denial: Attribution, found: Sequence[Attribution]) -> None:
    """Take "were false" from the end of what the posts claim."""
    for item in found:
        last = item.passages[-1]
        if item is not denial and last.start in untrue and untrue.end < last.end <= denial.passages[-1].end:
            item.passages = (*item.passages[:-1], Passage(start=last.start, end=untrue.end))


def _untrue(reading: Reading, item: Attribution) -> Passage | None:
    """Return what "posts claiming that the dam had burst were false" says did not happen."""
    if len(item.passages) != 1 or item.quote == "direct":
        return None
    within = item.passages[0]
    said = reading.doc[reading.token_at(within.start).i : reading.token_at(within.end - 1).i + 1]
    copulas = [token for token in said if token.lemma_ == "be" and any(map(_false, token.rights))]
    thing = next((token for token in said if token.pos_ == "NOUN"), None)
    if not copulas or thing is None or any(child.dep_ == "neg" for child in copulas[-1].children):
        return None
    last, begins = copulas[-1].nbor(-1), next((token for token in said if token.lower_ in OPENING), None)
    if begins is None or not thing.i < begins.i < last.i or not _report(thing):
        return None
    if begins.lower_ == "of" and begins.head != thing:
        return None
    return reading.passage(begins.i + 1, last.i)


def _report(thing: Token) -> bool:
    return told(thing) or thing.lemma_.lower() in words("documents.tsv")


def _innocent(item: Attribution) -> bool:
    """Tell of "said that he was innocent"."""
    root = item.root
    if root is None or root.lemma_ != "be" or any(child.dep_ == "neg" for child in root.children):
        return False
    return any(child.dep_ == "acomp" and child.lower_ == "innocent" for child in root.rights)


def denies(item: Attribution) -> bool:
    """Tell whether the cue itself denies, and with it what its content says."""
    word = verb(item.anchor) or noun(item.anchor)
    return item.force == "deny" and (word is None or word.force == "deny")


def denied_by(item: Attribution) -> Token | None:
    """Return the word that points at what the content denies, None where it denies nothing told before."""
    root, anchor = item.root, item.anchor
    if root is None:
        return None
    word = verb(anchor)
    if word is not None and "s" in word.frames:
        if disputing(anchor.head) == anchor:
            return anchor.head
        thing = next((child for child in anchor.children if child.dep_ == "dobj"), None)
        named = [child for child in anchor.rights if child.dep_ in {"oprd", "acomp", "ccomp"} and child.pos_ != "VERB"]
        named += [word for child in anchor.rights if child.lower_ == "as" for word in child.children]
        return thing if _points(thing) and any(_false(word) for word in named) else None
    negated = any(child.dep_ == "neg" for child in root.children)
    if root.lemma_ == "be":
        thing = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
        said = [child for child in root.rights if child.dep_ in {"attr", "acomp"}]
        false = any(word.lower_ in TRUE for word in said) if negated else any(_false(word) for word in said)
        return thing if false and _points(thing) else None
    thing = next((child for child in root.children if child.dep_ == "dobj"), None)
    if thing is None or not negated or root.lemma_ not in ACCEPTING:
        return None
    return thing if thing.lemma_ in RESULTS or told(thing) else None


def _points(thing: Token | None) -> bool:
    return thing is not None and (thing.lower_ in POINTING or told(thing))


def _false(word: Token) -> bool:
    return word.lemma_.lower() in words("falsehoods.tsv")
