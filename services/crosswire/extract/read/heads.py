"""Heads: sentences to which the parser gave a noun for the head, though somebody does something in them."""

from spacy.language import Language
from spacy.tokens import Doc, Token

HEADS = "crosswire_heads"
# Who does it, and what a participle before a noun hangs on.
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NOUNS = frozenset({"NOUN", "PROPN"})
# What hangs on the noun but says when, where and why it was done.
OF_THE_VERB = frozenset({"prep", "punct", "advmod", "npadvmod", "advcl", "agent"})


@Language.component(HEADS)
def heads(doc: Doc) -> Doc:
    """Give "The tanker Orla ran aground" and "A court jailed Ana Orsk" their verbs for heads."""
    for root in [token for token in doc if token.dep_ == "ROOT" and token.pos_ in NOUNS]:
        if (verb := _behind_name(root)) is not None:
            _turn(root, verb, "nmod", name=True)
        elif (verb := _taken_for_adjective(root)) is not None:
            _turn(root, verb, "dobj", name=False)
    return doc


def _behind_name(root: Token) -> Token | None:
    """Return the verb that was taken for a relative clause of the noun before its subject, a name."""
    for verb in root.rights:
        if verb.dep_ != "relcl" or verb.tag_ not in {"VBD", "VBZ"} or root.i + 1 >= verb.i:
            continue
        subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
        if subject is not None and subject.pos_ == "PROPN" and subject.left_edge.i == root.i + 1:
            between = root.doc[subject.i + 1 : verb.i]
            return verb if all(token.pos_ in {"ADV", "AUX"} for token in between) else None
    return None


def _taken_for_adjective(root: Token) -> Token | None:
    """Return the verb that was taken for a participle before its object, though it has a subject of its own."""
    for verb in root.doc[root.left_edge.i : root.i]:
        if verb.dep_ == "amod" and verb.tag_ in {"VBN", "VBD"} and verb.head.head in {root, verb.head}:
            before = [child for child in verb.lefts if child.dep_ in SUBJECTS]
            if before and before[0].left_edge.i == root.left_edge.i:
                return verb
    return None


def _turn(root: Token, verb: Token, dep: str, *, name: bool) -> None:
    """Make the verb the head of its sentence, and hang the noun on it or on its subject."""
    subject = next(child for child in verb.lefts if child.dep_ in SUBJECTS)
    moved = [child for child in root.rights if child.i > verb.i and child.dep_ in OF_THE_VERB]
    verb.head, verb.dep_ = verb, "ROOT"
    root.head, root.dep_ = (subject if name else verb), dep
    if not name:
        verb.tag_, verb.pos_ = "VBD", "VERB"
    for child in moved:
        child.head = verb
