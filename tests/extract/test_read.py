"""What is read and what is refused, and that pieces keep the offsets of the whole."""

import pytest
from spacy.language import Language
from tests.extract.conftest import Make

from crosswire.extract import split_all
from crosswire.extract.read.parse import PIECE, pieces, read, refusal

REFUSED = [
    ("words in English", "The river burst its banks.", None),
    ("one English line", "Kovalenko says Sudzha is under attack", None),
    ("no words", " \n\n 123 — ", "empty"),
    ("German", "Die Polizei teilte mit, dass bei dem Unfall drei Menschen ums Leben gekommen sind.", "language"),
    ("Russian", "Полиция сообщила, что трое погибли.", "language"),
    ("half a megabyte and more", "The river burst its banks. " * 20_000, "oversize"),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_gates(make: Make, text: str, expected: str | None) -> None:
    assert refusal(make(text)) == expected


@pytest.mark.parametrize("unit", ["The river rose.\n\n", "The river rose. ", "river ", "x"])
def test_pieces_put_together_are_the_text(unit: str) -> None:
    text = unit * (3 * PIECE // len(unit))
    cut = list(pieces(text))
    assert "".join(cut) == text
    assert max(map(len, cut)) <= PIECE


def test_a_long_article_keeps_its_offsets(make: Make, nlp: Language) -> None:
    article = make("The mayor said the river rose.\n\n" * 1000)
    reading = read(article, nlp)
    assert reading.doc.text == article.text
    assert all(article.text[token.idx : token.idx + len(token.text)] == token.text for token in reading.doc[-40:])


def test_results_come_in_the_order_of_articles_refused_ones_too(make: Make, nlp: Language) -> None:
    texts = ["The mayor left.", "", "Полиция сообщила.", "The river rose.", " "]
    articles = [make(text, article_id=f"{number:032x}") for number, text in enumerate(texts)]
    got = list(split_all(articles, nlp))
    assert [item.extraction.article_id for item in got] == [article.article_id for article in articles]
    assert [item.extraction.refused for item in got] == [None, "empty", "language", None, "empty"]


def test_a_withdrawn_article_ends_with_empty_lists(make: Make, nlp: Language) -> None:
    (got,) = split_all([make("The river rose.", withdrawn=True)], nlp)
    assert (got.claims, got.extraction.withdrawn, got.extraction.refused) == ((), True, None)


@pytest.mark.parametrize(
    "text",
    [
        "The mill closed in 2023.The owner left.",
        "Why did it close?The owner left.",
        "They fled to the USA.Ann Lee left.",
        'He called it "a day of loss."The owner left.',
    ],
)
def test_sentences_without_a_space_between_them_are_two(make: Make, nlp: Language, text: str) -> None:
    assert len(list(read(make(text), nlp).sentences)) == 2


@pytest.mark.parametrize("title", ["Col.", "Sgt.", "Lt. Col.", "Brig. Gen.", "Maj. Gen."])
def test_a_title_with_a_dot_ends_no_sentence(make: Make, nlp: Language, title: str) -> None:
    reading = read(make(f"Army spokesman {title} Ann Lee denied that. He left."), nlp)
    assert len(list(reading.sentences)) == 2


HEADLESS = [
    ("a name behind its noun", "The tanker Aldera ran aground off Gibraltar on Tuesday.", "ran", "Aldera"),
    (
        "a participle before its object",
        "A court in Szeged jailed banker Imre Vadas for fraud on Monday.",
        "jailed",
        "court",
    ),
]


@pytest.mark.parametrize(
    ("text", "verb", "subject"), [case[1:] for case in HEADLESS], ids=[case[0] for case in HEADLESS]
)
def test_the_head_of_a_sentence_is_its_verb(make: Make, nlp: Language, text: str, verb: str, subject: str) -> None:
    root = read(make(text), nlp).sentences[0].root
    assert (root.text, [token.text for token in root.lefts if token.dep_ == "nsubj"]) == (verb, [subject])


def test_a_noun_that_only_a_relative_clause_follows_stays_the_head(make: Make, nlp: Language) -> None:
    root = read(make("The mayor of Lund, who left her post in Riga on Monday."), nlp).sentences[0].root
    assert root.text == "mayor"
