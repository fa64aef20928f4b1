"""Promises: contents by which a speaker undertakes something, whatever verb reports them."""

from spacy.tokens import Token

from crosswire.extract.attribute.cues import kinds, lemma_of, words
from crosswire.extract.count.consequences import human

ITSELF = frozenset({"it", "they", "he", "she", "we", "i"})
AHEAD = frozenset({"will", "would", "shall", "'ll", "’ll"})
MEANT = frozenset({"plan", "intend", "hope", "expect"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def promised(root: Token) -> bool:
    """Tell whether a clause says what its speaker means to do: "we will pay", "they plan to go", "aid will be sent"."""
    own = next((child for child in root.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if own is None:
        return False
    if any(child.lower_ in AHEAD for child in root.children if child.dep_ == "aux"):
        return (own.lower_ in ITSELF and own.dep_ == "nsubj") or (
            root.lemma_ in words("undertakings.tsv") and _able(own)
        )
    meant = lemma_of(root) in MEANT and any(child.dep_ == "xcomp" for child in root.rights)
    return meant and (own.lower_ in ITSELF or (own.pos_ == "NOUN" and lemma_of(root) in {"plan", "intend"}))


def _able(subject: Token) -> bool:
    """Tell whether somebody is the subject who can undertake something, or it is to be done."""
    able = subject.ent_type_ in NAMED or subject.lemma_.lower() in kinds() or human(subject)
    return able or (subject.dep_ == "nsubjpass" and not any(child.dep_ == "agent" for child in subject.head.children))
