"""Complements: the content of a verb of saying that is a clause after it, or stands before it or around it."""

from spacy.tokens import Token

from crosswire.extract.attribute.asides import aside, behind_comma, finite, finite_beside
from crosswire.extract.attribute.cues import CueWord, verb, words
from crosswire.extract.attribute.passages import Found, ended, without
from crosswire.extract.attribute.preceding import OBJECTS, frame_of, preceding
from crosswire.extract.attribute.sources import Source, is_passive
from crosswire.extract.attribute.subjects import goes_on, reporting
from crosswire.extract.read.document import Reading

GROUNDS = frozenset({"after", "before", "because", "since", "although", "though", "while", "as", "once", "until"})
CITING = frozenset({"cite", "quote"})


def clause(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    """Return the clause that the verb ``cue`` says; None where it has none."""
    if not set(word.frames) & set("cqxs") or _asked_for(cue):
        return None
    dependents = {"ccomp"} | ({"xcomp"} if "x" in word.frames else set())
    heads = [
        child
        for child in cue.children
        if (child.dep_ in dependents or _having(child))
        and child.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}
        and not _adverbial(child)
        and not _headed(reading, child, cue)
        and not (source is not None and child.tag_ == "VBN" and source.head.head.i == child.i)
    ]
    if is_passive(cue) and word.force != "order" and word.lemma not in words("hearers.tsv") and heads[:1]:
        heads = [head for head in heads if head.dep_ == "ccomp"]
    after = [head for head in heads if head.i > cue.i and not _past_words(reading, cue, source, head)]
    made = (_made_clear(cue, head) for head in after if not goes_on(head))
    after = [head for head in made if head is not None]
    after = after or _in_statement(cue) or _to_hearers(cue) or _unmarked(cue) or _for_somebody_to(cue, word)
    after = after or _hung_elsewhere(cue, word) or _with_participle(cue, word)
    if after:
        after += [child for child in cue.rights if child.i > after[-1].i and _further(child)]
        return _after(reading, cue, word, after)
    told = _as_told(reading, cue, word)
    if told is None and is_passive(cue) and source is None and cue.lemma_ == "tell":
        return _told_somebody(reading, cue)
    if told is not None or is_passive(cue) or not ("q" in word.frames or heads or _closes(reading, cue)):
        return told
    if not heads and any(_complements(child, word) for child in cue.children):
        return None
    return preceding(reading, cue, source, heads)


def _asked_for(cue: Token) -> bool:
    """Tell of "what she said when she left": the clause behind it is when, and not what, she said."""
    what = any(child.dep_ == "dobj" and child.tag_ == "WP" for child in cue.lefts)
    return what and not any(child.dep_ in {"ccomp", "xcomp", "oprd"} for child in cue.rights)


def _made_clear(cue: Token, head: Token) -> Token | None:
    """Return ``head``, or the clause under the adjective of "made it clear that ..."; None where it has none."""
    if cue.lemma_ != "make":
        return head
    return next((child for child in head.rights if child.dep_ in {"ccomp", "advcl"} and finite(child)), None)


def _further(clause: Token) -> bool:
    """Tell of "said that A was ready, but that B must withdraw", where the parser joined the second to the cue."""
    that = clause.left_edge
    joined = that.i > 0 and that.nbor(-1).dep_ == "cc" and clause.dep_ == "conj"
    return joined and that.dep_ == "mark" and that.lower_ == "that" and that.head == clause


def _headed(reading: Reading, child: Token, cue: Token) -> bool:
    """Tell of "Others call for calm: in May a union called for talks": what a colon ends is not said after it."""
    colon = any(token.text == ":" for token in reading.doc[child.i : cue.i])
    return colon and reading.quotation_at(cue.idx) is None


def _having(child: Token) -> bool:
    """Tell of "reported hearing shots" and "claims to have killed half of them": what is said to have been done."""
    helped = [word.lower_ for word in child.lefts if word.dep_ in {"aux", "auxpass"}]
    return child.dep_ == "xcomp" and (child.tag_ == "VBG" or helped[:1] == ["having"] or helped[:2] == ["to", "have"])


def _told_somebody(reading: Reading, cue: Token) -> Found | None:
    """Find the content of "The mill is to close, workers were told"."""
    hearer = next((child for child in cue.lefts if child.dep_ == "nsubjpass"), None)
    told = next((child for child in cue.lefts if child.dep_ == "ccomp"), None)
    if hearer is None or told is None or not behind_comma(hearer):
        return None
    whole = reading.passage(told.left_edge.i, hearer.left_edge.i - 1)
    return Found(root=told, passages=ended(reading, whole))


