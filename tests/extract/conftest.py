"""What the tests of extraction share: the pipeline, loaded once, and articles made from a text."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from spacy.language import Language

from crosswire.extract import Extracted, load, split
from crosswire_schemas.records import Article, Claim, Outlet

AT = datetime(2025, 1, 6, 12, tzinfo=UTC)
Make = Callable[..., Article]
Split = Callable[..., Extracted]
Claims = Callable[[str], tuple[Claim, ...]]


@pytest.fixture(scope="session")
def nlp(gazetteer: Path) -> Language:
    return load(gazetteer)


@pytest.fixture(scope="session")
def make() -> Make:
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
            "published_at": AT,
            "fetched_at": AT,
            "content_hash": "0" * 32,
        }
        return Article(**(made | fields))  # type: ignore[arg-type]

    return article


@pytest.fixture(scope="session")
def extracted(nlp: Language, make: Make) -> Split:
    def run(text: str, title: str = "") -> Extracted:
        return split(make(text, title), nlp)

    return run


@pytest.fixture(scope="session")
def claims(extracted: Split) -> Claims:
    def run(text: str) -> tuple[Claim, ...]:
        return extracted(text).claims

    return run
