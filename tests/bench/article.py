"""An article made from a bare text of a published set."""

from datetime import UTC, datetime

from crosswire_schemas.records import Article, Outlet

SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)


def article(text: str, *, title: str = "", outlet: str = "bench", published: datetime = SOME_DAY) -> Article:
    """Return ``text``, under ``title`` where there is one, as an outlet's article of the day ``published``."""
    return Article(
        article_id="0" * 32,
        revision=1,
        outlet=Outlet(id="bench", name=outlet),
        url="",
        canonical_url="",
        title=title,
        text=f"{title}\n\n{text}" if title else text,
        language="en",
        published_at=published,
        fetched_at=published,
        content_hash="0" * 32,
    )