def _past_words(reading: Reading, cue: Token, source: Source | None, head: Token) -> bool:
    """Tell of '"...," Roth told them, after he had asked': a clause behind a comma, where the words stand before."""
    first, _ = frame_of(cue, source)
    quotation = reading.quotation_at(reading.doc[first - 1].idx) if first > 0 else None
    before = quotation is not None and quotation.closed and quotation.end <= reading.doc[first].idx
    return before and any(token.text == "," for token in reading.doc[cue.i + 1 : head.left_edge.i])


def _hung_elsewhere(cue: Token, word: CueWord) -> list[Token]:
    """Return the clause that begins right after a verb of saying, where the parser hung it on another word."""
    if cue.i + 2 >= len(cue.doc) or "c" not in word.frames:
        return []
    begin = cue.nbor(1)
    outer = next((child for child in cue.head.lefts if child.dep_ in {"nsubj", "nsubjpass", "expl"}), begin)
    if cue.dep_ == "advcl" and cue.head.dep_ == "ccomp" and begin.i <= outer.i and outer.left_edge.i == begin.i:
        return [cue.head]
    clause = begin
    while clause.head.i > clause.i and clause.head.left_edge.i >= begin.i:
        clause = clause.head
    own = any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in clause.lefts)
    stands = clause.dep_ in {"ccomp", "dep", "advcl", "parataxis"} and clause.head.i != cue.i
    return (
        [clause] if own and finite(clause) and stands and clause.left_edge.i == begin.i and clause.i > begin.i else []
    )


def _with_participle(cue: Token, word: CueWord) -> list[Token]:
    """Return the verb of "said the deal, signed at dawn, provided for a rise", which the parser made a participle."""
    thing = next((child for child in cue.rights if child.dep_ == "dobj" and child.i > cue.i), None)
    if thing is None or "n" in word.frames or "c" not in word.frames or thing.i - cue.i > 5:
        return []
    inner = [
        child for child in thing.rights if child.dep_ == "acl" and child.tag_ == "VBN" and child.nbor(-1).text == ","
    ]
    return inner[-1:] if len(inner) > 1 else []


def _adverbial(clause: Token) -> bool:
    """Tell of "told them, after he had admitted it": a clause of time or ground, whatever the parser calls it."""
    first = clause.left_edge
    own = first.head == clause or first.head.dep_ == "advcl"  # "said as he left, the agency has learned"
    return first.lower_ in GROUNDS and first.dep_ in {"mark", "advmod"} and own


def _complements(child: Token, word: CueWord) -> bool:
    thing = child.dep_ == "dobj" and ("n" in word.frames or word.lemma not in words("hearers.tsv"))
    return thing or (child.dep_ == "prep" and child.lower_ in word.prepositions)


def _closes(reading: Reading, cue: Token) -> bool:
    """Tell whether a verb ends its sentence: "..., the study found"."""
    return reading.sentence_of(cue).end - cue.i <= 3


def cites_beside(token: Token) -> bool:
    """Tell of "As the paper reported, citing two officials, ...": whom a report goes by is no content of it."""
    if token.lemma_ not in CITING or token.tag_ != "VBG" or token.dep_ != "advcl":
        return False
    before = (child for head in (token, token.head) for child in head.children if child.i < token.i)
    return any(child.dep_ == "advcl" and child.left_edge.lower_ == "as" and verb(child) for child in before)


def _as_told(reading: Reading, cue: Token, word: CueWord) -> Found | None:
    """Find the content of "As X notes in a report, ...": the clause that the as-clause stands beside."""
    mark = next((child for child in cue.lefts if child.lower_ == "as" and child.dep_ in {"mark", "advmod"}), None)
    full = any(
        child.dep_ in {"xcomp", "ccomp"}
        or (child.dep_ == "prt" and child.lower_ != "out")
        or (child.dep_ == "dobj" and child.lower_ != "it")
        or (child.dep_ == "prep" and child.lower_ in word.prepositions)
        for child in cue.rights
    )
    if cue.dep_ != "advcl" or mark is None or full or cue.head.pos_ not in {"VERB", "AUX"}:
        return None
    cites = [child for child in (cue.head, *cue.head.children) if cites_beside(child)]
    head = cue.head.head if cue.head in cites else cue.head
    whole = reading.passage(min(head.left_edge.i, cue.left_edge.i), max(head.right_edge.i, cue.right_edge.i))
    holes = [reading.passage(child.left_edge.i, child.right_edge.i) for child in (cue, *cites)]
    return Found(root=head, passages=without(reading, whole, holes))


