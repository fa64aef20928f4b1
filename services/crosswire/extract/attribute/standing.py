"""Standing: whether a content is affirmed or negated, and put as fact, possibility, plan or hypothesis."""

from datetime import datetime

from spacy.tokens import Token

from crosswire.extract.attribute.cues import words
from crosswire.extract.date.leads import day_of
from crosswire_schemas.records import Interval, Modality, Polarity

NEGATIVE = frozenset({"no", "none", "nobody", "neither", "nothing"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
PLANNED = frozenset({"will", "shall", "wo", "’ll", "'ll"})
CONDITIONAL = frozenset({"would"})
SEEMING = frozenset({"xcomp", "ccomp", "acomp", "oprd", "attr", "advcl"})
OPEN = frozenset({"if", "unless", "whether"})


def polarity(root: Token | None) -> Polarity:
    """Return ``negated`` where the content's main clause is: "was not hit", "no one died", "never left"."""
    if root is None:
        return "affirmed"
    for child in root.children:
        if child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ == "never"):
            return "negated"
        if child.dep_ in {"nsubj", "nsubjpass"} and _none(child):
            return "negated"
        if child.dep_ in {"dobj", "attr"} and any(
            word.lower_ == "no" and word.dep_ == "det" for word in child.children
        ):
            return "negated"
    return "affirmed"


def modality(root: Token | None, force: str) -> Modality:
    """Return how the content is put; ``force`` is the cue's: what is promised or ordered is planned."""
    if root is None:
        return "planned" if force in {"promise", "order"} else "fact"
    auxiliaries = {child.lower_ for child in root.children if child.dep_ in {"aux", "auxpass"}}
    asked = force == "question" or any(child.dep_ == "mark" and child.lower_ in OPEN for child in root.children)
    if asked or (_conditional(root) and auxiliaries & (CONDITIONAL | POSSIBLE)):
        return "hypothetical"
    if auxiliaries & (PLANNED | CONDITIONAL) or force in {"promise", "order"} or _planning(root, auxiliaries):
        return "planned"
    hedged = any(word.lower_ in words("hedges.tsv") for word in (root, *root.children))
    seems = root.lemma_ in {"seem", "appear"} and any(child.dep_ in SEEMING for child in root.rights)
    return "possible" if auxiliaries & POSSIBLE or hedged or seems else "fact"


def ahead(root: Token, when: Interval | None, published: datetime) -> bool:
    """Tell whether a clause in the present is of a day to come: "the play opens next month"."""
    if when is None or when.start is None or root.tag_ not in {"VBZ", "VBP", "VBG"}:
        return False
    return day_of(when.from_) > published.date()


def _conditional(root: Token) -> bool:
    return any(
        child.dep_ == "advcl" and any(word.dep_ == "mark" and word.lower_ in OPEN for word in child.children)
        for child in root.children
    )


def _none(subject: Token) -> bool:
    return subject.lower_ in NEGATIVE or any(
        child.lower_ in NEGATIVE | {"not"} and child.dep_ in {"det", "neg", "preconj"} for child in subject.children
    )


def _planning(root: Token, auxiliaries: set[str]) -> bool:
    goes = root.lemma_ in {"go", "plan", "intend", "expect", "hope", "aim", "prepare", "schedule"}
    ahead = any(
        child.dep_ in {"xcomp", "ccomp"} or (child.dep_ == "dobj" and root.lemma_ == "expect") for child in root.rights
    )
    passive = any(child.dep_ == "auxpass" for child in root.head.children)
    infinitive = "to" in auxiliaries and "have" not in auxiliaries and not passive
    return (goes and ahead) or infinitive or root.lemma_ == "schedule" or _to_be_done(root)


def _to_be_done(root: Token) -> bool:
    """Tell of "is to go", "is due"."""
    if root.lemma_ != "be" or any(child.dep_ == "acomp" and child.lower_ != "due" for child in root.rights):
        return False
    return any(
        (child.dep_ == "acomp" and child.lower_ == "due")
        or (child.dep_ == "xcomp" and any(word.lower_ == "to" for word in child.lefts))
        for child in root.rights
    )
