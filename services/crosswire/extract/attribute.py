"""Attribution: which passages are whose words or thoughts, by which cue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from crosswire.extract import cues
from crosswire.extract.contents import Found, frame_of, noun_content, trimmed, verb_content, withheld, without
from crosswire.extract.cues import CueWord
from crosswire.extract.document import Passage, Quotation, Reading
from crosswire.extract.labels import labels
from crosswire.extract.silence import nobodys
from crosswire.extract.sources import Source, around, is_passive, source_of
from crosswire.extract.speech import Frame, begins_sentence, owners, stands_alone
from crosswire_schemas.records import Force

WORD = re.compile(r"\w")
ITSELF = frozenset({"it", "they", "he", "she", "we", "i"})
NOBODY = frozenset({"nobody", "none", "neither", "nothing", "there"})
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
    drafts = [*_verbs(reading), *_nouns(reading), *_announced(reading), *_according(reading), *_labelled(reading)]
    drafts = [draft for draft in drafts if draft.cue.start >= reading.body]
    drafts.sort(key=lambda draft: draft.anchor.i)
    _quote(reading, drafts)
    _block(reading, drafts)
    found = [draft for draft in drafts if draft.passages]
    told = {draft.passages for draft in found if cues.noun(draft.anchor) is None}
    found = [draft for draft in found if cues.noun(draft.anchor) is None or draft.source or draft.passages not in told]
    found.sort(key=lambda draft: draft.start)
    _nest(found)
    return found


def _verbs(reading: Reading) -> Iterator[Attribution]:
    for token in reading.doc:
        word = cues.verb(token)
        silent = _silent(token)
        if (word is None and silent is None) or _told_of(token):
            continue
        quoted = reading.quotation_at(token.idx)
        if quoted and (word is None or "q" not in word.frames):
            continue
        source = source_of(reading, token)
        if quoted and (source is None or source.head.lower_ in OWN_VOICE):
            continue
        if source is not None and _nobody(source.head):
            continue
        if silent is not None:
            if source is not None:
                yield _unsaid(reading, token, silent, source)
        elif word is not None:
            yield from _said(reading, token, word, source)


def _points_back(found: Found, force: str) -> bool:
    """Tell whether a content only points at words told before: "echoed the statement"."""
    root = found.root
    return (
        force == "assert"
        and found.nominal
        and cues.noun(root) is not None
        and not any(child.dep_ in {"prep", "acl", "relcl", "poss", "compound", "amod"} for child in root.children)
    )


def _wants_no_name(root: Token) -> bool:
    """Tell whether somebody only asks "not to be named"."""
    return root.lemma_ in {"name", "identify", "quote"} and any(child.dep_ in {"neg", "auxpass"} for child in root.children)


def _said(reading: Reading, token: Token, word: CueWord, source: Source | None) -> Iterator[Attribution]:
    found = verb_content(reading, token, word, source)
    if found is not None and (_points_back(found, word.force) or _wants_no_name(found.root)):
        return
    if found is None and "q" not in word.frames:
        return
    negated = any(child.dep_ == "neg" for child in token.children)
    if negated and set(word.frames) <= {"x", "n"}:
        return
    if reading.quotation_at(token.idx) and (found is None or found.nominal or found.root.dep_ != "ccomp"):
        return
    if source is None and nobodys(reading.sentence_of(token).text):
        return
    draft = _draft(reading, token, word, source, found)
    draft.quote = "none" if found is not None and found.nominal else draft.quote
    draft.negated = negated
    draft.force = _force(token, word, found, source)
    yield draft


def _unsaid(reading: Reading, token: Token, silent: Token, source: Source) -> Attribution:
    word = CueWord(lemma=token.lemma_.lower(), force="non_report")
    draft = _draft(reading, token, word, source, withheld(reading, silent))
    first, last = min(token.i, silent.i), max(token.i, silent.i)
    draft.cue = reading.passage(first, last)
    draft.quote = "none" if draft.root is not None and draft.root.pos_ not in {"VERB", "AUX"} else draft.quote
    return draft


def _silent(token: Token) -> Token | None:
    """Return the verb of saying that ``token`` says was not done: "has not commented", "declined to say"."""
    if token.pos_ != "VERB":
        return None
    if token.lemma_ in {"decline", "refuse", "fail"}:
        return next((child for child in token.children if child.dep_ == "xcomp" and _withholds(child)), None)
    helped = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    negated = any(child.dep_ == "neg" for child in token.children)
    active = helped & {"has", "have", "had", "did", "would", "could"} and "been" not in helped
    return token if negated and active and _withholds(token) else None


def _withholds(token: Token) -> bool:
    return token.lemma_.lower() in cues.words("withheld.tsv")


def _force(token: Token, word: CueWord, found: Found | None, source: Source | None) -> Force:
    """Return the force of a verb in its sentence: to ask somebody to act is an order, to say one will act a promise."""
    if found is None:
        return word.force
    if word.lemma == "ask" and found.root.dep_ in {"xcomp", "pobj"}:
        return "order"
    if word.lemma == "tell" and found.root.dep_ == "xcomp":
        return "order"
    if word.lemma == "expect" and found.root.dep_ == "xcomp" and not is_passive(token):
        return "promise"
    if word.lemma == "call" and found.root.dep_ in {"pobj", "pcomp"}:
        return "order"
    if word.force == "assert" and "q" in word.frames and source is not None and _will(found.root):
        return "promise"
    return word.force


def _told_of(token: Token) -> bool:
    """Tell whether a verb only says what another is about: "declined to comment", "urged them to respect"."""
    if token.dep_ != "xcomp":
        return False
    outer = token.head
    if outer.lemma_ in {"decline", "refuse", "fail"}:
        return _withholds(token)
    word = cues.verb(outer)
    further = any(child.dep_ == "ccomp" for child in token.children)
    return word is not None and word.force in {"order", "promise"} and not further


def _nobody(head: Token) -> bool:
    return head.lower_ in NOBODY or any(child.lower_ == "no" and child.dep_ == "det" for child in head.children)


def _will(root: Token) -> bool:
    own = next((child for child in root.children if child.dep_ == "nsubj"), None)
    helped = {child.lower_ for child in root.children if child.dep_ == "aux"}
    ahead = bool(helped & {"will", "would", "'ll", "’ll"}) or root.lemma_ in {"plan", "intend", "hope"}
    return own is not None and ahead and (own.lower_ in ITSELF or root.lemma_ in {"plan", "intend"})


def _draft(reading: Reading, anchor: Token, word: CueWord, source: Source | None, found: Found | None) -> Attribution:
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
            authored = child.lower_ in {"by", "from"} or (child.lower_ == "of" and not found.nominal)
            if child.dep_ in {"prep", "agent"} and authored and child.i > token.i:
                head = head or next((noun for noun in child.children if noun.dep_ == "pobj"), None)
        if head is None and word.lemma not in cues.words("rumours.tsv"):
            continue
        yield _draft(reading, token, word, around(reading, head, token) if head is not None else None, found)


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
            draft = _draft(reading, noun, word, source, Found(root=root, passages=(piece,)))
            draft.quote = "direct"
            yield draft


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
        whole = Passage(start=sentence.start_char, end=sentence.end_char)
        found = Found(root=sentence.root, passages=without(reading, whole, [hole]))
        yield _draft(reading, token, word, source, found)


def _labelled(reading: Reading) -> Iterator[Attribution]:
    for label in labels(reading):
        words = trimmed(reading, label.words.start, label.words.end)
        head = reading.token_at(label.name.end - 1)
        if words is None:
            continue
        source = Source(head=head, first=reading.token_at(label.name.start).i, last=head.i)
        root = reading.sentence_of(reading.token_at(words.start)).root
        word = CueWord(lemma=":", force="assert")
        draft = _draft(reading, head, word, source, Found(root=root, passages=(words,)))
        draft.cue, draft.quote = label.mark, "direct"
        yield draft


def _quote(reading: Reading, drafts: list[Attribution]) -> None:
    """Hand the quotations to the cues beside them, and say of each content how its words are given."""
    frames = [_frame(reading, number, draft) for number, draft in enumerate(drafts) if _takes_quotation(draft)]
    owned: dict[int, list[int]] = {}
    for quotation, number in owners(reading, frames).items():
        owned.setdefault(number, []).append(quotation)
    for number, draft in enumerate(list(drafts)):
        quotations = [reading.quotations[index] for index in sorted(owned.get(number, ()))]
        if (
            quotations
            and draft.passages
            and draft.passages[-1].end <= draft.cue.start < quotations[0].start
            and stands_alone(reading, quotations[0])
        ):
            further = replace(draft)
            _speak(reading, further, quotations)
            drafts.append(further)
        elif quotations and (begins_sentence(reading, quotations[0]) or not draft.passages):
            _speak(reading, draft, quotations)
        elif quotations or (draft.quote != "direct" and _holds_quotation(reading, draft)):
            _mix(reading, draft, quotations)
    for draft in drafts:
        draft.passages = tuple(piece for piece in draft.passages if WORD.search(reading.text, piece.start, piece.end))


def _holds_quotation(reading: Reading, draft: Attribution) -> bool:
    """Tell whether words are quoted inside a content; a nickname in quotation marks is none."""
    for piece in draft.passages:
        for quotation in reading.quotations_from(piece.start):
            if quotation.start >= piece.end:
                break
            before = reading.text[max(0, quotation.start - 12) : quotation.start].split()
            if not before or before[-1].casefold() not in cues.words("naming.tsv"):
                return True
    return False


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


def _block(reading: Reading, drafts: list[Attribution]) -> None:
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
        told = next((outer for outer in by_anchor.get(inner.anchor.head.i, ()) if cues.noun(inner.anchor)), None)
        around = [told] if told is not None and told is not inner else [outer for _, _, outer in held if outer is not inner and inner.anchor is not outer.anchor]
        inner.via = min(around, key=_extent, default=None)


def _extent(draft: Attribution) -> int:
    return sum(piece.end - piece.start for piece in draft.passages)
