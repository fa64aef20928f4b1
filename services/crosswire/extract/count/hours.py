"""Hours: numbers that say at which time of day something was, and count nothing."""

import re
import tomllib
from functools import cache
from importlib.resources import files

LAST = 2400  # o'clock, as it is written without a colon
LOOK = 80
HOUR = r"(?:noon|midday|midnight|\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! \w+s\b)"
FOLLOWS = re.compile(
    r":\d|\.\d\d ?[ap]\.?m|[ap]m\b| ?[ap]\.m\.| o['’]clock"
    r"|(?: local time)? (?:in the|on \w+day|this|that) (?:morn|after|even)"
    rf"|(?: minutes?)? past {HOUR}| minutes? (?:to|before|after) {HOUR}"
    rf"| to {HOUR} (?:o['’]clock|(?:in the|on \w+day) (?:morn|after|even|night))",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:half|quarter|minutes?|five|ten|twenty) (?:past|to) $", re.IGNORECASE)
AT = re.compile(r"\bat (?:about |around |exactly |just after |just before )?$", re.IGNORECASE)
WHEN = re.compile(r"[.,;:]?$|[.,;:](?=\s)|,? (?:on \w+day|this|that|yesterday|local time|today)\b", re.IGNORECASE)


def of_day(text: str, start: int, end: int, *, bare: bool, value: float | None) -> bool:
    """Tell whether the number from ``start`` to ``end`` is an hour: "left at nine", not "the toll stands at nine".

    ``bare``: it has no unit.
    """
    if FOLLOWS.match(text, end):
        return True
    before = text[max(start - LOOK, 0) : start]
    if not bare or value is None or value > LAST:
        return False
    if PAST.search(before):
        return True
    clock = text[start:end].isalpha() or re.fullmatch(r"1[0-2]|\d|[012]\d[.]?[0-5]\d", text[start:end])
    put = AT.search(before) and WHEN.match(text, end)
    return bool(clock and put) and _putting().isdisjoint(re.findall(r"\w+", before.casefold()))


@cache
def _putting() -> frozenset[str]:
    text = files("crosswire.extract").joinpath("data/en/quantities/words.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["putting"]["near"])
