"""Contents: the passages that a cue attributes, as far as the speaker's words go and no further."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from crosswire.extract.cues import CueWord, noun, verb, words
from crosswire.extract.document import Passage, Reading
from crosswire.extract.sources import CLOSING, Source, is_passive, reporting

EVIDENCE = re.compile(r",? without (?:\w+ ){0,3}(?:evidence|proof)\W*$", re.IGNORECASE)
DATELINE = re.compile(
    r"[A-Z][A-Z .’'-]{2,}(?:, [A-Z][\w.]+)?(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)\n]{2,40}\))? ?(?:-|–|—|―|--) "
)
EDGE = " \n\t\r\xa0,;:—–-"
ASIDES = frozenset({"parataxis", "advcl", "dep", "conj", "ccomp", "relcl"})
AFTER_CUE = frozenset({"on", "as", "in", "according", "during"})
UNSAID = frozenset({"report"})
MAKING = frozenset({"as", "at"})
OBJECTS = frozenset({"dobj", "dative"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The content of a cue: its head word and its passages."""

    root: Token
    passages: tuple[Passage, ...]
    nominal: bool = False


def trimmed(reading: Reading, start: int, end: int) -> Passage | None:
    """Return the passage without white space, loose punctuation and "that" at its edges; None where nothing is left."""
    text = reading.text
    dateline = DATELINE.match(text, start, end) if start == 0 or text[start - 1] == "\n" else None
    start = dateline.end() if dateline else start
    if text.startswith(("that ", "That "), start) and reading.token_at(start).dep_ == "mark":
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


def frame_of(cue: Token, source: Source | None) -> tuple[int, int]:
    """Return the first and last token of the cue with its auxiliaries and its source beside it."""
    first = last = cue.i
    for child in cue.children:
        if child.dep_ in {"aux", "auxpass", "neg", "advmod"} and child.i < cue.i and child.right_edge.i < cue.i:
            first = min(first, child.left_edge.i)
        elif child.dep_ in {"prt", "neg"}:
            last = max(last, child.i)
    if (source is not None and source.head.head is cue) or (source is not None and abs(source.last - cue.i) < 3):
        first, last = min(first, source.first), max(last, source.last)
    return first, last


