"""Contents: the passages that a cue attributes, by the frames of verbs and nouns, and no further than the words go."""

from dataclasses import replace

from spacy.tokens import Token

from crosswire.extract.attribute.complements import clause
from crosswire.extract.attribute.cues import CueWord, kinds, noun, told, verb, words
from crosswire.extract.attribute.nouns import noun_content
from crosswire.extract.attribute.passages import Found, quotation_after, subtree, to_quotation_end, trimmed
from crosswire.extract.attribute.preceding import OBJECTS
from crosswire.extract.attribute.sources import Source, inverted, is_passive
from crosswire.extract.count.consequences import human
from crosswire.extract.read.document import Passage, Reading

WHOLE = frozenset({"for", "against"})
UNSAID = frozenset({"report"})
# As what a court, or who looked for him, finds somebody: no report but what was done.
VERDICTS = frozenset(
    {"guilty", "liable", "innocent", "dead", "alive", "safe", "unharmed", "unconscious", "hanged", "shot", "murdered"}
)
FINDING = frozenset({"find", "see"})
MAKING = frozenset({"as", "at"})


def verb_content(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    """Return the content that the verb ``cue`` governs, by the first of its frames that holds."""
    if inverted(reading, cue) is not None or _verdict(cue, word):
        return None
    for frame in (clause, _passive, _complement, _preposition, _noun_phrase):
        found = frame(reading, cue, word, source)
        if found is not None and found.passages:
            return found
    return None


def _verdict(cue: Token, word: CueWord) -> bool:
    """Tell of "found him guilty" and "was found dead": what was done, though it is done by saying so."""
    said_of = (child for child in cue.rights if child.dep_ in {"oprd", "ccomp", "acomp", "xcomp", "advcl"})
    return word.lemma == "find" and any(
        child.lower_ in VERDICTS and not any(inner.dep_ in {"aux", "cop", "mark"} for inner in child.lefts)
        for child in said_of
    )


def _passive(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    """Find the content of "X is believed to have fled": the subject and what is said of it."""
    if not is_passive(cue) or not set(word.frames) & set("cxs"):
        return None
    subject = next((child for child in cue.children if child.dep_ == "nsubjpass"), None)
    if subject is None and cue.dep_ == "acl" and cue.i > 0 and cue.nbor(-1).text == "," and cue.head.pos_ == "NOUN":
        subject = cue.head
    rest = next((child for child in cue.children if child.dep_ in {"xcomp", "oprd", "ccomp"} and child.i > cue.i), None)
    if subject is None or rest is None:
        return None
    if word.force == "order" or word.lemma == "tell":
        return subtree(reading, rest)
    whole = reading.passage(subject.left_edge.i, min(subject.right_edge.i, cue.i - 1))
    named = trimmed(reading, whole.start, whole.end) if subject.lower_ != "it" else None
    pieces = ((named,) if named else ()) + subtree(reading, rest).passages
    return Found(root=rest, passages=pieces, nominal=True)


def _complement(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    """Find the content of "called it a lie", "described them as heroes"."""
    if "s" not in word.frames:
        return None
    thing = next((child for child in cue.children if child.dep_ in {"dobj", "nsubjpass"}), None)
    ends = [
        child
        for child in cue.children
        if child.i > cue.i
        and (
            child.dep_ == "oprd"
            or (child.dep_ == "prep" and (child.lower_ in MAKING or _likens(child, word) or _predicated(child)))
            or (word.lemma == "put" and child.lower_ in {"higher", "lower"})
        )
    ]
    if thing is not None and thing.i > cue.i:
        ends = (
            ends
            or [child for child in cue.rights if child.dep_ == "dobj" and child.i > thing.i][:1]  # "branded it a farce"
            or [child for item in (thing, *thing.conjuncts) for child in item.rights if _predicated(child)]
            or [child for child in thing.rights if child.dep_ in {"acl", "amod"} and child.tag_ in {"JJ", "VBN"}]
        )
    if thing is None and not is_passive(cue) and len(ends) == 1 and ends[0].left_edge.dep_ == "det":
        return subtree(reading, ends[0])
    if thing is None or not ends:
        return None
    held = () if thing.tag_ in {"WP", "WDT"} else subtree(reading, thing).passages
    ends = ends[-1:] if ends[-1].lower_ == "at" else ends  # "put the number of jobs at risk at 6,000"
    pieces = held + subtree(reading, ends[0]).passages
    if thing.i > cue.i and pieces:
        pieces = (Passage(start=pieces[0].start, end=pieces[-1].end),)
    return Found(root=ends[0], passages=pieces)


def _predicated(child: Token) -> bool:
    """Tell of "called the demand a ploy", "called the sum "without precedent"": what is said of the thing beside it."""
    before = child.left_edge.nbor(-1)
    named = child.dep_ == "appos" and child.left_edge.lower_ in {"a", "an", "the"} and before.text != ","
    return named or (child.dep_ == "prep" and before.is_quote and child.i == before.i + 1)


def _likens(prep: Token, word: CueWord) -> bool:
    return prep.lower_ in {"to", "with"} and prep.lower_ in word.prepositions


def _preposition(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    preps = [child for child in cue.children if child.lower_ in word.prepositions and child.dep_ == "prep"]
    prep = next((child for child in preps if not _of_time(child)), None)
    inside = next((child for child in prep.children if child.dep_ in {"pobj", "pcomp"}), None) if prep else None
    if prep is None and inside is None and word.force == "allege":
        prep = _of_the_accused(cue, word)
        inside = next((child for child in prep.children if child.dep_ in {"pobj", "pcomp"}), None) if prep else None
    if prep is not None and inside is None:
        inside = next((child for child in cue.rights if child.dep_ == "xcomp" and child.i > prep.i), None)
    if prep is None or inside is None:
        return None
    if word.lemma in words("deeds.tsv") and not _matter(inside):
        return None
    thing = next((child for child in cue.children if child.dep_ in OBJECTS and cue.i < child.i < prep.i), None)
    later = [child for child in cue.children if child.dep_ in {"xcomp", "ccomp"} and child.i > prep.i]
    later += [child for child in cue.rights if _in_doing(child, inside)]
    first = (
        thing.left_edge.i
        if thing is not None and (word.force == "allege" or word.lemma == "ask")
        else inside.left_edge.i
    )
    first = prep.i if first == inside.left_edge.i and prep.lower_ in WHOLE else first
    last = max([prep.right_edge.i, *(child.right_edge.i for child in later)])
    whole = reading.passage(first, last)
    piece = trimmed(reading, whole.start, quotation_after(reading, to_quotation_end(reading, whole)))
    blamed = thing if prep.lower_ == "on" and word.lemma == "blame" else None  # "blamed the attack on rebels"
    root = inside if blamed is None else blamed
    return Found(root=root, passages=(piece,) if piece else (), nominal=word.lemma in words("deeds.tsv"))


def _in_doing(clause: Token, deed: Token) -> bool:
    """Tell of "accused it of bombing a town, killing 46": what the deed did, which the parser hung on the accusing."""
    own = any(child.dep_ in {"nsubj", "mark", "aux"} for child in clause.lefts)
    follows = clause.dep_ == "advcl" and clause.tag_ == "VBG" and clause.left_edge.i == deed.right_edge.i + 2
    return follows and deed.tag_ == "VBG" and not own and verb(clause) is None and clause.left_edge.nbor(-1).text == ","


def _of_time(prep: Token) -> bool:
    """Tell of the "on" of "called on Friday for talks"."""
    return any(child.dep_ == "pobj" and child.ent_type_ in {"DATE", "TIME"} for child in prep.children)


def _of_the_accused(cue: Token, word: CueWord) -> Token | None:
    """Return the "of" of "accused the union of blackmail", where the parser hung it on the union."""
    things = [child for child in cue.rights if child.dep_ == "dobj"]
    return next((prep for thing in things for prep in thing.rights if prep.lower_ in word.prepositions), None)


def _noun_phrase(reading: Reading, cue: Token, word: CueWord, source: Source | None) -> Found | None:
    unseen = next((child for child in cue.rights if child.dep_ == "dobj" and _unseen(child)), None)
    if unseen is not None and word.lemma in FINDING and source is not None:
        return replace(subtree(reading, unseen), nominal=True)
    finds = word.lemma == "find" and source is not None and _document(source.head)
    if "n" not in word.frames and not finds:
        return None
    if source is not None and _done_by(cue, word) and not _done(word, cue.head, source):
        return _before_participle(reading, cue)
    thing = _thing(cue, word, source)
    if thing is None:
        return None
    named = noun(thing) is not None and (told(thing) or word.force != "deny")  # "rebuffed pressure to go"
    within = noun_content(reading, thing) or _parted(reading, cue, thing) if named else None
    if within is not None:
        return within
    return (
        _with_grounds(reading, cue, word, thing) if thing.i > cue.i else replace(subtree(reading, thing), nominal=True)
    )


def _thing(cue: Token, word: CueWord, source: Source | None) -> Token | None:
    """Return the object of a verb where it is said something of; None where the verb tells of a deed."""
    dependents = {"nsubjpass"} if is_passive(cue) else {"dobj"}
    thing = next((child for child in cue.children if child.dep_ in dependents), None)
    if thing is None or (source is None and word.lemma not in UNSAID) or _proof(thing):
        return None
    bare = thing.pos_ == "PRON" and not _grounded(cue, thing)
    return None if bare or _done(word, thing, source) else thing


def _done_by(cue: Token, word: CueWord) -> bool:
    """Tell of "a view echoed by everyone": a participle behind the noun that it is of."""
    if word.force == "confirm" or word.lemma in {"cite", "quote"}:
        return False
    passive = any(child.dep_ == "agent" for child in cue.rights)
    return passive and cue.tag_ == "VBN" and cue.dep_ == "acl" and cue.head.pos_ in {"NOUN", "PROPN"}


def _before_participle(reading: Reading, cue: Token) -> Found:
    whole = reading.passage(cue.head.left_edge.i, cue.i - 1)
    piece = trimmed(reading, whole.start, whole.end)
    return Found(root=cue.head, passages=(piece,) if piece else (), nominal=True)


def _parted(reading: Reading, cue: Token, thing: Token) -> Found | None:
    """Find the content of "announced plans this week to close the dam", which the parser hung on the verb."""
    goal = next((child for child in cue.rights if child.dep_ in {"xcomp", "advcl"} and child.i > thing.i), None)
    to = goal is not None and goal.left_edge.lower_ == "to" and goal.left_edge.nbor(-1).text != ","
    return subtree(reading, goal) if goal is not None and to else None


def _with_grounds(reading: Reading, cue: Token, word: CueWord, thing: Token) -> Found:
    """Return a noun phrase with what is held for or against it: "criticised the mayor for the delay"."""
    held = {"for", "over", *word.prepositions} | ({"with"} if word.lemma in words("showing.tsv") else set())
    after = [child for child in cue.rights if child.left_edge.nbor(-1).text != "," or child.lower_ != "with"]
    grounds = [child for child in after if child.lower_ in held or _until(child) or _beside(child, thing, word)]
    clauses = [child for child in cue.rights if child.dep_ in {"advcl", "xcomp"} and _of_thing(child, thing)]
    last = max([thing.right_edge.i, *(child.right_edge.i for child in (*grounds, *clauses) if child.i > thing.i)])
    whole = reading.passage(thing.left_edge.i, last)
    piece = trimmed(reading, whole.start, quotation_after(reading, to_quotation_end(reading, whole)))
    return Found(root=thing, passages=(piece,) if piece else (), nominal=True)


def _grounded(cue: Token, thing: Token) -> bool:
    """Tell of "thanked her for coming", "video shows him with a gun": more is said than whom it is of."""
    if thing.i < cue.i:
        return False
    with_ = {"for"} | ({"with"} if cue.lemma_ in words("showing.tsv") else set())
    return any(child.dep_ == "prep" and child.lower_ in with_ and child.i > thing.i for child in cue.rights)


def _until(prep: Token) -> bool:
    """Tell of "a drop by Wednesday"."""
    return prep.lower_ in {"by", "until"} and any(child.ent_type_ == "DATE" for child in prep.children)


def _beside(prep: Token, thing: Token, word: CueWord) -> bool:
    """Tell of "$2bn in aid" and "derided the deal as toothless": what the parser hung on the verb above."""
    goods = prep.lower_ == "in" and thing.ent_type_ == "MONEY"
    called = prep.lower_ == "as" and prep.dep_ == "prep" and word.force != "deny"
    return (goods or called) and prep.i == thing.right_edge.i + 1


def _of_thing(clause: Token, thing: Token) -> bool:
    """Tell of "prices that had doubled", "recalled him singing": a clause that the parser hung on the verb above."""
    begins = clause.left_edge.i == thing.right_edge.i + 1
    return begins and (clause.left_edge.tag_ in {"WDT", "WP"} or (clause.tag_ == "VBG" and clause.n_lefts == 0))


def _done(word: CueWord, thing: Token, source: Source | None) -> bool:
    """Tell of deeds: "pressed the button", "questioned a beekeeper", "the flood claimed 34 lives"."""
    sided = word.lemma in words("siding.tsv") and thing.ent_type_ == "PERSON" and not _counted(source)
    deed = word.lemma in words("deeds.tsv") and not _matter(thing) and not sided
    deed = deed or (word.lemma == "reject" and thing.lemma_.lower() in words("voted.tsv"))
    lost = word.lemma == "claim" and thing.lemma_ in {"life", "victim"}
    somebody = human(thing) or kinds().get(thing.lemma_.lower()) == "person"
    return deed or lost or (word.force == "question" and somebody)


def _counted(source: Source | None) -> bool:
    """Tell of "48 percent backed Roth": how many did it, which is a figure and not their claim."""
    return source is None or any(
        token.like_num or token.lower_ in {"half", "percent", "%"}
        for token in source.head.doc[source.first : source.last + 1]
    )


def _matter(thing: Token) -> bool:
    """Tell whether a noun is something to be for or against, and not somebody or something that is handled."""
    return thing.lemma_.lower() in words("issues.tsv") or noun(thing) is not None


def _document(head: Token) -> bool:
    """Tell of a study or a poll, which finds what it says: "the survey found three cases"."""
    return head.lemma_.lower() in words("documents.tsv")


def _unseen(thing: Token) -> bool:
    """Tell of "no evidence of fraud", "no sign of life": what somebody has looked for."""
    looked = thing.lemma_ in {"evidence", "proof", "sign", "trace", "indication"} and thing.n_rights > 0
    return looked and any(child.lower_ == "no" for child in thing.lefts)


def _proof(thing: Token) -> bool:
    return thing.lemma_ in {"evidence", "proof"} or (
        thing.head.lemma_ == "cite" and (thing.lemma_.lower() in kinds() or human(thing))
    )


def withheld(reading: Reading, cue: Token) -> Found | None:
    """Return what somebody has not spoken of: "has not commented on the reports", "declined to say why"."""
    beside = [child for child in cue.head.rights if child.i > cue.i] if cue.dep_ == "dobj" else []
    for child in (*cue.rights, *beside):
        if child.dep_ in {"ccomp", "dobj", "xcomp"} or (child.dep_ == "advcl" and _asked(cue, child)):
            return replace(subtree(reading, child), nominal=child.dep_ == "dobj")
        inside = next((item for item in child.children if item.dep_ in {"pobj", "pcomp"}), None)
        if child.dep_ == "prep" and inside is not None and child.lower_ in {"on", "to", "about", "of", "for"}:
            first = child.i if cue.dep_ in {"xcomp", "dobj"} and cue.lower_ != "nothing" else inside.left_edge.i
            return replace(subtree(reading, inside, first), nominal=True)
    verb = cue.head if cue.dep_ in {"xcomp", "dobj"} else cue
    helped = [child.i for child in verb.lefts if child.dep_ in {"aux", "auxpass", "neg"}]
    piece = reading.passage(min([verb.i, *helped]), max(verb.i, cue.i))
    return Found(root=verb, passages=(piece,))


def _asked(cue: Token, clause: Token) -> bool:
    """Tell of "did not say when they would leave", and not of "did not reply when we called"."""
    first = clause.left_edge
    own = any(child.dep_ in {"nsubj", "nsubjpass"} for child in clause.lefts)
    return own and first.i == cue.i + 1 and first.tag_ == "WRB" and cue.lemma_ not in words("unanswered.tsv")
