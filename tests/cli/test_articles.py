"""What the command line reads: files, lines, dates; and what it says of input that cannot be read."""

import io
from datetime import UTC, datetime

import pytest

from crosswire.cli import articles
from crosswire.cli.articles import BadInput

NOW = datetime(2025, 6, 9, 12, tzinfo=UTC)


def line(data: bytes | None, *, outlet: str | None = None, published: datetime | None = None) -> articles.Given:
    return articles.from_line(data, "line 3", outlet=outlet, published=published, now=NOW)


def file(data: bytes, **more: object) -> articles.Given:
    given = {"outlet": None, "published": None, "now": NOW} | more
    return articles.from_file(data, "file.txt", **given)  # type: ignore[arg-type]


BAD_LINES = [
    ("no JSON at all", b"{oops", "no JSON"),
    ("a list", b"[1]", "a JSON object was expected"),
    ("bytes that are no UTF-8", b'{"text": "\xff"}', "no JSON"),
    ("no text", b'{"id": 1}', '"text" is missing'),
    ("a text that is null", b'{"text": null}', '"text" is missing'),
    ("a date that is a number", b'{"text": "A.", "published": 0}', "must be a string"),
    ("a date before there was news", b'{"text": "A.", "published": "0001-01-01T00:00:00+14:00"}', "is no date of news"),
    ("a date at the end of the calendar", b'{"text": "A.", "published": "9999-12-31"}', "is no date of news"),
    ("a text that is a number", b'{"text": 5}', "must be a string"),
    ("a date that is none", b'{"text": "A.", "published": "yesterday"}', "is no date; write 2025-01-05"),
    ("a line over the limit", None, "longer than 16 MiB"),
]


@pytest.mark.parametrize(("data", "said"), [case[1:] for case in BAD_LINES], ids=[case[0] for case in BAD_LINES])
def test_a_line_that_cannot_be_read_says_why(data: bytes | None, said: str) -> None:
    with pytest.raises(BadInput, match="(?s)" + said.replace(".", r"\.")):
        line(data)


BAD_FILES = [
    ("an empty file", b"", "empty"),
    ("white space alone", b" \n\n ", "empty"),
    ("invalid UTF-8", b"Caf\xe9 burns", "not UTF-8"),
]


@pytest.mark.parametrize(("data", "said"), [case[1:] for case in BAD_FILES], ids=[case[0] for case in BAD_FILES])
def test_a_file_that_cannot_be_read_says_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        file(data)


def test_an_endless_line_is_passed_over_without_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "LINE_LIMIT", 10)
    stream = io.BytesIO(b"short\n" + b"x" * 1000 + b"\nlast\n")
    assert list(articles.lines(stream)) == [(1, b"short\n"), (2, None), (3, b"last\n")]


def test_without_a_title_the_text_is_used_as_it_is() -> None:
    given = line(b'{"id": 7, "text": "  One.\\n\\nTwo."}')
    assert (given.id, given.article.text, given.article.title) == (7, "  One.\n\nTwo.", "")


def test_a_title_stands_above_a_blank_line() -> None:
    given = line(b'{"text": "Body.", "title": "Head", "outlet": "The Post"}')
    assert given.article.text == "Head\n\nBody."
    assert given.article.outlet.name == "The Post"


DATES = [
    ("a day is its noon in UTC", "2025-01-05", datetime(2025, 1, 5, 12, tzinfo=UTC)),
    ("an instant in UTC", "2025-01-05T14:05:00Z", datetime(2025, 1, 5, 14, 5, tzinfo=UTC)),
    ("an instant elsewhere", "2025-01-05T16:05:00+02:00", datetime(2025, 1, 5, 14, 5, tzinfo=UTC)),
    ("an instant without a zone is UTC", "2025-01-05T14:05:00", datetime(2025, 1, 5, 14, 5, tzinfo=UTC)),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in DATES], ids=[case[0] for case in DATES])
def test_dates(text: str, expected: datetime) -> None:
    assert articles.instant(text) == expected


