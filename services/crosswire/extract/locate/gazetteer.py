"""The gazetteer: GeoNames entries by name, read from one SQLite file and remembered while the process lives."""

import sqlite3
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

SCHEMA = """
create table entry (
    id integer primary key, name text not null, country text not null, admin1 integer not null, admin2 integer not null,
    feature text not null, latitude real not null, longitude real not null, population integer not null
);
create table name (key text not null, id integer not null, grade integer not null, primary key (key, id)) without rowid;
"""
FIND = """
select e.id, e.name, e.country, e.admin1, e.admin2, e.feature, e.latitude, e.longitude, e.population, n.grade
from name n join entry e on e.id = n.id where n.key = ? order by n.grade, e.population desc, e.id limit 60
"""
GET = "select id, name, country, admin1, admin2, feature, latitude, longitude, population, 0 from entry where id = ?"
SEAT = """
select id, name, country, admin1, admin2, feature, latitude, longitude, population, 0
from entry where feature = 'PPLC' and country = ? order by population desc limit 1
"""
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
    | dict.fromkeys("'’‘ʼʻ`ʹ”“.,", "")
    | dict.fromkeys("-–/", " ")
)
SHORTENED = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One GeoNames entry; ``admin1`` and ``admin2`` are the entries above it (0: none), ``country`` is alpha-3.

    ``grade`` says how the name looked up names it: 0 its own name, 1 another name, 2 a name derived from its seat's,
    3 a short form that only its place in the sentence tells from other words ("Me.").
    """

    id: int
    name: str
    country: str
    admin1: int
    admin2: int
    feature: str
    latitude: float
    longitude: float
    population: int
    grade: int = 0


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return the key of ``name``: no case, accents, apostrophes or points; hyphens are spaces; Saint is St."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    words = "".join(letter for letter in plain if not unicodedata.combining(letter)).split()
    return " ".join(SHORTENED.get(word, word) for word in words)


class Gazetteer:
    """Entries by name out of the file at ``path``, which edges build; never written here."""

    def __init__(self, path: Path) -> None:
        self._store = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self.named = lru_cache(maxsize=32_768)(self._named)
        self.entry = lru_cache(maxsize=8_192)(self._entry)
        self.seat = lru_cache(maxsize=512)(self._seat)

    def _named(self, key: str) -> tuple[Entry, ...]:
        """Return at most 60 entries called ``key`` (folded): own names first, then by population."""
        return tuple(Entry(*row) for row in self._store.execute(FIND, (key,)))

    def _seat(self, country: str) -> Entry | None:
        """Return the capital of the country with the alpha-3 code."""
        row = self._store.execute(SEAT, (country,)).fetchone()
        return Entry(*row) if row else None

    def _entry(self, number: int) -> Entry | None:
        row = self._store.execute(GET, (number,)).fetchone()
        return Entry(*row) if row else None


@cache
def opened(path: Path) -> Gazetteer:
    """Return the gazetteer at ``path``, opened once a process."""
    return Gazetteer(path)
