"""Markup to plain text: titles, and the paragraphs of a fragment of HTML without what is no text of the article."""

import html
import re
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


class _Paragraphs:
    """The paragraphs met so far, each with whether all of its text is inside links."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, bool]] = []
        self.links = 0
        self._pieces: list[str] = []
        self._linked = self._plain = 0

    def add(self, piece: str | None) -> None:
        self._pieces.append(piece or "")
        if self.links:
            self._linked += len((piece or "").strip())
        else:
            self._plain += len((piece or "").strip())

    def end(self) -> None:
        self.ended.append(("".join(self._pieces), bool(self._linked and not self._plain)))
        self._pieces, self._linked, self._plain = [], 0, 0


def _blocks(value: str) -> list[tuple[str, bool]]:
    """Return each paragraph of a fragment, and whether all of its text is inside links."""
    root = _tree(value)
    found = _Paragraphs()
    if root is not None:
        _walk(root, text_length(root), found)
    found.end()
    return found.ended


def _walk(root: etree._Element, whole: int, found: _Paragraphs) -> None:
    blocks = patterns.words("cleaning", "block_elements")
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("start", "end") and element.tag in blocks:
            found.end()
        if event == "start":
            dropped = is_dropped(element, whole)
            found.links += element.tag == "a"
            found.add("" if dropped else element.text)
            if dropped:
                walk.skip_subtree()
        else:
            found.links -= event == "end" and element.tag == "a"
            found.add(element.tail if element is not root else "")


def text_length(element: etree._Element) -> int:
    """Return how many characters of text are inside an element."""
    return sum(len(text) for text in element.itertext())


def _tree(value: str) -> etree._Element | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_blank_text=False)
    try:
        return lxml_html.document_fromstring(value.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def is_dropped(element: etree._Element, whole: int) -> bool:
    """Whether an element of a document with ``whole`` characters of text holds, by name or class, none of its story.

    A class that sounds like furniture on an element that holds most of the text is that of a wrapper.
    """
    if not isinstance(element.tag, str) or element.tag in patterns.words("cleaning", "drop_elements"):
        return True
    if element.tag in ("html", "body", "article", "main"):
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _is_dropped_class(named) and 2 * text_length(element) <= whole


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
