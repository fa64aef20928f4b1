"""Accounting: files a claim as an account by its own words, under the week in which it was told."""

from collections.abc import Iterator

from crosswire.contradict.file.gist import gist
from crosswire.contradict.file.questions import filed, subject_of
from crosswire.contradict.rows import Answer, Filing
from crosswire.contradict.values import days
from crosswire.contradict.values.slots import Facts

# Names and words, together, of an account.
_LEAST = 2


def account(base: Facts) -> Iterator[Filing]:
    """Yield the claim as an account by its own words, unless it says too little to know what it is of."""
    found = gist(base)
    if len({*found.names, *found.voice, *found.speaker, *found.scene}) + len(found.words) >= _LEAST:
        day = base.claim.published_at.date()
        week = days.weeks(day, day)[0]
        subject = subject_of(base, "denial", "account", actor="", target="", object="", told=week, gist=found)
        value, words = ("no", "denied") if found.denied else ("yes", "affirmed")
        yield filed(base, subject, Answer(value=value, words=words))
