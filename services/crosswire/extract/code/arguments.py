"""Arguments: who does what to whom around a verb or a noun, whatever the voice or the construction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from crosswire.extract.attribute.sources import Source

DEPTH = 5
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NOMINAL_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SUBJECTS = NOMINAL_SUBJECTS | {"csubj"}
KEPT = 256  # words: kinds, roles and slots ask of the same one
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
OBJECTS = frozenset({"dobj", "obj"})
AWAY = frozenset({"out", "away", "back", "off", "up", "down", "together", "forward"})
DUTIES = frozenset({"must", "should", "ought"})
ACCUSING = frozenset({"accuse", "suspect", "convict", "acquit"})
HANDED_ON = frozenset({"of", "for", "from", "into"})
SMALL_CLAUSES = frozenset({"acomp", "oprd", "ccomp", "xcomp", "attr"})
TIMES = frozenset({"DATE", "TIME"})
HANGING = frozenset({"prep", "agent", "dative", "prt", "advmod", "acomp"})
CUT = frozenset({"relcl", "acl", "appos", "advcl", "parataxis", "cc"})
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The logical arguments of ``head``: passives and nouns turned, relatives and shared subjects filled in.

    ``obliques`` go from a preposition to its noun; ``marks`` are all words that hang on the head, as they are written.
    """

    head: Token
    subject: Token | None = None
    object: Token | None = None
    obliques: Mapping[str, Token]
    marks: Mapping[str, Token]
    passive: bool = False


@lru_cache(maxsize=KEPT)
def frame(token: Token) -> Frame:
    """Return the arguments of a verb, else of a noun or adjective."""
    return _verb(token) if token.pos_ in VERBAL else _noun(token)


def _verb(token: Token) -> Frame:
    children = tuple(token.children)
    passive = is_passive(token, children)
    surface = subject_of(token, children)
    obliques, marks = _hanging(children)
    _demanded(children, obliques, marks)
    object_ = _object(children)
    if object_ is not None:
        object_ = _antecedent(object_, token)
        for name, noun in _hanging(tuple(object_.children))[0].items():
            obliques.setdefault(name, noun)
        # "left 27 people dead": the parser hangs the adjective on the noun.
        # "shot dead two men": before the number too.
        marks.update(
            {child.lower_: child for child in object_.children if child.pos_ == "ADJ" and _apart(child, token)}
        )
    if passive:
        return Frame(head=token, subject=_agent(children), object=surface, obliques=obliques, marks=marks, passive=True)
    return Frame(
        head=token, subject=surface, object=object_ or _shared_object(token, children), obliques=obliques, marks=marks
    )


def _apart(adjective: Token, verb: Token) -> bool:
    """Tell of an adjective that says what became of an object: after it, or between verb and number or article."""
    noun = adjective.head
    follows = adjective.nbor(1).pos_ in {"NUM", "DET"} if adjective.i + 1 < len(adjective.doc) else False
    return adjective.i > noun.i or (adjective.i == verb.i + 1 and follows)


def _demanded(children: Sequence[Token], obliques: dict[str, Token], marks: dict[str, Token]) -> None:
    """Note under "must" who is to do what in "said that they must leave"."""
    for child in children:
        if child.dep_ == "ccomp" and any(word.dep_ == "aux" and word.lower_ in DUTIES for word in child.children):
            who = next((word for word in child.children if word.dep_ in SUBJECTS), None)
            if who is not None:
                obliques["must"], marks["must"] = who, child


def _noun(token: Token) -> Frame:
    children = tuple(token.children)
    obliques, marks = _hanging(children)
    owner = next((child for child in children if child.dep_ == "poss" and child.ent_type_ not in TIMES), None)
    named = next((child for child in children if _names_doer(child)), None)
    doer = obliques.get("by") or owner or named
    acl = next((child for child in children if child.dep_ == "acl" and child.tag_ == "VBN"), None)
    if doer is None and acl is not None:
        doer = _agent(tuple(acl.children))
    return Frame(head=token, subject=doer, object=obliques.get("of"), obliques=obliques, marks=marks)


