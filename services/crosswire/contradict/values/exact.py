"""Exact forms: names, places and figures as they are stored, so that a stored row is a function of its id alone."""

from dataclasses import replace

from crosswire.contradict.values.numbers import Counted
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.names import nation
from crosswire_schemas.records import Party, Place


def place(found: Place) -> Place:
    """Return a place without where and how it was written; its direction, which moves it, stays."""
    return replace(found, text=found.name, start=0, end=len(found.name), confidence=1.0)


def name(written: str) -> str:
    """Return a state, its people and its forces by the state's name; else the name without spare blanks."""
    state = nation(written)
    return state.title() if state in lexicon().states else " ".join(written.split())


def doer(written: str, party: Party | None) -> tuple[str, str, str]:
    """Return a doer's name, kind and country; the latter two empty where ``party`` is not who is named."""
    known = party is not None and written.casefold() in party.canonical.casefold()
    if party is None or not known:
        return name(written), "", ""
    return name(written), "person" if party.kind == "person" else "", party.country or ""


def figure(found: Counted) -> str:
    """Return a number's bounds in words, a measure in the largest unit that leaves at least one."""
    if found.unit == "score":
        return found.text
    ends = [end for end in (found.low, found.high) if end is not None]
    unit, factor = _largest(found.about, max(map(abs, ends), default=0.0))
    said = " to ".join(dict.fromkeys(plain(end / factor) for end in ends))
    return f"{said} {unit}s" if unit else said


def _largest(kind: str, value: float) -> tuple[str, float]:
    fitting = [
        (factor, unit) for unit, (about, _, factor) in lexicon().measures.items() if about == kind and value >= factor
    ]
    base = [(1.0, unit) for about, unit, _ in lexicon().measures.values() if about == kind]
    factor, unit = max(fitting or base, default=(1.0, ""))
    return unit, factor


def plain(value: float) -> str:
    """Return a figure as it is printed: thousands parted, at most two decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
