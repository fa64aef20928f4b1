"""Leads: the prepositions before a wording of time, and how they widen what it means."""

import re
from datetime import date as day
from datetime import datetime, timedelta

from crosswire.extract.date.days import Period

SINCE, UNTIL, AFTER, BEFORE = "since", "until", "after", "before"
LEADS = re.compile(
    r"\b(since|until|till|by|after|before|from|between|through) (?:the )?(?:start of |beginning of )?$", re.IGNORECASE
)


def lead_of(text: str, start: int) -> str:
    """Return the preposition before a wording, the article between them left out."""
    found = LEADS.search(text[max(start - 30, 0) : start])
    return found.group(1).lower() if found else ""


def led(meant: Period, lead: str, today: day) -> Period | None:
    """Widen a period by the word before it: "since" reaches to publication, "until" begins there."""
    first, last = day_of(meant.from_), day_of(meant.to)
    if lead == SINCE and first <= today:
        return Period(first, today, meant.precision, "window")
    if lead == AFTER and meant.kind == "point" and last < today:
        return Period(last + timedelta(days=1), today, meant.precision, "window")
    if lead in {UNTIL, "till", "by"} and last > today:
        return Period(today, last, meant.precision, "window")
    if lead == BEFORE:
        return Period(today, last, meant.precision, "window") if last > today else None
    return meant


def day_of(at: day) -> day:
    """Return the day of a day or instant."""
    return at.date() if isinstance(at, datetime) else at
