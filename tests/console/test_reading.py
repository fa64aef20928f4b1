"""What pages make of texts: passages in their sentences, marks that nest, revisions compared, hostile characters."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.console import marking, revisions, wording
from crosswire.console.passages import Piece, excerpt
from crosswire.console.points import pointed

TEXT = (
    "Flood kills 11\n\nIt rained. Maj. Gen. Jan Novak said 11 people died on Jan. 5. Nobody confirmed it.\n\n"
    'The mayor said: "We count 4!" Later he left.'
)


def at(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


@pytest.mark.parametrize(
    ("case", "words", "shown"),
    [
        ("a sentence inside its paragraph", ["Nobody confirmed"], "[Nobody confirmed] it."),
        (
            "titles and abbreviations end no sentence",
            ["11 people died"],
            "Maj. Gen. Jan Novak said [11 people died] on Jan. 5.",
        ),
        ("the title is a paragraph of its own", ["kills 11"], "Flood [kills 11]"),
        ("a quotation's mark ends a sentence", ["We count 4"], 'The mayor said: "[We count 4]!"'),
        ("a passage over two sentences shows both", ["rained. Maj. Gen."], None),
        (
            "passages of two paragraphs are joined",
            ["11 people died", "Later he left"],
            "Maj. Gen. Jan Novak said [11 people died] on Jan. 5. … [Later he left].",
        ),
        ("two passages of one sentence", ["Jan Novak", "people died"], None),
    ],
)
def test_passages_stand_in_their_sentences(case: str, words: list[str], shown: str | None) -> None:
    pieces = excerpt(TEXT, "content", [at(TEXT, word) for word in words])
    text = "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.marked] == words, case
    assert shown is None or text.strip() == shown, case


@pytest.mark.parametrize(
    ("case", "passage", "answer", "other", "shown"),
    [
        ("a number", "killed 31 people on 9 June", "31", "12", "killed [31] people on 9 June"),
        ("a number with its bound", "at least 40 were hurt", "at least 40", "11", "[at least 40] were hurt"),
        ("no digit of another number", "killed 131 people", "31", "12", "killed 131 people"),
        ("a place of several words", "in El Fasher, not Fasher", "El Fasher", "Kutum", "in [El Fasher], not [Fasher]"),
        ("a day in another order", "begins on June 12", "12 June 2025", "15 June 2025", "begins on [June 12]"),
        ("a month alone is no point", "in June, on the 12th", "12 June 2025", "15 June 2025", "in June, on the 12th"),
        ("a state by its adjective", "Ukrainian troops hold it", "Ukraine", "Russia", "[Ukrainian] troops hold it"),
        ("short words only as they are", "Iranian forces", "Iran", "Iraq", "Iranian forces"),
        ("what both answers say", "not by Russia", "not Russia", "Russia", "[not] by Russia"),
        ("no answer known", "killed 31 people", "", "", "killed 31 people"),
    ],
)
def test_the_point_in_dispute_is_told_apart(case: str, passage: str, answer: str, other: str, shown: str) -> None:
    pieces = pointed((Piece("He said: 31 ", False), Piece(passage, True)), answer, other)
    assert "".join(f"[{piece.text}]" if piece.point else piece.text for piece in pieces[1:]) == shown, case
    assert pieces[0] == Piece("He said: 31 ", False)


@pytest.mark.parametrize(
    ("case", "text", "span"),
    [
        ("the text is not stored", None, {"text": "x", "start": 0, "end": 1}),
        ("the text says something else there", "abc", {"text": "x", "start": 0, "end": 1}),
        ("the span is outside the text", "abc", {"text": "abc", "start": 7, "end": 10}),
    ],
)
def test_without_its_text_the_content_stands_alone(case: str, text: str | None, span: dict[str, Any]) -> None:
    assert [(piece.text, piece.marked) for piece in excerpt(text, "content", [span])] == [("content", True)], case


def claim(key: str, *spans: dict[str, Any]) -> dict[str, Any]:
    return {"claim_id": key, "content": {"spans": list(spans)}}


def test_nested_and_overlapping_claims_are_all_marked() -> None:
    text = "one two three four five"
    claims = [
        claim("outer", at(text, "one two three")),
        claim("inner", at(text, "two")),
        claim("over", at(text, "three four")),
    ]
    marks = marking.marks(text, claims, [{"event_id": "e", "trigger": at(text, "two")}])
    [paragraph] = marking.paragraphs(text, marks)
    assert [(part.text, part.claims, part.events) for part in paragraph] == [
        ("one ", ("outer",), ()),
        ("two", ("inner", "outer"), ("e",)),
        (" ", ("outer",), ()),
        ("three", ("over", "outer"), ()),
        (" four", ("over",), ()),
        (" five", (), ()),
    ]
    assert [part.anchors for part in paragraph] == [("outer",), ("inner", "e"), (), ("over",), (), ()]


def test_a_claim_of_another_revision_is_not_marked() -> None:
    assert marking.marks("new text", [claim("old", {"text": "old", "start": 0, "end": 3})], []) == []


@given(st.text(alphabet="ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_marked_paragraphs_are_the_text_whatever_the_spans(text: str, ranges: list[tuple[int, int]]) -> None:
    spans = [{"text": text[a:b], "start": a, "end": b} for a, b in ranges if a < b <= len(text)]
    marks = marking.marks(text, [claim(str(n), span) for n, span in enumerate(spans)], [])
    parts = [part for paragraph in marking.paragraphs(text, marks) for part in paragraph]
    gaps = "".join(found.group() for found in marking.PARAGRAPH.finditer(text))
    assert sorted("".join(part.text for part in parts) + gaps) == sorted(text)
    assert len(marks) == len(spans)


def test_revisions_are_compared_word_by_word() -> None:
    before = "Velmet to cut 2,300 jobs\n\nSame.\n\nGone."
    after = "Velmet to cut 900 jobs\n\nSame.\n\nNew one.\n\nCorrected."
    blocks = revisions.compare(before, after)
    assert blocks[0].parts[0] == revisions.Part("same", "Velmet to cut ")
    assert {part.kind for part in blocks[0].parts} == {"same", "added", "removed"}
    assert blocks[1].unchanged == 1
    assert blocks[-1].parts == (revisions.Part("added", "Corrected."),)


@given(st.text(alphabet="ab c.\n", max_size=60), st.text(alphabet="ab c.\n", max_size=60))
def test_what_is_not_added_is_the_old_text_and_what_is_not_removed_the_new(before: str, after: str) -> None:
    blocks = [block for block in revisions.compare(before, after) if not block.unchanged]
    for text, other in ((before, "added"), (after, "removed")):
        for block in blocks:
            assert "".join(part.text for part in block.parts if part.kind != other) in ("", *text.split("\n\n"))


def test_two_long_revisions_are_compared_in_bounded_time() -> None:
    before, after = "a b " * 20_000, "b a " * 20_000
    assert [part.kind for part in revisions.compare(before, after)[0].parts] == ["removed", "added"]


@pytest.mark.parametrize(
    ("case", "given", "shown"),
    [
        ("web pages are linked", "https://a.example/b?c=d", "https://a.example/b?c=d"),
        ("scripts are not", "javascript:alert(1)", ""),
        ("however written", "JaVaScRiPt:alert(1)", ""),
        ("or hidden by controls", "java\tscript:alert(1)", ""),
        ("data is not", "data:text/html,x", ""),
        ("no host, no link", "https:///x", ""),
        ("relative ones lead to ourselves", "//evil.example", ""),
        ("broken ones are no error", "http://[::1", ""),
        ("nothing is nothing", None, ""),
    ],
)
def test_only_web_addresses_are_linked(case: str, given: object, shown: str) -> None:
    assert wording.address(given) == shown, case


@pytest.mark.parametrize("unruly", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\x85", "\ud800"])
def test_controls_are_made_visible_and_offsets_stay(unruly: str) -> None:
    assert wording.disarmed(f"a{unruly}b") == "a\ufffdb"


@pytest.mark.parametrize(
    ("case", "interval", "words"),
    [
        ("a day", ("2025-06-09", "2025-06-09", "day"), "9 June 2025"),
        ("two days", ("2025-06-09", "2025-06-10", "day"), "9 June 2025 to 10 June 2025"),
        ("a month", ("2025-06-01", "2025-06-30", "month"), "June 2025"),
        ("a year", ("2025-01-01", "2025-12-31", "year"), "2025"),
        ("a minute", ("2025-06-09T05:40:00Z", "2025-06-09T05:40:00Z", "minute"), "9 June 2025, 05:40 UTC"),
        ("nothing readable", ("soon", "later", "day"), ""),
    ],
)
def test_intervals_are_told_as_finely_as_they_are(case: str, interval: tuple[str, str, str], words: str) -> None:
    first, last, precision = interval
    assert wording.period({"from": first, "to": last, "precision": precision}) == words, case


@pytest.mark.parametrize(
    ("case", "value", "words"),
    [
        ("one", {"low": 1, "high": 1, "unit": "job"}, "1 job"),
        ("several", {"low": 900, "high": 900, "unit": "job"}, "900 jobs"),
        ("money", {"low": 900, "high": 900, "unit": "EUR"}, "900 EUR"),
        ("exact", {"low": 31, "high": 31, "unit": "people", "of": "killed"}, "31 people killed"),
        ("from below", {"low": 1001, "unit": "people", "of": "casualties"}, "at least 1,001 people casualties"),
        ("open", {"low": 18, "low_open": True, "unit": "percent", "of": "votes"}, "more than 18% (votes)"),
        ("a range", {"low": 24, "high": 99, "unit": "drones", "of": "drones"}, "24 to 99 drones"),
        ("from above", {"high": 9, "high_open": True, "unit": "people", "of": "killed"}, "fewer than 9 people killed"),
    ],
)
def test_quantities_are_told_as_they_bound(case: str, value: dict[str, Any], words: str) -> None:
    assert wording.quantity(value) == words, case


def test_ages_are_told_roughly() -> None:
    now = datetime(2025, 6, 12, 20, tzinfo=UTC)
    told = [
        wording.ago(f"2025-06-{when}Z", now) for when in ("12T19:59:40", "12T19:03:00", "12T18:00:00", "10T00:00:00")
    ]
    assert told == ["just now", "57 minutes ago", "2 hours ago", "2 days ago"]
