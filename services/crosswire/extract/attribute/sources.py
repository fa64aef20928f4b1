"""Sources: whose words a cue says they are, as a stretch of tokens around its head."""

from dataclasses import dataclass

from spacy.tokens import Token

from crosswire.extract.attribute.cues import kinds, verb, words
from crosswire.extract.attribute.passages import dateline
from crosswire.extract.attribute.subjects import SUBJECTS, subject_of
from crosswire.extract.read.document import Reading

CLOSING = frozenset({",", '"', "”", "—", "–", "'", "’", "''", "?", "!", "-", "--"})
RELATIVE = frozenset({"who", "which", "whose", "whom", "where"})
TIMES = frozenset({"DATE", "TIME"})
NAMING = frozenset({"NOUN", "PROPN", "NUM", "PRON", "DET"})
DASHES = frozenset({"—", "―", "--"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Tokens ``first`` to ``last`` (included) with titles and appositions; ``head`` is the noun that names it."""

    head: Token
    first: int
    last: int


def source_of(reading: Reading, cue: Token) -> Source | None:
    """Return who the verb ``cue`` says is speaking, None where the article does not say."""
    turned = inverted(reading, cue) or _of_participle(cue)
    if turned is not None:
        head: Token | None = turned
    elif is_passive(cue):
        head = _agent(cue)
    else:
        head = (_before(reading, cue) if _apposed(cue) else None) or subject_of(cue) or _before(reading, cue)
        head = head or _beside(reading, cue)
        head = _past_dateline(reading, cue, _outside(reading, cue, head))
    return around(reading, head, cue) if head is not None else None


def _outside(reading: Reading, cue: Token, head: Token | None) -> Token | None:
    """Return the subject after the cue where the parser took one out of the words quoted: '"Full panic," said Roth'."""
    held = reading.quotation_at(head.idx) if head is not None else None
    if head is None or held is None or not held.closed or held.end > cue.idx:
        return head
    return next((child for child in cue.rights if child.dep_ in SUBJECTS), head)


def _past_dateline(reading: Reading, cue: Token, head: Token | None) -> Token | None:
    """Return the subject after "MINSK, May 6 (Agency) –" where the parser took the town for it."""
    end = dateline(reading, head.idx) if head is not None else 0
    if head is None or head.idx >= end or end >= cue.idx:
        return head
    phrase = reading.doc[reading.token_at(end).i : cue.i]
    root = phrase.root if len(phrase) else head
    return root if root.pos_ in {"NOUN", "PROPN", "PRON"} else head


def inverted(reading: Reading, cue: Token) -> Token | None:
    """Return the subject of '"...," added the mayor', which the parser takes for an object."""
    first = cue
    while first.i > 0 and first.nbor(-1).pos_ == "ADV":
        first = first.nbor(-1)
    at = first.idx
    while at > 0 and reading.text[at - 1] in " ,\xa0-–—―":
        at -= 1
    quotation = reading.quotation_at(at - 1) if at else None
    if quotation is None or quotation.end != at or cue.tag_ not in {"VBD", "VBZ", "VBN"}:
        return None
    own = any(child.dep_ in SUBJECTS and child.i > cue.i for child in cue.children)
    thing = next((child for child in cue.rights if child.dep_ in {"dobj", "attr", "oprd", "dative"}), None)
    return thing if not own and thing is not None and thing.left_edge.i == cue.i + 1 else None


def _of_participle(cue: Token) -> Token | None:
    """Return the subject of "..., say officials quoted by the agency", which the parser gave to the participle."""
    if cue.i == 0 or cue.nbor(-1).text != "," or not any(child.dep_ == "ccomp" for child in cue.lefts):
        return None
    clauses = (child for child in cue.rights if child.dep_ == "ccomp" and child.tag_ == "VBN")
    subjects = (child for clause in clauses for child in clause.lefts if child.dep_ in SUBJECTS)
    return next((child for child in subjects if child.left_edge.i == cue.i + 1), None)


def is_passive(cue: Token) -> bool:
    """Tell whether ``cue`` is in the passive."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in cue.children) or (
        cue.tag_ == "VBN"
        and not _calls(cue)
        and (
            cue.dep_ in {"acl", "amod"}
            or (cue.dep_ == "advcl" and not any(child.dep_ in {"aux", *SUBJECTS} for child in cue.children))
            or any(child.dep_ == "agent" for child in cue.rights)
        )
    )


def _calls(token: Token) -> bool:
    """Tell of "Roth, head of the union, called on Friday for talks": a verb that the parser took for a participle."""
    word = verb(token) if token.dep_ == "acl" and token.tag_ == "VBN" and token.nbor(-1).text == "," else None
    if word is None or "n" in word.frames:
        return False
    if any(child.dep_ in {"agent", "dobj", "oprd"} and child.ent_type_ not in TIMES for child in token.children):
        return False
    preps = [child for child in token.rights if child.dep_ == "prep" and child.lower_ in word.prepositions]
    return any(item.ent_type_ not in TIMES for prep in preps for item in prep.children)


def _apposed(cue: Token) -> bool:
    """Tell of ", head of the administration, claimed on Jan. 5.": a verb without subject or object after a comma."""
    bare = not any(child.dep_ in SUBJECTS | {"ccomp", "xcomp", "auxpass"} for child in cue.children)
    bare = bare and (cue.lemma_ == "tell" or not any(child.dep_ == "dobj" for child in cue.children))
    return bare and cue.tag_ in {"VBD", "VBZ", "VBP"} and cue.i > 0 and cue.nbor(-1).text == ","


def around(reading: Reading, head: Token, cue: Token) -> Source:
    """Return the noun phrase of ``head`` with its appositions, ended before ``cue`` and before any quotation."""
    first, last = head.left_edge.i, head.right_edge.i
    if head.i < cue.i <= last:
        last = cue.i - 1
    if first <= cue.i < head.i:
        first = cue.i + 1
    role = next((child for child in cue.lefts if child.dep_ in SUBJECTS and child.right_edge.i == first - 1), None)
    if role is not None and head.head == cue and kinds().get(role.lemma_.lower()) == "person":
        first = role.left_edge.i  # "deputy chairman of the council Ines Roth wrote": two subjects to the parser
    first = max(first, min(after_dateline(reading, first), head.i))
    first -= first > 1 and _title(reading.doc[first - 1]) and reading.doc[first].ent_type_ == "PERSON"
    dash = next((number for number in range(head.i, first, -1) if reading.doc[number].text in DASHES), None)
    first = first if dash is None else dash + 1
    held = reading.quotation_at(reading.doc[first].idx)
    if held is not None and held.end <= head.idx:
        first = next(number for number in range(first, head.i + 1) if reading.doc[number].idx >= held.end)
    for number in range(head.i + 1, last + 1):
        token = reading.doc[number]
        if _calls(token):
            last = number - 1
            break
        if token.lower_ in RELATIVE and token.nbor(-1).text == "," and (not _of_head(token, head) or _tells(token)):
            last = number - 1
            break
        if reading.quotation_at(token.idx) and not reading.quotation_at(head.idx) and _apart(reading, token):
            last = number - 1
            break
    while (
        last > head.i and (reading.doc[last].is_punct or reading.doc[last].is_space) and reading.doc[last].text != ")"
    ):
        last -= 1
    while first < head.i and (
        reading.doc[first].is_punct or reading.doc[first].is_space or _focuses(reading.doc[first])
    ):
        first += 1
    return Source(head=head, first=first, last=last)


def _focuses(token: Token) -> bool:
    """Tell of "Even China said": which says how the outlet sees it, and not who speaks."""
    return token.lower_ == "even" and token.dep_ == "advmod" and token.head.pos_ == "PROPN"


def _title(token: Token) -> bool:
    """Tell of ", guide Beka Roth said": a role after a comma, whatever the parser takes it for."""
    return token.pos_ == "VERB" and token.nbor(-1).text == "," and kinds().get(token.lower_) == "person"


def after_dateline(reading: Reading, first: int) -> int:
    """Return the token after the dateline that a paragraph begins with, where ``first`` is in it."""
    end = dateline(reading, reading.doc[first].idx)
    return reading.token_at(end).i if reading.doc[first].idx < end else first


def _of_head(token: Token, head: Token) -> bool:
    """Tell whether the relative clause that ``token`` begins is about ``head``, not a word in its apposition."""
    return any(clause.dep_ == "relcl" and clause.left_edge.i <= token.i <= clause.i for clause in head.rights)


def _tells(token: Token) -> bool:
    """Tell of "who argued that the dam was safe": more of what the source says, and not who it is."""
    clause = token.head
    tells = any(child.dep_ == "ccomp" for child in clause.rights) and verb(clause) is not None
    return token.dep_ == "nsubj" and clause.dep_ == "relcl" and tells


def _apart(reading: Reading, token: Token) -> bool:
    """Tell whether a quotation after a name is speech and not a nickname or a title."""
    found = reading.quotation_at(token.idx)
    if found is None:
        return False
    return (
        reading.text.count(" ", found.start, found.end) > 3
        or reading.text[max(0, found.start - 2) : found.start].rstrip()[-1:] == ","
    )


def _agent(cue: Token) -> Token | None:
    for child in cue.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((noun for noun in child.children if noun.dep_ == "pobj" and noun.ent_type_ not in TIMES), None)
    return None


def _before(reading: Reading, cue: Token) -> Token | None:
    """Find the source of ", NAME, the long apposition, claimed", which the parser leaves without a subject."""
    sentence = reading.sentence_of(cue)
    if cue.tag_ not in {"VBD", "VBZ", "VBP"} or cue.i <= sentence.start:
        return None
    spoken = _after_quotation(reading, sentence.start, cue)
    if spoken is not None:
        return spoken
    titled = [
        token
        for token in reading.doc[sentence.start : cue.i]
        if is_titled(token) and (_after_comma(token) or token.left_edge.i == sentence.start)
    ]
    if titled:
        return titled[-1]
    names = [
        entity
        for entity in reading.entities_between(sentence.start, cue.i)
        if entity.end <= cue.i and entity.label_ in {"PERSON", "ORG", "NORP", "GPE"} and _after_comma(entity[0])
    ]
    people = [entity for entity in names if entity.label_ == "PERSON"]
    if people or names:
        return (people or names)[-1].root
    return _after_last_comma(cue, sentence.start)


def _beside(reading: Reading, cue: Token) -> Token | None:
    """Find the source of "after papers from his office show that ...", whose noun the parser gave to another word."""
    start = reading.sentence_of(cue).start
    word = verb(cue)
    if word is None or ("q" not in word.frames and word.lemma not in words("showing.tsv") - {"see", "hear"}):
        return None
    if cue.tag_ not in {"VBD", "VBZ", "VBP"} or cue.i <= start or cue.nbor(-1).pos_ not in {"NOUN", "PROPN"}:
        return None
    head = cue if cue.dep_ == "pobj" else cue.nbor(-1)
    while head.head.i < head.i and head.head.pos_ == "ADP" and head.head.head.pos_ in NAMING:
        head = head.head.head
    return head if head.pos_ in NAMING and head.i < cue.i and head.dep_ == "pobj" else None


def _after_quotation(reading: Reading, start: int, cue: Token) -> Token | None:
    """Find the source of '"...," a senior officer, who spoke on condition of anonymity, told the paper'."""
    quotation = reading.quotation_at(reading.doc[max(start, cue.left_edge.i)].idx) or reading.quotation_at(
        reading.doc[start].idx
    )
    if quotation is None or not quotation.closed or quotation.end >= cue.idx:
        return None
    first = reading.token_at(quotation.end + 1).i
    last = first
    while last < cue.i and reading.doc[last].pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"}:
        last += 1
    root = reading.doc[first:last].root if last > first else None
    return root if root is not None and root.pos_ in {"NOUN", "PROPN", "PRON"} else None


def is_titled(token: Token) -> bool:
    """Tell whether a capitalised name has a person's role after it ("Olena Marchuk, head of ..."), known or not."""
    return token.pos_ == "PROPN" and any(
        child.dep_ == "appos" and child.pos_ == "NOUN" and kinds().get(child.lemma_.lower()) == "person"
        for child in token.rights
    )


def _after_last_comma(cue: Token, start: int) -> Token | None:
    """Find the source of "..., residents and a local official said"."""
    first = cue.i
    while first > max(start, cue.i - 12) and cue.doc[first - 1].text not in CLOSING:
        first -= 1
        if cue.doc[first].pos_ in {"VERB", "AUX", "PUNCT", "SCONJ"}:
            return None
    if first in (start, cue.i) or cue.doc[first - 1].text not in CLOSING:
        return None
    root = cue.doc[first : cue.i].root
    return root if root.pos_ in {"NOUN", "PROPN", "PRON"} else None


def _after_comma(token: Token) -> bool:
    edges = (token, token.left_edge)
    return any(edge.i > 0 and edge.nbor(-1).text in {",", '"', "”", "—", "-"} for edge in edges)
