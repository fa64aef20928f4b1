"""The numbers of a claim as they can be disputed: what of, in which unit, of whom, over which time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.contradict.lexicon import lexicon, singular
from crosswire_schemas.records import Claim, Quantity

_PART = re.compile(
    r"\b(?:including|among them|of whom|of them|of these|another|a further|other|more)\s+(?:at least\s+)?$", re.I
)
_MORE = re.compile(r"^\s*(?:more|others?|of them|of whom)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One number that can be disputed."""

    about: str
    unit: str
    scope: str
    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    text: str


def counted(claim: Claim) -> Iterator[Counted]:
    """Yield the numbers of a claim but those of parts ("including six children") and additions ("two more")."""
    for quantity in claim.quantities:
        about = lexicon().count(quantity.of)
        if about and not part(claim.content.text, quantity.text):
            yield Counted(
                about=about,
                unit=lexicon().unit(quantity.unit),
                scope="; ".join(filter(None, (whom(quantity), window(quantity)))),
                low=quantity.low,
                high=quantity.high,
                low_open=bool(quantity.low_open),
                high_open=bool(quantity.high_open),
                text=quantity.text,
            )


def part(content: str, text: str) -> bool:
    """Tell whether the content puts the number as a part of another or as an addition."""
    at = content.find(text)
    if at < 0:
        return False
    return bool(_PART.search(content[:at]) or _MORE.search(content[at + len(text) :]) or _MORE.search(text[-8:]))


def whom(quantity: Quantity) -> str:
    """Return who was counted where the wording narrows it: children, soldiers; nothing for people at large."""
    for word in re.findall(r"[a-z]+", quantity.text.casefold()):
        group = lexicon().groups.get(word) or lexicon().groups.get(singular(word))
        if group:
            return group
    return ""


def window(quantity: Quantity) -> str:
    """Return the time over which was counted."""
    found = quantity.window
    return f"{found.from_}/{found.to}" if found else ""
