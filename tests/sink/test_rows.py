"""Which row a message becomes, and that the declaration of the tables is the one that PostgreSQL has."""

import re
from importlib import resources

import pytest

from crosswire.sink.rows import Removal, removal, row
from crosswire.sink.tables import CONTRADICTIONS, MATTERS, TABLES, Table
from crosswire_schemas.codec import encode
from crosswire_schemas.examples import EXAMPLES
from crosswire_schemas.records import RECORDS
from crosswire_schemas.topics import ARTICLES as ARTICLE_TOPIC
from crosswire_schemas.topics import CONTRADICTIONS as CONTRADICTION_TOPIC
from crosswire_schemas.topics import MATTERS as MATTER_TOPIC


def test_every_record_has_a_table() -> None:
    assert TABLES.keys() == RECORDS.keys()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_record_gives_every_column_of_its_table(kind: str) -> None:
    record = EXAMPLES[kind]
    found = row(record, encode(record))
    assert found.table is TABLES[kind]
    assert len(found.values) == len(found.table.all)
    assert found.values[-1] == encode(record).decode()


def test_what_hangs_together_with_an_article_names_it() -> None:
    named = {kind: row(record, encode(record)).article is not None for kind, record in EXAMPLES.items()}
    assert [kind for kind, value in named.items() if value] == ["article", "claim", "event", "extraction"]


TOMBSTONES = {
    "of a contradiction": (CONTRADICTION_TOPIC.records, CONTRADICTIONS),
    "of a matter": (MATTER_TOPIC.records, MATTERS),
    "where nothing is compacted": (ARTICLE_TOPIC.records, None),
}


@pytest.mark.parametrize(("records", "table"), TOMBSTONES.values(), ids=TOMBSTONES.keys())
def test_a_tombstone(records: tuple[str, ...], table: Table | None) -> None:
    assert removal(records, b"ab12") == (Removal(table=table, key="ab12") if table else None)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_the_migration_has_every_declared_column(table: Table) -> None:
    sql = resources.files("crosswire.edges.sql").joinpath("0001_records.sql").read_text()
    body = re.search(rf"create table {table.name} \((.*?)\n\);", sql, re.DOTALL)
    assert body is not None
    columns = set(re.findall(r'^    "?(\w+)"? ', body[1], re.MULTILINE))
    assert set(table.all) <= columns
    assert f"primary key ({', '.join(table.key)})".replace("offset", '"offset"') in body[1] or re.search(
        rf"^    {table.key[0]} .*primary key", body[1], re.MULTILINE
    )
