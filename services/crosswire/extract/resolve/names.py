"""Names of people: whose full name a short one is, and one spelling for several."""

import re
from collections.abc import Iterable
from functools import lru_cache

from crosswire.extract.resolve.registry import key, spellings

SLAVIC = re.compile(
    r"(?:in|ov|ev|yov|ova|eva|ina|enko|chuk|iuk|yuk|[sztc]k(?:yy|yi|iy|ij|ii|y|i|aya|a)|vich|ych|yshyn)$"
)
HONORIFIC = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|gen|lt|col|maj|capt|sgt|cpl|adm|rep|sen|gov|prof|rev|hon|st|pope|"
    r"dona|doña|don|sheikh|madame|president|senator|governor|judge|justice|king|queen|prince|princess)\b\.?\s*)+(?=\S)",
    re.IGNORECASE,
)


def bare(name: str) -> str:
    """Return ``name`` without honorifics, possessive and white space at its edges."""
    plain = re.sub(r"(?:'s|’s|['’])$", "", " ".join(name.split()))
    return HONORIFIC.sub("", plain).strip(' ,."“”')


def respelled(name: str) -> str:
    """Return ``name`` in one spelling of several (Alyokhin, Alekhin), where it ends as a Slavic surname does."""
    if not SLAVIC.search(name):
        return name
    return " ".join(_respell(part) for part in name.split(" "))


def full(name: str, others: Iterable[str]) -> str:
    """Return the first of ``others`` of which ``name`` is the short form or another spelling, else ``name``."""
    parts = _parts(name)
    for other in others:
        longer = _parts(other)
        if len(parts) == 1 and len(longer) > 1 and parts[0] in (longer[-1], longer[0]):
            return other
        if len(longer) > len(parts) and longer[-len(parts) :] == parts:
            return other
        if len(parts) > 1 and parts[0][0] == longer[0][0] and parts[-1] == longer[-1]:
            return other
    return name


@lru_cache(maxsize=4096)
def _parts(name: str) -> list[str]:
    return key(respelled(name)).split(" ")


def _respell(part: str) -> str:
    for pattern, form in spellings():
        part = pattern.sub(form, part)
    return part