def verb_content(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    """Return the content that the verb ``cue`` governs, by the first of its frames that holds."""
    for frame in (_clause, _passive, _complement, _preposition, _noun_phrase):
        found = frame(reading, cue, word, source)
        if found is not None and found.passages:
            return found
    return None


def subtree(reading: Reading, head: Token, first: int | None = None) -> Found:
    """Return all that hangs on ``head`` as one passage, from token number ``first`` where given."""
    start = head.left_edge.i if first is None else first
    whole = reading.passage(start, max(head.right_edge.i, start))
    piece = trimmed(reading, whole.start, _to_quotation_end(reading, whole))
    return Found(root=head, passages=(piece,) if piece else ())


def _to_quotation_end(reading: Reading, whole: Passage) -> int:
    quotation = reading.quotation_at(whole.end - 1)
    begun = quotation is not None and whole.start <= quotation.start < whole.end - 1
    return max(whole.end, quotation.end) if quotation is not None and begun else whole.end


def _clause(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    if not set(word.frames) & set("cqxs"):
        return None
    dependents = {"ccomp"} | ({"xcomp"} if "x" in word.frames else set())
    heads = [
        child for child in cue.children if child.dep_ in dependents and child.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}
    ]
    after = [head for head in heads if head.i > cue.i]
    after = after or _in_statement(cue)
    if after:
        return _after(reading, cue, word, after)
    if is_passive(cue) or not ("q" in word.frames or heads or _closes(reading, cue)):
        return None
    if "n" in word.frames and not heads and any(child.dep_ == "dobj" for child in cue.rights):
        return None
    return _as_told(reading, cue) or _before(reading, cue, source, heads)


def _closes(reading: Reading, cue: Token) -> bool:
    """Tell whether a verb ends its sentence: "..., the study found"."""
    return reading.sentence_of(cue).end - cue.i <= 3


def _as_told(reading: Reading, cue: Token) -> Found | None:
    """Find the content of "As X notes in a report, ...": the clause that the as-clause stands beside."""
    mark = next((child for child in cue.lefts if child.lower_ == "as" and child.dep_ in {"mark", "advmod"}), None)
    full = any(
        child.dep_ in {"xcomp", "ccomp", "prt"} or (child.dep_ == "dobj" and child.lower_ != "it")
        for child in cue.rights
    )
    if cue.dep_ != "advcl" or mark is None or full or cue.head.pos_ not in {"VERB", "AUX"}:
        return None
    head = cue.head
    whole = reading.passage(min(head.left_edge.i, cue.left_edge.i), max(head.right_edge.i, cue.right_edge.i))
    hole = reading.passage(cue.left_edge.i, cue.right_edge.i)
    return Found(root=head, passages=without(reading, whole, [hole]))


def _after(reading: Reading, cue: Token, word: CueWord, heads: list[Token]) -> Found:
    first = _first(heads[0])
    if word.force == "order" or word.lemma == "ask" or "s" in word.frames:
        objects = [child for child in cue.children if child.dep_ in OBJECTS and cue.i < child.i < heads[0].i]
        first = min([first, *(item.left_edge.i for item in objects)])
    last = max(_last(head) for head in heads)
    whole = reading.passage(first, max(first, last))
    return Found(root=heads[0], passages=_ended(reading, whole))


def _in_statement(cue: Token) -> list[Token]:
    """Return the clause of "said in a statement that ...", which the parser hangs on the noun."""
    for prep in cue.rights:
        inside = next((item for item in prep.children if item.dep_ == "pobj"), None) if prep.dep_ == "prep" else None
        for clause in inside.rights if inside is not None else ():
            that = any(word.lower_ == "that" and word.dep_ in {"mark", "advmod", "det"} for word in clause.lefts)
            if clause.dep_ in {"acl", "ccomp", "relcl"} and that:
                return [clause]
    return []


def _first(head: Token) -> int:
    """Return where a clause begins, after "that" and what stands before it ("said only that")."""
    mark = next((child for child in head.children if child.dep_ == "mark" and child.lower_ == "that"), None)
    return mark.i + 1 if mark is not None and mark.i < head.i else head.left_edge.i


def _last(head: Token) -> int:
    """Return where a clause ends, before a further verb of saying that the parser joined to it."""
    further = next((child for child in head.children if reporting(child) is not None), None)
    last = further.left_edge.i - 1 if further is not None else head.right_edge.i
    aside = next(
        (token for token in head.doc[head.i + 1 : last + 1] if _told_by_others(token) or _goes_on(token)), None
    )
    return last if aside is None else aside.left_edge.i - 1


def _goes_on(token: Token) -> bool:
    """Tell of ", contradicting the minister": what the speaker does beside saying it."""
    if token.dep_ != "advcl" or token.tag_ != "VBG" or token.i == 0 or token.nbor(-1).text != ",":
        return False
    word = verb(token)
    return word is not None and (word.force != "assert" or "q" in word.frames)


def _told_by_others(token: Token) -> bool:
    """Tell of ", a figure the government disputes": an aside that hands what was said to somebody else."""
    if token.dep_ != "appos" or token.left_edge.i == 0 or token.left_edge.nbor(-1).text != ",":
        return False
    clause = next((child for child in token.rights if child.dep_ in {"relcl", "acl"}), None)
    return clause is not None and verb(clause) is not None and any(child.dep_ == "nsubj" for child in clause.children)


def _ended(reading: Reading, whole: Passage) -> tuple[Passage, ...]:
    """Return ``whole`` to the end of a quotation that it breaks off in, or to a semicolon before others' words."""
    stop = _to_quotation_end(reading, whole)
    semicolon = reading.text.find(";", whole.start, stop)
    if semicolon > 0 and reading.quotation_at(semicolon) is None:
        stop = semicolon
    piece = trimmed(reading, whole.start, stop)
    if piece is None:
        return ()
    empty = EVIDENCE.search(reading.text, piece.start, piece.end)
    cut = trimmed(reading, piece.start, empty.start()) if empty else piece
    return unhung(reading, cut) if cut else ()


def unhung(reading: Reading, piece: Passage) -> tuple[Passage, ...]:
    """Return the piece without a conjunction left hanging at its end."""
    text = reading.text[piece.start : piece.end]
    for word in (" and", " but", ", and", ", but"):
        if text.endswith(word):
            end = trimmed(reading, piece.start, piece.end - len(word))
            return (end,) if end else ()
    return (piece,)


def _before(reading: Reading, cue: Token, source: Source | None, heads: list[Token]) -> Found | None:
    """Find the content of "..., X said", "..., said X" and "..., X said, ..."."""
    first, last = frame_of(cue, source)
    sentence = reading.sentence_of(cue)
    if first - 1 < sentence.start or reading.doc[first - 1].text not in CLOSING:
        return None
    aside = cue.dep_ in ASIDES and cue.head.i != cue.i
    if not heads and aside and cue.dep_ in {"parataxis", "advcl", "dep"} and cue.head.pos_ in {"VERB", "AUX"}:
        return _around(reading, cue, first, last)
    if not heads and cue.dep_ == "relcl":
        return None
    start = max(sentence.start, cue.left_edge.i) if heads and cue.dep_ in ASIDES else sentence.start
    start = _after_colon(reading, start, first)
    if start >= first:
        return None
    root = heads[0] if heads else _root_before(reading, start, first)
    if root.tag_ == "VBN" and not any(
        child.dep_ in {"nsubj", "nsubjpass", "auxpass", "aux"} for child in root.children
    ):
        return None
    whole = reading.passage(start, first - 1)
    pieces = [trimmed(reading, whole.start, whole.end), _tail(reading, cue, last)]
    return Found(root=root, passages=tuple(piece for piece in pieces if piece))


def _after_colon(reading: Reading, start: int, stop: int) -> int:
    colons = [token.i for token in reading.doc[start:stop] if token.text == ":" and not reading.quotation_at(token.idx)]
    return colons[-1] + 1 if colons and colons[-1] + 1 < stop else start


def _tail(reading: Reading, cue: Token, last: int) -> Passage | None:
    """Return the words of the speaker that go on after ", X said," to the end of the sentence."""
    sentence = reading.sentence_of(cue)
    if last + 2 >= sentence.end or reading.doc[last + 1].text != ",":
        return None
    first = reading.doc[last + 2]
    if first.pos_ not in {"ADP", "AUX", "VERB"} or first.tag_ in {"VBG", "VBN"} or first.lower_ in AFTER_CUE:
        return None
    if any(token.lower_ in words("venues.tsv") for token in reading.doc[last + 2 : min(last + 9, sentence.end)]):
        return None
    whole = reading.passage(first.i, sentence.end - 1)
    return trimmed(reading, whole.start, whole.end)


def _around(reading: Reading, cue: Token, first: int, last: int) -> Found:
    head = cue.head
    whole = reading.passage(min(head.left_edge.i, first), max(head.right_edge.i, last))
    hole = reading.passage(first, max(last, cue.right_edge.i))
    return Found(root=head, passages=without(reading, whole, [hole]))


def _root_before(reading: Reading, start: int, stop: int) -> Token:
    tokens = reading.doc[start:stop]
    return tokens.root


def _passive(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    """Find the content of "X is believed to have fled": the subject and what is said of it."""
    if not is_passive(cue) or not set(word.frames) & set("cxs"):
        return None
    subject = next((child for child in cue.children if child.dep_ == "nsubjpass"), None)
    rest = next((child for child in cue.children if child.dep_ in {"xcomp", "oprd", "ccomp"} and child.i > cue.i), None)
    if subject is None or rest is None:
        return None
    if word.force == "order" or word.lemma == "tell":
        return subtree(reading, rest)
    pieces = subtree(reading, subject).passages + subtree(reading, rest).passages
    return Found(root=rest, passages=pieces, nominal=True)


def _complement(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    """Find the content of "called it a lie", "described them as heroes"."""
    if "s" not in word.frames:
        return None
    thing = next((child for child in cue.children if child.dep_ in {"dobj", "nsubjpass"}), None)
    ends = [
        child
        for child in cue.children
        if child.i > cue.i and (child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ in MAKING))
    ]
    if thing is None or not ends:
        return None
    held = () if thing.tag_ in {"WP", "WDT"} else subtree(reading, thing).passages
    pieces = held + subtree(reading, ends[0]).passages
    if thing.i > cue.i and pieces:
        pieces = (Passage(start=pieces[0].start, end=pieces[-1].end),)
    return Found(root=ends[0], passages=pieces)


def _preposition(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    prep = next((child for child in cue.children if child.lower_ in word.prepositions and child.dep_ == "prep"), None)
    inside = next((child for child in prep.children if child.dep_ in {"pobj", "pcomp"}), None) if prep else None
    if prep is None or inside is None:
        return None
    thing = next((child for child in cue.children if child.dep_ in OBJECTS and cue.i < child.i < prep.i), None)
    later = [child for child in cue.children if child.dep_ in {"xcomp", "ccomp"} and child.i > prep.i]
    first = (
        thing.left_edge.i
        if thing is not None and (word.force == "allege" or word.lemma == "ask")
        else inside.left_edge.i
    )
    last = max([prep.right_edge.i, *(child.right_edge.i for child in later)])
    whole = reading.passage(first, last)
    piece = trimmed(reading, whole.start, _to_quotation_end(reading, whole))
    return Found(root=inside, passages=(piece,) if piece else ())


def _noun_phrase(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    if "n" not in word.frames:
        return None
    dependents = {"nsubjpass"} if is_passive(cue) else {"dobj"}
    thing = next((child for child in cue.children if child.dep_ in dependents), None)
    if thing is None or (source is None and word.lemma not in UNSAID) or thing.pos_ == "PRON" or _proof(thing):
        return None
    told = noun_content(reading, thing) if noun(thing) else None
    return told or replace(subtree(reading, thing), nominal=True)


def _proof(thing: Token) -> bool:
    return thing.lemma_ in {"evidence", "proof"}


def withheld(reading: Reading, cue: Token) -> Found | None:
    """Return what somebody has not spoken of: "has not commented on the reports", "declined to say why"."""
    for child in cue.rights:
        if child.dep_ in {"ccomp", "dobj", "xcomp"}:
            return replace(subtree(reading, child), nominal=child.dep_ == "dobj")
        inside = next((item for item in child.children if item.dep_ in {"pobj", "pcomp"}), None)
        if child.dep_ == "prep" and inside is not None and child.lower_ in {"on", "to", "about", "of", "for"}:
            return replace(subtree(reading, inside), nominal=True)
    piece = reading.passage(cue.i, cue.i)
    return Found(root=cue, passages=(piece,))


def _about(clause: Token) -> bool:
    """Tell of "a claim that residents rejected", where "that" is the claim and not what it says."""
    return verb(clause) is not None and not any(
        child.dep_ in {"dobj", "ccomp", "xcomp", "prep"} for child in clause.rights
    )


def noun_content(reading: Reading, cue: Token) -> Found | None:
    """Return the content of a noun: "the claim that ...", "a promise to ..."."""
    for child in cue.children:
        if child.i < cue.i or child.pos_ not in {"VERB", "AUX"} or child.dep_ not in {"acl", "ccomp", "relcl"}:
            continue
        that = child.left_edge.lower_ == "that" and child.left_edge.dep_ == "mark" and not _about(child)
        if that or child.left_edge.lower_ == "to":
            return subtree(reading, child)
    for child in cue.rights:
        inside = next((item for item in child.children if item.dep_ in {"pobj", "pcomp"}), None)
        if child.lower_ == "of" and inside is not None and cue.lemma_.lower() in words("of_nouns.tsv"):
            whole = reading.passage(inside.left_edge.i, child.right_edge.i)
            piece = trimmed(reading, whole.start, whole.end)
            return Found(root=inside, passages=(piece,) if piece else (), nominal=True)
    return None
