"""Verification: what the article says of the standing of claims, and of which claims it says so."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from crosswire.extract.attribute import Attribution
from crosswire.extract.cues import table
from crosswire.extract.document import Passage, Reading
from crosswire_schemas.records import Verification

PARAGRAPHS = 4
PLURAL = re.compile(r"\b(?:claims|reports|statements|allegations|accounts|figures|assertions|both|either|accusations)\b", re.I)
NOT_STATED = Verification(status="not_stated")


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (status, reach, re.compile(pattern, re.IGNORECASE)) for status, reach, pattern in table("verification.tsv")
    )


def verify(
    reading: Reading, attributions: Sequence[Attribution]
) -> tuple[Mapping[Attribution, Verification], frozenset[int]]:
    """Return the verification of the claims that one is stated of, and the numbers of the sentences that do nothing else.

    A sentence about "these claims" reaches back over the paragraphs just before it that report claims, one about
    "the claim" to the last one; no further than the sentence that verified before it.
    """
    found: dict[Attribution, Verification] = {}
    alone: set[int] = set()
    since = 0
    for number, sentence in enumerate(reading.sentences):
        for status, reach, pattern in _rows():
            match = pattern.search(sentence.text)
            if match is None or _is_quoted(reading, sentence.start_char + match.start(), attributions):
                continue
            span = Passage(start=sentence.start_char, end=sentence.start_char + len(sentence.text.rstrip()))
            beside = [item for item in attributions if _inside(item, span)]
            told = beside if reach == "beside" else _back(reading, attributions, span, since)
            verification = Verification(status=status, scope=reading.span(span.start, span.end), by=None)
            for item in told:
                found.setdefault(item, verification)
            if reach == "back":
                alone.add(number)
                since = span.end
            break
    return found, frozenset(alone)


def _inside(item: Attribution, span: Passage) -> bool:
    return item.cue.start in span


def _is_quoted(reading: Reading, offset: int, attributions: Sequence[Attribution]) -> bool:
    return reading.quotation_at(offset) is not None


def _back(reading: Reading, attributions: Sequence[Attribution], span: Passage, since: int) -> list[Attribution]:
    before = [item for item in attributions if since <= item.start and item.passages[-1].end <= span.start]
    if not before:
        return []
    last = before[-1]
    if not PLURAL.search(reading.text, span.start, span.end):
        return [item for item in before if reading.paragraph_index(item.start) == reading.paragraph_index(last.start)]
    here = reading.paragraph_index(span.start)
    told: list[Attribution] = []
    expected = here
    for item in reversed(before):
        paragraph = reading.paragraph_index(item.start)
        if expected - paragraph > 1 or here - paragraph > PARAGRAPHS:
            break
        expected = paragraph
        told.append(item)
    return told
