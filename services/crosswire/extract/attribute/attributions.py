"""Attribution: which passages are whose words or thoughts, by which cue."""

from collections.abc import Iterator

from spacy.tokens import Token

from crosswire.extract.attribute import cues
from crosswire.extract.attribute.attribution import Attribution, draft
from crosswire.extract.attribute.contents import holding, noun_content
from crosswire.extract.attribute.cues import CueWord
from crosswire.extract.attribute.labels import labels
from crosswire.extract.attribute.passages import Found, to_quotation_end, trimmed, without
from crosswire.extract.attribute.sources import Source, around, source_of
from crosswire.extract.attribute.utterances import block, quote
from crosswire.extract.attribute.verbs import by_verb
from crosswire.extract.read.document import Passage, Reading

PERFECT = frozenset({"has", "have", "had", "did"})
BY_LAYOUT = frozenset({"according to", ":"})
__all__ = ["Attribution", "attribute"]


def attribute(reading: Reading) -> list[Attribution]:
    """Return the attributions of an article in the order of its text; nested ones name the one that reports them."""
    drafts = [*by_verb(reading), *_nouns(reading), *_announced(reading), *_according(reading), *_labelled(reading)]
    drafts += _standpoints(reading)
    drafts = [item for item in drafts if item.cue.start >= reading.body]
    drafts.sort(key=lambda item: item.anchor.i)
    quote(reading, drafts)
    block(reading, drafts)
    found = [draft for draft in drafts if draft.passages]
    told = {draft.passages for draft in found if cues.noun(draft.anchor) is None}
    found = [draft for draft in found if cues.noun(draft.anchor) is None or draft.source or draft.passages not in told]
    found.sort(key=lambda draft: draft.start)
    _nest(found)
    return [item for item in found if not _belongs(item)]


def _belongs(item: Attribution) -> bool:
    """Tell of what a speaker says somebody thinks, wants or might say: no claim beside the speaker's own.

    A report inside a report is kept: "channels wrote that the ministry had claimed ...", "denied the charge that ...".
    """
    if item.via is None:
        return False
    word = cues.verb(item.anchor)
    if word is None:
        return item.force != "allege" and item.lemma not in BY_LAYOUT
    return item.source is None or "q" not in word.frames or not _happened(item.anchor)


def _happened(cue: Token) -> bool:
    """Tell whether a verb says that something was or is said, not that it may be."""
    helped = {child.lower_ for child in cue.children if child.dep_ == "aux"}
    finite = cue.tag_ in {"VBD", "VBZ", "VBP"} or bool(helped & PERFECT)
    return finite and not any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in cue.children)


def _nouns(reading: Reading) -> Iterator[Attribution]:
    for token in reading.doc:
        word = cues.noun(token)
        found = noun_content(reading, token) if word is not None else None
        if word is None or found is None:
            continue
        head = next((child for child in token.children if child.dep_ == "poss"), None)
        for child in token.children:
            authored = child.lower_ in {"by", "from"} or (child.lower_ == "of" and not found.nominal)
            if child.dep_ in {"prep", "agent"} and authored and child.i > token.i:
                head = head or next((noun for noun in child.children if noun.dep_ == "pobj"), None)
        verb = holding(token)
        if head is None and verb is not None and cues.verb(verb) is None:
            source = source_of(reading, verb)
            head = source.head if source is not None else None
        if head is None and word.lemma not in cues.words("rumours.tsv"):
            continue
        made = draft(reading, token, word, around(reading, head, token) if head is not None else None, found)
        made.quote = "none" if found.nominal else made.quote
        yield made


