"""Whatever comes in: no crash, true offsets, ids that an edit elsewhere leaves alone, time that grows with length."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from tests.extract.conftest import Make, Split

from crosswire.extract import Extracted, split, split_all
from crosswire.extract.attribute.utterances import TITLE
from crosswire_schemas.records import Span

BASE = (
    "The mayor of Lviv, Olena Marchuk, said on Jan. 5 that 12 homes were hit.\n\n"
    '"We ran," said a nurse. "It was dark."\n\n'
    "According to the ministry, Russian troops repelled two attacks near Sudzha. The claim could not be verified.\n\n"
    'The company denied that it would cut 300 jobs, calling the report "nonsense". Rebels reportedly took the airport.'
)
NOISE = st.text(alphabet=st.sampled_from("\"“”‘’'\n\t\x00\x0b\u2028\u202eаß水😀.,;:—()said that 5%"), max_size=12)
EDITS = st.lists(st.tuples(st.integers(0, len(BASE)), st.integers(0, 40), NOISE), max_size=8)


def mutated(edits: list[tuple[int, int, str]]) -> str:
    text = BASE
    for at, length, put in edits:
        text = text[:at] + put + text[at + length :]
    return text


def spans(got: Extracted) -> Iterator[Span]:
    for claim in got.claims:
        yield from claim.content.spans
        yield from (claim.verification.scope,) if claim.verification.scope else ()
        for named in (claim.speaker, claim.cue, *claim.parties, *claim.places, *claim.quantities):
            if named.start is not None and named.end is not None and named.text is not None:
                yield Span(text=named.text, start=named.start, end=named.end)
            yield from getattr(named, "spans", None) or ()


@pytest.mark.parametrize(
    "text", [BASE, "No one came, not a single man; about 5, the mayor said, nearly three times as many as some two."]
)
def test_a_text_may_end_behind_any_word(nlp: Language, make: Make, text: str) -> None:
    words = text.split()
    articles = [make(" ".join(words[:end])) for end in range(1, len(words) + 1)]
    assert len(list(split_all(articles, nlp))) == len(words)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_mutated_articles_keep_true_offsets(nlp: Language, make: Make, edits: list[tuple[int, int, str]]) -> None:
    article = make(mutated(edits))
    got = split(article, nlp)
    assert all(article.text[span.start : span.end] == span.text for span in spans(got))
    assert len({claim.claim_id for claim in got.claims}) == len(got.claims)
    assert got == split(article, nlp)


def test_an_edit_elsewhere_leaves_ids_alone(extracted: Split) -> None:
    before = {claim.content.text: claim.claim_id for claim in extracted(BASE).claims}
    after = {claim.content.text: claim.claim_id for claim in extracted(f"A new first line came in.\n\n{BASE}").claims}
    assert before.items() <= after.items()


def test_what_was_split_before_changes_nothing(nlp: Language, make: Make) -> None:
    one, other = make(BASE), make("Olena Marchuk left. She said so.")
    alone = split(one, nlp)
    assert list(split_all([other, one, other], nlp))[1] == alone


ENDLESS = [
    ("one endless sentence", "the ministry said that troops attacked the town and officials claimed it "),
    ("quotation marks without end", '"The '),
    ("pairs of quotation marks", 'He said "it is so" and '),
    ("commas", "officials, residents, police, "),
    ("paragraphs", "The mayor said the river rose.\n\n"),
]


@pytest.mark.parametrize("unit", [case[1] for case in ENDLESS], ids=[case[0] for case in ENDLESS])
def test_time_grows_with_length(nlp: Language, make: Make, unit: str) -> None:
    def seconds(size: int) -> float:
        article = make(unit * (size // len(unit)))
        began = time.process_time()
        split(article, nlp)
        return time.process_time() - began

    seconds(4_000)
    assert seconds(60_000) < 8 * max(seconds(15_000), 0.1)


def test_a_lone_surrogate_is_read(extracted: Split) -> None:
    assert extracted("The mayor said \ud800 the river rose.").claims


@pytest.mark.parametrize("end", ["!", "?", "—", "…"])
def test_a_quotation_of_any_length_is_told_from_a_title_at_once(end: str) -> None:
    words = "we have seen in This War how They came to our houses and Took what we had " * 40
    began = time.process_time()
    assert TITLE.fullmatch(words)
    assert not TITLE.fullmatch(words + end)
    assert time.process_time() - began < 1
