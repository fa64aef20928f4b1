"""Sites: whether the name of a country says where something is, or who does, owns or undergoes it."""

from spacy.tokens import Token

from crosswire.extract.attribute.cues import words
from crosswire.extract.locate.words import Sites, sites
from crosswire.extract.resolve.registry import find

PLACES = frozenset({"GPE", "LOC", "FAC"})
GROUNDS = frozenset({"over", "amid", "amidst", "despite"})  # "sanctions over its invasion of Ukraine" are not there
GIVING = frozenset({"to", "toward", "towards", "from"})
NEAR = frozenset({"close", "closer", "closest", "near", "nearer", "nearest", "next", "adjacent"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def is_site(token: Token) -> bool:
    """Tell whether the country at ``token`` is where: "in Ukraine", "attacked Ukraine", not "Ukraine's army"."""
    listed = sites()
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    above = token.head
    if token.dep_ == "poss":
        return above.ent_type_ in PLACES or above.lemma_.lower() in listed.land
    if token.dep_ in {"compound", "amod", "nmod"}:
        return above.lemma_.lower() in listed.land
    if token.dep_ in SUBJECTS:
        return _undergoes(token, listed)
    if token.dep_ in {"dobj", "obj"}:
        return above.lemma_.lower() in listed.entered
    if token.dep_ == "pobj":
        return _after(above, listed)
    return token.dep_ not in {"attr", "dative", "agent", "oprd", "npadvmod"}


def is_power(token: Token) -> bool:
    """Tell whether the name of a capital stands for those who rule from it: "Moscow's forces", "the Kyiv regime"."""
    above = token.head.lemma_.lower()
    owns = above in words("acts.tsv") if token.dep_ == "poss" else token.dep_ == "compound" and above in sites().rule
    owns = owns or token.dep_ == "dative" or _to_power(token)
    known = find(token.text) if owns else None
    return known is not None and known.kind == "state"


def _to_power(token: Token) -> bool:
    """Tell of what a capital gets or undergoes: "aid for Kyiv", "talks with Moscow", not "close to Kyiv"."""
    prep = token.head
    if token.dep_ != "pobj":
        return False
    given = prep.head.lemma_.lower() in sites().given - NEAR
    return prep.lower_ in {"with", "against"} or (prep.lower_ in {"to", "for"} and (given or _felt(prep)))


def _felt(prep: Token) -> bool:
    """Tell of "hostile to", "loyal to": what is felt towards somebody, and not where something is."""
    return prep.head.pos_ == "ADJ" and prep.head.lower_ not in NEAR


def is_namesake(token: Token) -> bool:
    """Tell whether a paper is called after a place where it was signed: "the Minsk agreements"."""
    return token.dep_ in {"compound", "nmod"} and token.head.lemma_.lower() in sites().papers


def _undergoes(token: Token, listed: Sites) -> bool:
    """Tell whether what a country is the subject of happens in it: "Sudan suffered", "Poland was hit"."""
    verb = token.head.lemma_.lower()
    return verb in (listed.entered if token.dep_ == "nsubjpass" else listed.undergone)


def _after(prep: Token, listed: Sites) -> bool:
    """Tell whether a preposition puts something into a country: "in", "to" after no gift, "of" after its parts."""
    word, above = prep.lower_, prep.head.lemma_.lower()
    if word == "of":
        if above in listed.events and prep.head.dep_ == "pobj" and prep.head.head.lower_ in GROUNDS:
            return False
        return above in listed.land | listed.events or prep.head.ent_type_ in PLACES | {"PERSON"}
    if word == "with":
        return above in {"border", "frontier", "boundary", "crossing"}
    if word in {"between", "on", "against"}:
        return above in listed.events | listed.land
    return above not in listed.given and not _felt(prep) if word in GIVING else word in listed.into
