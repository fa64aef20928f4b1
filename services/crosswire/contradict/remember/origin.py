"""Origins: which articles are copies of one story, and the name of the origin of a group of copies.

Near-copies are found by MinHash with banding (Broder 1997; Leskovec, Rajaraman, Ullman, chapter 3): 16 bands of 4.
"""

from collections.abc import Iterable, Sequence

from crosswire.contradict.words.names import fold
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Extraction

BANDS, ROWS = 16, 4
# The share of equal minima from which two texts count as copies of one.
COPY = 0.5


def bands(signature: Sequence[int]) -> tuple[str, ...]:
    """Return the band keys of a signature: near-copies share at least one, nearly always; no signature has none."""
    return tuple(
        identify("band", band, *signature[band * ROWS : band * ROWS + ROWS])
        for band in range(min(BANDS, len(signature) // ROWS))
    )


def near(a: Sequence[int], b: Sequence[int]) -> bool:
    """Tell whether two signatures are of near-copies."""
    return bool(a) and len(a) == len(b) and sum(x == y for x, y in zip(a, b, strict=True)) >= COPY * len(a)


def credit(listing: Extraction) -> str:
    """Return whom an article credits; empty where it credits nobody."""
    return listing.credit.name if listing.credit else ""


def naming(copies: Iterable[Extraction]) -> Extraction:
    """Return which of near-copies their origin is named after: the earliest that gives a credit, else the earliest."""
    return min(copies, key=lambda found: (not credit(found), found.published_at, found.article_id, found.revision))


def name(outlet: str, credit: str = "") -> str:
    """Return the name of the origin of an article, or of the near-copies that are named after it."""
    return fold(credit or outlet)
