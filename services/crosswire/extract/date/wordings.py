"""Wordings of time: where in an article they stand, by pattern."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.extract.date.periods import Pattern, patterns, triggers
from crosswire.extract.read.document import Passage, Reading


@dataclass(frozen=True, slots=True)
class Wording:
    """Characters ``start`` to ``end`` as ``match`` of a pattern of ``shape``."""

    start: int
    end: int
    shape: str
    match: re.Match[str]


def wordings(reading: Reading) -> Iterator[Wording]:
    """Yield the longest wordings that do not overlap, in order, line by line."""
    for line in reading.paragraphs:
        held = {name for name, trigger in triggers().items() if trigger.search(reading.text, line.start, line.end)}
        every = [
            found for pattern in patterns() if pattern.needs in held for found in _matches(pattern, reading.text, line)
        ]
        every.sort(key=lambda found: (found.start, -found.end))
        end = -1
        for found in every:
            if found.start >= end:
                yield found
                end = found.end


def _matches(pattern: Pattern, text: str, line: Passage) -> Iterator[Wording]:
    for match in pattern.match.finditer(text, line.start, line.end):
        if not pattern.after or _word_before(text, match.start()) in pattern.after:
            yield Wording(match.start(), match.end(), pattern.shape, match)


def _word_before(text: str, start: int) -> str:
    return text[max(start - 12, 0) : start].rpartition("\n")[2].strip().rpartition(" ")[2].strip("\"“‘'(").lower()
