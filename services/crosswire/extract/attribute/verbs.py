"""Verbs of saying and thinking, and of silence: the attributions that they make, with their force in the sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from crosswire.extract.attribute import cues
from crosswire.extract.attribute.attribution import Attribution, draft
from crosswire.extract.attribute.complements import cites_beside
from crosswire.extract.attribute.contents import verb_content, withheld
from crosswire.extract.attribute.cues import CueWord
from crosswire.extract.attribute.passages import Found, trimmed, unhung
from crosswire.extract.attribute.promises import promised
from crosswire.extract.attribute.silence import nobodys
from crosswire.extract.attribute.sources import Source, is_passive, source_of
from crosswire.extract.attribute.subjects import caused
from crosswire.extract.attribute.unsaid import own_name, silent_by, withholds
from crosswire.extract.count.consequences import human
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Force

NOBODY = frozenset({"nobody", "none", "neither", "nothing", "there"})
UNSAID = frozenset({"may", "might", "should", "must", "can"})
MARK = re.compile(r"[.?!](?=\s|$)")
JOINING = frozenset({"and", "but"})
OWN_VOICE = frozenset({"i", "we", "you", "'s", "’s"})


def by_verb(reading: Reading) -> Iterator[Attribution]:
    """Yield the attributions that verbs and adjectives make, in the order of the text."""
    for token, sort in zip(reading.tokens, reading.sorts, strict=True):
        word = cues.verb(token)
        silent = silent_by(token) if sort == "VERB" else None
        if (word is None and silent is None) or _told_of(token) or _before_noun(token) or _unsaid_yet(token):
            continue
        if cites_beside(token):
            continue
        quoted = reading.quotation_at(token.idx)
        if not quoted and _asked(reading, token):
            continue
        if quoted and (word is None or "q" not in word.frames):
            continue
        if token.dep_ == "acl" and token.tag_ == "VBG" and _unable(token.head):
            continue
        source = source_of(reading, token)
        own = source.head.lower_ if source is not None and source.head.lower_ in OWN_VOICE else ""
        if own and (quoted or own == "you" or word is None or not _in_person(word)):
            continue
        if source is None and (quoted or token.pos_ == "ADJ"):
            continue
        if (source is not None and _nobody(source.head)) or (source is None and _asked_by_nobody(token)):
            continue
        if silent is not None:
            if source is not None and not own_name(silent):
                yield _unsaid(reading, token, silent, source)
        elif word is not None:
            yield from _said(reading, token, word, source)


def _in_person(word: CueWord) -> bool:
    return "q" in word.frames or word.lemma in cues.words("knowing.tsv")


def _asked(reading: Reading, token: Token) -> bool:
    """Tell of "Did the opposition want talks?": what the article itself asks."""
    end = MARK.search(reading.text, token.idx)
    if end is None or end.group() != "?":
        return False
    return any(_inverted(verb) for verb in (token, reading.sentence_of(token).root))


def _inverted(verb: Token) -> bool:
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    verbs = (verb, *(child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}))
    return subject is not None and any(word.i < subject.i and word.pos_ in {"AUX", "VERB"} for word in verbs)


def _before_noun(token: Token) -> bool:
    """Tell of "the alleged killer", "a proposed law"."""
    return token.dep_ == "amod" and token.i < token.head.i and token.tag_ in {"VBN", "VBG"}


def _unsaid_yet(token: Token) -> bool:
    """Tell of "he may say", "she wanted to tell them": nobody has said it; "went on to say" has."""
    helped = {child.lower_ for child in token.children if child.dep_ == "aux"}
    if token.dep_ == "pcomp" and token.head.lower_ == "at" and token.head.head.lemma_ == "aim":
        return True  # "a group aimed at reaffirming it"
    infinitive = "to" in helped and token.dep_ in {"xcomp", "advcl", "acl", "relcl"}
    if token.lower_ in {"assuming", "supposing"} and token.dep_ == "advcl":
        return True  # "a tax is best, assuming that all pay it"
    aspect = token.head.lemma_ in cues.words("aspects.tsv") or caused(token) is not None
    return bool(helped & UNSAID) or (infinitive and not aspect)


def _said(reading: Reading, token: Token, word: CueWord, source: Source | None) -> Iterator[Attribution]:
    found = verb_content(reading, token, word, source)
    if found is not None and (_points_back(found, word.force) or _wants_no_name(found.root)):
        return
    if found is None and "q" not in word.frames:
        return
    negated = any(child.dep_ == "neg" for child in token.children)
    if negated and set(word.frames) <= {"x", "n"}:
        return
    if reading.quotation_at(token.idx) and (found is None or found.nominal or found.root.dep_ != "ccomp"):
        return
    if found is not None and _no_telling(found, word, source):
        return
    begins = source is None or source.first == reading.sentence_of(token).start
    if (begins and nobodys(reading.sentence_text(token)) and not _asks_aloud(reading, token)) or (
        source is None and _outlets_own(token)
    ):
        return
    made = draft(reading, token, word, source, found)
    made.quote = "none" if found is not None and found.nominal else made.quote
    made.negated = negated
    made.force = _force(token, word, found, source)
    for number, one in enumerate(_each(reading, made)):
        if number and one.root is not None:
            one.force = _force(token, word, Found(root=one.root, passages=one.passages), source)
        yield one


def _each(reading: Reading, made: Attribution) -> Iterator[Attribution]:
    """Yield "said that A and that B" as two: each clause with its own "that" is a claim of its own."""
    root = made.root
    thats = [word for clause in root.conjuncts for word in clause.lefts if _that(word)] if root is not None else []
    last = made.passages[-1] if made.passages else None
    if root is not None and last is not None:
        # "that no deal was made before they met, and that": the parser hangs the second on "met".
        below = reading.doc[root.i : reading.token_at(last.end - 1).i + 1]
        thats = thats or [word for word in below if _that(word) and word.nbor(-1).lower_ in JOINING and word.i > root.i]
    cuts = [that for that in thats if last is not None and last.start < that.idx < last.end]
    if not cuts or last is None:
        yield made
        return
    bounds = [*(that.idx for that in cuts), last.end]
    before = trimmed(reading, last.start, bounds[0])
    yield replace(made, passages=(*made.passages[:-1], *(unhung(reading, before) if before else ())))
    for that, end in zip(cuts, bounds[1:], strict=True):
        piece = trimmed(reading, that.idx, end)
        if piece is not None:
            yield replace(made, passages=unhung(reading, piece), root=that.head)


def _asks_aloud(reading: Reading, token: Token) -> bool:
    """Tell of 'She adds, "Who closed the dam?"': the question that ends the sentence is in the speaker's own words."""
    sentence = reading.sentence_of(token)
    mark = reading.text.rfind("?", token.idx, sentence.end_char)
    held = reading.quotation_at(mark) if mark >= 0 else None
    return held is not None and held.start > token.idx


