"""Utterances: quotations handed to the cues beside them, and how the words of each content are given."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from crosswire.extract.attribute import cues
from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.passages import trimmed
from crosswire.extract.attribute.preceding import frame_of
from crosswire.extract.attribute.speech import Frame, before, begins_sentence, owners, stands_alone
from crosswire.extract.read.document import Passage, Quotation, Reading

# Words of small letters, or from a capital or figure on of anything: one way only to match each text, so that a long
# one that is none is told at once.
_OF_TITLE = r"(?:[a-z]+(?:[A-Z0-9][\w'’.-]*)?|[A-Z0-9][\w'’.-]*)"
TITLE = re.compile(rf"{_OF_TITLE}(?:[ :,]+{_OF_TITLE})*[ :,]*")
WORD = re.compile(r"\w")


def quote(reading: Reading, drafts: list[Attribution]) -> None:
    """Hand the quotations to the cues beside them, and say of each content how its words are given."""
    frames = [_frame(reading, number, draft) for number, draft in enumerate(drafts) if _takes_quotation(draft)]
    owned: dict[int, list[int]] = {}
    given = owners(reading, frames)
    for quotation, number in given.items():
        owned.setdefault(number, []).append(quotation)
    further = [*_adopted(reading, drafts, set(given))]
    for number, draft in enumerate(drafts):
        quotations = [reading.quotations[index] for index in sorted(owned.get(number, ()))]
        if (
            quotations
            and draft.passages
            and draft.passages[-1].end <= draft.cue.start < quotations[0].start
            and stands_alone(reading, quotations[0])
        ):
            further.append(replace(draft))
            _speak(reading, further[-1], quotations)
        elif quotations and not draft.passages and _leading(reading, draft, quotations[0]):
            _lead(reading, draft, quotations)
        elif quotations and (begins_sentence(reading, quotations[0]) or not draft.passages):
            _speak(reading, draft, quotations)
        elif (inside := _all_within(reading, draft)) is not None:
            _speak(reading, draft, sorted({inside, *quotations}, key=lambda item: item.start))
        elif quotations or (draft.quote != "direct" and _holds_quotation(reading, draft)):
            _mix(reading, draft, quotations)
    drafts += further
    for draft in drafts:
        draft.passages = tuple(piece for piece in draft.passages if WORD.search(reading.text, piece.start, piece.end))


def _adopted(reading: Reading, drafts: list[Attribution], taken: set[int]) -> Iterator[Attribution]:
    """Yield the quotations that stand alone after what somebody says: 'The mayor called for calm. "We must ..."'."""
    by_sentence: dict[int | None, Attribution] = {}
    for draft in drafts:
        outer = draft.source is not None and draft.anchor.dep_ in {"ROOT", "parataxis"}
        if outer and draft.passages and draft.force != "non_report":
            by_sentence.setdefault(reading.sentence_index(draft.anchor.i), draft)
    labelled = {draft.passages[0].start for draft in drafts if draft.lemma == ":" and draft.passages}
    for number, quotation in enumerate(reading.quotations):
        if number in taken or quotation.inner.start in labelled:
            continue
        if not stands_alone(reading, quotation):
            yield from _gone_on(reading, quotation, by_sentence)
            continue
        held = by_sentence.get(before(reading, quotation))
        if held is not None:
            made = replace(held, force="assert" if held.force in {"order", "question"} else held.force)
            _speak(reading, made, [quotation])
            yield made


def _gone_on(
    reading: Reading, quotation: Quotation, by_sentence: Mapping[int | None, Attribution]
) -> Iterator[Attribution]:
    """Yield 'Its men "were forced to fire."' after what somebody says: a sentence whose verb is in the quotation."""
    number = reading.sentence_index(reading.token_at(quotation.inner.start).i)
    sentence, held = reading.sentences[number], by_sentence.get(number - 1)
    together = held is not None and reading.paragraph_index(held.cue.start) == reading.paragraph_index(quotation.start)
    last = reading.text[quotation.end - 2 : quotation.end + 1]
    if held is None or not together or sentence.root.idx not in quotation.inner or not set(last) & set(".?!"):
        return
    if number not in by_sentence and not any(cues.verb(token) for token in sentence if token.idx < quotation.start):
        piece = trimmed(reading, sentence.start_char, quotation.end)
        yield replace(held, passages=(piece,) if piece else (), root=sentence.root, quote="mixed", force="assert")


def _all_within(reading: Reading, draft: Attribution) -> Quotation | None:
    """Return the quotation of which a content is all or the beginning: 'saying, "I do not think so. ..."'."""
    if len(draft.passages) != 1:
        return None
    quotation = reading.quotation_at(draft.passages[0].start)
    if quotation is None or not quotation.closed or not _ends_sentence(reading, quotation):
        return None
    whole = draft.passages[0].start <= quotation.inner.start + 1 and draft.passages[0].end >= quotation.inner.end - 1
    return quotation if whole and draft.cue.start not in quotation.inner else None


def _ends_sentence(reading: Reading, quotation: Quotation) -> bool:
    return reading.text[quotation.inner.end - 1] in ".?!…" and reading.text[quotation.inner.start].isupper()


def _holds_quotation(reading: Reading, draft: Attribution) -> bool:
    """Tell whether words are quoted inside a content; a nickname in quotation marks is none."""
    for piece in draft.passages:
        for quotation in reading.quotations_from(max(0, piece.start - 1)):
            if quotation.start >= piece.end:
                break
            before = reading.text[max(0, quotation.start - 12) : quotation.start].split()
            if not before or before[-1].casefold() not in cues.words("naming.tsv"):
                return True
    return False


def _leading(reading: Reading, draft: Attribution, quotation: Quotation) -> bool:
    """Tell whether a quotation before its cue goes on from the outlet's words: 'The dam "has gone," he said.'."""
    return quotation.end <= draft.cue.start and not begins_sentence(reading, quotation)


