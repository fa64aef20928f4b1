"""Tenses: to which verb or noun a wording of time belongs, and of which time its clause tells."""

from collections.abc import Container

from spacy.tokens import Doc, Token

from crosswire.extract.date.days import Tense

FUTURE = frozenset({"will", "shall", "wo", "'ll", "’ll", "would", "may", "might", "could"})
HAVE = frozenset({"has", "have", "'ve", "’ve"})
PRESENT = HAVE | {"is", "are", "'re", "’re", "'s", "’s", "am"}
AWAITED = frozenset(
    {
        "schedule",
        "plan",
        "expect",
        "due",
        "set",
        "slate",
        "vow",
        "promise",
        "await",
        "intend",
        "prepare",
        "want",
        "hope",
    }
)
SET_FOR = frozenset({"for", "to"})  # what is set for a day, or to do something, is to come
POSTPONED = frozenset(
    {"put", "postpone", "delay", "adjourn", "suspend", "extend", "defer", "push", "prolong", "ban", "bar", "remand"}
)
FINITE = frozenset({"VBN", "JJ", "VBZ", "VBP", "VBG", "VBD"})
SHARING = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "aux", "auxpass"})
LEVEL = frozenset({"when", "as", "while", "once"})  # they join what happened at one time
BOUNDS = frozenset({"since", "until", "till", "before"})
DURING = frozenset({"in", "during", "at", "on"})


def governors(verb: Token) -> set[int]:
    """Return the token numbers of all that ``verb`` depends on."""
    found: set[int] = set()
    while verb.head.i != verb.i and len(found) < 20:
        verb = verb.head
        found.add(verb.i)
    return found


def tense_of(verb: Token | None, lead: str = "") -> Tense:
    """Return whether the clause of ``verb`` tells of what was or of what is to come."""
    if verb is None:
        return "past"
    words = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if lead in {"by", "before", "until", "till"} and verb.tag_ == "VB" and "did" not in words:
        return "past" if verb.dep_ == "xcomp" and verb.head.lemma_ in {"begin", "start"} else "future"
    postponed = lead in {"until", "till"} and verb.lemma_ in POSTPONED and verb.tag_ == "VBN"
    if (words & FUTURE and "have" not in words) or postponed:
        return "future"
    if verb.tag_ in {"VBZ", "VBP"} and lead not in {"since", "after", "from"} and not words:
        return "future"  # what a day is said of in the present is to come: "the match is on Saturday"
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and verb.head.tag_ in {"VBZ", "VBP"}:
        return "future"  # "the mill is to close in April"
    above = verb.head if verb.dep_ in {"xcomp", "acl", "ccomp"} else verb
    named = (above, verb, *(c for c in verb.children if c.dep_ == "acomp"))
    return "future" if any(map(_awaits, named)) else "past"


def _awaits(token: Token) -> bool:
    """Tell a verb after which a day is to come: "is set for Friday", but not "they set out" or "was set alight"."""
    if token.lemma_ == "set":
        leads_on = any(child.lower_ in SET_FOR or child.dep_ == "xcomp" for child in token.rights)
        return token.tag_ in FINITE - {"VBD"} and leads_on
    helped = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    done = "had" in helped and "been" not in helped  # "had promised in March"
    return token.lemma_ in AWAITED and token.tag_ in FINITE and not done


def lasts(verb: Token | None) -> bool:
    """Tell whether ``verb`` says what has gone on until now."""
    return verb is not None and any(child.lower_ in HAVE for child in verb.children if child.dep_ == "aux")


def head_of(doc: Doc, first: int, last: int) -> Token:
    """Return the token of ``first`` to ``last`` on which the others depend."""
    for token in doc[first : last + 1]:
        if not first <= token.head.i <= last:
            return token
    return doc[first]


def modified(head: Token) -> tuple[Token | None, Token | None]:
    """Return the verb in whose clause the wording stands, and the common noun that it modifies."""
    noun: Token | None = None
    token, direct = head, True
    for _ in range(12):
        above = token.head
        if above.i == token.i:
            break
        if above.pos_ in {"VERB", "AUX"}:
            return _told_first(above.head if above.dep_ in {"aux", "auxpass"} else above, head), noun
        if above.pos_ == "NOUN" and direct:
            noun, direct = above, False
        token = above
    return (token, noun) if token.pos_ in {"VERB", "AUX"} else (None, noun)


def _told_first(verb: Token, wording: Token) -> Token:
    """Return the verb of what is told where a wording stands before who tells it: "Three fled on Sunday, he said"."""
    teller = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    told = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    if teller is None or told is None or not told.i < wording.i < teller.left_edge.i:
        return verb
    return verb if any(token.text == ":" for token in verb.doc[told.i : wording.i]) else told


def sharing(token: Token) -> list[int]:
    """Return the verbs that an undated verb or noun shares its time with: what it is coordinated with or completes."""
    chain: list[int] = []
    while token.head.i != token.i and len(chain) < 8:
        nominal = token.pos_ in {"NOUN", "PROPN"} or token.dep_ in {"prep", "agent"}
        if not nominal and token.dep_ not in SHARING:
            break
        token = token.head
        chain.append(token.i)
    return chain