def _that(word: Token) -> bool:
    return word.lower_ == "that" and word.dep_ == "mark"


def _no_telling(found: Found, word: CueWord, source: Source | None) -> bool:
    """Tell of "showed courage" and "saw him fall": what somebody has or sees, where no document says it."""
    if word.lemma == "contradict" and source is not None:
        lemma = source.head.lemma_.lower()
        told = cues.told(source.head) and lemma not in cues.words("documents.tsv")
        return told or lemma in cues.words("sums.tsv") | {"figure", "toll"}
    if word.lemma in cues.words("requiring.tsv"):
        return source is not None and _thing(source.head)
    if word.lemma not in cues.words("showing.tsv"):
        return False
    if found.nominal:
        head = source.head if source is not None else None
        thing = head is not None and head.pos_ == "PRON" and head.lower_ in {"it", "this", "that", "which"}
        return head is not None and not thing and head.lemma_.lower() not in cues.words("documents.tsv")
    helped = any(child.dep_ == "aux" for child in found.root.children)
    return found.root.dep_ == "ccomp" and found.root.tag_ == "VB" and not helped


def _unable(head: Token) -> bool:
    """Tell of the policy of "a policy urging care", which says nothing itself."""
    lemma = head.lemma_.lower()
    speaks = lemma in cues.kinds() or head.lower_ in cues.kinds() or lemma in cues.words("documents.tsv")
    speaks = speaks or human(head) or head.lower_ in cues.words("venues.tsv")
    speaks = speaks or any(child.lower_ == "by" for child in head.rights)
    return head.pos_ == "NOUN" and not speaks and cues.noun(head) is None


