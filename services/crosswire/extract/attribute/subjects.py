"""Subjects: the word that a verb of saying has for its subject, also where the parser hung the verb wrongly."""

from spacy.tokens import Token

from crosswire.extract.attribute.cues import verb, words

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
TIMES = frozenset({"before", "after", "since", "until"})
CLIMBS = 6


def subject_of(cue: Token) -> Token | None:
    """Return the subject of ``cue``, or of a verb that it depends on; None where the sentence gives it none."""
    token = cue
    for _ in range(CLIMBS):
        made = caused(token)
        own = [child for child in token.children if child.dep_ in SUBJECTS] if made is None else [made]
        own = own or _aged(token) or _marching(token)
        own = own or [child for clause in token.lefts for child in _before_participle(clause)]
        if own and (later := _after_time(token, own[-1])) is not None:
            return later
        if own:
            before = [child for child in own if child.i < token.i]
            return (before or own)[-1] if own[0].dep_ != "nsubjpass" or token is not cue else None
        if token.dep_ == "advcl" and token.tag_ == "VBG" and token.head.dep_ == "ccomp" and verb(token.head.head):
            token = token.head.head
            continue
        held = reporting(token)
        if held is not None:
            token = held
            continue
        if token.dep_ in {"acomp", "oprd"}:
            token = token.head
            continue
        if token.dep_ == "acl" and token.head.lower_ in words("venues.tsv") and token.head.dep_ == "pobj":
            token = token.head.head.head
            continue
        if token.dep_ == "acl" and token.tag_ == "VB" and token.head.dep_ == "dobj":
            token = token.head.head  # "has the power to order", "dropped plans to cut pay"
            continue
        if token.dep_ == "acl" and token.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            return _writer(token) or token.head
        nearer = _teller(token)
        if nearer is not None:
            return nearer
        astray = token.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"} or token.head == token
        finite = token.tag_ not in {"VBG", "VBN", "VB"}
        if astray or (token is cue and token.dep_ in {"advcl", "ccomp"} and finite and not goes_on(token)):
            return None
        token = token.head
    return None


def caused(cue: Token) -> Token | None:
    """Return who is made to say it: the senators of "the affair led two senators to warn of a crisis"."""
    above = cue.head
    if above.lemma_ not in words("causing.tsv") or cue.dep_ not in {"xcomp", "advcl", "acl"} or above.i > cue.i:
        return None
    if not any(child.lower_ == "to" and child.dep_ == "aux" for child in cue.lefts):
        return None
    return next((child for child in above.rights if child.dep_ == "dobj" and child.i < cue.i), None)


def _writer(participle: Token) -> Token | None:
    """Return who "sent a letter to the envoy demanding that ...": what is written says it in the writer's name."""
    above, noun = participle.head.head, participle.head
    things = [child for child in above.rights if child.dep_ == "dobj" and child.i <= noun.i]
    if (
        participle.tag_ != "VBG"
        or not things
        or things[-1].lemma_.lower() not in words("documents.tsv") | {"statement"}
    ):
        return None
    return next((child for child in above.lefts if child.dep_ == "nsubj"), None)


def goes_on(token: Token) -> bool:
    """Tell of ", but stressed that ..." and ", accused them": a verb of saying beside the one it is hung on."""
    if token.i < 2 or verb(token) is None or verb(token.head) is None or token.head.i > token.i:
        return False
    bare = not any(child.dep_ in {*SUBJECTS, "mark"} and child.i < token.i for child in token.children)
    before = token.left_edge.nbor(-1) if token.left_edge.i > 0 else token
    joined = token.left_edge.lower_ in {"but", "and"} or before.lower_ in {"but", "and"}
    listed = before.text == "," and any(
        child.dep_ == "ccomp" and token.head.i < child.i < token.i for child in token.head.children
    )
    return bare and ((token.dep_ == "advcl" and joined) or (token.dep_ == "ccomp" and listed))


