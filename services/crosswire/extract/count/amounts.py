"""Amounts: wordings of how many or how much in a line of text, with the bounds that they leave open."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from crosswire.extract.count.bounds import Bounds, Number, bounded, plain
from crosswire.extract.count.hours import of_day
from crosswire.extract.count.numbers import scales, value_of, words

BIG = r"dozen|hundred|thousand|million|billion|trillion|lakh|crore"
AGES = re.compile(r"[- ]years?[- ](?:old|of age)|[- ](?:month|week|day)s?[- ]old", re.IGNORECASE)
AGED = re.compile(
    r"(?:\b(?:aged?|aged between|age of|ages?|turned|is now)(?: of)?"
    r"|(?:children|kids|boys|girls|those|people)(?: aged)? (?:under|over|below|above)"
    r"|\b(?:an?|the|his|her|their) (?:\w+ )?(?:boy|girl|man|woman|child|son|daughter|teenager|youth) of) $",
    re.IGNORECASE,
)
AFTER = re.compile(r"(\+|-plus\b| or more\b| or (?:less|fewer)\b| or so\b)", re.IGNORECASE)
ORDINAL = re.compile(r" (?!of\b|are\b|is\b|were\b|was\b|said\b|have\b|had\b|in\b|to\b)[a-z]", re.IGNORECASE)
HALVES = re.compile(
    r"\b(?:first|second|latter|opening|closing|final|northern|southern|eastern|western|upper|lower) $", re.IGNORECASE
)
LASTED = re.compile(r"\b(?:for|after|than|took|spent|lasted) $", re.IGNORECASE)
MAGNITUDE = re.compile(r"[ -]magnitude\b", re.IGNORECASE)
SHARES = frozenset({*range(2, 13), 15, 20, 25, 30, 50, 100, 1000, 10_000, 100_000})  # "one in ...", "three out of ..."
AFTERS = {"+": "from", "-plus": "from", "or more": "from", "or less": "to", "or fewer": "to", "or so": "about"}
PERCENT = 100
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """Characters ``start`` to ``end``; the number itself begins at ``number``; ``unit`` and ``of`` are "" for counts.

    ``sort``: count, fraction, score, measure.
    """

    start: int
    end: int
    number: int
    number_end: int
    bounds: Bounds
    unit: str
    of: str
    sort: str


def amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """Yield the amounts between ``start`` and ``end`` in order; ages, times of day, ordinals and names are none."""
    for found in _expression().finditer(text, start, end):
        if not _no_amount(text, found):
            yield from _read(text, found)


def _no_amount(text: str, found: re.Match[str]) -> bool:
    begin, stop = found.start("num"), found.end("num2") if found["num2"] else found.end("num")
    return bool(
        AGES.match(text, stop)
        or AGED.search(text[max(begin - 20, 0) : begin])
        or (not found["sign"] and of_day(text, begin, stop, bare=not found["unit"], value=_value(found["num"])))
        or (found["num"].casefold() == "half" and HALVES.search(text[max(begin - 12, 0) : begin]))
        or (found["num"].casefold() == "a couple" and not text.startswith(" of ", stop))
        or (begin > 0 and text[begin - 1] == ":" and text[begin - 2 : begin - 1].isdigit())
    )


def _read(text: str, found: re.Match[str]) -> Iterator[Amount]:
    wording = found["num"].casefold()
    low, high = _values(wording, found["num2"], found["sign"] is not None)
    if (share := _share(text, found, low)) is not None:
        yield _shared(found, share)
        return
    if low is None or high is None or (wording in _listed()["ordinals"] and ORDINAL.match(text, found.end())):
        return
    magnitude = _magnitude(text, found)
    unit, of = ("magnitude", "magnitude") if magnitude else _unit(found)
    if found["dash"] and _changing(text, found):
        yield from _change(found, low, high, unit, of)
    elif found["dash"] and not unit and _scoring(text, found, low, high):
        yield from _score(found, low, high)
    elif low > high and not unit:
        yield from _change(found, low, high, unit, of)  # "612 to 94": two numbers
    elif low <= high:
        if wording in _listed()["fractions"] and (part := _part().match(text, found.end())):
            yield _of_unit(found, part, low / PERCENT)
            return
        sort = "fraction" if wording in _listed()["fractions"] else "measure" if unit else "count"
        unit = "percent" if sort == "fraction" else unit
        bound, stop = _bound_of(text, found)
        bounds = bounded(
            low, high, bound, whole=not unit or (bound == "above" and of == "duration" and low == int(low))
        )
        last = found.end("num2") if found["num2"] else found.end("num")
        yield Amount(found.start(), max(stop, magnitude), found.start("num"), last, bounds, unit, of, sort)


def _of_unit(found: re.Match[str], part: re.Match[str], share: Number) -> Amount:
    """Return "three quarters of an hour": part of one unit, and no share of anything."""
    unit, of = _measures()[part["unit"].casefold()]
    bounds = bounded(share, share, _bounds().get((found["qual"] or "").casefold(), ""), whole=False)
    return Amount(found.start(), part.end(), found.start("num"), found.end("num"), bounds, unit, of, "measure")


def _bound_of(text: str, found: re.Match[str]) -> tuple[str, int]:
    """Return the bound that stands before or after a number, and where its wording ends."""
    after = AFTER.match(text, found.end())
    if after:
        return AFTERS[after.group(1).strip().casefold()], after.end()
    bounding = _bounding(text, found) and not _compared(found)
    return _bounds().get((found["qual"] or "").casefold(), "") if bounding else "", found.end()


def _compared(found: re.Match[str]) -> bool:
    """Tell of "fewer than the 12,000 expected": a number beside another, and no bound."""
    than = (found["qual"] or "").casefold().endswith(" than")
    return than and found.group()[len(found["qual"]) :].casefold().startswith(" the ")


def _bounding(text: str, found: re.Match[str]) -> bool:
    """Tell whether a bound bounds: "over three years" says how long, "for over three years" how many."""
    over = (found["qual"] or "").casefold() == "over"
    if over and _flying().search(text[max(found.start() - 40, 0) : found.start()]) and not found["unit"]:
        return False  # "downed 50 drones over seven regions"
    lasting = over and _unit(found)[1] == "duration"
    return not lasting or LASTED.search(text[max(found.start() - 9, 0) : found.start()]) is not None


def _magnitude(text: str, found: re.Match[str]) -> int:
    """Return where "magnitude 6.4" or "6.4-magnitude" ends, 0 where the number is none."""
    if after := MAGNITUDE.match(text, found.end("num")):
        return after.end()
    before = text[max(found.start() - 14, 0) : found.start()].casefold().rstrip(" -")
    return found.end("num") if before.endswith(("magnitude", "magnitude of")) else 0


def _score(found: re.Match[str], one: Number, other: Number) -> Iterator[Amount]:
    """Yield both numbers of "2-1"."""
    for name, value in (("num", one), ("num2", other)):
        at, to = found.span(name)
        yield Amount(at, to, at, to, Bounds(value, value), "score", "score", "score")


def _share(text: str, found: re.Match[str], low: Number | None) -> Number | None:
    """Return the percent that "seven in ten voters" means; None where it is no share of people or things."""
    whole = _value(found["whole"]) if found["whole"] else None
    if whole is None or low is None or whole not in SHARES or not 0 < low < whole or found["unit"]:
        return None
    return round(100 * low / whole, 3) if re.match(r" [a-z]+", text[found.end("whole") :]) else None


def _shared(found: re.Match[str], share: Number) -> Amount:
    bounds = bounded(share, share, _bounds().get((found["qual"] or "").casefold(), ""), whole=False)
    end = found.end("whole")
    return Amount(found.start(), end, found.start("num"), end, bounds, "percent", "", "fraction")


def _changing(text: str, found: re.Match[str]) -> bool:
    """Tell whether "from 12 to 19" says two numbers, before and after a change, and not a range."""
    if found["dash"].strip() != "to" or not text[: found.start()].casefold().endswith("from "):
        return False
    return changing(text[max(found.start() - 60, 0) : found.start()])


def changing(words: str) -> bool:
    """Tell whether ``words`` say that something has changed: "rose", "up", "down"."""
    return not _listed()["changing"].isdisjoint(re.findall(r"\w+", words.casefold()))


def _change(found: re.Match[str], one: Number, other: Number, unit: str, of: str) -> Iterator[Amount]:
    for name, value, end in (("num", one, found.end("num")), ("num2", other, found.end())):
        at = found.start(name)
        yield Amount(at, end, at, found.end(name), Bounds(value, value), unit, of, "measure" if unit else "count")


def _scoring(text: str, found: re.Match[str], one: Number, other: Number) -> bool:
    near = re.findall(r"\w+", text[max(found.start() - 80, 0) : found.end() + 40].casefold())
    return found["dash"].strip() in {"-", "–"} and max(one, other) < 200 and not _listed()["scoring"].isdisjoint(near)


def _values(wording: str, second: str | None, money: bool) -> tuple[Number | None, Number | None]:
    listed = _listed()
    if wording in listed["vague"]:
        low, high = listed["vague"][wording]
        return low, high
    if wording in listed["fractions"]:
        return listed["fractions"][wording], listed["fractions"][wording]
    first = _value(wording)
    if second is None:
        return first, first
    last = _value(second)
    scale = re.search(rf"({BIG}|bn|mn|tn|k|m)$", second.casefold().strip())
    if first is not None and last is not None and scale and first < last and not re.search(r"[a-z]", wording):
        first = plain(first * scales()[scale.group(1)]) if first * scales()[scale.group(1)] <= last else first
    return first, last


def _value(wording: str) -> Number | None:
    word = wording.casefold()
    if " and a half" in word:
        whole, _, scale = word.partition(" and a half")
        value, times = value_of(whole), scales().get(scale.strip(), 1)
        return plain((value + 0.5) * times) if value is not None else None
    if word in {"half a", "half an"}:
        return 0.5
    if word.startswith("half a"):
        rest = value_of(word.removeprefix("half ").removeprefix("an ").removeprefix("a "))
        return plain(rest / 2) if rest is not None else None
    return value_of(word)


def _unit(found: re.Match[str]) -> tuple[str, str]:
    listed = _listed()
    if found["sign"]:
        sign = found["sign"].strip()
        return listed["signs"].get(sign, sign), ""
    wording = found["unit"]
    if not wording:
        return "", ""
    nation, _, money = wording.rpartition(" ")
    currency = listed["currencies"].get(money.casefold().removesuffix("s"), listed["currencies"].get(money.casefold()))
    if currency and wording not in _measures() and not wording.endswith("pound"):
        return listed["national"].get(f"{nation.rpartition(' ')[2]} {money.casefold().removesuffix('s')}", currency), ""
    return _measures().get(wording, _measures().get(wording.casefold(), ("", "")))


def currency(lemma: str) -> str:
    """Return the ISO 4217 code of a currency by its name in the singular, "" for other nouns."""
    return str(_listed()["currencies"].get(lemma.casefold(), ""))


def measuring(unit: str) -> bool:
    """Tell whether a unit is one of measure or money, and not what is counted."""
    return unit.isupper() or unit in {measure for measure, _ in _measures().values()}


def countable(text: str, start: int, end: int) -> bool:
    """Tell at a glance whether there may be an amount between ``start`` and ``end``."""
    return (DIGIT.search(text, start, end) or _glance().search(text, start, end)) is not None


@cache
def multiples() -> Mapping[str, Number]:
    """Return how many times as much "doubled", "twice" and the like mean."""
    return dict(_listed()["multiples"])


@cache
def smaller() -> Mapping[tuple[str, str], int]:
    """Return how many of the second unit make one of the first, for units that are told one after the other."""
    return {(unit, part): number for unit, part, number in _listed()["compounds"]}


@cache
def _glance() -> re.Pattern[str]:
    first = {
        key.split(" ")[-1 if key.startswith(("a ", "an ")) else 0]
        for key in (*_listed()["vague"], *_listed()["fractions"])
    }
    return re.compile(rf"\b(?:{'|'.join(sorted(first | set(words())))}|{BIG})\b", re.IGNORECASE)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf" of an? (?P<unit>{_either(_measures())})\b", re.IGNORECASE)


@cache
def _flying() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_listed()['flying']['things'])})s?\b[^.]*$", re.IGNORECASE)


def home_currency(unit: str, name: str, country: str) -> str:
    """Return the code of a currency whose ``name`` several states share, by the state that an article is of."""
    local = _listed()["local"].get(name.casefold().removesuffix("s"), {})
    return str(local.get(country, unit))


@cache
def _bounds() -> Mapping[str, str]:
    return {word: name for name, listed in _listed()["bounds"].items() for word in listed}


@cache
def _measures() -> Mapping[str, tuple[str, str]]:
    return {
        wording: (unit, measure["of"])
        for measure in _listed()["measure"]
        for unit, wordings in measure["units"].items()
        for wording in wordings
    }


@cache
def _expression() -> re.Pattern[str]:
    listed = _listed()
    small = _either(words())
    figures = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    scaled = rf"(?:{figures})(?:[ -]?(?:{BIG})\b| ?(?:mn|bn|tn|k|m)(?![a-z]))?"
    tens = rf"{small}(?:-{small})?"
    worded = rf"(?:(?:half an?|an?|{tens})[ -])?(?:{BIG})(?:[ -](?:and )?(?:{tens}|{BIG})\b)*|{tens}"
    units = rf"(?:{_either(_measures())})"
    halved = rf"{tens} and a half(?: (?:{BIG})\b)?|half an? (?:{BIG})\b|half an?(?= {units}\b)"
    number = rf"(?:{halved}|{_either((*listed['vague'], *listed['fractions']))}|{scaled}|{worded})"
    currency = rf"(?:(?-i:[A-Z])[\w.]* ){{0,2}}(?:{_either(listed['currencies'])})s?"
    bound = _either(_bounds())
    sign = _either((*listed["signs"], *(code + " " for code in listed["codes"]["listed"])))
    before = rf"(?:(?P<qual>{bound}) (?:the |an? estimated )?)?(?P<between>between )?(?:(?P<sign>{sign}) ?)?"
    inner = r"(?:(?(between)(?: ?%| per ?cent)|(?: ?%(?= ?[-–—])|(?!))))?"
    joint = r"(?P<dash>(?(between) and |(?: ?[-–—] ?| to | or )))"
    return re.compile(
        rf"(?<![\w.,/’'-]){before}(?P<num>{number})(?:(?![\w’])|(?={units}\b))"
        rf"(?:{inner}{joint}(?:{sign} ?)?(?P<num2>{scaled}|{worded})(?![\w’-])"
        rf"| (?:in|out of)(?: every)? (?P<whole>{scaled}|{tens})(?![\w’-]))?"
        rf"(?:[ -]?(?P<unit>{currency}|{units})(?![\w/]))?",
        re.IGNORECASE,
    )


def _either(options: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(options, key=len, reverse=True))) + ")"


@cache
def _listed() -> dict[str, Any]:
    text = files("crosswire.extract").joinpath("data/en/quantities/words.toml").read_text("utf-8")
    listed: dict[str, Any] = tomllib.loads(text)
    return listed | {
        "scoring": frozenset(listed["scores"]["near"]),
        "changing": frozenset(listed["changes"]["near"]),
    }
