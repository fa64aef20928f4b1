"""What ``compare`` does: both passages split as articles of two outlets, their claims compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crosswire import contradict
from crosswire.cli.articles import BadInput, Given, instant, make, parsed
from crosswire.cli.pool import split_in_order
from crosswire.cli.second_opinion import opinion_of
from crosswire.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two passages, when they were written and by whom."""

    id: Any
    a: str
    b: str
    a_date: datetime | None = None
    b_date: datetime | None = None
    a_outlet: str | None = None
    b_outlet: str | None = None


def pair_of_line(line: bytes | None, _where: str) -> Pair:
    """Return the pair on a JSON line. Raises ``BadInput``."""
    value = parsed(line)
    texts = {name: value.get(name) for name in ("a", "b", "a_date", "b_date", "a_outlet", "b_outlet")}
    for name, text in texts.items():
        if not isinstance(text, str) and (name in {"a", "b"} or text is not None):
            raise BadInput(f'the field "{name}" must be a string')
    dates = {name: instant(str(texts[name])) if texts[name] else None for name in ("a_date", "b_date")}
    return Pair(id=value.get("id"), **(texts | dates))  # type: ignore[arg-type]


def verdicts(pairs: Iterator[Pair], settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "verdict", "type"?, "score", "explanation"}`` for each pair, in order."""
    held: list[Pair] = []
    opinion = opinion_of(settings)
    sides = split_in_order(_sides(pairs, held), settings)
    for left, right in zip(sides, sides, strict=True):
        pair = held.pop(0)
        texts = (left[0].article.text, right[0].article.text)
        found = contradict.compare(left[1].claims, right[1].claims, *texts, opinion=opinion)
        kind = {"type": found.type} if found.type else {}
        named = {"id": pair.id} if pair.id is not None else {}
        yield named | {"verdict": found.verdict} | kind | {"score": found.score, "explanation": found.explanation}


def _sides(pairs: Iterator[Pair], held: list[Pair]) -> Iterator[Given]:
    now = datetime.now(UTC)
    for pair in pairs:
        held.append(pair)
        # Both on one day where one date alone is known: undated passages are given as speaking of one time.
        dates = (pair.a_date or pair.b_date, pair.b_date or pair.a_date)
        for name, text, outlet, date in zip(
            ("A", "B"), (pair.a, pair.b), (pair.a_outlet, pair.b_outlet), dates, strict=True
        ):
            article = make(text=text, title="", name=name, outlet=outlet, published=date, url=None, now=now)
            yield Given(id=pair.id, article=article)