def _agent(children: Sequence[Token]) -> Token | None:
    return next((_inside(child) for child in children if child.dep_ == "agent"), None)


def _names_doer(child: Token) -> bool:
    return (
        child.dep_ in {"amod", "compound", "nmod"}
        and child.ent_type_ in {"NORP", "ORG", "GPE"}
        and child.head.i > child.i
    )


def is_passive(token: Token, children: Sequence[Token]) -> bool:
    """Tell whether the verb ``token`` is in the passive, its participle alone or in a row of passives included."""
    deps = {child.dep_ for child in children}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if token.tag_ != "VBN" or "aux" in deps:
        return False
    if token.dep_ in {"acl", "amod", "advcl", "oprd"} and not deps & SUBJECTS:
        return True
    return (
        token.dep_ == "conj"
        and token.head.tag_ == "VBN"
        and not deps & OBJECTS
        and is_passive(token.head, tuple(token.head.children))
    )


def subject_of(token: Token, children: Sequence[Token] | None = None, depth: int = DEPTH) -> Token | None:
    """Return the grammatical subject of a verb, found over relatives, rows of verbs, infinitives and participles."""
    beside = token.children if children is None else children
    own = [child for child in beside if child.dep_ in NOMINAL_SUBJECTS]
    if own:
        return _antecedent(_nearest(own), token)
    if depth == 0 or token.head == token:
        return None
    return _borrowed(token, token.head, depth - 1)


def _nearest(subjects: Sequence[Token]) -> Token:
    """Of two subjects return the second where a mark stands before it: the parser takes a dateline for the first."""
    for later in reversed(subjects[1:]):
        first = later.left_edge
        if first.i > 0 and first.nbor(-1).is_punct:
            return later
    return subjects[0]


def _borrowed(token: Token, head: Token, depth: int) -> Token | None:
    if token.dep_ in {"acl", "relcl"} and head.pos_ in NOMINAL:
        return _of_noun(token, head, depth)
    if token.dep_ == "pcomp":
        return _of_preposition(head, depth)
    if head.pos_ not in VERBAL or (token.dep_ == "advcl" and token.tag_ not in {"VBG", "VBN", "VB"}):
        return None
    if token.dep_ in {"xcomp", "ccomp"} and token.tag_ in {"VB", "VBG"}:
        return _object(tuple(head.children)) or _called(head, token) or subject_of(head, depth=depth)
    return subject_of(head, depth=depth) if token.dep_ in {"conj", "xcomp", "advcl", "dep"} else None


def _called(head: Token, token: Token) -> Token | None:
    """Return the sides of "called on the sides to show restraint"."""
    preps = (child for child in head.rights if child.i < token.i and child.lower_ in {"on", "upon"})
    return next(filter(None, map(_inside, preps)), None) if head.lemma_ == "call" else None


def _of_noun(token: Token, noun: Token, depth: int) -> Token | None:
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children):
        return _owner(noun, depth)
    return noun if token.tag_ in {"VBG", "VBN"} else None


def _of_preposition(preposition: Token, depth: int) -> Token | None:
    over = preposition.head
    if over.pos_ in VERBAL:
        thing = _object(tuple(over.children))
        return thing if thing is not None and preposition.lower_ in HANDED_ON else subject_of(over, depth=depth)
    if over.dep_ == "dobj" and preposition.lower_ == "of" and over.head.lemma_ in ACCUSING:
        return over  # "accused management of hiding it"
    return _owner(over, depth) if over.pos_ in {"NOUN", "PROPN"} else None


def _owner(noun: Token, depth: int) -> Token | None:
    return _noun(noun).subject or (subject_of(noun.head, depth=depth) if noun.head.pos_ in VERBAL else None)


