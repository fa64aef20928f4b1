"""What is written in each format, from given rows; out of a database it is tested in tests/containers."""

import io
import json
from datetime import UTC, datetime

import pytest

from crosswire.edges.exporting import KINDS, as_csv, jsonl, parquet

RECORD = {"polarity": "affirmed", "schema": "crosswire.claim.v1", "record": "claim"}
ROW = {
    "claim_id": "0" * 32,
    "revision": 2,
    "published_at": datetime(2025, 6, 10, 12, tzinfo=UTC),
    "withdrawn": True,
    "content": 'He said "no",\nthen left',
    "speaker": "=cmd()",
    "record": RECORD,
}
COLUMNS = ("claim_id", "revision", "published_at", "withdrawn", "content", "speaker")


def test_json_lines_have_the_record_as_it_flowed_with_kind_and_schema_first() -> None:
    out = io.BytesIO()
    jsonl(iter([ROW]), COLUMNS, out)
    assert list(json.loads(out.getvalue()).items()) == [
        ("record", "claim"),
        ("schema", "crosswire.claim.v1"),
        ("polarity", "affirmed"),
        ("withdrawn", True),
    ]


def test_csv_quotes_what_needs_it_and_no_cell_is_a_formula() -> None:
    out = io.BytesIO()
    as_csv(iter([ROW]), COLUMNS, out)
    assert out.getvalue().decode() == (
        "claim_id,revision,published_at,withdrawn,content,speaker\r\n"
        f'{"0" * 32},2,2025-06-10T12:00:00Z,true,"He said ""no"",\nthen left",\'=cmd()\r\n'
    )


def test_parquet_has_typed_columns_and_the_record_as_text() -> None:
    reading = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    out = io.BytesIO()
    parquet(iter([ROW]), COLUMNS, out)
    (row,) = reading.read_table(io.BytesIO(out.getvalue())).to_pylist()
    assert row == ROW | {
        "record": json.dumps(
            {"record": "claim", "schema": "crosswire.claim.v1", "polarity": "affirmed"}, separators=(",", ":")
        )
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_ordered_by_a_time_and_an_id_that_it_has(kind: str) -> None:
    exported = KINDS[kind]
    assert {exported.time, exported.key} <= set(exported.columns)
