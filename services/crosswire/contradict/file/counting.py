"""Counting: the numbers of a claim, as they were read and as they stand."""

import re

from crosswire.contradict.passages.figures import figures
from crosswire.contradict.retold import Figure
from crosswire.contradict.values import exact
from crosswire.contradict.values.numbers import Counted, counted, score, settled
from crosswire.contradict.values.numbers import part as counts_part
from crosswire.contradict.values.slots import Facts, part_of

# What is added is added again and again.
_ADDED = re.compile(r"(?:an?\s+)?(?:another|additional|further|extra|more)\b", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d.,-])(\d{1,2})[-–](\d{1,2})(?![\d.,-]*\d)")
_PLAYED = re.compile(
    r"\b(?:beat|won|wins?|winning|lost|defeat\w*|drew|draw|victory|score\w*|led|lead\w*|match|game|tie|final)\b"
)
_AGE = re.compile(r"\b\d{1,3}[- ]years?[- ]old\b", re.IGNORECASE)
# "Flight 12" counts no flights.
_CALLED = re.compile(
    r"\b(?:flight|train|tram|bus|route|line|reactor|unit|gate|room|highway|motorway|platform|block|apartment|pier|article|"
    r"chapter|number|no\.|section|ward|channel|stage|phase|day|page|case|aged?) \d+\b",
    re.IGNORECASE,
)
# A time by the clock is no number of anything.
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b", re.IGNORECASE)
# A time by the stop watch: "won in 2:09:47".
_WATCHED = re.compile(
    r"\b(?:in|after|of|clock(?:ed|ing)) (?:just |only |about )?((\d{1,2}):([0-5]\d):([0-5]\d))(?![:\d])"
)
_KINDS = frozenset({"number", "percent", "money"})


def numbers(base: Facts) -> tuple[Figure, ...]:
    """Return the numbers that were read in a claim, and a score of a game as one."""
    found_all = tuple(counted(base.claim, part_of(base)))
    goals = _SCORE.findall(base.claim.content.text)
    if (
        len(goals) == 1
        and not any(found.unit == "score" for found in found_all)
        and _PLAYED.search(base.claim.content.text)
    ):
        found_all = (*found_all, score(goals[0]))
    found_all = (*found_all, *map(_lasted, _WATCHED.findall(base.claim.content.text)))
    return tuple(
        Figure(
            about=found.about,
            unit=found.unit,
            scope=found.scope,
            low=found.low,
            high=found.high,
            low_open=found.low_open,
            high_open=found.high_open,
            words=exact.figure(found),
        )
        for found in found_all
        if not (found.unit.isupper() and _ADDED.match(found.text))
    )


def _lasted(found: tuple[str, str, str, str]) -> Counted:
    """Return a time by the stop watch in minutes."""
    text, hours, minutes, seconds = found
    value = 60 * int(hours) + int(minutes) + int(seconds) / 60
    return Counted(
        about="duration", unit="minute", scope="", low=value, high=value, low_open=False, high_open=False, text=text
    )


def plain(text: str) -> tuple[Figure, ...]:
    """Return the numbers as they stand in the text, by the nouns beside them, for where no quantity was read."""
    if not settled(text):
        return ()
    return tuple(
        Figure(about=" ".join(found.of), unit=found.kind, scope="", low=found.low, high=found.high, words=found.text)
        for found in figures(_CALLED.sub(" ", _AGE.sub(" ", _CLOCK.sub(" ", text))))
        if found.kind in _KINDS and (found.of or found.kind != "number") and not counts_part(text, found.text)
    )
