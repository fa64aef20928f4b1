"""Builds the article record of an entry: the one place where feeds and pages become what flows."""

from dataclasses import dataclass
from datetime import datetime

from crosswire.poll import credit, dates, language, signature, text
from crosswire.poll.entries import Entry
from crosswire.poll.feeds import ArticleHead, Feed, SeenEntry
from crosswire.poll.pages import Page
from crosswire.poll.settings import PollSettings
from crosswire_schemas.identity import content_hash
from crosswire_schemas.records import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article's content before it has an id and a revision; ``text`` is title, blank line, body."""

    title: str
    text: str
    body: str
    language: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: "Published"
    updated_at: datetime | None
    from_page: bool
    page_title: str


@dataclass(frozen=True, slots=True)
class Published:
    """The dates that the sources give; called with now, it is the first that can be, else now."""

    said: tuple[datetime | None, ...]

    def __call__(self, now: datetime) -> datetime:
        """Return the date of publication as far as it can be believed at ``now``."""
        return dates.plausible(self.said, now) or now


def draft(entry: Entry, page: Page | None, seen: SeenEntry | None, settings: PollSettings) -> Draft:
    """Take title and body from the entry, or the body from its page where that has more to say."""
    title = _title(entry, page, seen)[: settings.max_title]
    listed = text.body(entry.text, title)
    from_page = bool(page and len(page.text) >= len(listed) and page.text)
    body = _cut(page.text if page and from_page else listed, settings.max_text - len(title) - 2)
    whole = text.whole(title, body)
    return Draft(
        title=title,
        text=whole,
        body=body,
        language=language.of_text(whole, entry.language or (page.language if page else "")),
        authors=(entry.authors or (page.authors if page else ()))[: settings.max_list],
        tags=entry.tags[: settings.max_list],
        published=Published((entry.published_at, page.published_at if page else None, entry.updated_at)),
        updated_at=entry.updated_at,
        from_page=from_page,
        page_title=page.title if page else (seen.page_title if seen else ""),
    )


def _title(entry: Entry, page: Page | None, seen: SeenEntry | None) -> str:
    """The feed's title; where only the page was looked at again, the page's once it differs from what it was."""
    if page and seen and not entry.text and seen.page_title and page.title not in ("", seen.page_title):
        return page.title
    return entry.title or (page.title if page else "")


def _cut(body: str, limit: int) -> str:
    if len(body) <= limit:
        return body
    end = body.rfind("\n\n", 0, limit)
    return body[: end if end > 0 else limit]


def article(
    feed: Feed,
    article_id: str,
    seen: SeenEntry,
    draft: Draft,
    *,
    head: ArticleHead | None,
    changed: tuple[str, ...],
    now: datetime,
) -> Article:
    """Return the article record that follows ``head``."""
    updated = dates.plausible((draft.updated_at,), now)
    return Article(
        article_id=article_id,
        revision=head.revision + 1 if head else 1,
        outlet=feed.outlet,
        feed_url=feed.url,
        url=seen.url,
        canonical_url=seen.canonical_url,
        title=draft.title,
        text=draft.text,
        language=draft.language,
        authors=draft.authors,
        tags=draft.tags,
        published_at=seen.published_at,
        updated_at=updated if updated and updated > seen.published_at else None,
        fetched_at=now,
        content_hash=content_hash(draft.title, draft.text),
        signature=signature.of_body(draft.body),
        credit=credit.of_text(draft.text),
        changed=changed,
    )


def withdrawal(feed: Feed, seen: SeenEntry, head: ArticleHead, now: datetime) -> Article:
    """Return the revision that says that an article was taken back."""
    return Article(
        article_id=seen.article_id,
        revision=head.revision + 1,
        outlet=feed.outlet,
        feed_url=feed.url,
        url=seen.url,
        canonical_url=seen.canonical_url,
        title=seen.title,
        language=seen.language,
        published_at=seen.published_at,
        fetched_at=now,
        content_hash=content_hash(seen.title, ""),
        changed=("text",),
        withdrawn=True,
    )


def head(article: Article) -> ArticleHead:
    """Return what is remembered of a published revision."""
    return ArticleHead(article_id=article.article_id, revision=article.revision, content_hash=article.content_hash)