def _object(children: Sequence[Token]) -> Token | None:
    found = next((child for child in children if child.dep_ in OBJECTS), None)
    return found or next((word for child in children if (word := _said_of(child)) is not None), None)


def _said_of(child: Token) -> Token | None:
    """Return the man of "found the man guilty", whom the parser makes the subject of a clause without a verb."""
    if child.dep_ != "ccomp" or child.pos_ != "ADJ":
        return None
    return next((word for word in child.lefts if word.dep_ == "nsubj" and word.i > child.head.i), None)


def _antecedent(found: Token, verb: Token) -> Token:
    if found.lower_ in RELATIVES and verb.dep_ == "relcl" and verb.head != verb:
        return verb.head
    if found.tag_ in {"WDT", "WP"} and verb.dep_ == "ccomp" and verb.head.lemma_ == "be":
        return next((child for child in verb.head.children if child.dep_ == "attr"), found)
    return found


def _shared_object(token: Token, children: Sequence[Token]) -> Token | None:
    """Find the object of "attacked and burned the village", and of "the attack (that) they launched"."""
    if token.dep_ == "relcl" and any(child.dep_ == "nsubj" and child.lower_ not in RELATIVES for child in children):
        return token.head
    last = next((child for child in children if child.dep_ == "conj" and child.pos_ == "VERB"), None)
    if last is None or last.i - token.i > 3 or any(child.dep_ in SUBJECTS for child in last.children):
        return None
    return _object(tuple(last.children))


def _hanging(children: Sequence[Token]) -> tuple[dict[str, Token], dict[str, Token]]:
    obliques: dict[str, Token] = {}
    marks: dict[str, Token] = {}
    for child in children:
        dep = child.dep_
        if dep in SUBJECTS or child.is_punct:
            continue
        inside = _inside(child) if dep in HANGING else None
        if dep == "prep" and inside is not None and inside.ent_type_ in TIMES:
            continue  # "march on Friday" is not "march on Moscow"
        marks.setdefault(child.lemma_.lower(), child)
        marks.setdefault(child.lower_, child)
        if dep in SMALL_CLAUSES and any(inner.dep_ == "neg" for inner in child.children):
            marks["not"] = child
            marks.update({inner.lower_: inner for inner in child.children})
        if dep in HANGING:
            for name, noun in _prepositional(child, inside):
                obliques.setdefault(name, noun)
                marks.setdefault(name, child)
    return obliques, marks


def _prepositional(child: Token, inside: Token | None) -> Iterator[tuple[str, Token]]:
    if inside is not None:
        yield child.lower_, inside
    elif child.dep_ == "dative" and child.pos_ != "ADP":
        yield "to", child
    for inner in child.children if child.lower_ in AWAY else ():
        if inner.dep_ == "prep" and (noun := _inside(inner)) is not None:
            yield inner.lower_, noun


def _inside(preposition: Token) -> Token | None:
    return next((child for child in preposition.children if child.dep_ == "pobj"), None)


def phrase(head: Token, without: Token | None = None) -> Source:
    """Return the noun phrase of ``head``: no relative clause, no apposition, nothing on the far side of ``without``."""
    first, last = head.left_edge.i, head.i
    for child in head.children:
        if child.i > head.i and ((child.dep_ in CUT and child.dep_ != "cc") or child.is_punct):
            break
        if child.i > head.i:
            last = child.right_edge.i
    if without is not None and head.i < without.i <= last:
        last = without.i - 1
    if without is not None and first <= without.i < head.i:
        first = without.i + 1
    doc = head.doc
    if first + 1 < head.i and doc[first].dep_ == "amod" and doc[first + 1].pos_ in {"NUM", "DET"}:
        first += 1  # "shot dead two men"
    while last > head.i and (doc[last].is_punct or doc[last].is_space or doc[last].dep_ == "cc"):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return Source(head=head, first=first, last=last)
