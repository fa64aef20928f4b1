"""Preceding: the words that stand before what says whose they are, and go on after it: "..., X said, ..."."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.attribute.asides import finite
from crosswire.extract.attribute.cues import verb, words
from crosswire.extract.attribute.passages import Found, trimmed, without
from crosswire.extract.attribute.sources import CLOSING, Source
from crosswire.extract.read.document import Passage, Reading

ASIDES = frozenset({"parataxis", "advcl", "dep", "conj", "ccomp", "relcl"})
AFTER_CUE = frozenset({"on", "as", "in", "according", "during"})
OBJECTS = frozenset({"dobj", "dative"})


def frame_of(cue: Token, source: Source | None) -> tuple[int, int]:
    """Return the first and last token of the cue with its auxiliaries and its source beside it."""
    first = last = cue.i
    for child in cue.children:
        if (
            child.dep_ in {"aux", "auxpass", "neg", "advmod"}
            and child.i < cue.i
            and child.right_edge.i < cue.i
            and child.nbor(1).text != ","
        ):
            first = min(first, child.left_edge.i)
        elif child.dep_ in {"prt", "neg"}:
            last = max(last, child.i)
        elif (
            child.dep_ in OBJECTS and child.i == cue.i + 1 and child.i + 1 < len(cue.doc) and child.nbor(1).text == ":"
        ):
            last = child.i  # "scolded him: ..."
    if source is not None and (abs(source.last - cue.i) < 5 or _apposed(cue, source)):
        first, last = min(first, source.first), max(last, source.last)
    return first, last


def _apposed(cue: Token, source: Source) -> bool:
    """Tell of ", Noor, head of the ministry's press centre, claimed": a source with a long role between commas."""
    begins = source.first > 0 and cue.doc[source.first - 1].text == ","
    return begins and source.last < cue.i - 1 and cue.nbor(-1).text == "," and cue.doc[source.last + 1].text == ","


def preceding(reading: Reading, cue: Token, source: Source | None, heads: list[Token]) -> Found | None:
    """Return the content of "..., X said", "..., said X" and "..., X said, ..."; ``heads``: the clauses of the cue."""
    first, last = frame_of(cue, source)
    sentence = reading.sentence_of(cue)
    if first - 1 < sentence.start or reading.doc[first - 1].text not in CLOSING:
        return None
    aside = cue.dep_ in ASIDES and cue.head.i != cue.i
    if not heads and aside and cue.dep_ in {"parataxis", "advcl", "dep"} and cue.head.pos_ in {"VERB", "AUX"}:
        return _around(reading, cue, first, last)
    start = max(sentence.start, cue.left_edge.i) if heads and cue.dep_ in ASIDES else sentence.start
    start = _after_colon(reading, start, first)
    before = [token.pos_ for token in reading.doc[start:first]]
    bare = before == ["ADV", "PUNCT"]  # "Meanwhile, the army reported losses"
    bare = bare or (not heads and reading.doc[start].pos_ == "ADP" and not {"VERB", "AUX"} & set(before))
    if start >= first or bare or (not heads and cue.dep_ == "relcl"):
        return None
    if first - start <= 2 and last + 2 < sentence.end and reading.doc[last + 1].text == ",":
        return _after_opener(reading, start, first, last, sentence.end)
    root = heads[0] if heads else _root_before(reading, start, first)
    if root.tag_ == "VBN" and not any(
        child.dep_ in {"nsubj", "nsubjpass", "auxpass", "aux"} for child in root.children
    ):
        return None
    whole = reading.passage(start, first - 1)
    pieces = [trimmed(reading, whole.start, whole.end), _tail(reading, cue, last)]
    return Found(root=root, passages=tuple(piece for piece in pieces if piece))


def _after_opener(reading: Reading, start: int, first: int, last: int, end: int) -> Found | None:
    """Return the content of "But, she added, equipment is short": the sentence around the cue."""
    rest = reading.doc[last + 2 : end]
    root = rest.root if rest.root.pos_ in {"VERB", "AUX"} else None
    whole, hole = reading.passage(start, end - 1), reading.passage(first - 1, last + 1)
    return Found(root=root, passages=without(reading, whole, [hole])) if root is not None else None


def _after_colon(reading: Reading, start: int, stop: int) -> int:
    colons = [token.i for token in reading.doc[start:stop] if token.text == ":" and not reading.quotation_at(token.idx)]
    return colons[-1] + 1 if colons and colons[-1] + 1 < stop else start


def _tail(reading: Reading, cue: Token, last: int) -> Passage | None:
    """Return the words of the speaker that go on after ", X said," to the end of the sentence."""
    sentence = reading.sentence_of(cue)
    last = next((child.right_edge.i for child in cue.rights if _day_at(child, last + 1)), last)
    if last + 2 >= sentence.end or reading.doc[last + 1].text != ",":
        return None
    first = reading.doc[last + 2]
    verbal = first.pos_ in {"ADP", "AUX", "VERB"} and first.tag_ not in {"VBG", "VBN"} and first.lower_ not in AFTER_CUE
    if not verbal and not _measures(first) and not _joins(first, reading.doc[last + 3 : sentence.end]):
        return None
    if any(token.lower_ in words("venues.tsv") for token in reading.doc[last + 2 : min(last + 9, sentence.end)]):
        return None
    whole = reading.passage(first.i, sentence.end - 1)
    return trimmed(reading, whole.start, whole.end)


def _day_at(child: Token, begin: int) -> bool:
    """Tell of "said on Monday": the day of saying, right after its verb."""
    return child.left_edge.i == begin and (
        child.ent_type_ == "DATE" or any(inner.ent_type_ == "DATE" for inner in child.children)
    )


def _measures(first: Token) -> bool:
    """Tell of ", he said, fewer than expected" and ", a margin of 6,000": what says more of a figure told before."""
    after = [token.lower_ for token in first.doc[first.i + 1 : first.i + 3]]
    more = first.lower_ in {"nearly", "almost", "about", "some"}
    times = after[:1] == ["times"] if first.pos_ == "NUM" else more and after[1:] == ["times"]
    return (
        times
        or (more and bool(words("comparing.tsv").intersection(after[:1])))
        or first.lower_ in words("comparing.tsv")
        or (first.lower_ in {"a", "an"} and first.head.lower_ in words("measures.tsv"))
    )


def _joins(first: Token, rest: Tokens) -> bool:
    """Tell of ", medics said, and one man was hurt": a further clause of the same speaker's."""
    tensed = [token for token in rest if finite(token) and token.dep_ in {"conj", "ROOT", "advcl"}]
    own = bool(tensed) and any(child.dep_ in {"nsubj", "nsubjpass"} for child in tensed[0].lefts)
    told = any(verb(token) is not None for token in rest)
    return first.lower_ in {"and", "after", "because"} and own and not told


def _around(reading: Reading, cue: Token, first: int, last: int) -> Found:
    head = cue.head
    start = _after_colon(reading, min(head.left_edge.i, first), first)
    whole = reading.passage(start, max(head.right_edge.i, last))
    hole = reading.passage(first, max(last, cue.right_edge.i))
    return Found(root=head, passages=without(reading, whole, [hole]))


def _root_before(reading: Reading, start: int, stop: int) -> Token:
    tokens = reading.doc[start:stop]
    return tokens.root
