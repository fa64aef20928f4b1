"""The project's own gold set: claims found, right speaker, and each field of the claims found (tests/data/gold).

Gold and extracted claims are paired by the overlap of their contents' words, best first, each once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from crosswire import extract
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire_schemas import identity
from crosswire_schemas.codec import plain
from crosswire_schemas.records import Article, Outlet
from tests.bench.row import Row

GOLD = Path(__file__).parent.parent / "data" / "gold"
WORD = re.compile(r"\w+")
DETERMINERS = {"the", "a", "an", "its", "his", "her", "their"}
GOALS = {"speaker": 0.92, "fields": 0.80}
Pair = tuple[Mapping[str, Any], Mapping[str, Any] | None]


def words(text: str) -> frozenset[str]:
    """Return the words of ``text`` in lower case, without determiners."""
    return frozenset(WORD.findall(text.lower())) - DETERMINERS


def article(item: Mapping[str, Any]) -> Article:
    """Return the article of a file of the gold set."""
    text = f"{item['title']}\n\n{item['text']}"
    published = datetime.fromisoformat(item["published"])
    return Article(
        article_id=identity.identify("article", item["id"]),
        revision=1,
        outlet=Outlet(id=item["outlet"], name=item["outlet"]),
        url=f"urn:gold:{item['id']}",
        canonical_url=f"urn:gold:{item['id']}",
        title=item["title"],
        text=text,
        language="en",
        published_at=published,
        fetched_at=published,
        content_hash="0",
    )


@cache
def pairs(half: str) -> tuple[tuple[Pair, ...], int]:
    """Return every gold claim of ``half`` with the extracted one that matches it, and how many were extracted."""
    items = [orjson.loads(path.read_bytes()) for path in sorted((GOLD / half).glob("*.json"))]
    found = extract.split_all((article(item) for item in items), extract.load(gazetteer_file()))
    paired: list[Pair] = []
    extracted = 0
    for item, got in zip(items, found, strict=True):
        claims = [
            plain(claim) for claim in got.claims if min(s.start for s in claim.content.spans) >= len(item["title"])
        ]
        extracted += len(claims)
        paired += match(item["claims"], claims)
    return tuple(paired), extracted


def content(claim: Mapping[str, Any]) -> str:
    """Return the content of a gold claim as one text."""
    return claim["content"] if isinstance(claim["content"], str) else " ".join(claim["content"])


def match(golds: list[dict[str, Any]], claims: list[dict[str, Any]]) -> Iterator[Pair]:
    """Pair gold and extracted claims of one article by content, at least half of all words shared."""
    scored = sorted(
        (-len(g & c) / len(g | c), i, j)
        for i, g in enumerate(words(content(gold)) for gold in golds)
        for j, c in enumerate(words(claim["content"]["text"]) for claim in claims)
        if 2 * len(g & c) >= len(g | c) > 0
    )
    chosen: dict[int, int] = {}
    for _, i, j in scored:
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    for i, gold in enumerate(golds):
        yield gold, claims[chosen[i]] if i in chosen else None


def same_speaker(gold: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    """Tell whether a claim has the gold speaker, by its words or its canonical name."""
    speaker = claim["speaker"]
    if gold.get("cue") is None or "speaker" not in gold:
        return speaker["kind"] == gold["speaker_kind"]
    wanted = {words(gold["speaker"]), words(gold.get("speaker_canonical", gold["speaker"]))}
    return bool(wanted & {words(speaker.get("text", "")), words(speaker["canonical"])})


def _same(name: str) -> Callable[[Mapping[str, Any], Mapping[str, Any]], bool | None]:
    return lambda gold, claim: gold[name] == claim[name] if name in gold else None


def _interval(name: str) -> Callable[[Mapping[str, Any], Mapping[str, Any]], bool | None]:
    def same(gold: Mapping[str, Any], claim: Mapping[str, Any]) -> bool | None:
        if name not in gold:
            return None
        got = claim.get(name) or {}
        return all(str(got.get(end, ""))[:10] == gold[name][end] for end in ("from", "to"))

    return same


def _places(gold: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    got = [words(place["name"]) | words(place["text"]) for place in claim["places"]]
    return len(got) == len(gold["places"]) and all(any(words(name) <= g for g in got) for name in gold["places"])


def _quantities(gold: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    def bounds(quantities: Iterable[Mapping[str, Any]]) -> list[tuple[float, float]]:
        return sorted((q.get("low", -1), q.get("high", float("inf"))) for q in quantities)

    return bounds(gold["quantities"]) == bounds(claim["quantities"])


FIELDS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], bool | None]] = {
    "speaker kind": lambda gold, claim: gold["speaker_kind"] == claim["speaker"]["kind"],
    "force": lambda gold, claim: gold["force"] == claim["cue"]["force"],
    "quote": _same("quote"),
    "polarity": _same("polarity"),
    "modality": _same("modality"),
    "verification": lambda gold, claim: gold["verification"] == claim["verification"]["status"],
    "said on": _interval("said_on"),
    "happened on": _interval("happened_on"),
    "places": _places,
    "quantities": _quantities,
}


def rows(data: Path) -> Iterator[Row]:
    """Yield the figures of both halves; ``data`` is not read, the set is the project's own."""
    del data
    for half in ("dev", "held"):
        yield from _rows(half)


def _rows(half: str) -> Iterator[Row]:
    every, extracted = pairs(half)
    found = [(gold, claim) for gold, claim in every if claim is not None]
    name = f"gold {half}"
    yield Row(set=name, measure="claims found", value=len(found) / len(every), goal=None)
    yield Row(set=name, measure="claims right (of those extracted)", value=len(found) / extracted, goal=None)
    right = sum(same_speaker(gold, claim) for gold, claim in found) / len(found)
    outlets = sum(gold.get("cue") is None for gold, _ in found) / len(found)
    baseline = {"always the outlet": outlets}
    yield Row(set=name, measure="right speaker of those found", value=right, goal=GOALS["speaker"], baselines=baseline)
    answers = {
        field: [a for gold, claim in found if (a := same(gold, claim)) is not None] for field, same in FIELDS.items()
    }
    for field, given in answers.items():
        yield Row(set=name, measure=field, value=sum(given) / max(1, len(given)), goal=GOALS["fields"])
    whole = [all(same(g, c) is not False for same in FIELDS.values()) and same_speaker(g, c) for g, c in found]
    yield Row(set=name, measure="right in every field", value=sum(whole) / len(found), goal=GOALS["fields"])
