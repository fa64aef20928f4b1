"""Asides: where somebody's words end before their sentence does, at what others say or the speaker does beside them."""

from spacy.tokens import Token

from crosswire.extract.attribute.cues import told, verb, words

AUXILIARY = frozenset({"aux", "auxpass", "cop"})
OPENING = frozenset({'"', "“", "«"})
CONCEDING = frozenset({"although", "though", "while", "as", "whereas"})


def aside(token: Token) -> bool:
    """Tell whether what hangs on ``token`` is no part of the words that it stands behind."""
    return _told_by_others(token) or _goes_on(token) or _concedes(token) or reported_aside(token)


def behind_comma(token: Token) -> bool:
    """Tell whether a comma stands before all that hangs on ``token``."""
    return _after_comma(token.left_edge)


def _after_comma(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text == ","


def _goes_on(token: Token) -> bool:
    """Tell of ", contradicting the minister": what the speaker does beside saying it."""
    if token.dep_ != "advcl" or token.tag_ != "VBG" or not _after_comma(token):
        return False
    word = verb(token)
    return word is not None and (word.force != "assert" or "q" in word.frames)


def _concedes(token: Token) -> bool:
    """Tell of ", although he added that ...": a further report that the parser hangs on what was said."""
    word = verb(token) if token.dep_ == "advcl" else None
    own = any(child.dep_ == "nsubj" and child.pos_ == "PRON" for child in token.lefts)
    mark = token.left_edge.lower_ in CONCEDING and behind_comma(token)
    return word is not None and "q" in word.frames and own and mark


def reported_aside(token: Token) -> bool:
    """Tell of ", which the mayor says was sold" and ", as residents complained": others' words at an end."""
    if not behind_comma(token) or not _ends(token.right_edge):
        return False
    if any(inner.text in OPENING for inner in token.doc[token.left_edge.i : token.i]):
        return False  # ', which "tells you everything"'
    cues = (token, *(child for child in token.children if child.dep_ in {"parataxis", "ccomp"}))
    said = [word for word in cues if (found := verb(word)) is not None and "q" in found.frames]
    spoken = any(child.dep_ == "nsubj" for word in said for child in word.lefts)
    if token.dep_ == "relcl":
        return spoken and token.tag_ not in {"VB", "VBG"}
    return spoken and token.dep_ == "advcl" and token.left_edge.lower_ == "as" and token in said


def _ends(last: Token) -> bool:
    """Tell whether a token ends its sentence, but for marks."""
    rest = last.doc[last.i + 1 : last.i + 2]
    return not rest or rest[0].text in {".", "!", "?"} or rest[0].is_space


def disputing(thing: Token) -> Token | None:
    """Return the verb of ", a claim that residents rejected", whatever the parser makes of the noun."""
    if (not told(thing) and thing.lemma_ not in words("sums.tsv")) or not behind_comma(thing):
        return None
    clauses = (child for child in thing.rights if child.dep_ in {"relcl", "acl"} and child.tag_ not in {"VBG", "VB"})
    for clause in clauses:
        word, own = verb(clause), any(child.dep_ == "nsubj" for child in clause.lefts)
        if word is not None and own and (word.force == "deny" or false_by(clause) is not None):
            return clause
    return None


def false_by(cue: Token) -> Token | None:
    """Return the word by which "called baseless" and "described as invented" reject what was told."""
    word = verb(cue)
    if word is None or "s" not in word.frames:
        return None
    named = [child for child in cue.rights if child.dep_ in {"oprd", "acomp", "ccomp", "amod", "dobj"}]
    named += [inner for child in cue.rights if child.lower_ == "as" for inner in child.children]
    named += [child for child in cue.rights if child.dep_ == "advcl" and child.left_edge.lower_ == "as"]
    return next((item for item in named if item.lemma_.lower() in words("falsehoods.tsv")), None)


def denying(clause: Token) -> bool:
    """Tell of ", which the company denies"."""
    word = verb(clause) if clause.dep_ == "relcl" and clause.left_edge.lower_ == "which" else None
    if word is None or word.force != "deny" or not behind_comma(clause):
        return False
    return any(child.dep_ == "nsubj" and child.tag_ != "WDT" for child in clause.lefts)


def _told_by_others(token: Token) -> bool:
    """Tell of ", a figure the government disputes": an aside that hands what was said to somebody else."""
    if not behind_comma(token):
        return False
    if token.dep_ != "appos":
        return disputing(token) is not None
    clause = next((child for child in token.rights if child.dep_ in {"relcl", "acl"}), None)
    return clause is not None and verb(clause) is not None and any(child.dep_ == "nsubj" for child in clause.children)


def absolute(root: Token) -> bool:
    """Tell of ", two of them suspended" and ", eight of them children", which the parser takes for the main clause."""
    subject = next((child for child in root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    told = next((child for child in root.lefts if child.dep_ == "ccomp"), None)
    if subject is None or told is None or told.i > subject.i or any(child.dep_ in AUXILIARY for child in root.children):
        return False
    # "The call came after a find in Sulm, a town taken by the army"
    by = any(child.dep_ == "agent" for child in root.rights)
    apposed = by and verb(root) is None and subject.left_edge.lower_ in {"a", "an"}
    return apposed or any(
        child.lower_ == "of" and child.right_edge.lower_ in {"them", "whom", "which"} for child in subject.rights
    )


def finite_beside(token: Token) -> bool:
    """Tell of "ordered him to repay it and banned him": a finite verb that cannot go on from an infinitive."""
    bare = token.head.tag_ == "VB" and token.head.dep_ == "xcomp"
    return token.dep_ == "conj" and bare and finite(token) and any(child.lower_ == "to" for child in token.head.lefts)


def finite(clause: Token) -> bool:
    """Tell whether a verb has a tense, or a helping verb that has."""
    return clause.tag_ in {"VBD", "VBZ", "VBP", "MD"} or any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ != "to" for child in clause.lefts
    )
