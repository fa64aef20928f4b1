"""Sources: whose words a cue says they are, as a stretch of tokens around its head."""

from dataclasses import dataclass

from spacy.tokens import Token

from crosswire.extract.document import Reading

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CLIMBS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Tokens ``first`` to ``last`` (included) with titles and appositions; ``head`` is the noun that names the source."""

    head: Token
    first: int
    last: int


def source_of(reading: Reading, cue: Token) -> Source | None:
    """Return who the verb ``cue`` says is speaking, None where the article does not say."""
    if is_passive(cue):
        head = _agent(cue)
    else:
        head = _subject(cue) or _before(reading, cue)
    return around(reading, head, cue) if head is not None else None


def is_passive(cue: Token) -> bool:
    """Tell whether ``cue`` is in the passive."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in cue.children) or (
        cue.tag_ == "VBN" and cue.dep_ in {"acl", "amod"}
    )


def around(reading: Reading, head: Token, cue: Token) -> Source:
    """Return the noun phrase of ``head`` with its appositions, ended before ``cue`` and before any quotation."""
    first, last = head.left_edge.i, head.right_edge.i
    if head.i < cue.i <= last:
        last = cue.i - 1
    if first <= cue.i < head.i:
        first = cue.i + 1
    for number in range(head.i + 1, last + 1):
        token = reading.doc[number]
        if token.lower_ in {"who", "which", "whose", "whom", "where"} and token.nbor(-1).text == ",":
            last = number - 1
            break
        if reading.quotation_at(token.idx) and not reading.quotation_at(head.idx) and _long(reading, token):
            last = number - 1
            break
    while last > head.i and (reading.doc[last].is_punct or reading.doc[last].is_space) and reading.doc[last].text != ")":
        last -= 1
    while first < head.i and (reading.doc[first].is_punct or reading.doc[first].is_space):
        first += 1
    return Source(head=head, first=first, last=last)


def _long(reading: Reading, token: Token) -> bool:
    found = reading.quotation_at(token.idx)
    return found is not None and reading.text.count(" ", found.start, found.end) > 3


def _agent(cue: Token) -> Token | None:
    for child in cue.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _subject(cue: Token) -> Token | None:
    token = cue
    for _ in range(CLIMBS):
        own = next((child for child in token.children if child.dep_ in SUBJECTS), None)
        if own is not None:
            return own if own.dep_ == "nsubj" or token is not cue else None
        if token.dep_ == "acl" and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return token.head
        if token.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"} or token.head is token:
            return None
        if token is cue and token.dep_ in {"advcl", "ccomp"} and token.tag_ not in {"VBG", "VBN", "VB"}:
            return None
        token = token.head
    return None


def _before(reading: Reading, cue: Token) -> Token | None:
    """Find the source of ", NAME, the long apposition, claimed", which the parser leaves without a subject."""
    sentence = reading.sentence_of(cue)
    if cue.tag_ not in {"VBD", "VBZ", "VBP"} or cue.i <= sentence.start:
        return None
    names = [
        entity
        for entity in sentence.ents
        if entity.end <= cue.i and entity.label_ in {"PERSON", "ORG", "NORP", "GPE"} and _after_comma(entity[0])
    ]
    people = [entity for entity in names if entity.label_ == "PERSON"]
    return (people or names)[-1].root if names else None


def _after_comma(token: Token) -> bool:
    start = token.left_edge
    for first in (token, start):
        if first.i > 0 and first.nbor(-1).text in {",", '"', "”", "—", "-"}:
            return True
    return False
