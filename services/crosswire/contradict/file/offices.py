"""Offices: that somebody is still what he was, whatever that is called."""

import re
from collections.abc import Iterator

from crosswire.contradict.retold import Stance
from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import lemmas

# Who is still what; the office is the noun before "of" or at the end.
_IS = re.compile(
    r"\b(?:(?:is|was) still|remains?|remained|stays? on as|stayed on as) "
    r"(?:the |its |their |his |her |(?:[\w-]+ )?[\w-]+['’]s? )?(?:[a-z-]+ ){0,2}?"
    r"(?P<what>[a-z]+)(?= (?:of|in|at|for|until|despite)\b|[,.]|$)"
)
_OFFICES = frozenset(
    {
        "leader.1",
        "head.4",
        "official.1",
        "civil_authority.1",
        "representative.1",
        "military_officer.1",
        "skilled_worker.1",
        "priest.1",
        "spiritual_leader.1",
    }
)
# Letters of a bearer that are kept.
_BEARER = 120


def in_office(text: str) -> Iterator[Stance]:
    """Yield that somebody is still what he was: "is still head of the bank", "remains the club's coach"."""
    for found in _IS.finditer(text):
        if not any(map(_office, lemmas(found["what"]))):
            continue
        bearer = re.split(r"[;:]|, (?:and|but|while|as|with) ", text[: found.start()])[-1].strip()
        yield Stance(
            type="status",
            question="office",
            answer="in",
            word=found.group(),
            bearer=bearer[-_BEARER:],
            still=True,
        )


def _office(noun: str) -> bool:
    return bool(_OFFICES & {*wordnet.kinds(noun)}) or lexicon().things.get(noun) == "chief"
