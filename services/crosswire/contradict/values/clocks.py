"""Clocks: the hours of a day that a text names, by the clock, by the light or by a part of the day."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from crosswire.contradict.words.lexicon import read

Hours = tuple[float, float, str]

# From this hour on it is night before midnight: "eight at night", not "three at night".
EVENING = 6
NOON, DAY = 12.0, 24.0
# How long "shortly before" and "just after" may be.
SHORTLY = 1.0
_ZONE = re.compile(r"\b(?:GMT|UTC|EST|EDT|CET|PST|[A-Z]\w+ time)\b")
_SOON = r"(?:shortly|just|right|soon|a little|(?:a few |some |several )?minutes) "
_LEAD = (
    rf"(?P<lead>(?:{_SOON})?(?:before|after|past)"
    r"|at (?:about|around|exactly|roughly)|at|about|around|exactly|by|since|from|until|till)"
)
_PART = r"(?P<part>morning|afternoon|evening|night)"
_BESIDE = rf",? (?:in the |that |this |at |(?:on )?\w+day (?:in the |at )?)(?:early |late )?{_PART}\b"
_AHEAD = rf"\b(?:\w+day|yesterday|this|that|in the) (?:early |late )?{_PART},? (?:of )?(?:at )?(?:about |around )?$"
_FOUR = re.compile(r"(\d\d)(\d\d)")


def clock(text: str) -> Hours | None:
    """Return the hours of the day from and to which a text puts what it tells, and its words; nothing where none.

    A clock of another zone says nothing, and neither does one that may be of either half of the day.
    """
    if _ZONE.search(text):
        return None
    return next((at for find in (_range, _exact, _worded) for at in find(text)), None)


def _range(text: str) -> Iterator[Hours]:
    """Yield "between 2 and 4 p.m.", of which the second has what the first leaves out."""
    for found in _patterns()["between"].finditer(text):
        last = _hour(found["last"], text[found.end() :], text[: found.start()])
        half = "" if last is None else " pm" if last >= NOON else " am"
        first = _hour(found["first"], "", "") or _hour(found["first"] + half, "", "")
        if first is not None and last is not None and first < last:
            yield first, last, found.group()


def _exact(text: str) -> Iterator[Hours]:
    for found in _patterns()["clock"].finditer(text):
        lead = (found["lead"] or "").casefold()
        hour = _hour(found["time"], text[found.end() :], text[: found.start()])
        if found["time"].casefold() == "midnight":
            # Which of its two midnights a day's is, only what stands before it tells.
            hour = DAY if lead.endswith("before") else 0.0 if lead.endswith(("after", "past")) else None
        if hour is not None:
            yield (*_led(lead, hour, hour), found.group())


def _worded(text: str) -> Iterator[Hours]:
    for name in ("times", "spells", "parts"):
        for found in _patterns()[name].finditer(text):
            low, high = _data()[name][found["time"].casefold()]
            lead = (found["lead"] or "").casefold() if name == "times" else ""
            yield (*_led(lead, float(low), float(high)), found.group())


def _led(lead: str, low: float, high: float) -> tuple[float, float]:
    """Widen a time of day by what stands before it: "shortly after", "before", "by"."""
    soon = re.match(_SOON, lead) is not None
    if lead.endswith(("before", "by")):
        return (max(low - SHORTLY, 0.0) if soon else 0.0), high
    if lead.endswith(("after", "past")):
        return low, (high + SHORTLY if soon else max(high, DAY))
    return low, high


def _hour(time: str, after: str, before: str) -> float | None:
    """Return the hour of the day that a clock's words name; nothing where they may be of either half of the day."""
    found = _patterns()["told"].fullmatch(_FOUR.sub(r"\1:\2", time))
    if found is None:
        return None
    past = _minutes(found["past"] or "") / 60 * (-1 if found["way"] in {"to", "before"} else 1)
    if found["named"]:
        return (NOON if found["named"] != "midnight" else DAY if past < 0 else 0.0) + past
    word = found["hour"].casefold()
    hour, minutes = (int(word) if word.isdigit() else _data()["hours"].index(word) + 1), int(found["minute"] or 0)
    half = (found["half"] or _half(hour, after, before)).casefold()
    if hour > (NOON if found["half"] else DAY - 1) or (not half and hour <= NOON and not found["minute"]):
        return None
    if half and hour <= NOON:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour + minutes / 60 + past


