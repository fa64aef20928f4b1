"""Acts: of which there is one a day or one at all, and the words by which they are told."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crosswire.contradict.words.lexicon import read

_PHRASES = ("other", "of_deed", "within", "parts", "unsure", "again", "war")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One sort of act: ``told`` matches its words, the group's name is the way; ``takes`` those before whom it befalls.

    ``of_deed``: it is for a deed; ``of_thing``: it befalls a ship or a craft, or only one that ``of_craft`` names;
    ``of_site``: it befalls works or a building;
    ``starts``: it is where one goes from; ``ever``: there is only one.
    """

    sort: str
    told: re.Pattern[str]
    takes: str = ""
    of_craft: re.Pattern[str] | None = None
    of_deed: bool = False
    of_thing: bool = False
    of_site: bool = False
    starts: bool = False
    ever: bool = False


@lru_cache(maxsize=1)
def acts() -> tuple[Act, ...]:
    """Return the acts."""
    return tuple(_act(sort, found) for sort, found in read("occasions.toml").items() if isinstance(found, dict))


def told_of(text: str) -> bool:
    """Tell whether a text may tell of any of the acts."""
    return bool(_any().search(text))


@lru_cache(maxsize=1)
def _any() -> re.Pattern[str]:
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", act.told.pattern) for act in acts()), re.IGNORECASE)


@lru_cache(maxsize=1)
def phrases() -> dict[str, re.Pattern[str]]:
    """Return the patterns by which a sentence that tells of acts is read."""
    found = read("occasions.toml")
    return {name: re.compile(found[name]) for name in _PHRASES}


def _act(sort: str, found: dict[str, str]) -> Act:
    ways = [f"(?P<{way}>{found[way]})" for way in ("does", "befallen", "noun") if way in found]
    return Act(
        sort=sort,
        told=re.compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE),
        takes=found.get("behind", ""),
        of_craft=re.compile(found["of_craft"]) if "of_craft" in found else None,
        of_deed=bool(found.get("of_deed")),
        of_thing=bool(found.get("of_thing")),
        of_site=bool(found.get("of_site")),
        starts=bool(found.get("starts")),
        ever=bool(found.get("ever")),
    )


@lru_cache(maxsize=1)
def sites() -> re.Pattern[str]:
    """Return the pattern of works and buildings with a name: that before or behind, what narrows it, the noun."""
    name = r"[A-Z][\w-]+(?:['’]s)?(?:\s[A-Z][\w-]+(?:['’]s)?)*"
    noun = rf"(?P<kind>(?:[a-z][a-z-]+\s){{0,2}})(?P<noun>{'|'.join(read('occasions.toml')['sites'])})s?"
    return re.compile(rf"(?:(?P<name>{name})\s)?\b{noun}\b(?:\s(?:in|at|near|of|outside)\s(?P<at>{name}))?")


def of_one_kind(noun: str, other: str) -> bool:
    """Tell whether two nouns may be of one site: a colliery is a mine. One may go unsaid."""
    rows = (row.split("|") for row in read("occasions.toml")["sites"])
    return not noun or not other or noun == other or any(noun in row and other in row for row in rows)
