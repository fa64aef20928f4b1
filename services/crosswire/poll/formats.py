"""Bytes to a feed document, by what the bytes are, whatever the server calls them."""

import re
from urllib.parse import urlsplit

from crosswire.poll import charsets, json_feed, sitemap, syndication
from crosswire.poll.entries import Document, NotAFeed
from crosswire.poll.settings import PollSettings

_ROOT = re.compile(rb"<\s*(?:[\w.-]+:)?(html|head|body|rss|feed|rdf|channel|urlset|sitemapindex)[\s/>]", re.I)
_NOT_ROOT = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!doctype\s+(?!html)[^>]*>", re.I | re.S)
_DOCTYPE = re.compile(rb"\s*<!doctype\s+html", re.I)
_FEED_START = re.compile(rb"<\?xml[^>]*\?>|<(?:rss|feed|rdf:RDF|urlset)[\s>]", re.I)
SNIFFED = 64 * 1024


def read_feed(body: bytes, content_type: str, feed_url: str, settings: PollSettings) -> Document:
    """Read ``body`` as fetched from ``feed_url``. Raises ``NotAFeed`` with its kind where it is no feed."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:SNIFFED]
    if not start:
        raise NotAFeed("empty", "nothing but white space")
    if start[:1] in (b"{", b"["):
        return json_feed.read(charsets.to_text(body, content_type), feed_url, settings)
    if _is_binary(body):
        raise NotAFeed("not_a_feed", f"binary data, beginning {start[:8].hex(' ')}")
    kind = root_of(body)
    if kind == "html":
        raise NotAFeed("html_page", "an HTML page")
    if kind in ("urlset", "sitemapindex"):
        return sitemap.read(body, settings)
    return syndication.read(*charsets.settle(_from_start(body), content_type), base=_web(feed_url), settings=settings)


def root_of(body: bytes) -> str:
    """Name the root element, as far as it matters here: ``html``, ``rss``, ``feed``, ``rdf``, ``urlset``, … or ''."""
    if body.startswith(charsets.BOMS[1:]) or b"\x00" in body[:8]:
        body = charsets.to_text(body, "").encode()
    start = _NOT_ROOT.sub(b"", body[:SNIFFED])
    found = _ROOT.search(start)
    name = found.group(1).lower().decode() if found else ""
    return "html" if name in ("head", "body") or (not name and _DOCTYPE.match(start)) else name


def _is_binary(body: bytes) -> bool:
    wide = body.startswith(charsets.BOMS[1:]) or body[:4].count(0) >= 2 or body[:2] in (b"\x00<", b"<\x00")
    return b"\x00" in body[:1024] and not wide and b"<" not in body[:256].replace(b"\x00", b"")[:1]


def _from_start(body: bytes) -> bytes:
    """Cut what a broken server printed before the feed: white space, warnings of a script."""
    found = _FEED_START.search(body, 0, SNIFFED)
    before = body[: found.start()] if found else b""
    junk = before.strip() and b"<!--" not in before and not before.startswith(charsets.BOMS)
    return body[len(before) :] if junk or (before and not before.strip()) else body


def _web(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
