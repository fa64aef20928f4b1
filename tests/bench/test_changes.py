"""What a change altered is listed in the order of the text, a line a record."""

from typing import Any

from tests.bench.changes import Records, changes


def claim(number: str, start: int, text: str, **fields: Any) -> dict[str, Any]:
    content = {"text": text, "spans": [{"start": start}]}
    return {"record": "claim", "id": "a", "claim_id": number, "content": content, **fields}


def told(*rows: dict[str, Any]) -> Records:
    return {(row["record"], row["claim_id"]): row for row in rows}


def test_a_line_says_what_came_went_and_changed() -> None:
    before = told(claim("1", 9, "it fell", force="assert"), claim("2", 20, "he fled"), claim("3", 30, "she stayed"))
    after = told(claim("1", 9, "it fell", force="allege"), claim("3", 30, "she stayed"), claim("4", 2, "they came"))
    assert list(changes(before, after)) == [
        '+ a claim "they came"',
        '~ a claim "it fell": force "assert" -> "allege"',
        '- a claim "he fled"',
    ]
