"""Verification: what the article says of the standing of claims, and of which claims it says so."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Span as Tokens

from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.cues import noun, table, words
from crosswire.extract.attribute.disputes import UNTESTED, named
from crosswire.extract.read.document import Passage, Reading
from crosswire.extract.resolve import registry
from crosswire_schemas.records import Verification

HINT = re.compile(
    r"verif|confirm|corrobor|authentic|substanti|check|establish|test|evidence|proof|independent|contradict|disput|den[iy]"
    r"|reject|refut|dismiss|geolocat|convince|persuade|replicat|proved",
    re.IGNORECASE,
)
TOLL = re.compile(r"\b(?:death toll|toll|casualt(?:y|ies)|killed|dead|died|deaths?)\b", re.IGNORECASE)
ALLEGED = re.compile(r"\b(?:the|this|that) (?:accusation|allegation)\b", re.IGNORECASE)
PARAGRAPHS = 8
NEAR = 3  # paragraphs back in which what could not be verified was told
PLURAL = re.compile(
    r"\b(?:claims|reports|statements|allegations|accounts|figures|assertions|accusations)\b"
    r"|\b(?:both|either(?! way\b)|neither)\b"
    r"|\bindependent (?:confirmation|verification)\b(?! of)",
    re.I,
)
FIGURES = re.compile(
    r"\b(?:(?:the|these|those|such|both) (?:\w+ )?(?:figures|numbers|tolls|counts|estimates)"
    r"|n?either (?:figure|number|toll))\b",
    re.IGNORECASE,
)
EITHER = re.compile(r"\b(?:n?either|both|these|those) (?:\w+ )?(?:death )?(?:toll|count)s?\b", re.IGNORECASE)
COUNTED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|thousands)\b", re.IGNORECASE
)
TWO = re.compile(r"\b(?:neither|both|either) (?:of the (?:two )?)?(?:claim|account|report|statement|version)s?\b", re.I)
OWNED = re.compile(
    r"\b(?!sides?\b)(\w+)(?:['’]s|(?<=s)['’]) (?:\w+ )?"
    r"(?:claims?|allegations?|figures?|accounts?|statements?|assertions?|version)\b",
    re.I,
)
HIS = re.compile(
    r"\b(?:his|her|its) (?:\w+ )?(?:claims?|allegations?|figures?|accounts?|statements?|assertions?)\b", re.I
)
ASKED = re.compile(r" (?:how (?:much|many)|how|whether|when|where|who|what|why)\b")
NOBODY = frozenset({"we", "it", "i", "nobody", "one"})  # "no one has verified it"
NOT_STATED = Verification(status="not_stated")


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (status, reach, re.compile(pattern, re.IGNORECASE)) for status, reach, pattern in table("verification.tsv")
    )


def verify(
    reading: Reading, attributions: Sequence[Attribution]
) -> tuple[Mapping[Attribution, Verification], frozenset[int]]:
    """Return the verification of the claims that one is stated of, and the sentences that do nothing else by number.

    A sentence about "these claims" reaches back over the paragraphs just before it that report claims, one about
    "the claim" to the last one; no further than the sentence that verified before it.
    """
    found: dict[Attribution, Verification] = {}
    alone: set[int] = set()
    since = 0
    for number, sentence in enumerate(reading.sentences):
        if not HINT.search(reading.text, sentence.start_char, sentence.end_char):
            continue
        for status, reach, pattern in _rows():
            match = pattern.search(reading.sentence_texts[number])
            if match is None or reading.quotation_at(sentence.start_char + match.start()) is not None:
                continue
            outlets = status != "unverified" or reach != "back" or _outlets(reading, sentence.start_char, match)
            if not outlets and not match.group().casefold().startswith("could"):
                continue
            span = Passage(
                start=sentence.start_char, end=sentence.start_char + len(reading.sentence_texts[number].rstrip())
            )
            told, beside = list(attributions[:1]), list[Attribution]()
            if reach != "lead":
                beside = _beside(reading, attributions, span, span.start + match.start() if reach == "back" else -1)
                told = beside if beside or reach == "beside" else _back(reading, attributions, span, since)
            by = None if status == "disputed" else _verifier(reading, sentence)
            verification = Verification(status=status, scope=reading.span(span.start, span.end), by=by)
            if reach == "back" and (asked := ASKED.match(reading.text, span.start + match.end(), span.end)):
                told = _on(reading, attributions, Passage(start=asked.end(), end=span.end)) or told
            for item in told:
                found.setdefault(item, verification)
            if reach == "back" and status != "disputed":
                since = span.end
                if outlets and not any(map(_told_noun, beside)) and _mainly(reading, sentence, match):
                    alone.add(number)
            break
    for item in attributions:
        if item.lemma == "confirm" and item.force == "confirm" and not item.negated:
            found.setdefault(item, Verification(status="verified", by=named(reading, item)))
    return found, frozenset(alone)


def _beside(reading: Reading, attributions: Sequence[Attribution], span: Passage, at: int) -> list[Attribution]:
    """Return the claims in the sentence ``span``; with ``at`` only those that end before the words at that offset."""
    beside = [item for item in attributions if item.cue.start in span]
    if at < 0:
        return beside
    told = [item for item in beside if (item.source or _told_noun(item)) and item.force not in UNTESTED]
    return [item for item in told if item.start in span and _before(reading, item, at)]


def _told_noun(item: Attribution) -> bool:
    """Tell of "The claim that the loan came with conditions", which the sentence goes on to speak of."""
    return noun(item.anchor) is not None and item.root is not None and item.root.pos_ in {"VERB", "AUX"}


def _before(reading: Reading, item: Attribution, at: int) -> bool:
    """Tell whether a claim ends before the words at ``at``, or they begin with a "but" of the outlet's."""
    last = item.passages[-1]
    return last.end <= at or (at in last and ", but " in reading.text[last.start : at])


