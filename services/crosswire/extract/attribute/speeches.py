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
VOICES = frozenset({"i", "we"})


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


def spoken(
    speech: Printed | None, found: Sequence[Assertion], attributions: Sequence[Attribution]
) -> tuple[list[Assertion], list[Attribution]]:
    """Return the assertions that are the outlet's own, and the attributions with those that are the speech's."""
    if speech is None:
        return list(found), list(attributions)
    own = [item for item in found if item.passages[0].start < speech.start]
    said = [_of(speech, item) for item in found if item.passages[0].start >= speech.start]
    for item in attributions:
        voice = item.source.head if item.source is not None else None
        if voice is not None and voice.idx >= speech.start and voice.lower_ in VOICES:
            item.source = speech.source  # "We condemn ..."
    return own, [*attributions, *said]


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
    return sum(_in_person(reading, item.start_char, item.end_char) for item in after) >= SHARE * max(len(after), 1)


def _in_person(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a sentence says "I" or "we" outside the marks of a quotation."""
    found = PERSONAL.search(reading.text, start, end)
    held = reading.quotation_at(found.start()) if found is not None else None
    return found is not None and (held is None or not held.closed)
