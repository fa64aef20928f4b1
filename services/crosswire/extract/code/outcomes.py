"""Outcomes: how a happening ended or how it stands, whether it is negated, planned, possible or supposed."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from spacy.tokens import Token

from crosswire.extract.code.lexicon import Kind, read_table
from crosswire.extract.code.triggers import bearer

VERBAL = frozenset({"VERB", "AUX"})
RAISING = frozenset({"xcomp", "ccomp"})
ORDER = ("failed", "planned", "ongoing", "succeeded")
CLIMB = 3
KEPT = 256  # words: several fields of an event ask of the same one


def outcome(token: Token, kind: Kind) -> str | None:
    """Return succeeded, failed, ongoing or planned as the words around ``token`` say; None where none does."""
    said = list(_said(token))
    for way in ORDER:
        if way in said:
            return way
    if modality(token) == "planned":
        return "planned"
    if negated(token) or modality(token) != "fact":
        return None
    return kind.outcome or None


def _said(token: Token) -> Iterator[str]:
    yield from _beside(token)
    yield from _over(token)
    if token.pos_ in VERBAL and not negated(token) and _progressive(token):
        yield "ongoing"
    head = token.head
    if token.dep_ in RAISING and head != token and _infinitive(token):
        for way in _ways("to", head):
            yield way if way != "tried" else "failed" if head.tag_ == "VBD" else "ongoing"
    if token.dep_ == "pcomp" and head.lower_ in {"in", "from"}:
        yield from _ways("to", head.head)


def _progressive(token: Token) -> bool:
    return token.tag_ == "VBG" and any(
        child.dep_ == "aux" and child.lower_ in {"is", "are", "'s", "'re"} for child in token.children
    )


def _over(token: Token) -> Iterator[str]:
    """Yield what the verb over a noun says of it: "the attack was foiled", "they repelled the attack"."""
    token = bearer(token)
    head = token.head
    if token.pos_ in VERBAL or head.pos_ not in VERBAL or token.dep_ not in {"dobj", "nsubj", "nsubjpass"}:
        return
    if token.dep_ == "nsubj" and any(child.dep_ == "dobj" for child in head.children):
        return
    if head.dep_ in RAISING and "tried" in _ways("to", head.head):
        return  # That somebody tried to block it does not say that it was blocked.
    yield from _ways("itself" if token.dep_ == "nsubj" else "over", head)
    yield from _ended(head)
    for child in head.children:
        if child.dep_ in {"acomp", "advmod", "attr", "prt"}:
            yield from _ways("beside", child)


def _ended(verb: Token) -> Iterator[str]:
    """Yield how what ends ended: "in an agreement", "in failure", "without an agreement"."""
    if verb.lemma_.lower() not in _table("end")["verbs"]:
        return
    for preposition in verb.children:
        for noun in preposition.children if preposition.dep_ == "prep" else ():
            for way in _ways("end", noun) if noun.dep_ == "pobj" else ():
                yield "failed" if preposition.lower_ == "without" else way


def _beside(token: Token) -> Iterator[str]:
    dependents = {"advmod", "npadvmod"} if token.pos_ in VERBAL else {"amod", "compound"}
    for child in token.children:
        if child.dep_ in dependents:
            yield from _ways("beside", child)


def _ways(table: str, token: Token) -> Iterator[str]:
    lemma = token.lemma_.lower()
    for way, words in _table(table).items():
        if lemma in words or token.lower_ in words:
            yield way


def _infinitive(token: Token) -> bool:
    return token.tag_ in {"VB", "VBG"}


@lru_cache(maxsize=KEPT)
def negated(token: Token) -> bool:
    """Tell whether what ``token`` says is denied in its own clause: not, never, nobody, failed to, without."""
    return _has_negator(token) or _denied_above(token, token.head)


def _denied_above(token: Token, head: Token) -> bool:
    if token.dep_ == "pcomp":
        return head.lower_ == "without"
    if head == token or head.pos_ not in VERBAL:
        return False
    if token.dep_ in {"dobj", "nsubjpass"}:
        return head.lemma_.lower() in word_list("light") and negated(head)
    if token.dep_ == "xcomp" and _infinitive(token) and "failed" in _ways("to", head):
        return not _has_negator(head)
    if token.dep_ in {"xcomp", "attr", "acomp"}:
        return _has_negator(head)
    return token.dep_ == "conj" and token.pos_ in VERBAL and _bare(token) and _has_negator(head)


def _bare(token: Token) -> bool:
    """Tell whether a verb in a row has nothing of its own before it: "did not attack or shell"."""
    joined = any(child.lower_ in {"or", "nor"} and child.dep_ == "cc" for child in token.head.children)
    return joined and not any(child.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for child in token.children)


def _has_negator(token: Token) -> bool:
    negators = word_list("negators")
    for child in token.children:
        if child.dep_ == "neg" or (
            child.lower_ in negators and child.dep_ in {"advmod", "det", "preconj", "nsubj", "nsubjpass", "dobj"}
        ):
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and any(
            inner.lower_ in {"no", "neither"} and inner.dep_ in {"det", "preconj", "nummod"} for inner in child.children
        ):
            return True
    return False


@lru_cache(maxsize=KEPT)
def modality(token: Token) -> str:
    """Return fact, possible, planned or hypothetical, as the auxiliaries and what governs ``token`` say."""
    at = token
    for _ in range(CLIMB):
        found = _modal(at) or _governed(at)
        if found:
            return found
        if at.dep_ not in {"xcomp", "conj", "attr", "acomp", "dobj", "nsubjpass", "prep", "pobj"} or at.head == at:
            break
        if at.dep_ == "conj" and any(child.dep_ in {"nsubj", "nsubjpass"} for child in at.children):
            break
        at = at.head
    return "fact"


def _modal(token: Token) -> str:
    for child in token.children:
        if child.dep_ in {"aux", "advmod", "mark"} and not (child.dep_ == "advmod" and child.i > token.i + 2):
            for way, words in _table("modal").items():
                if child.lower_ in words or child.lemma_.lower() in words:
                    return "hypothetical" if child.lower_ == "would" and _conditional(token) else way
    return ""


def _conditional(token: Token) -> bool:
    """Tell whether a clause with "if" hangs on the verb."""
    clauses = (child for child in token.children if child.dep_ == "advcl")
    return any(word.dep_ == "mark" and word.lower_ in {"if", "unless"} for child in clauses for word in child.children)


def _governed(token: Token) -> str:
    head = token.head
    if head == token:
        return ""
    to = any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)
    if token.dep_ in RAISING and to and head.pos_ in VERBAL | {"ADJ"}:
        return "planned" if "planned" in _ways("to", head) else ""
    if token.dep_ == "advcl":
        return "planned" if to and token.i > head.i else ""
    if token.dep_ in {"acl", "pobj", "pcomp"} and (to or token.dep_ != "acl"):
        noun = head if token.dep_ == "acl" else head.head
        return (
            next(_ways("nouns", noun), "") if noun.pos_ == "NOUN" and (to or head.lower_ in {"of", "for", "to"}) else ""
        )
    return ""


def word_list(name: str) -> frozenset[str]:
    """Return a list of single words of outcomes.toml."""
    return _table("words")[name]


def says_how(token: Token) -> bool:
    """Tell whether a word beside a happening says only how it stands or ended: underway, successful, imminent."""
    return any(_ways("beside", token))


def ends(token: Token) -> bool:
    """Tell whether the verb over the noun ``token`` says no more than how its happening ended."""
    if token.dep_ not in {"dobj", "nsubj", "nsubjpass"} or token.head.pos_ not in VERBAL:
        return False
    table = "itself" if token.dep_ == "nsubj" else "over"
    return "failed" in _ways(table, token.head) or any(_ended(token.head))


@cache
def _table(name: str) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(words.split()) for key, words in read_table("outcomes.toml")[name].items()}
