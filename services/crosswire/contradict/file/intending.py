"""Intending: which state is said to plan what a claim tells, or denies that it plans it."""

import re

from crosswire.contradict.values.slots import Facts
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.names import nation

_PLAN = re.compile(
    r"\b(?:(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|intentions?|preparing|plott(?:ed|ing)|going) (?:\w+ )?to"
    r"|plans? for|intentions? of|plann(?:ing|ed) (?:an?|any|the))\b",
    re.IGNORECASE,
)
# Of what may come, or ought to, nobody says that it is planned.
_OPEN = re.compile(
    r"\b(?:if|whether|unless|might|may|could|should|must|likely|possibl[ey]|reasons?|in case|response)\b", re.IGNORECASE
)
_SELF = re.compile(r"(?:that )?(?:it|they|we)\b", re.IGNORECASE)
# What is named after these is where or whom, and does not plan.
_BEFORE = re.compile(r"\b(?:in|near|with|around|of|against|to|from|by|into|across)(?: [a-z]+)? $")
_NAME = re.compile(r"[A-Z][a-z]+(?:\.[A-Z]\.)?")


def intends(base: Facts, text: str, who: str) -> str:
    """Return the state that has the plan that ``text`` tells of, ``who`` being its doer; nothing for no plan of one.

    Who denies a plan without saying whose speaks of his own.
    """
    plan = _PLAN.search(text)
    if plan is None or _OPEN.search(text):
        return ""
    ahead, speaker = text[: plan.start()], base.claim.speaker
    named = [found.group() for found in _NAME.finditer(ahead) if not _BEFORE.search(ahead[: found.start()])]
    states = [state for state in map(nation, named) if state in lexicon().states]
    own = (_SELF.match(text) or base.claim.cue.force == "deny") and speaker.kind != "outlet"
    found = states[-1] if states else nation(speaker.affiliation or speaker.canonical if own else who)
    return found if found in lexicon().states else ""
