"""Who says it, and in whose words, on FactAppeal (Morlan et al., CC BY 4.0): sources, their kind, direct or indirect.

The map of its tags: ``Source:*:News_Report`` is our kind outlet; any other source is named or unnamed by its second
part, ours by whether the wording holds a name. ``Direct_Quote`` is our direct, ``Indirect_Quote`` ours otherwise.
Only appeals for facts are tagged there: of our claims those count that assert, allege, confirm or promise a
proposition; questions, orders, denials, silence and noun phrases do not.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract import load, split_all
from crosswire_schemas.records import Claim
from tests.bench.article import article
from tests.bench.row import Row

SET = "FactAppeal validation"
TAG = re.compile(r"<(/?)([A-Za-z_]+(?::[A-Za-z_]+)*)>")
WORD = re.compile(r"\w+")
FIRST = re.compile(r"^(?:the|a|an|his|her|their|its|he|she|they|it|some|many|one|two)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    tag: str
    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def of(self, kind: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.tag.startswith(kind)]


def rows(data: Path) -> list[Row]:
    """Measure ``split`` on the sentences of ``data``/factappeal/val.csv."""
    return measured(list(sentences(data / "factappeal" / "val.csv")))


def measured(gold: list[Sentence]) -> list[Row]:
    """Return the rows for annotated sentences."""
    tokens: Counter[str] = Counter()
    base: Counter[str] = Counter()
    kinds: list[tuple[str, str]] = []
    quotes: list[tuple[str, str]] = []
    nlp = load(gazetteer_file())
    for sentence, got in zip(gold, split_all((article(each.text) for each in gold), nlp), strict=True):
        claims = [claim for claim in got.claims if _appeals(claim)]
        _count(tokens, _words(sentence, sentence.of("Source:")), _words(sentence, map(_speaker, claims)))
        _count(base, _words(sentence, sentence.of("Source:")), _words(sentence, _capitals(sentence)))
        kinds += _kinds(sentence, claims)
        quotes += _quotes(sentence, claims)
    return [
        Row(set=SET, measure="token F1 of the source", value=_f1(tokens), goal=0.65, baselines={"names": _f1(base)}),
        _accuracy("accuracy of source kind, of those found", kinds),
        _accuracy("accuracy of direct or indirect, of those found", quotes),
    ]


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file with their marks."""
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield _unmarked(row["annotation"])


def _unmarked(annotation: str) -> Sentence:
    found, at, opened = Sentence(), 0, list[tuple[str, int]]()
    for tag in TAG.finditer(annotation):
        found.text += annotation[at : tag.start()]
        at = tag.end()
        if not tag.group(1):
            opened.append((tag.group(2), len(found.text)))
        elif opened:
            name, start = opened.pop()
            found.marks.append(Mark(name, start, len(found.text)))
    found.text += annotation[at:]
    return found


def _appeals(claim: Claim) -> bool:
    told = claim.cue.force in {"assert", "allege", "confirm", "promise"}
    return told and claim.quote != "none" and claim.speaker.start is not None and not claim.content.text.endswith("?")


def _speaker(claim: Claim) -> Mark:
    return Mark("", claim.speaker.start or 0, claim.speaker.end or 0)


def _words(sentence: Sentence, marks: Iterable[Mark]) -> set[int]:
    spans = list(marks)
    return {
        found.start()
        for found in WORD.finditer(sentence.text)
        if any(mark.start <= found.start() < mark.end for mark in spans)
    }


def _capitals(sentence: Sentence) -> Iterator[Mark]:
    for found in re.finditer(r"(?<=\s)[A-Z]\w+(?: [A-Z]\w+)*", sentence.text):
        yield Mark("", found.start(), found.end())


def _count(tokens: Counter[str], gold: set[int], got: set[int]) -> None:
    tokens["right"] += len(gold & got)
    tokens["gold"] += len(gold)
    tokens["got"] += len(got)


def _f1(tokens: Counter[str]) -> float:
    return 2 * tokens["right"] / max(tokens["gold"] + tokens["got"], 1)


def _kinds(sentence: Sentence, claims: list[Claim]) -> Iterator[tuple[str, str]]:
    for mark in sentence.of("Source:"):
        claim = next((claim for claim in claims if _overlap(mark, _speaker(claim))), None)
        if claim is not None:
            _, named, sort = (mark.tag + "::").split(":")[:3]
            yield "outlet" if sort == "News_Report" else named, _kind(claim)


def _kind(claim: Claim) -> str:
    if claim.speaker.kind == "outlet":
        return "outlet"
    return "Named" if re.search(r"[A-Z]", FIRST.sub("", claim.speaker.text or "")) else "Unnamed"


def _quotes(sentence: Sentence, claims: list[Claim]) -> Iterator[tuple[str, str]]:
    for mark in sentence.of("Fact_Appeal:"):
        over = [claim for claim in claims if any(_overlap(mark, Mark("", s.start, s.end)) for s in claim.content.spans)]
        if over:
            widest = max(over, key=lambda claim: len(claim.content.text))
            yield mark.tag.split(":")[1], "Direct_Quote" if widest.quote == "direct" else "Indirect_Quote"


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _accuracy(measure: str, pairs: list[tuple[str, str]]) -> Row:
    right = sum(gold == got for gold, got in pairs) / max(len(pairs), 1)
    most = Counter(gold for gold, _ in pairs).most_common(1)
    often = most[0][1] / len(pairs) if most else 0.0
    return Row(set=SET, measure=measure, value=right, goal=0.70, baselines={"most frequent": often})
