"""Passages: stretches of an article's text, cut where somebody's words end."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from crosswire.extract.attribute.cues import words
from crosswire.extract.read.document import Passage, Reading

EVIDENCE = re.compile(
    r",? (?:without|but (?:has |have |had |did )?(?:not )?(?:given?|gave|offer(?:ed)?|provided?|produced?|shown?))"
    r" (?:\w+ ){0,3}(?:evidence|proof|details)\W*$",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"\([A-Z][A-Za-z .&]{1,24}\) ?[-–—―]+ ?"
    r"|[A-Z]{3,}[A-Z .’'-]*, [A-Z][a-z]+\.? \d{1,2}\. ?/[A-Za-z-]+/\.? "
    r"|[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,}(?:, [A-Z][\w.]+)?(?:, (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+))?"
    r"(?: \([^)\n]{2,40}\))? ?(?:-|–|—|―|--) "
)
SORT = re.compile(r"([A-Z][A-Z ]{2,20}): ")  # "EXCLUSIVE: "
EDGE = " \n\t\r\xa0,;:—–->•"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The content of a cue: its head word and its passages."""

    root: Token
    passages: tuple[Passage, ...]
    nominal: bool = False


def dateline(reading: Reading, at: int) -> int:
    """Return where the dateline ends that the paragraph around ``at`` begins with, else its start."""
    start = reading.paragraphs[reading.paragraph_index(at)].start
    found = DATELINE.match(reading.text, start)
    if found:
        return found.end()
    sort = SORT.match(reading.text, start)
    return sort.end() if sort and sort.group(1).lower() in words("newslabels.tsv") else start


def trimmed(reading: Reading, start: int, end: int) -> Passage | None:
    """Return the passage without white space, loose punctuation and "that" at its edges; None where nothing is left."""
    text = reading.text
    start = min(max(start, dateline(reading, start)), end) if start == 0 or text[start - 1] == "\n" else start
    if text.startswith(("that ", "That "), start) and reading.token_at(start).dep_ in {"mark", "advmod"}:
        start += 5
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and (text[end - 1] in EDGE or (text[end - 1] == "." and reading.token_at(end - 1).text == ".")):
        end -= 1
    return Passage(start=start, end=end) if end > start else None


def without(reading: Reading, whole: Passage, holes: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return what is left of ``whole`` when ``holes`` are cut out."""
    left: list[Passage | None] = []
    at = whole.start
    for hole in sorted(holes, key=lambda passage: passage.start):
        if hole.end > at and hole.start < whole.end:
            left.append(trimmed(reading, at, max(at, hole.start)))
            at = hole.end
    left.append(trimmed(reading, at, max(at, whole.end)))
    return tuple(piece for piece in left if piece)


def unhung(reading: Reading, piece: Passage) -> tuple[Passage, ...]:
    """Return the piece without a conjunction left hanging at its end."""
    text = reading.text[piece.start : piece.end]
    for word in (" and", " but", ", and", ", but"):
        if text.endswith(word):
            end = trimmed(reading, piece.start, piece.end - len(word))
            return (end,) if end else ()
    return (piece,)


def subtree(reading: Reading, head: Token, first: int | None = None) -> Found:
    """Return all that hangs on ``head`` as one passage, from token number ``first`` where given."""
    start = head.left_edge.i if first is None else first
    whole = reading.passage(start, max(head.right_edge.i, start))
    piece = trimmed(reading, whole.start, to_quotation_end(reading, whole))
    return Found(root=head, passages=(piece,) if piece else ())


def to_quotation_end(reading: Reading, whole: Passage) -> int:
    """Return the end of ``whole``, or of the quotation that begins in it and goes on."""
    quotation = reading.quotation_at(whole.end - 1)
    begun = quotation is not None and whole.start <= quotation.inner.start < whole.end - 1
    begun = begun or (quotation is not None and quotation.closed and whole.start < quotation.start == whole.end - 1)
    return max(whole.end, quotation.end) if quotation is not None and begun else whole.end


def quotation_after(reading: Reading, end: int) -> int:
    """Return the end of the quotation that goes on from ``end``: 'of hiding cases "to win time"'."""
    found = reading.quotation_at(end + 1) if reading.text[end : end + 1] == " " else None
    begins = found is not None and found.closed and found.start == end + 1
    return found.end if found is not None and begins and reading.text[found.inner.start].islower() else end


def ended(reading: Reading, whole: Passage) -> tuple[Passage, ...]:
    """Return ``whole`` to the end of a quotation that it breaks off in, or to a semicolon before others' words."""
    stop = to_quotation_end(reading, whole)
    semicolon = reading.text.find(";", whole.start, stop)
    if semicolon > 0 and reading.quotation_at(semicolon) is None:
        stop = semicolon
    piece = trimmed(reading, whole.start, stop)
    if piece is None:
        return ()
    empty = EVIDENCE.search(reading.text, piece.start, piece.end)
    cut = trimmed(reading, piece.start, empty.start()) if empty else piece
    return unhung(reading, cut) if cut else ()