def _minutes(wording: str) -> int:
    """Return how many minutes "a quarter" and "twelve minutes" are."""
    word = re.sub(r"^a | minutes?$", "", wording.casefold())
    hours = _data()["hours"]
    return int(word) if word.isdigit() else int(_data()["minutes"].get(word) or hours.index(word) + 1 if word else 0)


def _half(hour: int, after: str, before: str) -> str:
    """Return "a" or "p" by the part of the day that stands beside a clock, "" where none does."""
    beside = _patterns()["beside"].match(after) or _patterns()["ahead"].search(before)
    part = beside["part"].casefold() if beside else ""
    late = part in {"afternoon", "evening"} or (part == "night" and hour % 12 >= EVENING)
    return ("p" if late else "a") if part else ""


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    number = rf"(?:\d{{1,2}}|{_either(_data()['hours'])})"
    count = rf"(?:half|(?:a )?quarter|(?:\d{{1,2}}|{_either({*_data()['hours'], *_data()['minutes']})})(?: minutes?)?)"
    named = "noon|midday|midnight"
    clear = (
        r"(?=[,;)]|\.?$|\. |,? (?:on|in|local|the|that|this|when|as|and|yesterday|today|during|near|after|before)\b)"
    )
    # "Five to seven" may be people: without "minutes" or "quarter" it is no clock.
    past = (
        rf"(?:(?:half|(?:a )?quarter|{count}) past|(?:(?:a )?quarter|{count} minutes?) (?:to|before|after)) "
        rf"(?:{named}|{number}(?: o['’]clock)?)\b"
    )
    plain = rf"{past}|\d{{1,2}}(?:[:.][0-5]\d)?\s?[ap]\.?m\b|{number} o['’]clock|\d{{1,2}}:[0-5]\d\b(?!:)"
    led = (
        rf"(?:{named})\b|\d{{1,2}}\.[0-5]\d{clear}|[0-2]\d[0-5]\d(?= (?:local|hours|hrs|on \w+day))"
        rf"|(?:(?:five|ten|twenty|\d{{1,2}}) to )?{number}(?={_named(_BESIDE)})"
    )
    told = (
        rf"(?:(?P<past>{count}) (?P<way>past|to|before|after) )?"
        rf"(?:(?P<named>{named})|(?P<hour>{number})(?:[:.](?P<minute>\d\d))?(?:\s?(?P<half>[ap])\.?m)?(?: o['’]clock)?)"
    )
    first = rf"(?P<first>{number}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?)"
    on = r"\b(?:\w+day|yesterday|this|that|in the|(?:on|by|since|during) the) (?:early |late )?"
    written = {
        "clock": rf"\b(?:{_LEAD} )?\b(?P<time>{plain}|(?(lead)(?:{led})|(?!)))",
        "told": told,
        "between": rf"\b(?:between|from) {first} (?:and|to) (?P<last>{plain}|{led})",
        "times": rf"\b{_LEAD} (?P<time>{_either(_data()['times'])})\b",
        "spells": rf"\b(?P<time>{_either(_data()['spells'])})\b",
        "parts": rf"{on}(?P<time>{_either(_data()['parts'])})\b",
        "beside": _BESIDE,
        "ahead": _AHEAD,
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in written.items()}


def _named(pattern: str) -> str:
    """Return a pattern without its names, to stand within another."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read("clocks.toml")
