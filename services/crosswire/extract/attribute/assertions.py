"""Assertions: what the outlet itself says, clause by clause, where it hands the words to nobody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.attribute.asides import absolute, behind_comma, reported_aside
from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.complements import GROUNDS
from crosswire.extract.attribute.cues import told, verb, words
from crosswire.extract.attribute.passages import unhung, without
from crosswire.extract.attribute.silence import nobodys, on_heading
from crosswire.extract.read.document import Passage, Reading

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
APART = frozenset({"as", "while", "although", "though", "whereas"})
VERBAL = frozenset({"VERB", "AUX"})
VERIFYING = frozenset({"verify", "corroborate", "authenticate", "substantiate"})
DIFFERING = frozenset({"disagree", "differ"})
VAGUE = frozenset({"come", "follow", "emerge"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One clause of the outlet's own; ``hearsay`` is the adverb with which it passes on what it does not vouch for."""

    root: Token
    passages: tuple[Passage, ...]
    hearsay: Token | None


def assert_own(reading: Reading, attributions: Sequence[Attribution], apart: frozenset[int]) -> list[Assertion]:
    """Return the outlet's own assertions; ``apart`` are the numbers of sentences that verify and assert nothing."""
    anchors = {attribution.anchor.i for attribution in attributions}
    covered = _Covered(attributions)
    found: list[Assertion] = []
    for number, sentence in enumerate(reading.sentences):
        if number in apart or sentence.start_char < reading.body or nobodys(reading.sentence_texts[number]):
            continue
        if on_heading(reading, sentence.start_char):
            continue
        found.extend(_assertions(reading, sentence, anchors, covered))
    return found


