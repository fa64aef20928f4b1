"""Attribution: which passages are whose words or thoughts, by which cue."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from crosswire.extract import cues
from crosswire.extract.contents import Found, frame_of, noun_content, trimmed, verb_content, without
from crosswire.extract.cues import CueWord
from crosswire.extract.document import Passage, Reading
from crosswire.extract.sources import Source, around, source_of
from crosswire.extract.speech import Frame, begins_sentence, owners
from crosswire_schemas.records import Force

OWN_VOICE = frozenset({"i", "we", "you"})


@dataclass(slots=True, kw_only=True, eq=False)
class Attribution:
    """One cue with its content and its source; ``root`` is the word at the head of the content."""

    anchor: Token
    cue: Passage
    lemma: str
    force: Force
    source: Source | None
    passages: tuple[Passage, ...] = ()
    root: Token | None = None
    quote: str = "indirect"
    negated: bool = False
    via: "Attribution | None" = field(default=None, repr=False)

    @property
    def start(self) -> int:
        """Where the content or the cue begins, whichever is first."""
        return min(self.cue.start, self.passages[0].start)


def attribute(reading: Reading) -> list[Attribution]:
    """Return the attributions of an article in the order of its text; nested ones name the one that reports them."""
    drafts = [*_verbs(reading), *_nouns(reading), *_according(reading)]
    drafts.sort(key=lambda draft: draft.anchor.i)
    _quote(reading, drafts)
    found = [draft for draft in drafts if draft.passages]
    found.sort(key=lambda draft: draft.start)
    _nest(found)
    return found


def _verbs(reading: Reading) -> Iterator[Attribution]:
    for token in reading.doc:
        word = cues.verb(token)
        if word is None:
            continue
        quoted = reading.quotation_at(token.idx)
        if quoted and "q" not in word.frames:
            continue
        source = source_of(reading, token)
        if quoted and (source is None or source.head.lower_ in OWN_VOICE):
            continue
        found = verb_content(reading, token, word, source)
        if found is None and "q" not in word.frames:
            continue
        yield _draft(reading, token, word, source, found)


def _draft(
    reading: Reading, anchor: Token, word: CueWord, source: Source | None, found: Found | None
) -> Attribution:
    return Attribution(
        anchor=anchor,
        cue=reading.passage(anchor.i, anchor.i),
        lemma=word.lemma,
        force=word.force,
        source=source,
        passages=found.passages if found else (),
        root=found.root if found else None,
    )


def _nouns(reading: Reading) -> Iterator[Attribution]:
    for token in reading.doc:
        word = cues.noun(token)
        found = noun_content(reading, token) if word is not None else None
        if word is None or found is None:
            continue
        head = next((child for child in token.children if child.dep_ == "poss"), None)
        for child in token.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of"} and child.i > token.i:
                head = head or next((noun for noun in child.children if noun.dep_ == "pobj"), None)
        yield _draft(reading, token, word, around(reading, head, token) if head is not None else None, found)


def _according(reading: Reading) -> Iterator[Attribution]:
    for token in reading.doc:
        if token.lower_ != "according":
            continue
        to = next((child for child in token.children if child.lower_ == "to"), None)
        head = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
        if head is None:
            continue
        source = around(reading, head, token)
        word = CueWord(lemma="according to", force="assert")
        hole = reading.passage(token.i, max(source.last, token.i))
        sentence = reading.sentence_of(token)
        whole = Passage(start=sentence.start_char, end=sentence.end_char)
        found = Found(root=sentence.root, passages=without(reading, whole, [hole]))
        yield _draft(reading, token, word, source, found)


def _quote(reading: Reading, drafts: list[Attribution]) -> None:
    """Hand the quotations to the cues beside them, and say of each content how its words are given."""
    frames = [_frame(reading, number, draft) for number, draft in enumerate(drafts) if _takes_quotation(draft)]
    owned: dict[int, list[int]] = {}
    for quotation, number in owners(reading, frames).items():
        owned.setdefault(number, []).append(quotation)
    for number, draft in enumerate(drafts):
        quotations = [reading.quotations[index] for index in sorted(owned.get(number, ()))]
        if quotations and begins_sentence(reading, quotations[0]) or quotations and quotations[0].start > draft.cue.end:
            pieces = (trimmed(reading, item.inner.start, item.inner.end) for item in quotations)
            draft.passages = tuple(piece for piece in pieces if piece)
            draft.quote = "direct"
            inside = reading.token_at(draft.passages[0].start) if draft.passages else None
            draft.root = reading.sentence_of(inside).root if inside is not None else None
        elif any(reading.quotation_within(piece) for piece in draft.passages):
            draft.quote = "mixed"


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
    return Frame(number=number, start=reading.doc[first].idx, end=end)


def _nest(found: list[Attribution]) -> None:
    for inner in found:
        holders = [
            outer
            for outer in found
            if outer is not inner and any(inner.anchor.idx in passage for passage in outer.passages)
        ]
        if holders:
            inner.via = min(holders, key=lambda outer: sum(piece.end - piece.start for piece in outer.passages))
