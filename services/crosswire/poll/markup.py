"""Markup to plain text: titles, and the paragraphs of a fragment of HTML without what is no text of the article."""

import html
import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from crosswire.poll import patterns

_TAG = re.compile(r"<(?:/?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?|!--.*?--)>", re.S)
_CODE = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.I | re.S)
_REFERENCE = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|quot|apos|nbsp|[lr][sd]quo|hellip|[mn]dash);", re.I)
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\s*\n\s*\n\s*")
_ENDED = re.compile(r"[.!?…:][\"”’»)\]]*$")
_KEPT_UNENDED = 12


def one_line(text: str) -> str:
    """Return ``text`` without invisible characters, its white space single."""
    return " ".join(_INVISIBLE.sub("", text).split())


def looks_like_html(text: str) -> bool:
    """Whether ``text`` holds an element."""
    return bool(_TAG.search(text))


def title_text(value: str, *, html: bool) -> str:
    """Return a title as one line of plain text; ``html`` says that it is markup; references left over are resolved."""
    if html:
        value = _unmarked(value)
    elif _REFERENCE.search(value):
        value = _resolved(value)
    return one_line(_CODE.sub("", value))


def _resolved(value: str) -> str:
    return html.unescape(value)


def _unmarked(value: str) -> str:
    return _resolved(_TAG.sub("", _CODE.sub("", value)))


def plain_paragraphs(value: str) -> str:
    """Return plain text with its paragraphs, by blank lines, on lines of their own with one blank line between."""
    parts = (one_line(part) for part in _BLANK_LINE.split(value))
    return "\n\n".join(part for part in parts if part)


def paragraphs(value: str) -> str:
    """Return the paragraphs of a fragment of HTML as plain text, one blank line between.

    Left out are scripts, captions, forms, asides and the like (data/cleaning.toml), and paragraphs that are
    nothing but a link and no sentence, unless there is nothing else.
    """
    if "<" not in value:
        return plain_paragraphs(_resolved(value))
    found = [(one_line(text), linked) for text, linked in _blocks(value)]
    found = [(text, linked) for text, linked in found if text]
    kept = [text for text, linked in found if not (linked and _is_label(text))]
    return "\n\n".join(kept or [text for text, _ in found])


def _is_label(text: str) -> bool:
    return not _ENDED.search(text) or len(text.split()) < _KEPT_UNENDED // 2


def _blocks(value: str) -> Iterator[tuple[str, bool]]:
    """Give each paragraph of a fragment, and whether all of its text is inside links."""
    root = _tree(value)
    if root is None:
        return
    blocks = patterns.words("cleaning", "block_elements")
    text: list[str] = []
    in_links = plain = links = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            dropped = is_dropped(element)
            if dropped:
                walk.skip_subtree()
            if name in blocks:
                yield "".join(text), bool(in_links and not plain)
                text, in_links, plain = [], 0, 0
            links += name == "a"
            piece = "" if dropped else element.text or ""
        else:
            links -= name == "a" and event == "end"
            if name in blocks and event == "end":
                yield "".join(text), bool(in_links and not plain)
                text, in_links, plain = [], 0, 0
            piece = element.tail or "" if element is not root else ""
        text.append(piece)
        in_links += len(piece.strip()) if links else 0
        plain += 0 if links else len(piece.strip())
    yield "".join(text), bool(in_links and not plain)


def _tree(value: str) -> etree._Element | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_blank_text=False)
    try:
        return lxml_html.document_fromstring(value.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def is_dropped(element: etree._Element) -> bool:
    """Whether an element, by its name, class or id, holds no text of the article."""
    if not isinstance(element.tag, str) or element.tag in patterns.words("cleaning", "drop_elements"):
        return True
    if element.tag in ("html", "body", "article", "main"):
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(named.strip()) and _is_dropped_class(named) and not _holds_most(element)


def _holds_most(element: etree._Element) -> bool:
    """Whether a class that sounds like furniture is that of a wrapper: most of the text is inside."""
    whole = sum(len(text) for text in element.getroottree().getroot().itertext())
    return 2 * sum(len(text) for text in element.itertext()) > whole


def _is_dropped_class(named: str) -> bool:
    for name in named.split():
        parts = [part.lower() for part in _CLASS_WORD.findall(name)]
        pairs = {f"{one}-{two}" for one, two in pairwise(parts)}
        if patterns.words("cleaning", "drop_class_words").intersection(parts):
            return True
        if patterns.words("cleaning", "drop_class_pairs") & pairs:
            return True
    return False


def web_address(value: str, base: str) -> str:
    """Return ``value`` as an absolute http or https address without user name and password, or ''."""
    value = one_line(value)
    if not value:
        return ""
    try:
        parts = urlsplit(urljoin(base, value) if base else value)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().replace(" ", "%20")