def test_a_line_of_a_date_above_the_text_dates_the_article() -> None:
    given = file(b" date 2025-01-05 An audio notice\n\nTroops attacked.")
    assert given.article.published_at == datetime(2025, 1, 5, 12, tzinfo=UTC)
    assert given.article.title == ""


def test_digits_that_are_no_day_date_nothing() -> None:
    assert file(b"2025-13-45 Troops attacked.").article.published_at == NOW


STANDING_IN = [
    ("where the line has none", b'{"text": "A."}', ("The Post", NOW)),
    (
        "and not where it has its own",
        b'{"text": "A.", "outlet": "The Echo", "published": "2025-01-05"}',
        ("The Echo", datetime(2025, 1, 5, 12, tzinfo=UTC)),
    ),
]


@pytest.mark.parametrize(
    ("data", "expected"), [case[1:] for case in STANDING_IN], ids=[case[0] for case in STANDING_IN]
)
def test_outlet_and_date_of_the_call_stand_in(data: bytes, expected: tuple[str, datetime]) -> None:
    found = line(data, outlet="The Post", published=NOW).article
    assert (found.outlet.name, found.published_at) == expected


def test_lines_without_an_id_are_each_an_article_of_their_own_across_files() -> None:
    places = ("one.jsonl, line 1", "two.jsonl, line 1")
    found = {
        articles.from_line(b'{"text": "A."}', at, outlet="The Post", published=None, now=NOW).article.article_id
        for at in places
    }
    assert len(found) == 2


def test_a_published_date_given_outright_counts_more_than_the_text() -> None:
    given = file(b"2025-01-05\n\nTroops attacked.", published=NOW)
    assert given.article.published_at == NOW


HEADLINES = [
    ("a line alone above a blank line", "Flood kills 11\n\nThe river rose.", "Flood kills 11"),
    ("a sentence is none", "The river rose.\n\nIt fell.", ""),
    ("a first paragraph of two lines is none", "The river\nrose\n\nIt fell.", ""),
    ("nothing below it", "Flood kills 11", ""),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in HEADLINES], ids=[case[0] for case in HEADLINES])
def test_headlines(text: str, expected: str) -> None:
    assert articles.headline(text) == expected


BEGINNINGS = [
    ("with a doctype", b"<!doctype html>"),
    ("with a byte order mark", b"\xef\xbb\xbf<!doctype html>"),
    ("with comments above", b"<!-- saved -->\n<!-- twice --><!doctype html>"),
    ("with an XML declaration", b'<?xml version="1.0"?>\n'),
]


@pytest.mark.parametrize("beginning", [case[1] for case in BEGINNINGS], ids=[case[0] for case in BEGINNINGS])
def test_html_is_cleaned_first(beginning: bytes) -> None:
    page = beginning + (b"<html><head><title>T</title></head><body><nav>Menu</nav><article><h1>River bursts banks</h1>")
    given = file(
        page + b"<p>The river burst its banks on Monday, officials said.</p>" * 3 + b"</article></body></html>"
    )
    assert given.article.title == "River bursts banks"
    assert "officials said" in given.article.text
    assert "Menu" not in given.article.text


def test_articles_of_different_names_without_an_outlet_are_each_their_own_outlet() -> None:
    first, second = (line(b'{"id": "%s", "text": "A."}' % name) for name in (b"a", b"b"))
    assert first.article.outlet != second.article.outlet
    assert first.article.article_id != second.article.article_id


NAMES = [
    ("letters, digits and marks that a urn may have", "line-3:a/b_c.txt", "line-3:a/b_c.txt"),
    ("white space, a question, a fragment", "a b?c#d%", "a%20b%3Fc%23d%25"),
    ("other scripts", "Київ", "%D0%9A%D0%B8%D1%97%D0%B2"),
    ("a file name that is no UTF-8", "a\udce9", "a%ED%B3%A9"),
]


@pytest.mark.parametrize(("name", "expected"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_an_article_without_an_address_gets_a_urn_of_its_name(name: str, expected: str) -> None:
    found = articles.make(text="A.", title="", name=name, outlet=None, published=None, url=None, now=NOW)
    assert (found.url, found.canonical_url) == (f"urn:crosswire:input:{expected}",) * 2