def _thing(head: Token) -> bool:
    """Tell of a common noun for what cannot speak: "the situation", "liberty"."""
    lemma = head.lemma_.lower()
    speaks = lemma in cues.kinds() or head.lower_ in cues.kinds() or lemma in cues.words("documents.tsv")
    named = any(token.pos_ == "PROPN" for token in head.subtree)
    return head.tag_ == "NN" and not named and not speaks and not human(head)


def _unsaid(reading: Reading, token: Token, silent: Token, source: Source) -> Attribution:
    word = CueWord(lemma=token.lemma_.lower(), force="non_report")
    made = draft(reading, token, word, source, withheld(reading, silent))
    first, last = min(token.i, silent.i), max(token.i, silent.i)
    made.cue = reading.passage(first, last)
    bare = any(token.idx in piece for piece in made.passages)
    made.quote = "none" if bare or (made.root is not None and made.root.pos_ not in {"VERB", "AUX"}) else made.quote
    return made


def _points_back(found: Found, force: str) -> bool:
    """Tell whether a content only points at words told before: "echoed the statement"."""
    root = found.root
    return (
        force == "assert"
        and found.nominal
        and cues.told(root)
        and not any(child.dep_ in {"prep", "acl", "relcl", "poss", "compound", "amod"} for child in root.children)
        and not any(child.lower_ in {"a", "an"} for child in root.lefts)
    )


def _wants_no_name(root: Token) -> bool:
    """Tell whether somebody only asks "not to be named", or "to remain anonymous"."""
    if root.lemma_ in {"remain", "be", "stay"}:
        return any(child.lower_ in {"anonymous", "unnamed", "unidentified"} for child in root.children)
    children = {child.dep_: child for child in root.children}
    named = children.get("nsubjpass")
    if named is not None and named.lemma_ in {"name", "identity"} and "neg" in children:
        return True  # "asked that his name not be used"
    return root.lemma_ in {"name", "identify", "quote"} and bool({"neg", "auxpass"} & set(children))


def _force(token: Token, word: CueWord, found: Found | None, source: Source | None) -> Force:
    """Return the force of a verb in its sentence: to ask somebody to act is an order, to say one will act a promise."""
    if found is None:
        return word.force
    place = found.root.dep_
    asked = word.lemma in {"ask", "tell", "warn"} and place == "xcomp"
    asked = asked or (word.lemma == "want" and found.root.tag_ == "VB" and found.root.dep_ == "ccomp")
    if asked or (word.lemma in {"ask", "call"} and place in {"pobj", "pcomp", "advcl"}):
        return "order"
    expected = word.lemma in {"expect", "hope"} and place == "xcomp" and not is_passive(token)
    if found.nominal and word.lemma in {"recommend", "announce"}:
        pledged = word.lemma == "announce" and found.root.lemma_ in cues.words("pledges.tsv")
        return "promise" if pledged else "assert"
    own = word.force == "assert" and "q" in word.frames and source is not None and promised(found.root)
    return "promise" if expected or own else word.force


def _outlets_own(token: Token) -> bool:
    """Tell of "results are expected on Monday": what the outlet itself looks forward to, of nobody in particular."""
    thing = next((child for child in token.lefts if child.dep_ == "nsubjpass"), None)
    dated = not any(child.dep_ in {"xcomp", "ccomp"} for child in token.rights)
    return token.lemma_ == "expect" and dated and thing is not None and thing.pos_ == "NOUN" and not human(thing)


def _told_of(token: Token) -> bool:
    """Tell whether a verb only says what another is about: "declined to comment", "urged them to respect"."""
    if token.dep_ == "conj" and any(child.lower_ == "neither" for child in token.head.children):
        return withholds(token)
    if token.dep_ != "xcomp":
        return False
    outer = token.head
    if outer.lemma_ in {"decline", "refuse", "fail"}:
        return withholds(token)
    word = cues.verb(outer)
    further = any(child.dep_ == "ccomp" for child in token.children)
    return word is not None and word.force in {"order", "promise"} and not further


def _nobody(head: Token) -> bool:
    return head.lower_ in NOBODY or any(child.lower_ == "no" and child.dep_ == "det" for child in head.children)


def _asked_by_nobody(cue: Token) -> bool:
    """Tell of "asked whether he would run": the question that an answer is to, where nobody is said to have put it."""
    return cue.tag_ == "VBN" and cue.lemma_ in {"ask", "press", "question", "query"} and is_passive(cue)
