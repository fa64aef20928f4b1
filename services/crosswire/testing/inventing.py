"""Articles for tests, made of a title and a body, with every field as the poller would set it."""

import re
from datetime import UTC, datetime

from crosswire.poll import credit, language, signature
from crosswire.poll.text import whole
from crosswire_schemas import identity
from crosswire_schemas.records import Article, Outlet

PUBLISHED = datetime(2025, 6, 10, 12, tzinfo=UTC)


def article(
    title: str,
    body: str,
    *,
    outlet: str = "Invented Times",
    country: str | None = None,
    page: str | None = None,
    published_at: datetime = PUBLISHED,
    fetched_at: datetime | None = None,
    revision: int = 1,
) -> Article:
    """Return the article that ``outlet`` published; the same arguments give the same article, whenever it is.

    ``page`` is the last part of its address, by default of the title: a later ``revision`` of an article has another
    title or body on the same page. ``fetched_at`` is ``published_at`` unless it is given.
    """
    outlet_id, text = _slug(outlet), whole(title, body)
    url = f"https://{outlet_id}.example/{page or _slug(title)}"
    return Article(
        article_id=identity.article_id(outlet_id, url),
        revision=revision,
        outlet=Outlet(id=outlet_id, name=outlet, country=country),
        url=url,
        canonical_url=url,
        title=title,
        text=text,
        language=language.of_text(text, ""),
        published_at=published_at,
        fetched_at=fetched_at or published_at,
        content_hash=identity.content_hash(title, text),
        signature=signature.of_body(body),
        credit=credit.of_text(text),
    )


def _slug(text: str) -> str:
    return "-".join(re.findall(r"\w+", text.casefold()))
