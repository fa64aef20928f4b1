"""Formulas: the fixed turns that hand words to somebody without a verb's frame ("according to", "NAME: ...")."""

from collections.abc import Iterator

from spacy.tokens import Token

from crosswire.extract.attribute import cues
from crosswire.extract.attribute.asides import denying, disputing, false_by
from crosswire.extract.attribute.attribution import Attribution, draft
from crosswire.extract.attribute.cues import CueWord
from crosswire.extract.attribute.feelings import by_feeling, by_side
from crosswire.extract.attribute.labels import labels
from crosswire.extract.attribute.passages import Found, to_quotation_end, trimmed, without
from crosswire.extract.attribute.sources import Source, around, is_passive, source_of
from crosswire.extract.attribute.subjects import SUBJECTS
from crosswire.extract.read.document import Passage, Reading

ACCORDING = CueWord(lemma="according to", force="assert")
STATED = CueWord(lemma="make", force="assert", frames="q")
POINTING = frozenset({"this", "that", "it", "so"})


def by_formula(reading: Reading) -> Iterator[Attribution]:
    """Yield the attributions that fixed turns make."""
    yield from _announced(reading)
    for token, word, sort in zip(reading.tokens, reading.words, reading.sorts, strict=True):
        if word in {"according", "per"}:
            yield from _according(reading, token)
        elif word == "reports" and sort != "VERB" and reading.sentence_of(token).end - token.i <= 2:
            signed = _signed_off(reading, token)
            yield from [signed] if signed is not None else []
        elif sort == "VERB":
            yield from _pointing(reading, token)
            yield from _relative(reading, token)
            yield from by_feeling(reading, token)
        elif sort == "NOUN":
            yield from _aside(reading, token)
            yield from by_side(reading, token)
    yield from _labelled(reading)
    yield from _standpoints(reading)


def _announced(reading: Reading) -> Iterator[Attribution]:
    """Yield the nouns that hand over a quotation: "issued the following statement: ...", "made this comment: ..."."""
    for quotation in reading.quotations:
        at = quotation.start
        while at > 0 and reading.text[at - 1].isspace():
            at -= 1
        token = reading.token_at(at - 1)
        noun = token.nbor(-1) if at > 0 and token.text == ":" and token.i > 0 else token
        word = cues.noun(noun) if token.text == ":" else None
        outer = noun.head
        while outer.pos_ in {"ADP", "ADJ"} and outer.head.i != outer.i:
            outer = outer.head  # "was plain in his statement: ..."
        if word is None or outer.pos_ not in {"VERB", "AUX"} or noun.dep_ not in {"dobj", "pobj"}:
            continue
        source = source_of(reading, outer)
        piece = trimmed(reading, quotation.inner.start, quotation.inner.end)
        if source is not None and piece is not None and source.head.i != noun.i:
            root = reading.sentence_of(reading.token_at(piece.start)).root
            made = draft(reading, noun, word, source, Found(root=root, passages=(piece,)))
            made.quote = "direct"
            yield made


def _signed_off(reading: Reading, token: Token) -> Attribution | None:
    """Return the attribution of "..., a Vremya correspondent reports.", where the parser takes the verb for a noun."""
    sentence = reading.sentence_of(token)
    start = token.i
    while start > sentence.start and reading.doc[start - 1].text != "," and token.i - start < 6:
        start -= 1
    if token.i == start or start <= sentence.start + 3 or reading.doc[start - 1].text != ",":
        return None
    head = token.nbor(-1)
    plain = all(word.pos_ in {"DET", "PROPN", "NOUN", "ADJ", "PUNCT", "SYM"} for word in reading.doc[start : token.i])
    if not plain or (head.pos_ != "PROPN" and head.lower_ not in cues.words("newsrooms.tsv")):
        return None
    whole = reading.passage(sentence.start, start - 1)
    piece = trimmed(reading, whole.start, whole.end)
    source = Source(head=head, first=start, last=head.i)
    found = Found(root=sentence.root, passages=(piece,) if piece else ())
    return draft(reading, token, CueWord(lemma="report", force="assert"), source, found)


