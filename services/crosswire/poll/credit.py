"""The agency or first publisher that a text itself names (data/credits.toml)."""

import re
from collections.abc import Iterator
from functools import cache

from crosswire.poll import patterns
from crosswire_schemas.records import Credit, Span

KINDS = ("dateline", "first", "line", "contributed")


@cache
def _agencies() -> dict[str, str]:
    return {alias: name for name, aliases in patterns.table("credits")["agencies"].items() for alias in aliases}


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    table = patterns.table("credits")["expressions"]
    agency = "|".join(re.escape(alias) for alias in sorted(_agencies(), key=len, reverse=True))
    lines = (line for kind in KINDS for line in patterns.lines(table[kind]))
    filled = (line.replace("{agency}", f"(?:{agency})").replace("{name}", table["name"]) for line in lines)
    return tuple(re.compile(line, re.MULTILINE) for line in filled)


def of_text(text: str) -> Credit | None:
    """Return the first credit in ``text``: datelines go before first publishers, these before contributors."""
    match = next(_matches(text), None)
    if match is None:
        return None
    named = match.group("name").rstrip(".")
    start, end = match.span()
    start = max(start, text.rfind("\n", 0, match.start("name")) + 1)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    evidence = text[start:end].rstrip()
    name = _agencies().get(named, named)
    return Credit(name=name, evidence=Span(text=evidence, start=start, end=start + len(evidence)))


def _matches(text: str) -> Iterator[re.Match[str]]:
    for expression in _expressions():
        match = expression.search(text)
        if match:
            yield match
