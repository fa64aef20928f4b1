"""What was not said: the verbs that tell of silence, and what it is about."""

from spacy.tokens import Token

from crosswire.extract.attribute.cues import words

ABOUT = frozenset({"about", "of", "on"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
GIVEN = frozenset({"dobj", "nsubjpass"})


def silent_by(token: Token) -> Token | None:
    """Return the word for what the verb ``token`` says was not said: "has not commented", "declined to say"."""
    refused = token.lemma_ in {"decline", "refuse", "fail"}
    if refused or any(child.lower_ == "yet" for child in token.children):
        unsaid = next((child for child in token.children if child.dep_ == "xcomp" and withholds(child)), None)
        if refused or unsaid is not None:
            return unsaid
    nothing = _nothing(token)
    if nothing is not None or token.lemma_ in words("giving.tsv"):
        return nothing
    if any(child.lower_ == "neither" for child in token.children) and withholds(token):
        return next((other for other in token.conjuncts if withholds(other)), None)
    negations = {child.lower_ for child in token.children if child.dep_ == "neg"}
    if negations == {"never"} and token.tag_ in FINITE:
        return token if token.lemma_ in words("unanswered.tsv") else None
    helped = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    active = helped & {"has", "have", "had", "did", "would", "could"} and "been" not in helped
    return token if negations and active and withholds(token) else None


def _nothing(token: Token) -> Token | None:
    """Return the thing in "gave no details" and "said nothing about the loss"."""
    if token.lemma_ in words("giving.tsv"):
        return next((child for child in token.children if child.dep_ in GIVEN and _not_given(child)), None)
    if token.lemma_ != "say" or token.tag_ not in FINITE:
        return None
    things = (child for child in token.rights if child.dep_ == "dobj" and child.lower_ == "nothing")
    return next((thing for thing in things if any(child.lower_ in ABOUT for child in thing.rights)), None)


def _not_given(thing: Token) -> bool:
    """Tell of "no comment", "no details"."""
    unsaid = any(child.lower_ == "no" for child in thing.lefts)
    return unsaid and thing.lemma_.lower() in words("ungiven.tsv")


def withholds(token: Token) -> bool:
    """Tell of a verb of answering: one by which something is said or not."""
    return token.lemma_.lower() in words("withheld.tsv")


def own_name(silent: Token) -> bool:
    """Tell of "declined to give his name": who wants not to be named, which is no silence about anything."""
    names = (child for child in silent.children if child.dep_ == "dobj" and child.lemma_ in {"name", "identity"})
    return any(child.tag_ == "PRP$" for name in names for child in name.lefts)