class _Covered:
    """The characters that attributions cover, for look-up."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self.characters: set[int] = set()
        for attribution in attributions:
            for passage in attribution.passages:
                self.characters.update(range(passage.start, passage.end))

    def __contains__(self, token: Token) -> bool:
        return token.idx in self.characters


def _assertions(reading: Reading, sentence: Tokens, anchors: set[int], covered: _Covered) -> Iterator[Assertion]:
    """Yield the sentence as one assertion, without the clauses that others say or that the outlet has only heard."""
    inside = slice(sentence.start, sentence.end)
    verbs = (token for token in reading.tokens[inside] if reading.sorts[token.i] in VERBAL)
    clauses = [token for token in verbs if _own_clause(token)]
    own = [token for token in clauses if token.i not in anchors and token not in covered and not _vague(token)]
    own = [token for token in own if not reading.quotation_at(token.idx) and not _tells_claim(token, anchors)]
    heard = [token for token in own if _hearsay(token)]
    plain = [token for token in own if not any(_below(token, other) or token is other for other in heard)]
    for token in heard:
        yield from _asserted(reading, token, [], anchors)
    for token in plain:
        if not any(_below(token, other) for other in plain):
            below = [other for other in clauses if _below(other, token) and other not in plain]
            yield from _asserted(reading, token, below, anchors)


def _asserted(reading: Reading, root: Token, apart: Sequence[Token], anchors: set[int]) -> Iterator[Assertion]:
    first = root.left_edge
    skipped = first.i + 1 if first.dep_ in {"mark", "cc"} and first.lower_ in APART and first.i < root.i else first.i
    last = root.head.right_edge.i if absolute(root.head) and root.dep_ == "ccomp" else root.right_edge.i
    whole = reading.passage(skipped, last)
    holes = [reading.passage(_with_mark(other), other.right_edge.i) for other in apart]
    told = (token for token in root.doc[root.i + 1 : root.right_edge.i + 1] if token.i in anchors and _beside(token))
    holes += [reading.passage(token.left_edge.i, token.right_edge.i) for token in told]
    pieces = tuple(kept for piece in without(reading, whole, holes) for kept in unhung(reading, piece))
    pieces = tuple(piece for piece in pieces if any(map(str.isalpha, reading.text[piece.start : piece.end])))
    if pieces:
        yield Assertion(root=root, passages=pieces, hearsay=_hearsay(root))


def _beside(token: Token) -> bool:
    """Tell of ", who says his brakes failed" and ", arguing that it was late": what somebody says, behind a comma."""
    if not behind_comma(token) or not any(child.dep_ == "ccomp" for child in token.rights):
        return False
    return reported_aside(token) or (token.dep_ == "advcl" and token.tag_ == "VBG")


def _lost(token: Token) -> bool:
    """Tell of "In the village of Bon, a mother and her baby were saved": the parser gave the subject to the place."""
    first = token.left_edge
    if token.dep_ != "ROOT" or token.tag_ == "VB" or first.dep_ != "prep":
        return False
    before = list(token.doc[first.i : token.i])
    comma = next((number for number, other in enumerate(before) if other.text == ","), len(before))
    return any(other.dep_ == "appos" and other.pos_ in {"NOUN", "PROPN"} for other in before[comma:])


def _own_clause(token: Token) -> bool:
    if not any(child.dep_ in SUBJECTS for child in token.children) and not _lost(token):
        return False
    if _participial(token) or (token.dep_ == "conj" and _relative(token)):
        return False
    if token.dep_ == "ROOT" or (token.dep_ == "ccomp" and absolute(token.head)):
        return not absolute(token)
    first = token.left_edge
    if token.dep_ == "ccomp" and (first.lower_ in GROUNDS or any(child.tag_ == "WDT" for child in token.lefts)):
        return False
    if token.dep_ in {"conj", "parataxis"} or (token.dep_ == "ccomp" and token.head.dep_ == "ROOT"):
        return token.head.pos_ in {"VERB", "AUX"} and not any(child.dep_ == "mark" for child in token.children)
    return token.dep_ == "advcl" and any(
        child.dep_ in {"mark", "advmod"} and child.lower_ in APART and child.nbor(-1).lower_ != "even"
        for child in token.children
        if child.i > 0
    )


def _participial(token: Token) -> bool:
    """Tell of a verb without tense, and of "Traders interviewed in Kalam said", whose participle leads the parse."""
    if any(child.dep_ in {"aux", "auxpass"} for child in token.children):
        return False
    beside = token.dep_ == "ccomp" or any(child.dep_ == "conj" and verb(child) for child in token.rights)
    return token.tag_ in {"VBG", "VB"} or (token.tag_ == "VBN" and beside)


def _relative(token: Token) -> bool:
    return any(child.tag_ in {"WP", "WDT"} and child.dep_ in SUBJECTS for child in token.lefts)


def _below(token: Token, root: Token) -> bool:
    return root.left_edge.i <= token.i <= root.right_edge.i and token.i != root.i


def _with_mark(root: Token) -> int:
    first = root.left_edge.i
    while first > 0 and root.doc[first - 1].dep_ in {"cc", "punct"} and root.doc[first - 1].head == root.head:
        first -= 1
    return first


def _vague(root: Token) -> bool:
    subject = next((child for child in root.children if child.dep_ in SUBJECTS), None)
    if subject is not None and root.lemma_ in VAGUE and told(subject):
        return True
    if root.lemma_ in VERIFYING and {child.lower_ for child in root.children} & {"could", "can"}:
        return any(child.dep_ == "neg" for child in root.children)
    if root.lemma_ in DIFFERING and not any(child.dep_ in {"ccomp", "prep"} for child in root.rights):
        return True
    if verb(root) is not None and root.dep_ == "advcl" and root.left_edge.lower_ == "as" and reported_aside(root):
        return True
    thing = next((child for child in root.children if child.dep_ == "dobj"), None)
    return verb(root) is not None and thing is not None and told(thing) and thing.n_rights == 0


def _tells_claim(root: Token, anchors: set[int]) -> bool:
    """Tell whether a clause is about a claim that it reports: "An earlier claim that ... was never replicated"."""
    if any(child.dep_ == "pcomp" and child.i in anchors for prep in root.rights for child in prep.children):
        return True
    if any(child.lower_ == "according" and child.i in anchors for child in root.children):
        return any(child.dep_ in SUBJECTS and child.lower_ in {"that", "this", "it"} for child in root.children)
    told = SUBJECTS | {"acomp", "xcomp"} | ({"attr"} if root.lemma_ == "be" else set())
    return any(child.dep_ in told and child.i in anchors for child in root.children)


def _hearsay(root: Token) -> Token | None:
    return next((child for child in root.children if child.lower_ in words("hearsay.tsv")), None)
