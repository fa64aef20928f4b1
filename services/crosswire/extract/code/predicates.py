"""Predicates: which word of a claim's content says what happened, past copulas, light verbs and infinitives."""

from collections.abc import Mapping

from spacy.tokens import Token

from crosswire.extract.attribute.cues import noun, verb
from crosswire.extract.code.arguments import TIMES, VERBAL
from crosswire.extract.code.coded import Coded
from crosswire.extract.code.outcomes import ends, says_how, word_list
from crosswire.extract.code.triggers import lemma_of

STEPS = 4
ORDERED = frozenset({"acl", "relcl", "xcomp"})


def weightier(main: Token | None, coded: Mapping[int, Coded]) -> Token | None:
    """Prefer the attack in "crossed the border and opened fire": of verbs in a row the first that is no mere OTHER."""
    item = coded.get(main.i) if main is not None else None
    if main is None or main.pos_ != "VERB" or (item is not None and (item.root != "OTHER" or item.counts)):
        return main
    joined = (child for child in main.children if child.dep_ == "conj" and child.i in coded)
    own = (child for child in joined if not any(word.dep_ in {"nsubj", "nsubjpass"} for word in child.children))
    own = (child for child in own if main.dep_ != "ccomp" or verb(child) is None)  # "said 200 came and accused him"
    return next((child for child in own if coded[child.i].root != "OTHER"), main)


def predicate_of(root: Token, coded: Mapping[int, Coded]) -> Token | None:
    """Return the word that says what happened: past copulas, "there is", light verbs, "continue to", "is able to"."""
    at = root
    for _ in range(STEPS):
        below = _below(at, coded)
        if below is None:
            return at if at.pos_ in {"VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM", "ADV", "ADP", "X", "PRON"} else None
        at = below
    return at


def _below(at: Token, coded: Mapping[int, Coded]) -> Token | None:
    if at.i in coded and (at.lemma_ != "be" or coded[at.i].root != "AGREE"):
        return None
    if at.lemma_.lower() in word_list("held_true"):
        beside = (*at.children, *at.head.children)
        return next((clause for clause in beside if clause.dep_ in {"ccomp", "csubj"} and clause.i > at.i), None)
    if at.lemma_.lower() == "responsibility":
        of_what = (word for prep in at.rights if prep.lower_ == "for" for word in prep.rights if word.dep_ == "pobj")
        return next(of_what, None)  # "claimed responsibility for the attack"
    if noun(at) is not None and (of := next((child for child in at.rights if child.lower_ == "of"), None)) is not None:
        return next((child for child in of.children if child.dep_ == "pobj"), None)  # "rumours of a collapse"
    if at.pos_ in VERBAL:
        return _complement(at, coded) or _event_noun(at, coded) or _infinitive(at)
    return _infinitive(at) if at.pos_ == "ADJ" else _bidden(at)


def _complement(verb: Token, coded: Mapping[int, Coded]) -> Token | None:
    lasting = verb.lemma_ in word_list("lasting")
    if verb.lemma_ != "be" and not lasting:
        return None
    ends_ = {"attr", "acomp", "oprd"} | (set() if lasting else {"xcomp"})
    found = next((child for child in verb.children if child.dep_ in ends_), None)
    if found is not None and (clause := _cleft(verb, found)) is not None:
        return clause
    if found is None and not lasting:
        found = next((child for child in verb.children if _standing(child)), None)
    if found is not None and says_how(found):
        subjects = (
            child for child in verb.children if child.dep_ == "nsubj" and child.pos_ == "NOUN" and child.i in coded
        )
        found = next(subjects, found)
    inside = inside_preposition(verb)
    return found or (inside if not lasting or (inside is not None and inside.i in coded) else None)


def _standing(child: Token) -> bool:
    """Tell whether a particle says how something stands: "is over", "is out of service"."""
    if child.lower_ not in word_list("standing"):
        return False
    return child.dep_ in {"advmod", "prt"} or (child.lower_ == "out" and child.dep_ == "prep")


def _cleft(verb: Token, named: Token) -> Token | None:
    """Return what was done in "it was Azerbaijan that attacked"."""
    if not any(child.lower_ == "it" and child.dep_ in {"nsubj", "expl"} for child in verb.children):
        return None
    clauses = (child for child in (*verb.children, *named.children) if child.dep_ in {"ccomp", "relcl"})
    relative = {"WDT", "WP"}
    return next((one for one in clauses if any(word.tag_ in relative for word in one.children)), None)


def _event_noun(verb: Token, coded: Mapping[int, Coded]) -> Token | None:
    light = verb.lemma_.lower() in word_list("light") | word_list("undergo")
    told = (child for child in verb.children if child.i in coded and child.pos_ == "NOUN")
    return next((child for child in told if ends(child) or (light and child.dep_ in {"dobj", "nsubjpass"})), None)


def _infinitive(at: Token) -> Token | None:
    if lemma_of(at) not in word_list("raising"):
        return None
    return next((child for child in at.children if child.dep_ == "xcomp" and child.pos_ == "VERB"), None)


def _bidden(noun: Token) -> Token | None:
    """Return what the noun is to do in "urged all parties to step back", "asked anyone to come forward"."""
    over = noun.head.head if noun.dep_ == "pobj" else noun.head
    beside = [
        *noun.children,
        *(child for child in over.children if noun.dep_ in {"pobj", "dobj"} and over.pos_ == "VERB"),
    ]
    after = (verb for verb in beside if verb.i > noun.i and verb.tag_ == "VB")
    return next((verb for verb in after if verb.dep_ in ORDERED), None)


def inside_preposition(verb: Token) -> Token | None:
    """Return the noun of the first preposition after a verb: the office in "is in office"."""
    after = (child for child in verb.children if child.dep_ == "prep" and child.i > verb.i)
    inside = (noun for preposition in after for noun in preposition.children if noun.dep_ == "pobj")
    return next((noun for noun in inside if noun.ent_type_ not in TIMES), None)
