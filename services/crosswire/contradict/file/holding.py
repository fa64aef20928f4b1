"""Holding: who holds what, by the slots or by the wording."""

import re
from collections.abc import Iterator

from crosswire.contradict.file.questions import filed, subject_of
from crosswire.contradict.rows import Answer, Filing
from crosswire.contradict.values import exact
from crosswire.contradict.values.slots import Facts, part_of
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.names import nation, unknown
from crosswire.contradict.words.patterns import patterns

_HOLDING = frozenset({"control", "capture"})
# To want a place is not to hold it.
_GOAL = re.compile(
    r"\b(?:try|tries|trying|tried|attempt\w*|want\w*|seek\w*|aim\w*|plan\w*|hop\w+|fight\w*) (?:to|for)\b|\bwants?\b",
    re.IGNORECASE,
)
_UNDER = re.compile(r"\bunder (?:the )?(?:(?:full|complete|firm|total)\s+)*(?:control of )?([\w'’ -]{2,40}?) control\b")
_OWN = frozenset({"its", "their", "our", "his", "her", "the", "full", "total"})


def control(base: Facts) -> Iterator[Filing]:
    """Yield who holds what: the holder named, else the doer of a verb of holding."""
    assert base.slots is not None
    given = base.slots.holder
    whole = (base.object if "control" in base.object.split() else base.patient).split()
    held = [word for word in whole if word.casefold() != "control"]
    holds = base.about in _HOLDING or 0 < len(held) < len(whole)
    name = given.canonical if given else _holder(base) or (base.actor if holds else "")
    content, target = base.claim.content.text, base.slots.target
    if nation(base.patient) in lexicon().states or (
        target and target.kind in {"person", "group", "state", "anonymous"}
    ):
        return
    if not name or unknown(name) or _GOAL.search(content) or any(at.unit == "percent" for at in base.claim.quantities):
        return
    partly = patterns()["partly_held"].search(content)
    scope = part_of(base) or (partly.group().casefold() if partly else "")
    subject = subject_of(base, "control", "control", actor="", target="", object=" ".join(held), scope=scope)
    words = exact.name(name)
    yield filed(base, subject, Answer(value=f"not {words}" if base.denied else words, words=words))


def _holder(base: Facts) -> str:
    """Return whose control it is under by the wording; the speaker where he says "its"."""
    found = _UNDER.search(base.claim.content.text)
    if found is None:
        return ""
    if found.group(1).split()[0].casefold() not in _OWN:
        return found.group(1)
    return "" if base.claim.speaker.kind in {"outlet", "anonymous"} else base.claim.speaker.canonical