def _announced(reading: Reading) -> Iterator[Attribution]:
    """Yield the nouns that hand over a quotation: "issued the following statement: ...", "made this comment: ..."."""
    for quotation in reading.quotations:
        at = quotation.start
        while at > 0 and reading.text[at - 1].isspace():
            at -= 1
        token = reading.token_at(at - 1)
        noun = token.nbor(-1) if at > 0 and token.text == ":" and token.i > 0 else token
        word = cues.noun(noun) if token.text == ":" else None
        outer = noun.head
        if word is None or outer.pos_ != "VERB" or noun.dep_ not in {"dobj", "pobj"}:
            continue
        source = source_of(reading, outer)
        piece = trimmed(reading, quotation.inner.start, quotation.inner.end)
        if source is not None and piece is not None:
            root = reading.sentence_of(reading.token_at(piece.start)).root
            made = draft(reading, noun, word, source, Found(root=root, passages=(piece,)))
            made.quote = "direct"
            yield made


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
        sentence = reading.sentence_of(token)
        hole = reading.passage(token.i, min(max(source.last, head.right_edge.i), sentence.end - 1))
        text = Passage(start=sentence.start_char, end=sentence.start_char + len(sentence.text.rstrip()))
        whole = Passage(start=text.start, end=to_quotation_end(reading, text))
        found = Found(root=sentence.root, passages=without(reading, whole, [hole]))
        yield draft(reading, token, word, source, found)


def _standpoints(reading: Reading) -> Iterator[Attribution]:
    """Yield the sentences told from where somebody stands: "In her view, ...", "By one estimate, ..."."""
    sorts = {row[0]: row[1] for row in cues.table("standpoints.tsv")}
    for prep in reading.doc:
        noun = next((child for child in prep.children if child.dep_ == "pobj"), None)
        if prep.dep_ != "prep" or prep.lower_ not in {"in", "by"} or prep.head.dep_ != "ROOT" or noun is None:
            continue
        sort = sorts.get(noun.lemma_.lower())
        owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
        sentence = reading.sentence_of(prep)
        head = owner if sort == "whose" else noun
        if sort is None or head is None or prep.i != sentence.start or cues.verb(sentence.root) is not None:
            continue
        source = around(reading, head, prep)
        hole = reading.passage(prep.i, noun.right_edge.i)
        text = Passage(start=sentence.start_char, end=sentence.start_char + len(sentence.text.rstrip()))
        found = Found(root=sentence.root, passages=without(reading, text, [hole]))
        yield draft(reading, prep, CueWord(lemma=prep.lower_, force="assert"), source, found)


def _labelled(reading: Reading) -> Iterator[Attribution]:
    for label in labels(reading):
        words = trimmed(reading, label.words.start, label.words.end)
        head = reading.token_at(label.name.end - 1)
        if words is None:
            continue
        source = Source(head=head, first=reading.token_at(label.name.start).i, last=head.i)
        root = reading.sentence_of(reading.token_at(words.start)).root
        word = CueWord(lemma=":", force="assert")
        made = draft(reading, head, word, source, Found(root=root, passages=(words,)))
        made.cue, made.quote = label.mark, "direct"
        yield made


def _nest(found: list[Attribution]) -> None:
    """Let each attribution inside another's content name the narrowest such as the one that reports it."""
    waiting = sorted(
        ((piece.start, piece.end, outer) for outer in found for piece in outer.passages), key=lambda held: held[:2]
    )
    held: list[tuple[int, int, Attribution]] = []
    by_anchor: dict[int, list[Attribution]] = {}
    for outer in found:
        by_anchor.setdefault(outer.anchor.i, []).append(outer)
    entered = 0
    for inner in sorted(found, key=lambda draft: draft.anchor.idx):
        at = inner.anchor.idx
        while entered < len(waiting) and waiting[entered][0] <= at:
            held.append(waiting[entered])
            entered += 1
        held = [entry for entry in held if entry[1] > at]
        holder = next(iter(by_anchor.get(inner.anchor.head.i, ())), None) if cues.noun(inner.anchor) else None
        around = [outer for _, _, outer in held if outer.anchor is not inner.anchor]
        around = around if holder is None or holder is inner else [holder]
        inner.via = min(around, key=_extent, default=None)


def _extent(draft: Attribution) -> int:
    return sum(piece.end - piece.start for piece in draft.passages)
