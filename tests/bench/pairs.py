"""Pairs of passages, compared as ``crosswire compare`` does: split in batches, then set against each other."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from crosswire import extract
from crosswire.cli.articles import make
from crosswire.contradict import Comparison, compare
from crosswire.edges.gazetteer_file import gazetteer_file

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def compared(pairs: Sequence[tuple[str, str]]) -> Iterator[Comparison]:
    """Yield what each pair of passages is to each other."""
    texts = [
        make(text=text, title="", name=name, outlet=name, published=NOW, url=f"urn:pair:{number}:{name}", now=NOW)
        for number, pair in enumerate(pairs)
        for name, text in zip("AB", pair, strict=True)
    ]
    found = extract.split_all(texts, extract.load(gazetteer_file()))
    for (one, other), (a, b) in zip(zip(found, found, strict=True), pairs, strict=True):
        yield compare(one.claims, other.claims, a, b)