def _after(reading: Reading, cue: Token, word: CueWord, heads: list[Token]) -> Found:
    first = _first(heads[0])
    if word.force == "order" or word.lemma == "ask" or "s" in word.frames:
        objects = [child for child in cue.children if child.dep_ in OBJECTS and cue.i < child.i < heads[0].i]
        first = min([first, *(item.left_edge.i for item in (*objects, *_asked(cue, heads[0])))])
    if heads[0].dep_ == "acl" and heads[0].head.head == cue:
        whole = reading.passage(heads[0].head.left_edge.i, heads[0].head.right_edge.i)
        return Found(root=heads[0], passages=ended(reading, whole))
    if not any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in heads[0].lefts) and finite(heads[0]):
        things = [child for child in cue.children if child.dep_ == "dobj" and cue.i < child.i < heads[0].i]
        first = min([first, *(item.left_edge.i + 1 for item in things if item.left_edge.lower_ == "that")])
    first = cue.i + 1 if first <= cue.i else first
    last = max(_last(head) for head in heads)
    whole = reading.passage(first, max(first, last))
    return Found(root=heads[0], passages=ended(reading, whole))


def _asked(cue: Token, head: Token) -> list[Token]:
    """Return whom "appealed to the crews to turn back" asks to do it."""
    to = [child for child in cue.rights if child.dep_ == "prep" and child.lower_ == "to" and child.i < head.i]
    return [noun for prep in to if head.dep_ == "xcomp" for noun in prep.rights if noun.dep_ == "pobj"]


def _in_statement(cue: Token) -> list[Token]:
    """Return the clause of "said in a statement that ..." and "said without proof that ...", hung on the noun."""
    for prep in cue.rights:
        inside = next((item for item in prep.children if item.dep_ == "pobj"), None) if prep.dep_ == "prep" else None
        given = [item for item in prep.children if item.dep_ == "pcomp"] if prep.lower_ == "without" else []
        inside = next((item for verb in given for item in verb.rights if item.dep_ == "dobj"), inside)
        for clause in inside.rights if inside is not None else ():
            that = any(word.lower_ == "that" and word.dep_ in {"mark", "advmod", "det"} for word in clause.lefts)
            if clause.dep_ in {"acl", "ccomp", "relcl"} and that:
                return [clause]
    return []


def _for_somebody_to(cue: Token, word: CueWord) -> list[Token]:
    """Return the clause of "called for Russia to pay"."""
    clauses = [child for child in cue.rights if child.dep_ in {"advcl", "ccomp", "xcomp"}] if _asks_for(word) else []
    return [item for item in clauses if any(mark.lower_ == "for" and mark.dep_ == "mark" for mark in item.lefts)][:1]


def _asks_for(word: CueWord) -> bool:
    return "for" in word.prepositions


def _to_hearers(cue: Token) -> list[Token]:
    """Return the clause of "told a briefing the army had left", which the parser hangs on the hearers."""
    hearers = [child for child in cue.rights if child.dep_ in OBJECTS] if cue.lemma_ == "tell" else []
    clauses = [clause for hearer in hearers for clause in hearer.rights if clause.dep_ in {"relcl", "ccomp", "acl"}]
    own = [item for item in clauses if any(child.dep_ in {"nsubj", "nsubjpass"} for child in item.lefts)]
    return [item for item in own if item.left_edge.tag_ not in {"WP", "WDT"} or item.left_edge.dep_ == "mark"][:1]


def _unmarked(cue: Token) -> list[Token]:
    """Return the clause of "said after the vote he would go", which the parser takes for an adverbial one."""
    for clause in cue.rights:
        own = next((child for child in clause.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
        time = clause.left_edge
        apart = own is not None and time.dep_ == "prep" and time.right_edge.i + 1 == own.left_edge.i
        if clause.dep_ == "advcl" and apart and time.i == cue.i + 1 and clause.tag_ not in {"VBG", "VBN"}:
            return [clause]
    return []


def _first(head: Token) -> int:
    """Return where a clause begins, after "that" and what stands before it ("said only that")."""
    mark = next((child for child in head.children if child.dep_ == "mark" and child.lower_ in {"that", "for"}), None)
    if mark is not None and mark.i < head.i:
        return mark.i + 1
    own = next((child for child in head.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    return own.left_edge.i if own is not None and head.dep_ == "advcl" else head.left_edge.i


def _last(head: Token) -> int:
    """Return where a clause ends, before a further verb of saying that the parser joined to it."""
    further = next((child for child in head.children if reporting(child) is not None or finite_beside(child)), None)
    last = further.left_edge.i - 1 if further is not None else head.right_edge.i
    within = head.doc[head.i + 1 : last + 1]
    stop = next((token for token in within if aside(token)), None)
    return last if stop is None else stop.left_edge.i - 1
