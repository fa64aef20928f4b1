"""Quotation marks: which passages stand between them, paragraph by paragraph, in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.extract.document import Passage, Quotation, paragraphs

# A mark opens where a word follows it and none precedes it, whatever its shape says: outlets mix shapes.
CLOSERS = {'"': '"”“', "“": '”"', "”": '”"', "„": "“”\"", "«": "»", "‘": "’'", "'": "'’", "``": "''"}
DOUBLE = "\"“”„«»"
SINGLE = "‘’'"
MARK = re.compile(f"[{DOUBLE}{SINGLE}]")


@dataclass(slots=True)
class _Open:
    at: int
    mark: str


def mark(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of ``text`` in order; they do not overlap, and none crosses a line break.

    A quotation of several paragraphs is one for each paragraph, all but the last with ``closed`` false.
    """
    return tuple(found for passage in paragraphs(text) for found in _in_paragraph(text, passage))


def _in_paragraph(text: str, passage: Passage) -> Iterator[Quotation]:
    held: _Open | None = None
    for found in MARK.finditer(text, passage.start, passage.end):
        at, shape = found.start(), found.group()
        if held is None:
            held = _Open(at, shape) if _opens(text, at, shape, passage) else None
        elif shape in CLOSERS[held.mark] and _closes(text, at, shape, passage):
            yield Quotation(start=held.at, end=at + 1, inner=Passage(start=held.at + 1, end=at), closed=True)
            held = None
        elif held.mark in SINGLE and shape in DOUBLE and _opens(text, at, shape, passage):
            held = _Open(at, shape)
    if held and held.mark in DOUBLE and passage.end - held.at > 1:
        yield Quotation(
            start=held.at, end=passage.end, inner=Passage(start=held.at + 1, end=passage.end), closed=False
        )


def _opens(text: str, at: int, shape: str, passage: Passage) -> bool:
    before = text[at - 1] if at > passage.start else " "
    after = text[at + 1] if at + 1 < passage.end else " "
    if shape in "“„«‘" and not after.isspace():
        return not (shape == "‘" and before.isalnum())
    if shape in "’»" or after.isspace() or before.isalnum():
        return False
    return shape != "'" or (after.isalpha() and not before.isalnum())


def _closes(text: str, at: int, shape: str, passage: Passage) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < passage.end else " "
    if shape in "“":
        return not after.isalnum()
    if shape in SINGLE:
        return not after.isalnum() and not before.isspace()
    return shape != '"' or not (before.isspace() and after.isalnum())
