"""The gazetteer: keys of names, and entries by name."""

import sqlite3
from pathlib import Path

import pytest

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract.locate.gazetteer import SCHEMA, Gazetteer, fold, opened

FOLDED = [
    ("case does not count", "OTTAWA", "ottawa"),
    ("accents do not count", "Köln", "koln"),
    ("apostrophes of every shape do not count", "Bol’shoye Soldatskoye", "bolshoye soldatskoye"),
    ("points do not count", "U.S.", "us"),
    ("hyphens are spaces", "Ust-Kamenogorsk", "ust kamenogorsk"),
    ("saint is st", "Saint Petersburg", "st petersburg"),
    ("letters without accents of their own", "Łódź", "lodz"),
    ("white space is one space", "New\n  York", "new york"),
]
KNOWN = [
    ("a village in transliteration", "Bolshoye Soldatskoye", 573295),
    ("a town by its older name", "Artemivsk", 713174),
    ("an oblast by its seat", "Kursk", 538555),
    ("a country by its short name", "UK", 2635167),
    ("a state by its short form", "Ky.", 6254925),
    ("a county", "Barren County", 4283268),
]


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    path = tmp_path / "small.sqlite"
    with sqlite3.connect(path) as store:
        store.executescript(SCHEMA)
        rows = [
            (1, "Paris", "FRA", 0, 0, "PPLC", 48.8, 2.3, 2_000_000),
            (2, "Paris", "USA", 0, 0, "PPL", 33.6, -95.5, 24_000),
        ]
        store.executemany("insert into entry values (?,?,?,?,?,?,?,?,?)", rows)
        store.executemany("insert into name values (?,?,?)", [("paris", 1, 0), ("paris", 2, 0), ("lutetia", 1, 1)])
    store.close()
    return Gazetteer(path)


@pytest.mark.parametrize(("_", "name", "key"), FOLDED, ids=[row[0] for row in FOLDED])
def test_a_name_has_one_key(_: str, name: str, key: str) -> None:
    assert fold(name) == key


def test_the_populous_come_first(small: Gazetteer) -> None:
    assert [entry.id for entry in small.named("paris")] == [1, 2]


def test_other_names_say_so(small: Gazetteer) -> None:
    assert [(entry.id, entry.grade) for entry in small.named("lutetia")] == [(1, 1)]


def test_what_is_not_there_is_nothing(small: Gazetteer) -> None:
    assert small.named("atlantis") == ()
    assert small.entry(3) is None


@pytest.mark.parametrize(("_", "name", "number"), KNOWN, ids=[row[0] for row in KNOWN])
def test_geonames_is_in_the_file(_: str, name: str, number: int) -> None:
    assert number in {entry.id for entry in opened(gazetteer_file()).named(fold(name))}


def test_the_file_is_built_once() -> None:
    first = gazetteer_file()
    changed = first.stat().st_mtime_ns
    assert gazetteer_file() == first
    assert first.stat().st_mtime_ns == changed