def _outlets(reading: Reading, start: int, match: re.Match[str]) -> bool:
    """Tell whether it is the outlet that could not verify, and not somebody whose silence it reports."""
    if "independent" in match.group().casefold():
        return True
    verb = reading.token_at(start + match.end() - 1)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ in NOBODY:
        return True
    known = registry.known().get(registry.key(subject.text))
    named = subject.text in reading.article.outlet.name
    return named or (known is not None and known.kind == "outlet") or subject.lower_ in words("newsrooms.tsv")


def _mainly(reading: Reading, sentence: Tokens, match: re.Match[str]) -> bool:
    """Tell whether verifying is all that a sentence does: its main verb is in the words that matched."""
    root = sentence.root.idx - sentence.start_char
    return match.start() <= root < match.end() or sentence.root.lemma_ in {"be", "say", "have", "provide", "offer"}


def _back(reading: Reading, attributions: Sequence[Attribution], span: Passage, since: int) -> list[Attribution]:
    before = [item for item in attributions if since <= item.start and item.passages[-1].end <= span.start]
    if not before:
        return []
    if some := _of_one(reading, before, span) or _tolls(reading, before, span):
        return some
    if FIGURES.search(reading.text, span.start, span.end):
        return _told_here(reading, [item for item in before if COUNTED.search(_words(reading, item))])
    if not PLURAL.search(reading.text, span.start, span.end):
        counted = [item for item in before if TOLL.search(_words(reading, item))]
        if TOLL.search(reading.text, span.start, span.end) and counted:
            return counted
        near = _told_here(reading, before)
        alleged = [item for item in near if item.force == "allege"]
        return alleged if alleged and ALLEGED.search(reading.text, span.start, span.end) else near
    here = reading.paragraph_index(span.start)
    told: list[Attribution] = []
    expected = here
    for item in reversed(before):
        paragraph = reading.paragraph_index(item.start)
        if expected - paragraph > 1 or here - paragraph > PARAGRAPHS:
            break
        expected = paragraph
        if item.source is not None and item.force not in UNTESTED:
            told.append(item)
    return told


