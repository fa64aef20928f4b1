"""Quotation marks: which passages stand between them, paragraph by paragraph, in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.extract.read.document import Passage, Quotation, paragraphs

# A mark opens where a word follows it and none precedes it, whatever its shape says: outlets mix shapes.
CLOSERS = {
    '"': ('"', "”", "“"),
    "“": ('"', "”"),
    "”": ('"', "”"),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "‘": ("’", "'"),
    "'": ("'", "’"),
    "''": ("''",),
    "``": ("''",),
}
SINGLE = frozenset("‘’'")
MARK = re.compile("''|``|[\"“”„«»‘’']")


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
        elif shape in CLOSERS.get(held.mark, ()) and _closes(text, at, shape, passage):
            inner = Passage(start=held.at + len(held.mark), end=at)
            yield Quotation(start=held.at, end=found.end(), inner=inner, closed=True)
            held = None
        elif held.mark in SINGLE and shape not in SINGLE and _opens(text, at, shape, passage):
            held = _Open(at, shape)
    if held and held.mark not in SINGLE and passage.end - held.at > len(held.mark):
        inner = Passage(start=held.at + len(held.mark), end=passage.end)
        yield Quotation(start=held.at, end=passage.end, inner=inner, closed=False)


def _opens(text: str, at: int, shape: str, passage: Passage) -> bool:
    end = at + len(shape)
    before = text[at - 1] if at > passage.start else " "
    after = text[end] if end < passage.end else " "
    if after.isspace() or shape in {"’", "»"}:
        return False
    if shape in {"“", "„", "«"}:
        return True
    if before.isalnum() or (shape == '"' and before in ",." and not after.isupper()):
        return False
    return shape != "'" or after.isalpha()


def _closes(text: str, at: int, shape: str, passage: Passage) -> bool:
    end = at + len(shape)
    before = text[at - 1]
    after = text[end] if end < passage.end else " "
    if shape in SINGLE:
        return not after.isalnum() and not before.isspace()
    return not (after.isalnum() and (before.isspace() or shape == "“"))