def bounded(head: Token) -> str:
    """Return the preposition that bounds a time by what the wording dates: "since the start of the war in March"."""
    token = head.head if head.dep_ == "pobj" else head
    while token.head.i != token.i and token.head.pos_ not in {"VERB", "AUX"}:
        token = token.head
        if token.dep_ in {"prep", "pcomp", "mark"} and token.lower_ in BOUNDS:
            return token.lower_
    return ""


def aside(verb: Token | None) -> bool:
    """Tell whether ``verb`` is in a clause of background, whose time is not that of its sentence."""
    for _ in range(8):
        if verb is None or verb.head.i == verb.i:
            return False
        if verb.dep_ in {"relcl", "acl", "appos"} or (verb.dep_ in {"advcl", "pcomp"} and not _level(verb)):
            return True
        verb = verb.head
    return False


def _level(verb: Token) -> bool:
    """Tell whether a clause is of the time of what it hangs on: it says when, or it has no mark and comes first."""
    if verb.dep_ == "pcomp":
        return verb.head.lower_ in LEVEL
    marks = [child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i]
    return LEVEL.issuperset(marks[:1]) if marks else verb.head.i > verb.i


def dates_its_verb(noun: Token, wording: Token, fine: bool) -> bool:
    """Tell whether the day of ``noun`` is that of its clause: "Friday's raid killed two", not "half of Friday's gains".

    What stands after a noun hangs on its verb as often ("found a crack on Friday"), but for months and years.
    """
    if _renamed(noun):
        return False
    if wording.dep_ == "pobj" and wording.head.lower_ == "from":
        return noun.dep_ in {"nsubj", "nsubjpass"}  # "cited figures from Monday"
    if wording.i > noun.i and (fine or wording.dep_ != "pobj"):
        return True
    if noun.dep_ == "pobj":
        return noun.head.lower_ in DURING and noun.head.head.pos_ in {"VERB", "AUX"}
    return noun.dep_ in {"nsubj", "nsubjpass", "npadvmod", "dobj"}


def _renamed(noun: Token) -> bool:
    """Tell whether a noun stands in an apposition: its time is not that of the clause."""
    while noun.pos_ in {"NOUN", "PROPN", "ADP"} and noun.dep_ != "appos" and noun.head.i != noun.i:
        noun = noun.head
    return noun.dep_ == "appos"


def marked(token: Token, marks: Container[str]) -> list[int]:
    """Return the verbs of the clauses with one of ``marks``: "since troops entered in May, thousands have fled"."""
    return [
        child.i
        for child in token.children
        if child.dep_ == "advcl"
        and any(mark.dep_ in {"mark", "advmod"} and mark.lower_ in marks for mark in child.lefts)
    ]


def undergone(token: Token) -> list[int]:
    """Return the participles that say of the object what happened: "repelled two attacks conducted on Jan. 5"."""
    objects = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}]
    return [child.i for thing in objects for child in thing.children if child.dep_ == "acl" and child.tag_ == "VBN"]


def recounts(token: Token) -> bool:
    """Tell whether ``token`` tells of what was, so that a day told of before may be its day; no perfect or modal."""
    modal = any(child.tag_ == "MD" for child in token.children if child.dep_ == "aux")
    return token.tag_ in {"VBD", "VBN", "NN", "NNS"} and not lasts(token) and not modal and not undergoes(token)


def undergoes(token: Token) -> bool:
    """Tell whether ``token`` says what is being done or how it stands: "is being held", "are blocked"."""
    helpers = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    return token.tag_ == "VBN" and bool(helpers & (PRESENT - HAVE)) and not helpers & {"been", *HAVE}


def narrates(token: Token) -> bool:
    """Tell whether ``token`` is a verb of simple past or pluperfect that tells a story, and not how things stand."""
    if token.tag_ == "VBD" and token.lemma_ in {"be", "have"} and not any(c.dep_ == "aux" for c in token.children):
        return token.lemma_ == "be" and any(_of_the_day(child) for child in token.rights)
    helpers = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    return token.tag_ in {"VBD", "VBN"} and not helpers & {*PRESENT, *FUTURE}


def _of_the_day(said: Token) -> bool:
    """Tell of "was on its way", "were among the dead", "was 38 percent": how it stood then, not how a thing is."""
    return said.dep_ == "prep" or said.pos_ == "NUM" or any(child.pos_ == "NUM" for child in said.lefts)


def leads(verb: Token) -> bool:
    """Tell whether ``verb`` is at the head of a sentence or of a report, and not in a clause beside."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in {"ROOT", "ccomp", "parataxis"}


def speaks(doc: Doc, verb: int) -> bool:
    """Tell whether the verb with number ``verb`` (-1: none) reports a clause."""
    return verb >= 0 and any(child.dep_ == "ccomp" for child in doc[verb].children)
