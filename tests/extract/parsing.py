"""Articles made from a text, and their parse, by one pipeline for all tests of extraction."""

from datetime import UTC, datetime
from functools import cache

from spacy.language import Language

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract import load
from crosswire.extract.read.document import Reading
from crosswire.extract.read.parse import read
from crosswire_schemas.records import Article, Outlet

SUNDAY = datetime(2025, 1, 5, 12, tzinfo=UTC)


@cache
def pipeline() -> Language:
    return load(gazetteer_file())


def article(text: str, title: str = "", **fields: object) -> Article:
    made: dict[str, object] = {
        "article_id": "0" * 32,
        "revision": 1,
        "outlet": Outlet(id="test", name="The Test"),
        "url": "",
        "canonical_url": "",
        "title": title,
        "text": f"{title}\n\n{text}" if title else text,
        "language": "en",
        "published_at": SUNDAY,
        "fetched_at": SUNDAY,
        "content_hash": "0" * 32,
    }
    return Article(**(made | fields))  # type: ignore[arg-type]


def parsed(text: str, published: datetime = SUNDAY) -> Reading:
    return read(article(text, published_at=published), pipeline())