def _teller(participle: Token) -> Token | None:
    """Return who speaks in "The warning comes after officials raised concerns, saying ...": no warning says it."""
    above = participle.head
    if participle.dep_ != "advcl" or participle.tag_ != "VBG" or above.lemma_ not in {"come", "follow"}:
        return None
    clauses = [child for child in above.rights if child.dep_ == "advcl" and child.i < participle.i]
    return next((noun for clause in clauses[-1:] for noun in clause.lefts if noun.dep_ == "nsubj"), None)


def _aged(cue: Token) -> list[Token]:
    """Return the "old" of "The 23-year-old, who won in March, said", which the parser takes for no subject."""
    return [child for child in cue.lefts if child.lower_ == "old" and child.i > 0 and child.nbor(-1).text == "-"]


def _marching(cue: Token) -> list[Token]:
    """Return the subject of 'Protesters marching past chanted "..."', which the parser gave to the participle."""
    above = cue.head
    if above.tag_ != "VBG" or cue.tag_ not in {"VBD", "VBZ", "VBP"} or cue.dep_ not in {"advcl", "ccomp"}:
        return []
    if above.i > cue.i or any(child.dep_ in {"aux", "mark"} for child in (*above.children, *cue.children)):
        return []
    return [child for child in above.lefts if child.dep_ in SUBJECTS and child.i + 1 == above.i]


def _before_participle(clause: Token) -> list[Token]:
    """Return the subject of "The report, published later, states", which the parser gave to the participle."""
    if (
        clause.dep_ not in {"ccomp", "csubj"}
        or clause.tag_ != "VBN"
        or any(child.dep_ in {"aux", "auxpass"} for child in clause.lefts)
    ):
        return []
    return [child for child in clause.lefts if child.dep_ in SUBJECTS and child.i + 2 <= clause.i]


def _after_time(verb: Token, subject: Token) -> Token | None:
    """Return the subject of "Before the invasion of X, Y and Z announced", for which the parser takes the invasion."""
    marks = [child for child in verb.lefts if child.dep_ == "mark" and child.lower_ in TIMES and child.i < subject.i]
    comma = next((token.i for token in verb.doc[subject.i : verb.i] if token.text == ","), None)
    if not marks or verb.dep_ != "ROOT" or comma is None or comma + 1 >= verb.i:
        return None
    root = verb.doc[comma + 1 : verb.i].root
    return root if root.pos_ in {"NOUN", "PROPN", "PRON"} else None


def reporting(token: Token) -> Token | None:
    """Return the verb of saying beside which ``token`` stands in truth, where the parser joined it to what was said.

    In "said it had fired at them and accused them of ...", "accused" agrees with "said" in tense, not with "had fired".
    """
    head = token.head
    if token.dep_ != "conj" or head.dep_ != "ccomp" or any(child.dep_ == "aux" for child in token.children):
        return None
    word = verb(token)
    owned = any(child.dep_ in SUBJECTS for child in token.children)
    outer = _outer(head, token, owned)
    if word is None or outer is None:
        return None
    helped = any(child.dep_ in {"aux", "auxpass"} for child in head.children)
    if owned:
        return outer if set(word.frames) & {"q", "s"} and token.left_edge.i > 0 and _after_break(token) else None
    return outer if helped or head.tag_ != token.tag_ or set(word.frames) & {"q"} else None


def _outer(head: Token, token: Token, owned: bool) -> Token | None:
    """Return the verb of saying above ``head`` that agrees with ``token`` in tense, or has a subject of its own."""
    for _ in range(3):
        if head.dep_ not in {"ccomp", "acomp"}:
            return None
        head = head.head
        agrees = head.tag_ == token.tag_ or (owned and {head.tag_, token.tag_} <= {"VBD", "VBZ", "VBP"})
        if verb(head) is not None and agrees and head.i < token.i:
            return head
    return None


def _after_break(token: Token) -> bool:
    first = token.left_edge.nbor(-1)
    return first.text in {",", ";"} or (first.dep_ == "cc" and first.i > 0 and first.nbor(-1).text in {",", ";"})
