"""A story page to its text and what it says of itself; trafilatura tells the text from what stands around it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from crosswire.poll import addresses, charsets, dates, markup, text

KEPT = frozenset({"script", "head", "title", "header"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a story page gives; text is cleaned, the title not part of it; empty or None is absent."""

    title: str = ""
    text: str = ""
    canonical_url: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None


def read_page(body: bytes, content_type: str, url: str) -> Page:
    """Read the HTML of a story page fetched from ``url`` ('' if unknown); an unreadable page gives an empty one."""
    tree = _tree(charsets.to_text(body, content_type))
    if tree is None:
        return Page(canonical_url=addresses.canonical(url))
    title, others = _title(tree), (str(tree.findtext(".//title") or ""), _meta(tree, "og:site_name"))
    canonical, language = _canonical(tree, url), tree.get("lang") or ""
    _prune(tree)
    found: Any = trafilatura.bare_extraction(
        tree, url=url or None, with_metadata=True, include_comments=False, include_tables=False, deduplicate=False
    )
    raw, author, date = (found.text or "", found.author or "", found.date or "") if found else ("", "", "")
    title = title or markup.one_line((found.title if found else "") or "")
    return Page(
        title=title,
        text=text.body(raw, title, *map(markup.one_line, others)),
        canonical_url=canonical,
        language=language,
        authors=tuple(name for name in map(markup.one_line, author.split(";")) if name),
        published_at=_published(tree) or dates.of_text(date),
    )


def _tree(page: str) -> lxml_html.HtmlElement | None:
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
        return lxml_html.document_fromstring(page.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _prune(tree: lxml_html.HtmlElement) -> None:
    """Drop what its class says is no text; script elements stay, as trafilatura reads an article's data from them."""
    whole = markup.text_length(tree)
    doomed = [element for element in tree.iter() if element.tag not in KEPT and markup.is_dropped(element, whole)]
    for element in doomed:
        if isinstance(element.tag, str) and element.getparent() is not None:
            element.drop_tree()


def _title(tree: lxml_html.HtmlElement) -> str:
    headings = [markup.one_line(str(h.text_content())) for h in tree.iter("h1")]
    said = _meta(tree, "og:title") or _meta(tree, "twitter:title")
    matching = [heading for heading in headings if heading and said.startswith(heading)]
    only = [heading for heading in headings if heading] if not said else []
    return (matching or only or [markup.one_line(said)])[0]


def _meta(tree: lxml_html.HtmlElement, name: str) -> str:
    found = tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
    return str(found[0]).strip() if isinstance(found, list) and found else ""


def _canonical(tree: lxml_html.HtmlElement, url: str) -> str:
    links = tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    said = str(links[0]) if isinstance(links, list) and links else _meta(tree, "og:url")
    return addresses.of_page(url, said) if url else addresses.canonical(said)


def _published(tree: lxml_html.HtmlElement) -> datetime | None:
    said = _meta(tree, "article:published_time") or _meta(tree, "datePublished")
    return dates.of_text(said)
