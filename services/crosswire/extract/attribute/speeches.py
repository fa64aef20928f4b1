"""Speeches: articles that print somebody's own words from some line on, with no marks around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.extract.attribute.assertions import Assertion
from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.silence import patterns
from crosswire.extract.attribute.sources import Source
from crosswire.extract.read.document import Passage, Reading

PERSONAL = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s)\b")
HEADS = 12
SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Whose words an article is from the character ``start`` on, and the line that says so."""

    source: Source
    line: Passage
    start: int


def printed(reading: Reading) -> Printed | None:
    """Return whose speech the article prints, where one of its first lines says so and it is told by "I" and "we"."""
    for line in reading.paragraphs[:HEADS]:
        for pattern in patterns("speeches.txt"):
            found = pattern.search(reading.text, line.start, line.end)
            if found is not None and _personal(reading, found.end()):
                first, last = reading.token_at(found.start("who")).i, reading.token_at(found.end("who") - 1).i
                source = Source(head=reading.doc[first : last + 1].root, first=first, last=last)
                return Printed(source=source, line=Passage(start=found.start(), end=found.end()), start=found.end())
    return None


def spoken(speech: Printed | None, found: Sequence[Assertion]) -> tuple[list[Assertion], list[Attribution]]:
    """Return the assertions that are the outlet's own, and those that are the speech's, as attributions."""
    if speech is None:
        return list(found), []
    own = [item for item in found if item.passages[0].start < speech.start]
    return own, [_of(speech, item) for item in found if item.passages[0].start >= speech.start]


def _of(speech: Printed, item: Assertion) -> Attribution:
    return Attribution(
        anchor=item.root,
        cue=speech.line,
        lemma="speech",
        force="assert",
        source=speech.source,
        passages=item.passages,
        root=item.root,
        quote="direct",
    )


def _personal(reading: Reading, start: int) -> bool:
    after = [item for item in reading.sentences if item.start_char >= start and len(item) > 3][:40]
    return sum(PERSONAL.search(item.text) is not None for item in after) >= SHARE * max(len(after), 1)
