"""Speech: which quotations are somebody's words, and which cue hands them over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswire.extract.read.document import Quotation, Reading

ENDS = ".?!…:"
MARKS = " \n\"”’'"
FAR = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The characters of a cue with its source: where the words of the article stop being the speaker's."""

    number: int
    start: int
    end: int


def owners(reading: Reading, frames: Sequence[Frame]) -> Mapping[int, int]:
    """Return the frame number for each quotation (by number) that is an utterance; scare quotes have none."""
    owned: dict[int, int] = {}
    for frame in frames:
        before = _ending_at(reading, frame.start)
        if before is not None:
            owned.setdefault(before, frame.number)
    for frame in reversed(frames):
        after = _starting_at(reading, frame.end, ",:—–-")
        if after is None:
            after = _starting_at(reading, frame.end, ".")
            after = after if after is not None and stands_alone(reading, reading.quotations[after]) else None
        if after is not None and after not in owned:
            owned[after] = frame.number
    _lead_on(reading, owned)
    _adopt(reading, owned)
    return owned


def stands_alone(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether a quotation is sentences of its own, with nothing of the outlet's in them."""
    inner = reading.text[quotation.inner.start : quotation.inner.end].rstrip(MARKS)
    if quotation.closed and _fills_paragraph(reading, quotation):
        return True
    whole = not quotation.closed or (bool(inner) and inner[-1] in ".?!…") or ". " in inner
    return whole and begins_sentence(reading, quotation)


def _fills_paragraph(reading: Reading, quotation: Quotation) -> bool:
    paragraph = reading.paragraphs[reading.paragraph_index(quotation.start)]
    return (
        quotation.start == paragraph.start
        and quotation.end >= paragraph.end - 1
        and " " in reading.text[quotation.start : quotation.end]
    )


def begins_sentence(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether nothing of its sentence comes before a quotation."""
    paragraph = reading.paragraphs[reading.paragraph_index(quotation.start)]
    before = reading.text[max(paragraph.start, quotation.start - 3) : quotation.start].rstrip()
    return not before or before[-1] in ENDS + "\"”’'"


def before(reading: Reading, quotation: Quotation) -> int | None:
    """Return the number of the sentence that ends just before a quotation, in the same paragraph."""
    paragraph = reading.paragraphs[reading.paragraph_index(quotation.start)]
    at = quotation.start - 1
    while at > paragraph.start and reading.text[at].isspace():
        at -= 1
    return reading.sentence_index(reading.token_at(at).i) if at > paragraph.start else None


def _ending_at(reading: Reading, start: int) -> int | None:
    at = start
    while at > 0 and reading.text[at - 1] in " ,\xa0—–-":
        at -= 1
    found = reading.quotation_number(at - 1) if at else None
    return found if found is not None and reading.quotations[found].end == at else None


def _starting_at(reading: Reading, end: int, between: str) -> int | None:
    at, text = end, reading.text
    while at < len(text) and (text[at].isspace() or text[at] in between) and (between != "." or text[at] != "\n"):
        at += 1
    if at > end and text.startswith(("and ", "but "), at):
        at += 4
    found = reading.quotation_number(at) if at < len(text) else None
    return found if found is not None and reading.quotations[found].start == at else None


def _lead_on(reading: Reading, owned: dict[int, int]) -> None:
    """Give a paragraph of speech that no mark closes to whom the next paragraph, which goes on with it, is given."""
    for number in range(len(reading.quotations) - 2, -1, -1):
        quotation, further = reading.quotations[number], reading.quotations[number + 1]
        line = reading.paragraph_index(quotation.start)
        below = line + 1 < len(reading.paragraphs) and reading.paragraphs[line + 1].start == further.start
        open_ended = not quotation.closed and begins_sentence(reading, quotation)
        if number not in owned and number + 1 in owned and below and open_ended:
            owned[number] = owned[number + 1]


def _adopt(reading: Reading, owned: dict[int, int]) -> None:
    """Give a quotation that stands alone to whoever spoke just before it, in this paragraph or the one before."""
    latest: int | None = None
    for number, quotation in enumerate(reading.quotations):
        if number not in owned and latest is not None:
            last = reading.quotations[latest]
            apart = reading.paragraph_index(quotation.start) - reading.paragraph_index(last.start)
            if apart <= 1 and stands_alone(reading, quotation) and quotation.start - last.end < FAR:
                owned[number] = owned[latest]
        if number in owned:
            latest = number
