"""Attribution: which passages are whose words or thoughts, by which cue."""

from collections.abc import Container, Sequence

from spacy.tokens import Token

from crosswire.extract.attribute import cues
from crosswire.extract.attribute.asides import denying, disputing
from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.denials import deny
from crosswire.extract.attribute.formulas import by_formula
from crosswire.extract.attribute.nouns import by_noun
from crosswire.extract.attribute.silence import on_heading
from crosswire.extract.attribute.utterances import block, quote
from crosswire.extract.attribute.verbs import by_verb
from crosswire.extract.read.document import Reading

STEM = 5  # letters in which a state and its people begin alike: Tajikistan, Tajik
PERFECT = frozenset({"has", "have", "had", "did"})
BY_LAYOUT = frozenset({"according to", ":"})
__all__ = ["Attribution", "attribute"]


def attribute(reading: Reading) -> list[Attribution]:
    """Return the attributions of an article in the order of its text; nested ones name the one that reports them."""
    drafts = [*by_verb(reading), *by_noun(reading), *by_formula(reading)]
    drafts = [item for item in drafts if item.cue.start >= reading.body and not on_heading(reading, item.cue.start)]
    drafts.sort(key=lambda item: item.anchor.i)
    quote(reading, drafts)
    block(reading, drafts)
    found = [draft for draft in drafts if draft.passages]
    told = {draft.passages for draft in found if cues.noun(draft.anchor) is None}
    found = [draft for draft in found if cues.noun(draft.anchor) is None or draft.source or draft.passages not in told]
    spoken = {reading.sentence_index(draft.anchor.i) for draft in found if draft.source and draft.anchor.dep_ == "ROOT"}
    found = [draft for draft in found if draft.lemma != "make" or not _again(reading, draft, spoken)]
    for item in found:
        _take_up(reading, item, found)
    for item in found:
        item.root = _rooted(reading, item)
    deny(reading, found)
    found.sort(key=lambda draft: draft.start)
    _nest(found)
    return [item for item in found if not _belongs(item)]


def _again(reading: Reading, item: Attribution, spoken: Container[int]) -> bool:
    """Tell of "He made the statement on Friday" about a sentence of those ``spoken``, which tell whose words it has."""
    number = reading.sentence_index(reading.token_at(item.passages[0].start).i)
    return number < reading.sentence_index(item.anchor.i) and number in spoken


def _rooted(reading: Reading, item: Attribution) -> Token | None:
    """Return the head of a content, looked for anew where a wrong parse put it outside: "said A; others think B"."""
    if item.root is None or any(item.root.idx in piece for piece in item.passages):
        return item.root
    within = item.passages[0]
    tokens = reading.doc[reading.token_at(within.start).i : reading.token_at(within.end - 1).i + 1]
    heads = [token for token in tokens if token.head.i == token.i or token.head.idx not in within]
    return next((token for token in heads if token.pos_ in {"VERB", "AUX"}), item.root)


def _take_up(reading: Reading, item: Attribution, found: Sequence[Attribution]) -> None:
    """Let who "denied that" of a sentence before, in which somebody speaks, speak of what is said in it."""
    if item.force == "deny" and item.root is not None and _of_what_is_told(item.root, item.anchor):
        sentence = reading.sentence_of(item.anchor)
        begun = item.passages[0].start
        told = [
            other for other in found if sentence.start_char <= other.passages[-1].start < begun and other is not item
        ]
        if told:
            item.passages, item.root = told[-1].passages, told[-1].root
        return
    if item.passages[-1].end > reading.sentence_of(item.anchor).start_char:
        return
    told = [other for other in found if other.source and other.root and other.anchor.idx in item.passages[-1]]
    if told and reading.quotation_at(item.passages[-1].start) is None:
        meant = (_of_denier(reading, item, found) if item.force == "deny" else None) or told[-1]
        item.passages, item.root = meant.passages, meant.root


def _of_denier(reading: Reading, item: Attribution, found: Sequence[Attribution]) -> Attribution | None:
    """Return the last of the claims of the paragraph before that says what the denier, or his country, did."""
    here = reading.paragraph_index(item.cue.start)
    told = [other for other in found if other.root and reading.paragraph_index(other.start) == here - 1]
    mine = _stems(item.source.head) if item.source else set()
    alike = [(len(mine & stems), number) for number, other in enumerate(told) if (stems := _stems(_doer(other)))]
    most = max(alike, default=(0, 0))
    return told[most[1]] if most[0] else None


def _doer(item: Attribution) -> Token | None:
    children = item.root.children if item.root is not None else ()
    return next((child for child in children if child.dep_ == "nsubj"), None)


def _stems(head: Token | None) -> set[str]:
    """Return how the names and nouns of a phrase begin: "Tajik" is of Tajikistan."""
    words = head.subtree if head is not None else ()
    return {word.lower_[:STEM] for word in words if word.pos_ in {"NOUN", "PROPN", "ADJ"} and len(word) >= STEM}


def _of_what_is_told(root: Token, cue: Token) -> bool:
    """Tell of ", a claim that residents rejected" and ", which the company denies"."""
    return disputing(root) == cue or (root.lower_ == "which" and denying(cue))


def _belongs(item: Attribution) -> bool:
    """Tell of what a speaker says somebody thinks, wants or might say: no claim beside the speaker's own.

    A report inside a report is kept: "channels wrote that the ministry had claimed ...", "denied the charge that ...".
    """
    if item.via is None:
        return False
    word = cues.verb(item.anchor)
    if word is None:
        return item.force != "allege" and item.lemma not in BY_LAYOUT
    clausal = item.root is not None and item.root.pos_ in {"VERB", "AUX"} and item.root.dep_ != "xcomp"
    said = clausal or item.force in {"deny", "confirm"} or item.quote in {"direct", "mixed"}
    again = item.force == "confirm" and item.source is not None and item.source.head.pos_ == "PRON"
    return again or item.source is None or "q" not in word.frames or not said or not _happened(item.anchor)


def _happened(cue: Token) -> bool:
    """Tell whether a verb says that something was or is said, not that it may be."""
    helped = {child.lower_ for child in cue.children if child.dep_ == "aux"}
    finite = cue.tag_ in {"VBD", "VBZ", "VBP"} or bool(helped & PERFECT)
    return finite and not any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in cue.children)


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
