"""Feeds behind the address of a site: what its page links as feeds, then what sites usually call them."""

from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from crosswire.poll import charsets, markup, patterns


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An address at which a feed may be, and the title under which the page links it."""

    url: str
    title: str = ""


def feed_links(body: bytes, content_type: str, url: str) -> tuple[FeedLink, ...]:
    """Return where the feed of the page at ``url`` may be, the likeliest first; feeds of comments come last."""
    tree = _tree(charsets.to_text(body, content_type))
    base = url
    links: list[FeedLink] = []
    if tree is not None:
        base = urljoin(url, (tree.xpath("string(//base/@href)") or "").strip())
        links = [*_declared(tree, base), *_anchors(tree, base)]
    links += [FeedLink(urljoin(base, path)) for path in patterns.table("discovery")["usual_paths"]]
    unique: dict[str, FeedLink] = {}
    for link in links:
        unique.setdefault(link.url, link)
    return tuple(sorted((link for link in unique.values() if link.url), key=_is_secondary))


def _tree(page: str) -> lxml_html.HtmlElement | None:
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
        return lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _declared(tree: lxml_html.HtmlElement, base: str) -> list[FeedLink]:
    types = patterns.words("discovery", "types")
    return [
        FeedLink(markup.web_address(link.get("href") or "", base), markup.one_line(link.get("title") or ""))
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and (link.get("type") or "").split(";")[0].strip().lower() in types
    ]


def _anchors(tree: lxml_html.HtmlElement, base: str) -> list[FeedLink]:
    expression = patterns.whole("discovery", "anchors")
    found = ((link, markup.web_address(link.get("href") or "", base)) for link in tree.iter("a"))
    return [FeedLink(url, markup.one_line(str(link.text_content()))) for link, url in found if expression.match(url)]


def _is_secondary(link: FeedLink) -> bool:
    return any(word in f"{link.url} {link.title}".lower() for word in patterns.table("discovery")["secondary"])
