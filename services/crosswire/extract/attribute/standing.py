"""Standing: whether a content is affirmed or negated, and put as fact, possibility, plan or hypothesis."""

from datetime import datetime

from spacy.tokens import Token

from crosswire.extract.attribute.cues import lemma_of, words
from crosswire.extract.date.leads import day_of
from crosswire_schemas.records import Interval, Modality, Polarity

NEGATIVE = frozenset({"no", "none", "nobody", "neither", "nothing"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
PLANNED = frozenset({"will", "shall", "wo", "’ll", "'ll"})
CONDITIONAL = frozenset({"would"})
NOW = frozenset({"VBZ", "VBP"})
EXPECTING = frozenset({"predict", "forecast", "expect", "anticipate", "foresee"})
AGREEING = frozenset({"agree", "decide"})
PERCEIVING = frozenset({"hear", "see", "smell", "feel", "sense"})
SEEMING = frozenset({"xcomp", "ccomp", "acomp", "oprd", "attr", "advcl"})
EXCLUDING = frozenset({"rule", "exclude", "deny", "discount"})
UNABLE = frozenset({"can", "ca", "could"})
OPEN = frozenset({"if", "unless", "whether"})


def polarity(root: Token | None) -> Polarity:
    """Return ``negated`` where the content's main clause is: "was not hit", "no one died", "never left"."""
    if root is None:
        return "affirmed"
    return "negated" if any(map(_negates, root.children)) and not _affirming(root) else "affirmed"


def _negates(child: Token) -> bool:
    if child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ == "never"):
        return True
    if child.dep_ in {"nsubj", "nsubjpass"}:
        return _none(child)
    return child.dep_ in {"dobj", "attr"} and any(word.lower_ == "no" and word.dep_ == "det" for word in child.children)


def _affirming(root: Token) -> bool:
    """Tell of what cannot be ruled out, and of what should never have been and was."""
    helped = {child.lower_ for child in root.children if child.dep_ == "aux"}
    return helped >= {"should", "have"} or (root.lemma_ in EXCLUDING and bool(helped & UNABLE))


def modality(root: Token | None, force: str, cue: Token | None = None, *, direct: bool = False) -> Modality:
    """Return how the content is put; ``force`` is the cue's: what is promised or ordered is planned.

    What "would" be is to come where it is told of in the past, else (in the speaker's own words too) it is supposed.
    """
    if root is None:
        return "planned" if force in {"promise", "order"} else "fact"
    if cue is not None and lemma_of(cue) in EXPECTING and (root.pos_ in {"NOUN", "PROPN"} or root.tag_ == "VB"):
        return "planned"
    auxiliaries = {child.lower_ for child in root.children if child.dep_ in {"aux", "auxpass"}}
    asked = force == "question" or any(child.dep_ == "mark" and child.lower_ in OPEN for child in root.children)
    if asked or (_conditional(root) and auxiliaries & (CONDITIONAL | POSSIBLE)):
        return "hypothetical"
    if auxiliaries & CONDITIONAL and force == "assert" and (direct or (cue is not None and cue.tag_ in NOW)):
        return "hypothetical"
    if auxiliaries & (PLANNED | CONDITIONAL) or force in {"promise", "order"} or _planning(root, auxiliaries, direct):
        return "planned"
    hedged = any(word.lower_ in words("hedges.tsv") for word in (root, *root.children))
    seems = root.lemma_ in {"seem", "appear"} and any(child.dep_ in SEEMING for child in root.rights)
    may = auxiliaries & POSSIBLE and not _managed(root, auxiliaries)
    return "possible" if may or hedged or seems else "fact"


def _managed(root: Token, auxiliaries: set[str]) -> bool:
    """Tell of what somebody could do or not: "they could hear shots", "we could not put it out"."""
    if auxiliaries & POSSIBLE != {"could"} or root.lemma_ == "be" or auxiliaries & {"be", "have"}:
        return False
    return root.lemma_ in PERCEIVING or any(child.dep_ == "neg" for child in root.children)


def ahead(root: Token, when: Interval | None, published: datetime) -> bool:
    """Tell whether a clause is of a day to come: "the play opens next month", "they agreed to meet by May"."""
    if when is None or when.start is None:
        return False
    agreed = root.lemma_ in AGREEING and any(child.dep_ == "xcomp" for child in root.rights)
    if root.tag_ not in {"VBZ", "VBP", "VBG"} and not agreed:
        return False
    return day_of(when.to if agreed else when.from_) > published.date()


def _conditional(root: Token) -> bool:
    return any(
        (child.dep_ == "advcl" and any(word.dep_ == "mark" and word.lower_ in OPEN for word in child.children))
        or (child.dep_ in {"advcl", "ccomp"} and child.left_edge.lower_ == "should" and child.left_edge.head == child)
        for child in root.lefts
    ) or any(
        child.dep_ == "advcl" and any(word.dep_ == "mark" and word.lower_ in OPEN for word in child.children)
        for child in root.rights
    )


def _none(subject: Token) -> bool:
    return subject.lower_ in NEGATIVE or any(
        child.lower_ in NEGATIVE | {"not"}
        and child.dep_ in {"det", "neg", "preconj"}
        and child.doc[child.i + 1 : child.i + 2].text.lower() not in {"fewer", "less", "more", "later"}
        for child in subject.children
    )


def _planning(root: Token, auxiliaries: set[str], direct: bool) -> bool:
    goes = (not direct or root.tag_ != "VBD") and lemma_of(root) in {
        "go",
        "plan",
        "intend",
        "expect",
        "hope",
        "aim",
        "prepare",
        "schedule",
    }
    ahead = any(
        child.dep_ in {"xcomp", "ccomp"} or (child.dep_ == "dobj" and root.lemma_ == "expect") for child in root.rights
    )
    passive = any(child.dep_ == "auxpass" for child in root.head.children)
    infinitive = "to" in auxiliaries and "have" not in auxiliaries and not passive
    awaited = root.lemma_ == "expect" and any(child.dep_ == "auxpass" for child in root.children)
    return (goes and ahead) or awaited or infinitive or root.lemma_ == "schedule" or _to_be_done(root)


def _to_be_done(root: Token) -> bool:
    """Tell of "is to go", "is due", but not of "is to blame"."""
    if (
        root.lemma_ != "be"
        or any(child.dep_ == "xcomp" and child.lemma_ == "blame" for child in root.rights)
        or any(child.dep_ == "acomp" and child.lower_ != "due" for child in root.rights)
    ):
        return False
    return any(
        (child.dep_ == "acomp" and child.lower_ == "due")
        or (child.dep_ == "xcomp" and any(word.lower_ == "to" for word in child.lefts))
        for child in root.rights
    )
