"""The project's own gold set: right speaker, and every field right, over all claims that a careful editor finds.

Speakers are compared without determiners and case, contents by token overlap of at least four tenths.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract import load, split_all
from crosswire_schemas.records import Article, Claim, Interval
from tests.bench.article import article
from tests.bench.row import Row

GOLD = Path(__file__).parents[1] / "data" / "gold"
OVERLAP = 0.4
FIELDS = ("speaker_kind", "force", "quote", "polarity", "modality", "verification")
GIVEN = ("said_on", "happened_on", "places", "quantities")  # scored where the gold set gives them
MEASURES = frozenset(
    {"percent", "times", "minute", "hour", "day", "week", "month", "year", "metre", "kilometre", "mile", "megawatt"}
    | {"kilometre per hour"}
)
DETERMINER = re.compile(r"^(?:the|a|an) ")
Told = Mapping[str, Any]


def rows(data: Path, *parts: str) -> list[Row]:
    """Measure ``split`` on ``parts`` of ``tests/data/gold``, by default dev, later and held; ``data`` is not needed."""
    return [row for part in parts or ("dev", "later", "held") for row in _rows(part)]


def _rows(part: str) -> list[Row]:
    found = [json.loads(path.read_text("utf-8")) for path in sorted((GOLD / part).glob("*.json"))]
    figures: Counter[str] = Counter()
    for told, got in zip(found, split_all(map(_article, found), load(gazetteer_file())), strict=True):
        _count(figures, told["claims"], got.claims)
    every, name = figures["gold"], f"own gold set, {part}"
    outlets = figures["outlet"] / every
    return [
        Row(set=name, measure="claims found", value=figures["found"] / every, goal=None),
        Row(
            set=name,
            measure="right speaker",
            value=figures["speaker"] / every,
            goal=0.92,
            baselines={"always the outlet": outlets},
        ),
        Row(set=name, measure="right in every field", value=figures["all"] / every, goal=0.80),
        Row(set=name, measure="claims that nobody made", value=figures["extra"] / figures["got"], goal=None),
        *(
            Row(
                set=name,
                measure=f"of claims found, right {field}",
                value=figures[field] / figures[f"{field} told"],
                goal=None,
            )
            for field in (*FIELDS, *GIVEN)
        ),
    ]


def _count(figures: Counter[str], told: Sequence[Told], got: Sequence[Claim]) -> None:
    pairs = dict(_pairs(told, got))
    figures["gold"] += len(told)
    figures["got"] += len(got)
    figures["found"] += len(pairs)
    figures["extra"] += len(got) - len(pairs)
    figures["outlet"] += sum(claim.get("speaker_kind") == "outlet" for claim in told)
    for number, other in pairs.items():
        right = _speaker(told[number], got[other])
        figures["speaker"] += right
        figures["all"] += right and _fields(told[number], got[other])
        for field, value in _values(got[other]).items():
            if field in FIELDS or field in told[number]:
                figures[f"{field} told"] += 1
                figures[field] += _value(told[number].get(field)) == value


def _pairs(told: Sequence[Told], got: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Yield which gold claim is which of ours, the best overlaps first."""
    scored = [(_likeness(one, other), -i, -j) for i, one in enumerate(told) for j, other in enumerate(got)]
    left, right = set[int](), set[int]()
    for likeness, i, j in sorted(scored, reverse=True):
        if likeness >= OVERLAP and -i not in left and -j not in right:
            left.add(-i)
            right.add(-j)
            yield -i, -j


def _likeness(told: Told, got: Claim) -> float:
    one, other = _tokens(_content(told)), _tokens(got.content.text)
    overlap = sum((one & other).values()) / max(sum((one | other).values()), 1)
    if overlap < OVERLAP:
        return 0.0
    same_cue = (told["cue"] or "").casefold().split()[-1:] == (got.cue.text or "").casefold().split()[-1:]
    return overlap + 0.3 * same_cue + 0.1 * ((told.get("speaker_kind") == "outlet") == (got.speaker.kind == "outlet"))


def _content(told: Told) -> str:
    return " ".join(told["content"]) if isinstance(told["content"], list) else str(told["content"])


def _tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def _speaker(told: Told, got: Claim) -> bool:
    if told.get("speaker_kind") == "outlet":
        return got.speaker.kind == "outlet"
    if not told.get("speaker"):
        return got.speaker.kind == "anonymous" and got.speaker.start is None
    words = _bare(told["speaker"]) == _bare(got.speaker.text)
    return words or _bare(told["speaker_canonical"]) == _bare(got.speaker.canonical)


def _fields(told: Told, got: Claim) -> bool:
    values = _values(got)
    return all(told[field] == values[field] for field in FIELDS) and (
        _tokens(_content(told)) == _tokens(got.content.text)
    )


def _values(got: Claim) -> dict[str, object]:
    return {
        "speaker_kind": got.speaker.kind,
        "force": got.cue.force,
        "quote": got.quote,
        "polarity": got.polarity,
        "modality": got.modality,
        "verification": got.verification.status,
        "said_on": _days(got.said_on),
        "happened_on": _days(got.happened_on),
        "places": Counter(place.name for place in (*got.places, *got.unlisted)),
        "quantities": Counter((item.low, item.high, _unit(item.unit)) for item in got.quantities),
    }


def _value(told: Any) -> object:
    """Return a gold value as ``_values`` gives it: times by day, places by name, quantities by interval and unit."""
    if isinstance(told, Mapping):
        return told["from"][:10], told["to"][:10]
    if isinstance(told, list):
        return Counter(
            item if isinstance(item, str) else (item.get("low"), item.get("high"), _unit(item["unit"])) for item in told
        )
    return told


def _days(at: Interval | None) -> tuple[str, str] | None:
    return (str(at.from_)[:10], str(at.to)[:10]) if at else None


def _unit(unit: str) -> str:
    """Return a unit of measure or money; what is counted in things, however they are named, is a count."""
    return unit if unit in MEASURES or unit.isupper() else "count"


def _bare(name: str | None) -> str:
    return DETERMINER.sub("", (name or "").casefold()).strip()


def _article(told: Told) -> Article:
    published = datetime.fromisoformat(told["published"])
    return article(told["text"], title=told["title"], outlet=told["outlet"], published=published)
