"""Nouns that attribute, and their content: "the claim that ...", "her faith in ...", "his aim is to ..."."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from crosswire.extract.attribute.attribution import Attribution, draft
from crosswire.extract.attribute.cues import kinds, noun, verb, words
from crosswire.extract.attribute.passages import Found, subtree, trimmed
from crosswire.extract.attribute.sources import around, source_of
from crosswire.extract.read.document import Reading


def by_noun(reading: Reading) -> Iterator[Attribution]:
    """Yield the attributions that nouns make, in the order of the text."""
    for token in (token for token, sort in zip(reading.tokens, reading.sorts, strict=True) if sort == "NOUN"):
        word = noun(token)
        found = noun_content(reading, token) if word is not None else None
        if word is None or found is None or (token.lemma_ == "suspicion" and token.head.lower_ in {"on", "under"}):
            continue
        head = next((child for child in token.children if child.dep_ == "poss"), None)
        for child in token.children:
            authored = child.lower_ in {"by", "from"} or (child.lower_ == "of" and not found.nominal)
            if child.dep_ in {"prep", "agent"} and authored and child.i > token.i:
                head = head or next((item for item in child.children if item.dep_ == "pobj"), None)
        head = head or _spread_by(token)
        holder = holding(token)
        if head is None and holder is not None and verb(holder) is None:
            source = source_of(reading, holder)
            head = source.head if source is not None else None
            if head is not None and _lifeless(head):
                continue
        if head is None and word.lemma not in words("rumours.tsv"):
            continue
        made = draft(reading, token, word, around(reading, head, token) if head is not None else None, found)
        made.quote = "none" if found.nominal else made.quote
        yield made


def _lifeless(head: Token) -> bool:
    """Tell of "the decision raised doubts about the plan": the doubts are not the decision's."""
    lemma = head.lemma_.lower()
    speaks = lemma in kinds() or lemma in words("documents.tsv") or noun(head) is None
    return head.pos_ == "NOUN" and not speaks


def _spread_by(thing: Token) -> Token | None:
    """Return who spread "the claim, first made by a manager, that ..." or "a claim on social media that ..."."""
    made = [
        child for child in thing.rights if child.dep_ == "acl" and child.lemma_ in {"make", "spread", "voice", "level"}
    ]
    agents = [
        agent for child in made for agent in child.rights if agent.dep_ in {"agent", "prep"} and agent.lower_ == "by"
    ]
    media = [child for child in thing.rights if child.lower_ == "on"]
    named = [item for child in agents for item in child.children if item.dep_ == "pobj"]
    named += [item for child in media for item in child.children if item.lower_ in {"media", "telegram", "facebook"}]
    return next(iter(named), None)


def noun_content(reading: Reading, cue: Token) -> Found | None:
    """Return the content of a noun: "the claim that ...", "a promise to ..."."""
    for child in cue.children:
        if child.i < cue.i or child.pos_ not in {"VERB", "AUX"} or child.dep_ not in {"acl", "ccomp", "relcl"}:
            continue
        that = child.left_edge.lower_ == "that" and child.left_edge.dep_ == "mark" and not _about(child)
        if that or child.left_edge.lower_ == "to":
            return subtree(reading, child)
    said = _said_to_be(cue)
    if said is not None:
        return subtree(reading, said, cue.i + 1 if said == cue.head else None)
    word = noun(cue)
    prepositions = word.prepositions if word is not None else frozenset()
    for child in cue.rights:
        inside = next((item for item in child.children if item.dep_ in {"pobj", "pcomp"}), None)
        of = child.lower_ == "of" and cue.lemma_.lower() in words("of_nouns.tsv")
        if inside is not None and (of or (child.lower_ in prepositions and _held(cue))):
            whole = reading.passage(inside.left_edge.i, child.right_edge.i)
            piece = trimmed(reading, whole.start, whole.end)
            return Found(root=inside, passages=(piece,) if piece else (), nominal=True)
    judged = _judged(cue)
    return replace(subtree(reading, judged), nominal=True) if judged is not None else None


def _about(clause: Token) -> bool:
    """Tell of "a claim that residents rejected", where "that" is the claim and not what it says."""
    return verb(clause) is not None and not any(
        child.dep_ in {"dobj", "ccomp", "xcomp", "prep"} for child in clause.rights
    )


def _held(cue: Token) -> bool:
    """Tell whether somebody is said to hold what a noun names: "his fear of", "voiced support for"."""
    owned = any(child.dep_ == "poss" for child in cue.lefts)
    return owned or holding(cue) is not None or (_judgment(cue) and _coming(cue))


def _judgment(cue: Token) -> bool:
    return cue.lemma_.lower() in words("judgments.tsv")


def _coming(cue: Token) -> bool:
    """Tell of "an outcry from the unions"."""
    return any(child.lower_ == "from" and child.dep_ == "prep" for child in cue.rights)


def _judged(cue: Token) -> Token | None:
    """Return who gets it: the mayor of "the mayor drew praise from the unions", "came under questioning from"."""
    getting = cue.head.head if cue.dep_ == "pobj" else cue.head
    under = getting.lemma_ == "be" and cue.head.lower_ == "under"
    gets = cue.dep_ in {"dobj", "pobj"} and (getting.lemma_ in words("receiving.tsv") or under)
    if not gets or not _judgment(cue) or not _coming(cue):
        return None
    return next((child for child in getting.lefts if child.dep_ == "nsubj"), None)


def holding(cue: Token) -> Token | None:
    """Return the verb whose subject holds a thought: "has concerns about", "expressed support for"."""
    outer = cue.head
    return outer if cue.dep_ == "dobj" and outer.lemma_ in words("holding.tsv") else None


def _said_to_be(cue: Token) -> Token | None:
    """Return the clause of "her fear is that the dam will burst", "their aim is to win"."""
    be = cue.head
    if cue.dep_ != "nsubj" or not _held(cue):
        return None
    if cue.lemma_ in words("planning.tsv") and any(child.lower_ == "would" for child in be.lefts):
        return be
    if be.lemma_ != "be":
        return None
    for child in be.rights:
        opening = child.left_edge
        that = child.dep_ == "ccomp" and opening.dep_ == "mark" and opening.lower_ == "that"
        if that or (child.dep_ == "xcomp" and opening.lower_ == "to"):
            return child
    return None
