"""Lists of feeds as OPML 2.0 (http://opml.org/spec2.opml), folders included, both ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime

from lxml import etree  # type: ignore[import-untyped]

from crosswire.poll import addresses, markup, outlets
from crosswire.poll.feeds import Feed, feed_id
from crosswire.poll.settings import PollSettings
from crosswire_schemas.records import Outlet

YES = frozenset({"true", "yes", "1"})


class NotOpml(ValueError):
    """A file that is no OPML; says what is wrong and what to do."""


def read_opml(data: bytes, settings: PollSettings) -> tuple[Feed, ...]:
    """Read the feeds of an OPML file in order, each once; nested folders are joined by ``/``.

    Own attributes: ``crosswireCountry`` (ISO 3166-1 alpha-3), ``crosswireOutlet`` (id), ``crosswireFullText`` and
    ``crosswireRecheck`` (true, false). Raises ``NotOpml``.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotOpml(f"no XML: {error}; export it once more from where it came from") from error
    body = root.find("body") if root is not None else None
    if body is None:
        raise NotOpml("no OPML: an element <opml> with a <body> was expected")
    feeds = (_feed(outline, folder, settings) for outline, folder in _outlines(body, ""))
    return tuple({feed.feed_id: feed for feed in feeds if feed}.values())


def _outlines(element: etree._Element, folder: str) -> Iterator[tuple[etree._Element, str]]:
    for outline in element.findall("outline"):
        if _attribute(outline, "xmlUrl"):
            yield outline, folder
        name = _attribute(outline, "text") or _attribute(outline, "title")
        inner = f"{folder}/{name}".strip("/") if not _attribute(outline, "xmlUrl") else folder
        yield from _outlines(outline, inner)


def _attribute(outline: etree._Element, name: str) -> str:
    """The value of an attribute, however its name is capitalised."""
    found = (value for key, value in outline.attrib.items() if str(key).lower() == name.lower())
    return markup.one_line(str(next(found, "")))


def _feed(outline: etree._Element, folder: str, settings: PollSettings) -> Feed | None:
    url = _attribute(outline, "xmlUrl").replace("feed://", "http://")
    if not markup.web_address(url, ""):
        return None
    site = markup.web_address(_attribute(outline, "htmlUrl"), "")
    name = _attribute(outline, "title") or _attribute(outline, "text")
    made = outlets.outlet(url, site, name, _attribute(outline, "crosswireCountry"))
    return Feed(
        feed_id=feed_id(url),
        url=url,
        outlet=Outlet(id=_attribute(outline, "crosswireOutlet") or made.id, name=made.name, country=made.country),
        folder=folder,
        full_text=_switch(outline, "crosswireFullText", settings.full_text),
        recheck=_switch(outline, "crosswireRecheck", settings.recheck),
    )


def _switch(outline: etree._Element, name: str, default: bool) -> bool:
    value = _attribute(outline, name).lower()
    return value in YES if value else default


def write_opml(feeds: Sequence[Feed], now: datetime) -> bytes:
    """Write ``feeds`` as OPML that ``read_opml`` reads back the same; credentials in addresses are left out."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Feeds of Crosswire"
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    folders: defaultdict[str, etree._Element] = defaultdict(lambda: body)
    for feed in feeds:
        _write(_folder(body, feed.folder, folders), feed)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _folder(body: etree._Element, path: str, folders: dict[str, etree._Element]) -> etree._Element:
    element = body
    for depth, name in enumerate(_parts(path), 1):
        key = "/".join(_parts(path)[:depth])
        if key not in folders:
            folders[key] = etree.SubElement(element, "outline", text=name)
        element = folders[key]
    return element


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _write(element: etree._Element, feed: Feed) -> None:
    own: Iterable[tuple[str, str]] = (
        ("crosswireOutlet", feed.outlet.id),
        ("crosswireCountry", feed.outlet.country or ""),
        ("crosswireFullText", "true" if feed.full_text else "false"),
        ("crosswireRecheck", "true" if feed.recheck else "false"),
    )
    etree.SubElement(
        element,
        "outline",
        type="rss",
        text=feed.outlet.name,
        title=feed.outlet.name,
        xmlUrl=addresses.shown(feed.url),
        **{key: value for key, value in own if value},
    )
