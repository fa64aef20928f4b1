"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), read leniently: one bad item spoils no other."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from crosswire.poll import dates, markup
from crosswire.poll.entries import Document, Entry, NotAFeed
from crosswire.poll.settings import PollSettings


def read(text: str, feed_url: str, settings: PollSettings) -> Document:
    """Read a JSON Feed. Raises ``NotAFeed`` where ``text`` is no JSON or another kind of JSON."""
    try:
        feed = orjson.loads(text.lstrip("\ufeff").encode("utf-8", "replace"))
    except orjson.JSONDecodeError as error:
        raise NotAFeed("not_a_feed", f"JSON that cannot be read: {error}") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise NotAFeed("not_a_feed", "JSON without a list of items")
    if "jsonfeed.org" not in _text(feed.get("version")) and "title" not in feed:
        raise NotAFeed("not_a_feed", "JSON, but no JSON Feed: neither version nor title")
    items = [item for item in feed["items"] if isinstance(item, dict)]
    date = dates.reader()
    return Document(
        format="json",
        title=markup.one_line(_text(feed.get("title"))),
        link=_address(feed.get("home_page_url"), feed_url),
        language=_text(feed.get("language")),
        entries=tuple(_entry(item, feed, feed_url, date) for item in items[: settings.max_entries]),
        over_cap=max(0, len(items) - settings.max_entries),
    )


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any], base: str, date: dates.Reader) -> Entry:
    link = _address(item.get("url"), base) or _address(item.get("external_url"), base)
    published = _text(item.get("date_published")) or _text(item.get("date_modified"))
    return Entry(
        guid=_text(item.get("id")) or link,
        link=link,
        title=markup.title_text(_text(item.get("title")), html=False),
        text=_body(item),
        authors=_names(item) or _names(feed),
        tags=tuple(filter(None, (markup.one_line(_text(tag)) for tag in _list(item.get("tags"))))),
        language=_text(item.get("language")),
        published_at=date(published),
        updated_at=date(_text(item.get("date_modified"))),
    )


def _body(item: Mapping[str, Any]) -> str:
    plain = markup.plain_paragraphs(_text(item.get("content_text")) or _text(item.get("summary")))
    return max(plain, markup.paragraphs(_text(item.get("content_html"))), key=len)


def _names(holder: Mapping[str, Any]) -> tuple[str, ...]:
    people = [*_list(holder.get("authors")), holder.get("author")]
    names = (markup.one_line(_text(person.get("name"))) for person in people if isinstance(person, dict))
    return tuple(dict.fromkeys(name for name in names if name))


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _address(value: object, base: str) -> str:
    return markup.web_address(_text(value), base)