def _of_one(reading: Reading, before: Sequence[Attribution], span: Passage) -> list[Attribution]:
    """Return the claims meant by "his claims", "the company's claim", "neither claim" of who speaks just before."""
    last = before[-1]
    if HIS.search(reading.text, span.start, span.end) and last.source is not None:
        return [item for item in _told_here(reading, before) if item.source and item.source.head == last.source.head]
    owned = OWNED.search(reading.text, span.start, span.end)
    if owned is not None and (told := _of(reading, before, owned[1])):
        return told
    here = [item for item in _told_here(reading, before) if item.source is not None]
    beside = bool(here) and _paragraph(reading, here[0]) == reading.paragraph_index(span.start)
    return here if len(here) > 1 and beside and TWO.search(reading.text, span.start, span.end) else []


def _tolls(reading: Reading, before: Sequence[Attribution], span: Passage) -> list[Attribution]:
    """Return the claims meant by "either toll": the last of two sources that count the dead, near by."""
    if not EITHER.search(reading.text, span.start, span.end):
        return []
    last = reading.paragraph_index(before[-1].start)
    found: dict[str, Attribution] = {}
    for item in reversed(before):
        near = item.source is not None and last - reading.paragraph_index(item.start) <= 1
        if near and TOLL.search(_words(reading, item)) and COUNTED.search(_words(reading, item)):
            found.setdefault(str(sorted(_source(item))), item)
    return list(found.values())[:2] if len(found) > 1 else []


def _on(reading: Reading, attributions: Sequence[Attribution], asked: Passage) -> list[Attribution]:
    """Return the last claims near by that speak of what could not be verified: "verify how much water was let out"."""
    meant = _lemmas(reading, asked)
    here = reading.paragraph_index(asked.start)
    near = [item for item in attributions if item.source is not None and item.passages[-1].end <= asked.start]
    near = [item for item in near if here - reading.paragraph_index(item.start) <= NEAR and item.force not in UNTESTED]
    shared = [
        (len(meant & {word for piece in item.passages for word in _lemmas(reading, piece)}), item) for item in near
    ]
    most = max((number for number, _ in shared), default=0)
    return [item for number, item in shared if number == most and number]


def _lemmas(reading: Reading, piece: Passage) -> frozenset[str]:
    words = reading.doc[reading.token_at(piece.start).i : reading.token_at(piece.end - 1).i + 1]
    return frozenset(word.lemma_.lower() for word in words if word.pos_ in {"NOUN", "PROPN", "VERB", "NUM"})


def _told_here(reading: Reading, before: Sequence[Attribution]) -> list[Attribution]:
    """Return those of ``before`` that stand in the paragraph of the last one."""
    here = reading.paragraph_index(before[-1].start) if before else 0
    return [item for item in before if reading.paragraph_index(item.start) == here and item.force not in UNTESTED]


def _of(reading: Reading, before: Sequence[Attribution], whose: str) -> list[Attribution]:
    """Return the last claims of one paragraph whose source is called ``whose``, for a common noun also the last's."""
    told = [item for item in before if item.source is not None and item.force not in UNTESTED]
    named = [item for item in told if whose.casefold() in _source(item)]
    last = (named or (told if whose.islower() else []))[-1:]
    return [
        item
        for item in told
        if last and _source(item) == _source(last[0]) and _paragraph(reading, item) == _paragraph(reading, last[0])
    ]


def _source(item: Attribution) -> frozenset[str]:
    return frozenset(token.lower_ for token in item.source.head.subtree) if item.source else frozenset()


def _paragraph(reading: Reading, item: Attribution) -> int:
    return reading.paragraph_index(item.start)


def _verifier(reading: Reading, sentence: Tokens) -> str | None:
    """Return who could or could not verify, where the sentence names it."""
    subject = next((child for child in sentence.root.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ != "PROPN":
        return None
    return reading.doc[subject.left_edge.i : subject.i + 1].text


def _words(reading: Reading, item: Attribution) -> str:
    return " ".join(reading.text[piece.start : piece.end] for piece in item.passages)
