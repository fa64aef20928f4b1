"""Articles cut, doubled, in other scripts, with control characters, endless or full of marks: no crash, true offsets.

Forty are split in each run of the tests; ``pytest -m soak tests/extract/test_mutations.py`` splits ten thousand.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from tests.extract.conftest import Make

from crosswire.extract import Extracted, split_all
from crosswire_schemas.records import Article, Span

GOLD = Path(__file__).parents[1] / "data" / "gold" / "dev"
FEW, MANY = 40, 10_000
MARKS = 5_000
SECONDS_A_KB = 1.0  # far above what any text needs, far below what growth with the square of its length would
SCRIPTS = [
    "Наступление началось.",
    "内阁会议今天举行。",
    "قال الوزير إن",
    "Η κυβέρνηση",
    "हजारों लोग",
    "👩‍👩‍👧 🇺🇦",
    "e\u0301\u0327",
    "\u202eabc\u202c",
]
CONTROLS = [
    "\x00",
    "\x07",
    "\x0b",
    "\x1b[31m",
    "\x7f",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\ud800",
    "\r",
    "\u00ad",
    "\u200b",
    "\t",
]
Mutation = Callable[[random.Random, str], str]


def cut(chance: random.Random, text: str) -> str:
    first, last = sorted(chance.sample(range(len(text) + 1), 2))
    return text[first:last] if chance.random() < 0.5 else text[:first] + text[last:]


def doubled(chance: random.Random, text: str) -> str:
    first, last = sorted(chance.sample(range(len(text) + 1), 2))
    return text[:last] + text[first:last] * chance.randint(1, 2) + text[last:]


def strewn(chance: random.Random, text: str, what: list[str]) -> str:
    for _ in range(chance.randint(1, 30)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(what) + text[at:]
    return text


def in_other_scripts(chance: random.Random, text: str) -> str:
    return strewn(chance, text, SCRIPTS)


def with_controls(chance: random.Random, text: str) -> str:
    return strewn(chance, text, CONTROLS)


def endless(chance: random.Random, text: str) -> str:
    return text.replace(".", chance.choice([",", " and", ";", ""])).replace("\n", " ")


def full_of_marks(chance: random.Random, text: str) -> str:
    at, mark = chance.randint(0, len(text)), chance.choice("\"“”‘’'«»„(,.;-—")
    return text[:at] + chance.choice(["", "He said "]) + mark * chance.choice([3, 50, MARKS]) + text[at:]


def shuffled(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def in_one_case(chance: random.Random, text: str) -> str:
    return chance.choice([text.upper(), text.lower(), text.title(), text.swapcase()])


MUTATIONS: list[Mutation] = [
    cut, doubled, in_other_scripts, with_controls, endless, full_of_marks, shuffled, in_one_case,
]  # fmt: skip


def mutated(make: Make, many: int) -> Iterator[Article]:
    """Yield ``many`` articles, the same in each run: one of the gold set with one to three mutations."""
    texts = [json.loads(path.read_text("utf-8"))["text"] for path in sorted(GOLD.glob("*.json"))]
    for number in range(many):
        chance = random.Random(number)
        text = chance.choice(texts)
        for mutation in chance.sample(MUTATIONS, chance.randint(1, 3)):
            text = mutation(chance, text) or "."
        yield make(text)


def spans(got: Extracted) -> Iterator[Span]:
    for claim in got.claims:
        yield from claim.content.spans
        yield from (claim.verification.scope,) if claim.verification.scope else ()
        named = (claim.speaker, claim.cue, claim.said_on, claim.happened_on)
        yield from claim.scene.spans if claim.scene else ()
        seen = (*claim.scene.places, *claim.scene.unlisted) if claim.scene else ()
        for item in (*named, *claim.parties, *claim.places, *claim.unlisted, *seen, *claim.quantities):
            if item is not None and item.start is not None and item.end is not None and item.text is not None:
                yield Span(text=item.text, start=item.start, end=item.end)
    yield from (event.trigger for event in got.events)


def hold(articles: Iterator[Article], nlp: Language) -> None:
    """Split each article; its spans must be its text's, its ids its own, its time in keeping with its length."""
    for article in articles:
        began = time.process_time()
        got = next(split_all([article], nlp))
        took = time.process_time() - began
        wrong = [span for span in spans(got) if article.text[span.start : span.end] != span.text]
        assert not wrong, (article.text, wrong)
        assert len({claim.claim_id for claim in got.claims}) == len(got.claims), article.text
        assert took < SECONDS_A_KB * (2 + len(article.text) / 1000), (took, article.text)


def test_forty_mutated_articles_hold(nlp: Language, make: Make) -> None:
    hold(mutated(make, FEW), nlp)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_ten_thousand_mutated_articles_hold(nlp: Language, make: Make) -> None:
    hold(mutated(make, MANY), nlp)
