"""Lives: when somebody was born and died, how old they were when, and what they cannot have done then."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from crosswire.contradict.passages.figure import YEAR, Figure
from crosswire.contradict.passages.moments import Moment, alike, data
from crosswire.contradict.words.wording import key

# From this age on somebody may be said to do things; until then, no text tells of it.
_CHILD = 3
_DIED = re.compile(r"\b(?:died|dies|die|death|dying|passed away|passing)\b|\blived (?:to|for)\b", re.I)
_NOW = re.compile(r"\b(?:is|are|'s|currently|now|today|turns)\b", re.I)
_WHEN = re.compile(r"\bwhen\b|\bat the time\b|\bat(?: the)? age\b|\b\d+ (?:when|as)\b", re.I)
_BARE = re.compile(
    r"\b(?:was|were|is)\s+(?:(?:only|just|about|around|over|under|older than|younger than|at least)\s+)?$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """When somebody was born and died, as far as a text says."""

    birth: Figure | None
    death: Figure | None


def life(moments: Sequence[Moment]) -> Life | None:
    """Return the one life that a text tells of; of several births, nothing."""
    births = [at.when for at in moments if at.of == "birth" and at.when.kind == "year" and at.when.exact]
    deaths = [at.when for at in moments if at.of == "death" and at.when.kind == "year" and at.when.exact]
    if len({(at.low, at.high) for at in births}) != 1:
        return None
    # A death may be told twice: to the day, and to the year.
    later = [at for at in deaths if at.low >= births[0].low]
    one = later and all(at.meets(later[0]) for at in later)
    return Life(birth=births[0], death=min(later, key=lambda at: at.high - at.low) if one else None)


def ages(birth: Figure, when: Figure) -> tuple[float, float]:
    """Return the least and the greatest age, in whole years, that somebody may have had."""
    return (when.low - birth.high) // YEAR, (when.high - birth.low) // YEAR


def age(text: str, figures: Sequence[Figure]) -> tuple[float, float, str] | None:
    """Return the age that a statement gives, as its bounds and words."""
    for word, (low, high) in data()["ages"].items():
        plural = word.endswith("ies")
        if re.search(
            rf"\bin (?:his|her|their) (?:early |mid |late |mid-)?{word}\b" if plural else rf"\b{word}\b", text, re.I
        ):
            return low, high, word
    for figure in figures:
        if (
            figure.kind in {"number", "ordinal"}
            and (figure.kind == "number" or "birthday" in text)
            and _aged(text, figure)
        ):
            return figure.low, figure.high, figure.text
    return None


def _aged(text: str, figure: Figure) -> bool:
    around = text[max(0, figure.start - 25) : figure.start], text[figure.end : figure.end + 25]
    if re.match(r"[\s-]*years?[\s-](?:old|of age)\b|[\s-]*(?:th|st|nd|rd)?\s*birthday", around[1], re.I):
        return True
    if re.search(
        r"\b(?:aged?|age of|lived to(?: be)?|turned)\s+(?:only\s+|about\s+|over\s+|more than\s+)?$", around[0], re.I
    ):
        return True
    if re.match(r"\s*years\b", around[1], re.I):
        return bool(
            re.search(
                r"\blived (?:for |to be )?(?:only |about |over |more than |less than |at least )*$", around[0], re.I
            )
        )
    return bool(_BARE.search(around[0]) and re.match(r"\s*(?:$|[.,]|when\b|at (?:the time|her|his))", around[1], re.I))


def told(
    text: str, mine: Sequence[Moment], theirs: Sequence[Moment], known: Life, topic: frozenset[str]
) -> Iterator[Figure]:
    """Yield the dates at which a statement gives an age: its own, that of a death, or of the happening it names."""
    if _DIED.search(text):
        yield from (known.death,) if known.death else ()
        return
    dated = [at.when for at in mine if at.of != "birth" and at.when.kind == "year"]
    if dated:
        yield from dated[:1]
        return
    if _WHEN.search(text):
        yield from (
            at.when
            for at in theirs
            if at.when.kind == "year" and at.of not in {"birth", "death"} and named(text, at, topic)
        )


def named(text: str, at: Moment, topic: frozenset[str] = frozenset()) -> bool:
    """Tell whether a statement names a dated happening: by its verb, or by the name that stands before its date."""
    said = {word.casefold() for word in re.findall(r"[A-Za-z]+", text)}
    kinds = {of for of, words in data()["of"].items() if said & set(words)} - ({"death"} if topic else set())
    ahead = at.told[: at.told.rfind(at.when.text)][-30:]
    names = [word for word in re.findall(r"\b[A-Z][a-z]{2,}", ahead) if key(word) not in topic]
    return any(alike(of, at.of) for of in kinds) or any(word.casefold() in said for word in names)


def impossible(text: str, mine: Sequence[Moment], known: Life) -> Figure | None:
    """Return the date at which a statement has somebody do what only the living, and no infants, do."""
    words = {word.casefold() for word in re.findall(r"[A-Za-z]+", text)}
    if not words & set(data()["doing"]["words"]):
        return None
    for at in mine:
        if at.when.kind != "year" or at.of in {"birth", "death"} or inf in {at.when.high, -at.when.low}:
            continue
        if known.birth and at.when.high < known.birth.low + _CHILD * YEAR:
            return at.when
    return None
