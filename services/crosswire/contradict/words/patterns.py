"""The lists and patterns by which accounts are read, compiled once."""

import re
from functools import lru_cache
from typing import Any

from crosswire.contradict.words.lexicon import read


@lru_cache(maxsize=1)
def patterns() -> dict[str, Any]:
    """Return the patterns and lists of accounts, compiled."""
    found = read("accounts.toml")
    plain = {
        name: frozenset(found[name])
        for name in (
            "light",
            "performing",
            "unreal",
            "negations",
            "weak",
            "anybody",
            "endings",
            "strongholds",
            "resuming",
            "statements",
            "bare",
            "weapons",
            "tried",
            "stopping",
            "partial",
        )
    }
    rows = {
        name: tuple(re.compile(pattern, re.IGNORECASE) for pattern in found[name])
        for name in ("doers", "holders", "things")
    }
    folded = {
        "might",
        "denied",
        "own",
        "lacking",
        "contrast",
        "not_until",
        "limited",
        "parts",
        "partly_held",
        "shares_held",
        "some_of",
        "sides",
        "ordinals",
        "called",
        "invented",
        "failed",
        "shared_cause",
        "unknowing",
        "asked",
        "attempted",
        "running",
        "spread",
        "negative",
        "bounded",
        "loyal",
    }
    names = (
        *sorted(folded),
        "blamed",
        "claimed",
        "weekdays",
        "beside",
        "denies",
        "away",
        "there",
        "deed",
        "placed",
        "spots",
        "landmarks",
        "definite",
        "numbered",
        "ended",
        "begun",
        "aside",
        "doer_ends",
        "holder_ends",
        "thing_ends",
    )
    single = {name: re.compile(found[name], re.IGNORECASE if name in folded else 0) for name in names}
    rows["winners"] = tuple(re.compile(pattern.replace("@", found["name"])) for pattern in found["winners"])
    single |= {name: re.compile(found[name].replace("@", found["name"])) for name in ("champions", "beaten")}
    idioms = tuple((verb, re.compile(rf"\b(?:{said})\b")) for verb, said in found["idioms"].items())
    return plain | rows | single | {"idioms": idioms}
