"""The touchstone article, read as a careful editor reads it: by offsets, since its text is not ours to ship."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract import load, split
from crosswire_schemas.records import Claim
from tests.bench.article import article
from tests.bench.row import Row

SET = "touchstone article"
FILE = "kursk-2025-01-05.txt"
AT = datetime(2025, 1, 5, 18, tzinfo=UTC)
OUTLET = "The outlet"
# Where the content begins and ends, speaker, force, verification.
EXPECTED = (
    (59, 137, "Andrii Kovalenko", "allege", "unverified"),
    (310, 342, "Russian pro-war Telegram channels", "assert", "unverified"),
    (387, 489, "Russian Defense Ministry", "assert", "unverified"),
    (605, 825, OUTLET, "assert", "not_stated"),
    (932, 1065, "Roman Alekhin", "allege", "not_stated"),
    (1086, 1166, "Roman Alekhin", "assert", "not_stated"),
    (1189, 1304, "Andrii Kovalenko", "assert", "not_stated"),
    (1307, 1366, "Andrii Yermak", "assert", "not_stated"),
    (1485, 1519, "Ukrainian Armed Forces", "non_report", "not_stated"),
    (1592, 1663, "Alexander Khinshtein", "assert", "not_stated"),
    (1766, 1881, OUTLET, "assert", "not_stated"),
    (1884, 1935, OUTLET, "assert", "not_stated"),
    (1939, 2053, OUTLET, "allege", "not_stated"),
    (2093, 2247, "White House", "assert", "not_stated"),
)


def rows(data: Path) -> list[Row]:
    """Compare the claims of ``data``/../seed's article with those expected."""
    text = (data.parent / "seed" / FILE).read_text("utf-8")
    got = Counter(map(_told, split(article(text, outlet=OUTLET, published=AT), load(gazetteer_file())).claims))
    right = sum((got & Counter(EXPECTED)).values())
    f1 = 2 * right / (sum(got.values()) + len(EXPECTED))
    return [Row(set=SET, measure="claims right in content, speaker, force, verification, F1", value=f1, goal=1.0)]


def _told(claim: Claim) -> tuple[int, int, str, str, str]:
    spans = claim.content.spans
    return spans[0].start, spans[-1].end, claim.speaker.canonical, claim.cue.force, claim.verification.status