def _lead(reading: Reading, draft: Attribution, quotations: list[Quotation]) -> None:
    """Give a cue its sentence up to the quotation before it, and what it goes on with; a title is no speech."""
    first = quotations[0]
    sentence = reading.sentence_of(reading.token_at(first.start))
    if TITLE.fullmatch(reading.text, first.inner.start, first.inner.end):
        return
    pieces = [trimmed(reading, sentence.start_char, first.end)]
    pieces += [trimmed(reading, item.inner.start, item.inner.end) for item in quotations[1:]]
    draft.passages, draft.quote = tuple(piece for piece in pieces if piece), "mixed"
    draft.root = reading.doc[sentence.start : reading.token_at(first.end - 1).i + 1].root


def _speak(reading: Reading, draft: Attribution, quotations: list[Quotation]) -> None:
    pieces = (trimmed(reading, item.inner.start, item.inner.end) for item in quotations)
    draft.passages = tuple(piece for piece in pieces if piece)
    draft.quote = "direct"
    if draft.passages:
        draft.root = _main(reading, draft.passages)


def _main(reading: Reading, passages: tuple[Passage, ...]) -> Token:
    """Return the head of the first sentence of ``passages`` that has a verb, else of the first."""
    first = reading.token_at(passages[0].start)
    last = reading.sentence_index(reading.token_at(passages[-1].end - 1).i)
    within = [reading.sentences[number].root for number in range(reading.sentence_index(first.i), last + 1)]
    spoken = [root if root.i >= first.i and cues.verb(root) is None else _inside(root, first) for root in within[:4]]
    return next((root for root in spoken if root.pos_ in {"VERB", "AUX"}), spoken[0])


def _inside(root: Token, first: Token) -> Token:
    """Return the clause inside the quotation where the sentence's root is the cue outside it."""
    said = next((child for child in root.children if child.dep_ == "ccomp"), None)
    return said if said is not None and said.i >= first.i else root


def _mix(reading: Reading, draft: Attribution, quotations: list[Quotation]) -> None:
    """Add the quotations that go on after the cue to a content in the outlet's syntax."""
    further = [item for item in quotations if not any(item.inner.start in piece for piece in draft.passages)]
    pieces = (trimmed(reading, item.inner.start, item.inner.end) for item in further)
    draft.passages = (*draft.passages, *(piece for piece in pieces if piece))
    draft.quote = "mixed"


def block(reading: Reading, drafts: list[Attribution]) -> None:
    """Hand the paragraph after "The governor added:" to the cue, where no marks stand around it."""
    for draft in drafts:
        line = reading.paragraph_index(draft.cue.start)
        if draft.passages or line + 1 >= len(reading.paragraphs) or not _takes_quotation(draft):
            continue
        here, below = reading.paragraphs[line], reading.paragraphs[line + 1]
        if reading.text[here.end - 1] == ":" and here.end - draft.cue.end < 40:
            piece = trimmed(reading, below.start, below.end)
            draft.passages = (piece,) if piece else ()
            draft.root = reading.sentence_of(reading.token_at(below.start)).root
            draft.quote = "direct"


def _takes_quotation(draft: Attribution) -> bool:
    word = cues.verb(draft.anchor)
    return word is not None and "q" in word.frames and draft.source is not None


def _frame(reading: Reading, number: int, draft: Attribution) -> Frame:
    first, last = frame_of(draft.anchor, draft.source)
    sentence = reading.sentence_of(draft.anchor)
    end = reading.passage(last, last).end
    quotation = next((item for item in reading.quotations_from(end) if item.start < sentence.end_char + 3), None)
    if quotation and reading.text[end : quotation.start].rstrip()[-1:] in {",", ":"}:
        end = quotation.start
    begun = draft.passages[0].start if draft.passages else 0
    follows = begun > draft.cue.end and reading.quotation_at(begun) is None
    return Frame(number=number, start=0 if follows else reading.doc[first].idx, end=end)