def _according(reading: Reading, token: Token) -> Iterator[Attribution]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    to = token if token.lower_ == "per" and _by_rule(token) else to
    head = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if head is None or _measures(token, head):
        return
    source = _alone(reading, around(reading, head, token), token)
    sentence = reading.sentence_of(token)
    last = max(source.last, head.right_edge.i) if source.last == around(reading, head, token).last else source.last
    hole = reading.passage(token.i, min(last, sentence.end - 1))
    text = Passage(start=sentence.start_char, end=sentence.start_char + len(sentence.text.rstrip()))
    begun = reading.quotation_at(text.start)
    start = begun.start if begun is not None and begun.end < token.idx else text.start
    stop = _semicolon(reading, hole.end, text.end)
    whole = Passage(start=start, end=to_quotation_end(reading, text) if stop == text.end else stop)
    root = (
        sentence.root if sentence.root.i != token.i or last + 2 >= sentence.end else _rest(reading, last, sentence.end)
    )
    root = root if root.idx < stop else reading.doc[sentence.start : token.i].root
    found = Found(root=root, passages=without(reading, whole, [hole]))
    if token.i - sentence.start <= 2 and reading.doc[sentence.start].lower_ in POINTING:
        found = _sentence_before(reading, token) or found
    yield draft(reading, token, ACCORDING, source, found)


def _by_rule(per: Token) -> bool:
    """Tell of ", per the union's rules", but not of "two per day"."""
    return per.dep_ == "prep" and per.i > 0 and per.nbor(-1).text == "," and per.i + 1 < len(per.doc)


def _semicolon(reading: Reading, start: int, end: int) -> int:
    """Return where a semicolon ends what one source said: ", according to police; the union counted 5,000"."""
    at = reading.text.find(";", start, end)
    return at if at >= 0 and reading.quotation_at(at) is None else end


def _measures(according: Token, head: Token) -> bool:
    """Tell of "work according to the plan": after what, and not by whose word; no comma stands before it."""
    follows = according.i > 0 and according.nbor(-1).text != "," and according.head.i < according.i
    return follows and head.lemma_.lower() in cues.words("gauges.tsv")


def _rest(reading: Reading, last: int, end: int) -> Token:
    """Return the head of what follows the source, its verb where it has one."""
    rest = reading.doc[last + 1 : end]
    return next((token for token in rest if token.pos_ in {"VERB", "AUX"}), rest.root)


def _alone(reading: Reading, source: Source, cue: Token) -> Source:
    """Return the source without what the parser joined to it: "According to the agency, the town and the port ..."."""
    sentence = reading.sentence_of(cue)
    joined = [other for other in source.head.conjuncts if other.i > source.head.i]
    orphan = not any(child.dep_ in SUBJECTS for child in sentence.root.children)
    swallowed = sentence.root.i == cue.i
    if cue.i != sentence.start or not (swallowed or (joined and orphan)):
        return source
    comma = next((token.i for token in reading.doc[source.head.i : source.last] if token.text == ","), None)
    return source if comma is None else Source(head=source.head, first=source.first, last=comma - 1)


def _pointing(reading: Reading, token: Token) -> Iterator[Attribution]:
    """Yield "The mayor said this on Friday", "This was announced by the ministry": the sentence before is theirs."""
    thing = next((child for child in token.children if child.dep_ in {"dobj", "nsubjpass", "advmod"}), None)
    made = token.lemma_ == "make" and thing is not None and _the_statement(thing)
    word = STATED if made else cues.verb(token)
    if word is None or "q" not in word.frames or reading.quotation_at(token.idx) is not None:
        return
    bare = not any(child.dep_ in {"ccomp", "xcomp", "neg"} for child in token.children)
    named = POINTING if word is not None and word.force == "deny" else POINTING - {"it"}
    if (
        thing is None
        or (thing.lower_ not in named and not made)
        or not bare
        or not (token.dep_ in {"ROOT", "conj"} or (made and token.dep_ == "ccomp"))
    ):
        return
    if (thing.dep_ == "nsubjpass") != is_passive(token) or (thing.dep_ == "advmod" and thing.i < token.i):
        return
    source, found = source_of(reading, token), _sentence_before(reading, token, denied=word.force == "deny")
    if source is not None and found is not None and not reading.text[found.passages[-1].end :].startswith('"'):
        yield draft(reading, token, word, source, found)


def _the_statement(thing: Token) -> bool:
    """Tell of "made the statement", "made the announcement": of what is told just before."""
    pointing = any(child.lower_ in {"the", "this", "that"} for child in thing.lefts)
    return pointing and cues.told(thing) and thing.n_rights == 0


def _aside(reading: Reading, thing: Token) -> Iterator[Attribution]:
    """Yield ", a claim that residents rejected": a denial of what is told in the same sentence before it."""
    clause = disputing(thing)
    word = cues.verb(clause) if clause is not None else None
    source = source_of(reading, clause) if clause is not None else None
    if clause is not None and word is not None and source is not None:
        false = false_by(clause)
        said = reading.passage(thing.left_edge.i, thing.i) if false is None else _quoted(reading, false)
        made = draft(reading, clause, word, source, Found(root=false or thing, passages=(said,), nominal=True))
        made.force = "deny"
        yield made


