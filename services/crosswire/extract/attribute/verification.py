"""Verification: what the article says of the standing of claims, and of which claims it says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from spacy.tokens import Span as Tokens

from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.cues import noun, table, words
from crosswire.extract.read.document import Passage, Reading
from crosswire.extract.resolve import registry
from crosswire_schemas.records import Verification

HINT = re.compile(
    r"verif|confirm|corrobor|authentic|substanti|check|establish|test|evidence|proof|independent|contradict|disput|den[iy]"
    r"|reject|refut|dismiss|geolocat",
    re.IGNORECASE,
)
TOLL = re.compile(r"\b(?:death toll|toll|casualt(?:y|ies)|killed|dead|died|deaths?)\b", re.IGNORECASE)
ALLEGED = re.compile(r"\b(?:the|this|that) (?:accusation|allegation)\b", re.IGNORECASE)
UNTESTED = frozenset({"order", "question", "non_report", "promise"})
PARAGRAPHS = 8
PLURAL = re.compile(
    r"\b(?:claims|reports|statements|allegations|accounts|figures|assertions|both|either|neither|accusations)\b", re.I
)
FIGURES = re.compile(r"\b(?:the|these|those|such|both) (?:figures|numbers|tolls|counts|estimates)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|thousands)\b", re.IGNORECASE
)
HIS = re.compile(
    r"\b(?:his|her|its) (?:\w+ )?(?:claims?|allegations?|figures?|accounts?|statements?|assertions?)\b", re.I
)
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
            if status == "unverified" and reach == "back" and not _outlets(reading, sentence.start_char, match):
                continue
            span = Passage(
                start=sentence.start_char, end=sentence.start_char + len(reading.sentence_texts[number].rstrip())
            )
            told = _beside(attributions, span) if reach == "beside" else _back(reading, attributions, span, since)
            by = None if (status, reach) == ("disputed", "beside") else _verifier(reading, sentence)
            verification = Verification(status=status, scope=reading.span(span.start, span.end), by=by)
            for item in told:
                found.setdefault(item, verification)
            if reach == "back" and status != "disputed":
                since = span.end
                if _mainly(reading, sentence, match):
                    alone.add(number)
            break
    for item, denial in _opposed(reading, attributions):
        found.setdefault(item, Verification(status="disputed", by=_name(reading, denial)))
    for item in attributions:
        if item.lemma == "confirm" and item.force == "confirm" and not item.negated:
            found.setdefault(item, Verification(status="verified", by=_name(reading, item)))
    return found, frozenset(alone)


def _beside(attributions: Sequence[Attribution], span: Passage) -> list[Attribution]:
    return [item for item in attributions if item.cue.start in span]


def _outlets(reading: Reading, start: int, match: re.Match[str]) -> bool:
    """Tell whether it is the outlet that could not verify, and not somebody whose silence it reports."""
    if "independent" in match.group().casefold():
        return True
    verb = reading.token_at(start + match.end() - 1)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ in {"we", "it", "i"}:
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
    last = before[-1]
    if HIS.search(reading.text, span.start, span.end) and last.source is not None:
        return [item for item in _told_here(reading, before) if item.source and item.source.head == last.source.head]
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


def _told_here(reading: Reading, before: Sequence[Attribution]) -> list[Attribution]:
    """Return those of ``before`` that stand in the paragraph of the last one."""
    here = reading.paragraph_index(before[-1].start) if before else 0
    return [item for item in before if reading.paragraph_index(item.start) == here and item.force not in UNTESTED]


def _verifier(reading: Reading, sentence: Tokens) -> str | None:
    """Return who could or could not verify, where the sentence names it."""
    subject = next((child for child in sentence.root.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ != "PROPN":
        return None
    return reading.doc[subject.left_edge.i : subject.i + 1].text


def _name(reading: Reading, item: Attribution) -> str | None:
    return reading.doc[item.source.head.left_edge.i : item.source.head.i + 1].text if item.source else None


def _opposed(reading: Reading, attributions: Sequence[Attribution]) -> Iterator[tuple[Attribution, Attribution]]:
    """Yield the claims that another source denies, each with its denial: the nearest before it, or one told in it."""
    for number, denial in enumerate(attributions):
        if denial.force != "deny" or denial.source is None:
            continue
        here = reading.paragraph_index(denial.start)
        inside = [item for item in attributions if item.via is denial]
        before = [item for item in attributions[max(0, number - 12) : number] if _other(item, denial)]
        near = [item for item in before if here - reading.paragraph_index(item.start) <= 2]
        if _of_a_part(denial):
            near = [item for item in near if item.force == "allege"]
        elif not _points_back(denial):
            own = _lemmas(reading, denial)
            near = [item for item in before if len(own & _lemmas(reading, item)) >= min(2, len(own))]
        yield from ((item, denial) for item in inside or near[-1:])


def _points_back(denial: Attribution) -> bool:
    """Tell whether a denial is of "the claim", "that figure", "it", and not in words of its own."""
    root = denial.root
    return root is not None and root.pos_ in {"NOUN", "PRON"} and (root.pos_ == "PRON" or noun(root) is not None)


def _of_a_part(denial: Attribution) -> bool:
    """Tell whether a denial is of a part in what was alleged: "denied any involvement"."""
    return denial.root is not None and denial.root.pos_ == "NOUN" and denial.root.lemma_ in words("parts_denied.tsv")


def _lemmas(reading: Reading, item: Attribution) -> set[str]:
    words_of = (reading.token_at(piece.start).i for piece in item.passages)
    ends = (reading.token_at(piece.end - 1).i + 1 for piece in item.passages)
    tokens = (token for start, end in zip(words_of, ends, strict=True) for token in reading.doc[start:end])
    return {token.lemma_.lower() for token in tokens if token.pos_ in {"NOUN", "VERB", "PROPN", "ADJ"}}


def _words(reading: Reading, item: Attribution) -> str:
    return " ".join(reading.text[piece.start : piece.end] for piece in item.passages)


def _other(item: Attribution, denial: Attribution) -> bool:
    if item is denial.via or item.source is None or denial.source is None or item.force in {"deny", *UNTESTED}:
        return False
    return item.source.head.lower_ != denial.source.head.lower_
