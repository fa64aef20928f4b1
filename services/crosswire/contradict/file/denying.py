"""Denying: what a claim tells and whether it denies that, by its cue, its verb or its wording."""

import re

from crosswire.contradict.values import days
from crosswire.contradict.values.agents import BLAMING
from crosswire.contradict.values.slots import Facts, goes_on
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import lemmas
from crosswire.contradict.words.patterns import patterns
from crosswire_schemas.records import Claim

# That there was none denies what its own clause tells, whatever is said before and after it.
_THERE = re.compile(
    r"(?:^|[.!?] )([Tt]here (?:is|are|was|were|has been|have been|had been) no [^.!?]+?)"
    r"(?:,? (?:and|but) (?!any|else)|[.!?]|$)"
)
OWN = re.compile(r"\b(?:we|our|its?|their|they|his|her|he|she|my|i)\b", re.IGNORECASE)


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
        return days.at_last(text) or text, False
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
        return found["what"] if found["said"] and not OWN.match(found["what"]) else f"{found['who']} {found['what']}"
    if claim.cue.force != "deny" and (found := patterns()["invented"].match(text)):
        return str(found["what"])
    found = patterns()["called"].match(text)
    whole = found is not None and claim.cue.force != "deny" and found.end("what") == len(text)
    return found["what"] if found and not whole else ""


def rebuts(claim: Claim) -> bool:
    """Tell a denial of what somebody says, and no mere negation."""
    return claim.cue.force == "deny" or any(
        patterns()[name].match(claim.content.text) for name in ("called", "denies", "invented")
    )


def _statement(text: str) -> bool:
    first = re.split(r"\s(?:of|that|by|in|on|about)\s", text)[0].split()[-1:]
    return any(form in patterns()["statements"] for word in first for form in lemmas(word.casefold()))
