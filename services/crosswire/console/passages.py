"""Passages in their sentences: which part of an article's text to show around spans, and which of it to mark."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crosswire.console.store import Json

PARAGRAPH = re.compile(r"\n\s*\n")
# The end of a sentence, unless what stands before the dot is an initial or a short title such as "Gen." or "Mr.".
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])"
)
GAP = " … "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not; a point says within what is marked what is in dispute."""

    text: str
    marked: bool
    point: bool = False


def excerpt(text: str | None, content: str, spans: Sequence[Json]) -> tuple[Piece, ...]:
    """Return the sentences of ``text`` that hold ``spans``, the spans marked, paragraphs apart joined by an ellipsis.

    Without the text, or where a span does not say what the text has there, ``content`` alone is returned, marked.
    """
    ranges = sorted({(int(span["start"]), int(span["end"])) for span in spans})
    if not text or not ranges or any(not _fits(text, span) for span in spans):
        return (Piece(content, True),)
    sentences = _merged(_sentence(text, start, end) for start, end in ranges)
    pieces: list[Piece] = []
    for number, (first, last) in enumerate(sentences):
        pieces += [Piece(GAP, False)] if number else []
        pieces += _cut(text, first, last, _merged((start, end) for start, end in ranges if first <= start < last))
    return tuple(pieces)


def _fits(text: str, span: Json) -> bool:
    start, end = int(span["start"]), int(span["end"])
    return 0 <= start < end <= len(text) and text[start:end] == str(span["text"])


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentences around a range, inside the paragraphs it touches."""
    breaks = [(found.start(), found.end()) for found in PARAGRAPH.finditer(text)]
    first = max((after for _, after in breaks if after <= start), default=0)
    last = min((before for before, _ in breaks if before >= end), default=len(text))
    ends = [found.end() for found in SENTENCE_END.finditer(text, first, last)]
    left = max((place for place in ends if place <= start), default=first)
    right = min((place for place in ends if place >= end), default=last)
    return left, right


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def _cut(text: str, first: int, last: int, marks: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = first
    for start, end in marks:
        if at < start:
            yield Piece(text[at:start], False)
        yield Piece(text[start:end], True)
        at = end
    if at < last:
        yield Piece(text[at:last].rstrip(), False)
