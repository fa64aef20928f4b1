"""Sitemaps of news (https://www.google.com/schemas/sitemap-news/0.9/): addresses with title and publication date."""

from lxml import etree  # type: ignore[import-untyped]

from crosswire.poll import dates, markup
from crosswire.poll.entries import Document, Entry, NotAFeed
from crosswire.poll.settings import PollSettings


def read(body: bytes, settings: PollSettings) -> Document:
    """Read a news sitemap. Raises ``NotAFeed`` for an index of sitemaps, or where no address carries news."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise NotAFeed("not_a_feed", f"a sitemap that cannot be read: {error}") from error
    if root is None or str(root.tag).endswith("sitemapindex"):
        raise NotAFeed("not_a_feed", "an index of sitemaps; add the address of one sitemap of news that it lists")
    pages = root.xpath("//*[local-name()='url'][*[local-name()='news']]")
    if not pages:
        raise NotAFeed("not_a_feed", "a sitemap without news: elements")
    date = dates.reader()
    entries = (_entry(page, date) for page in pages[: settings.max_entries])
    return Document(
        format="sitemap",
        title=_first(root, ".//*[local-name()='publication']/*[local-name()='name']"),
        language=_first(root, ".//*[local-name()='publication']/*[local-name()='language']"),
        entries=tuple(entries),
        over_cap=max(0, len(pages) - settings.max_entries),
    )


def _entry(page: etree._Element, date: dates.Reader) -> Entry:
    link = markup.web_address(_first(page, "./*[local-name()='loc']"), "")
    keywords = _first(page, ".//*[local-name()='keywords']")
    return Entry(
        guid=link,
        link=link,
        title=_first(page, ".//*[local-name()='news']/*[local-name()='title']"),
        tags=tuple(word.strip() for word in keywords.split(",") if word.strip()),
        language=_first(page, ".//*[local-name()='language']"),
        published_at=date(_first(page, ".//*[local-name()='publication_date']")),
        updated_at=date(_first(page, "./*[local-name()='lastmod']")),
    )


def _first(element: etree._Element, path: str) -> str:
    found = element.xpath(path)
    return markup.one_line("".join(found[0].itertext())) if isinstance(found, list) and found else ""