def _quoted(reading: Reading, word: Token) -> Passage:
    """Return the phrase of ``word`` with the marks of quotation around it."""
    first = word if word.left_edge.lower_ == "as" else word.left_edge
    whole = reading.passage(first.i, word.right_edge.i)
    quotation = reading.quotation_at(word.idx)
    return whole if quotation is None else Passage(start=quotation.start, end=quotation.end)


def _relative(reading: Reading, clause: Token) -> Iterator[Attribution]:
    """Yield ", which the company denies": a denial of what is told in the same sentence before it."""
    word = cues.verb(clause) if denying(clause) else None
    source = source_of(reading, clause) if word is not None else None
    if word is not None and source is not None:
        piece = reading.passage(clause.left_edge.i, clause.left_edge.i)
        yield draft(reading, clause, word, source, Found(root=clause.left_edge, passages=(piece,)))


def _sentence_before(reading: Reading, token: Token, *, denied: bool = False) -> Found | None:
    """Return the sentence before that of ``token``, in its paragraph or the one before; others' words if ``denied``."""
    number = reading.sentence_index(token.i) - 1
    while number >= 0 and not reading.sentences[number].text.strip():
        number -= 1
    if number < 0 or reading.sentences[number].start_char < reading.body:
        return None
    before = reading.sentences[number]
    apart = reading.paragraph_index(token.idx) - reading.paragraph_index(before.start_char)
    piece = trimmed(reading, before.start_char, before.start_char + len(before.text.rstrip()))
    spoken = piece is not None and reading.quotation_at(piece.start) is not None
    if piece is None or apart > 1 or (spoken and not denied):
        return None
    quotation = reading.quotation_at(piece.start)
    inner = quotation.inner if quotation is not None else piece
    words = trimmed(reading, max(piece.start, inner.start), min(piece.end, inner.end)) or piece
    return Found(root=before.root, passages=(words,))


def _standpoints(reading: Reading) -> Iterator[Attribution]:
    """Yield the sentences told from where somebody stands: "In her view, ...", "By one estimate, ..."."""
    sorts = {row[0]: row[1] for row in cues.table("standpoints.tsv")}
    for prep, word in zip(reading.tokens, reading.words, strict=True):
        if word not in {"in", "by"} or prep.dep_ != "prep" or prep.head.pos_ not in {"VERB", "AUX"}:
            continue
        noun = next((child for child in prep.children if child.dep_ == "pobj"), None)
        if noun is None:
            continue
        noun = _of_several(noun)
        sort = sorts.get(noun.lemma_.lower())
        owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
        sentence = reading.sentence_of(prep)
        head = owner if sort == "whose" else noun
        if sort is None or head is None or cues.verb(prep.head) is not None:
            continue
        if not (prep.i == sentence.start or _closing(prep, noun)) or prep.head.dep_ != "ROOT":
            continue
        source = around(reading, head if head is owner else next(prep.rights), prep)
        hole = reading.passage(prep.i, noun.right_edge.i)
        text = Passage(start=sentence.start_char, end=sentence.start_char + len(sentence.text.rstrip()))
        found = Found(root=sentence.root, passages=without(reading, text, [hole]))
        yield draft(reading, prep, CueWord(lemma=word, force="assert"), source, found)


def _of_several(noun: Token) -> Token:
    """Return the polls of "one of the polls"."""
    of = next((child for child in noun.rights if child.lower_ == "of"), None) if noun.pos_ in {"NUM", "DET"} else None
    return next((child for child in of.children if child.dep_ == "pobj"), noun) if of is not None else noun


def _closing(prep: Token, noun: Token) -> bool:
    """Tell of "..., by one estimate." and "led in several polls": by whose measure the words before hold."""
    behind = prep.i > 0 and prep.nbor(-1).text in {",", "-", "—", "–"}
    polled = prep.lower_ == "in" and noun.lemma_ in {"poll", "survey"}
    polled = polled or (noun.lemma_ == "eye" and any(child.dep_ == "poss" for child in noun.lefts))
    return prep.i > prep.head.i and (behind or polled)


def _labelled(reading: Reading) -> Iterator[Attribution]:
    for label in labels(reading):
        words = trimmed(reading, label.words.start, label.words.end)
        head = reading.token_at(label.name.end - 1)
        if words is None:
            continue
        source = Source(head=head, first=reading.token_at(label.name.start).i, last=head.i)
        root = reading.sentence_of(reading.token_at(words.start)).root
        word = CueWord(lemma=":", force="assert")
        made = draft(reading, head, word, source, Found(root=root, passages=(words,)))
        made.cue, made.quote = label.mark, "direct"
        yield made
