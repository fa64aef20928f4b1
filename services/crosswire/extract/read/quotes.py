"""Quotation marks: which passages stand between them, paragraph by paragraph, in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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
MARKS_OPENING = frozenset('"“”„«')
MARKS_CLOSING = frozenset('"”“»')
DASH = "[-–—―]"
OPENING = re.compile(rf"(?:^|(?<=[.!?:…\"”])) ?{DASH} ?(?=[\w\"“„«(])")
SLIGHT = r"(?:also|then|again|once again|in turn|further|\w+ly)"
SENTENCE = re.compile(r"(?<=[.!?])\s*(?=[\"“„«]?[A-Z])")
TAIL = re.compile(r"[^.!?]{1,80}?(?:[.!?]|$)")
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
    at = passage.start
    for spoken in _between_dashes(text, passage):
        yield from _between_marks(text, Passage(start=at, end=spoken.start))
        yield spoken
        at = spoken.end
    yield from _between_marks(text, Passage(start=at, end=passage.end))


def _between_dashes(text: str, passage: Passage) -> Iterator[Quotation]:
    """Yield the speech between dashes that a verb of saying closes, and what follows it: "- We left - he said"."""
    line = text[passage.start : passage.end]
    closing = _closing().search(line) if "-" in line or "–" in line or "—" in line or "―" in line else None
    if closing is None:
        return
    opened, since = OPENING.search(line, 0, closing.start()), 0
    if opened is None and (inner := _unopened(line, closing)) is not None:
        whole = Passage(start=passage.start + inner, end=passage.start + closing.start())
        yield Quotation(start=whole.start, end=whole.end, inner=whole, closed=True)
        return
    while opened is not None and closing is not None:
        yield _spoken(passage.start, opened, closing.start())
        since = closing.end()
        opened = OPENING.search(line, since)
        closing = _closing().search(line, opened.end()) if opened is not None else None
    if opened is not None:
        yield _spoken(passage.start, opened, len(line))


def _unopened(line: str, closing: re.Match[str]) -> int | None:
    """Return where the sentence begins that "- the expert says." ends, though no dash opened it.

    None too where marks quote that sentence, or more than it.
    """
    tail = TAIL.match(line, closing.end())
    start = max((found.end() for found in SENTENCE.finditer(line, 0, closing.start())), default=0)
    marked = line[start : closing.start()].rstrip()
    within = marked[:1] not in MARKS_OPENING and any(mark in marked[:-1] for mark in MARKS_OPENING)
    if marked[-1:] in MARKS_CLOSING and not within:
        return None
    if tail is None or re.search(rf" {DASH}", tail.group()):
        return None
    return start


def _spoken(base: int, opened: re.Match[str], end: int) -> Quotation:
    inner = Passage(start=base + opened.end(), end=base + end)
    return Quotation(start=base + opened.start(), end=inner.end, inner=inner, closed=True)


@cache
def _closing() -> re.Pattern[str]:
    lines = files("crosswire.extract").joinpath("data/en/saying.txt").read_text("utf-8").splitlines()
    verbs = "|".join(line for line in lines if line and not line.startswith("#"))
    who = r"(?:(?:he|she|they) |(?:[A-Z][\w’'-]+ ){1,3}|the (?:[\w’'-]+ ){1,4}?)"
    return re.compile(rf" {DASH} ?(?={who}?(?:{SLIGHT} )*(?:{verbs})\b)")


def _between_marks(text: str, passage: Passage) -> Iterator[Quotation]:
    held: _Open | None = None
    nests = text.count("“", passage.start, passage.end) == text.count("”", passage.start, passage.end)
    within = 0
    for found in MARK.finditer(text, passage.start, passage.end):
        at, shape = found.start(), found.group()
        if held is None:
            held = _Open(at, shape) if _opens(text, at, shape, passage) else None
        elif nests and held.mark == shape == "“":
            within += 1
        elif within and shape == "”":
            within -= 1
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
