"""What each outlet of the sample newsroom shows at an instant of the story: feeds, pages, the list of feeds."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import escape

from crosswire.testing.newsroom.reading import Outlet, StoryRevision, articles, outlets

NOWHERE = "https://newsroom.example"
FEEDS = {
    "rss2": ("feed.rss", "application/rss+xml; charset=utf-8"),
    "rss1": ("feed.rdf", "application/rdf+xml; charset=utf-8"),
    "atom": ("feed.atom", "application/atom+xml; charset=utf-8"),
    "json": ("feed.json", "application/feed+json; charset=utf-8"),
}
READ_ALSO = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an address answers: an HTTP status, the bytes, their type, and when they last changed in the story."""

    status: int
    body: bytes
    content_type: str
    changed_at: datetime


def standing(now_story: datetime, outlet: str = "") -> list[StoryRevision]:
    """Return the revision of each article that stands at ``now_story``, the newest article first."""
    seen = {revision.article: revision for revision in articles() if revision.revised_at <= now_story}
    chosen = [revision for revision in seen.values() if outlet in ("", revision.outlet)]
    return sorted(chosen, key=lambda revision: (revision.published_at, revision.article), reverse=True)


def feed_path(outlet: Outlet) -> str:
    """Return the path of the outlet's feed, with a leading slash."""
    return f"/{outlet.id}/{FEEDS[outlet.format][0]}"


def feed(outlet: Outlet, now_story: datetime, base: str = NOWHERE) -> Shown:
    """Return the outlet's feed as it stands at ``now_story``; ``base`` is the server's address, no final slash."""
    entries = standing(now_story, outlet.id)
    faults = [fault for fault in (outlet.malformed,) if fault and fault.published <= now_story]
    changed = max([*(entry.revised_at for entry in entries), *(fault.published for fault in faults)], default=_first())
    broken = "".join(fault.entry for fault in faults)
    if outlet.format == "json":
        text = json.dumps(_json_feed(outlet, entries, broken, base), ensure_ascii=False, indent=1)
    else:
        said = {"outlet": outlet, "entries": entries, "broken": broken, "base": base, "changed": changed}
        text = _render(f"{outlet.format}.xml", **said)
    return Shown(status=200, body=text.encode(), content_type=FEEDS[outlet.format][1], changed_at=changed)


def page(article: str, now_story: datetime, base: str = NOWHERE) -> Shown:
    """Return the article's page at ``now_story``: 404 before it is published, 410 once it is withdrawn."""
    found = next((revision for revision in standing(now_story) if revision.article == article), None)
    if found is None:
        return _page(404, "missing.html", _first())
    outlet = outlet_of(found)
    others = [other for other in standing(now_story, outlet.id) if other.article != article and not other.withdrawn]
    status, template = (410, "withdrawn.html") if found.withdrawn else (200, "page.html")
    also = others[:READ_ALSO]
    return _page(status, template, found.revised_at, outlet=outlet, article=found, also=also, base=base)


def front(outlet: Outlet, now_story: datetime, base: str = NOWHERE) -> Shown:
    """Return the outlet's front page, which names its feed for readers that look for one."""
    entries = [entry for entry in standing(now_story, outlet.id) if not entry.withdrawn]
    changed = max((entry.revised_at for entry in entries), default=_first())
    name, content_type = FEEDS[outlet.format]
    feed_type = content_type.partition(";")[0]
    return _page(200, "front.html", changed, outlet=outlet, entries=entries, base=base, feed=name, feed_type=feed_type)


def opml(base: str = NOWHERE) -> str:
    """Return the list of the feeds as OPML 2.0, with each outlet's name and country."""
    return _render("feeds.opml", outlets=outlets(), base=base)


def check_lines() -> Iterator[dict[str, str]]:
    """Yield the articles as they stand at the story's end, as ``crosswire check --jsonl`` reads them."""
    for revision in sorted(standing(articles()[-1].revised_at), key=lambda revision: revision.published_at):
        if not revision.withdrawn:
            yield {
                "id": revision.article,
                "title": revision.title,
                "text": "\n\n".join(revision.paragraphs),
                "outlet": outlet_of(revision).name,
                "published": revision.published_at.isoformat(),
                "url": NOWHERE + revision.path,
            }


def outlet_of(revision: StoryRevision) -> Outlet:
    """Return the outlet that published the revision."""
    return next(outlet for outlet in outlets() if outlet.id == revision.outlet)


def _first() -> datetime:
    return articles()[0].revised_at


def _json_feed(outlet: Outlet, entries: list[StoryRevision], broken: str, base: str) -> dict[str, Any]:
    items = [_json_item(outlet, entry, base) for entry in entries]
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "description": outlet.tagline,
        "home_page_url": f"{base}/{outlet.id}/",
        "feed_url": base + feed_path(outlet),
        "language": "en",
        "items": [*items, *([json.loads(broken)] if broken else [])],
    }


def _json_item(outlet: Outlet, entry: StoryRevision, base: str) -> dict[str, Any]:
    return {
        "id": identifier(entry),
        "url": base + entry.path,
        "title": entry.title,
        "summary": entry.paragraphs[0],
        **({"content_html": _html(entry)} if outlet.full_text else {}),
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.revised_at.isoformat(),
        "authors": [{"name": entry.author}],
        "tags": [entry.section],
    }


def identifier(entry: StoryRevision) -> str:
    """Return the entry's own id, a tag URI (RFC 4151) that no move of the server changes."""
    return f"tag:newsroom.example,{entry.published_at:%Y-%m-%d}:{entry.article}"


def _html(entry: StoryRevision) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in entry.paragraphs)


def _page(status: int, template: str, changed: datetime, **said: Any) -> Shown:
    body = _render(template, **said).encode()
    return Shown(status=status, body=body, content_type="text/html; charset=utf-8", changed_at=changed)


def _render(template: str, **said: Any) -> str:
    return _templates().get_template(template + ".j2").render(said)


@cache
def _templates() -> Environment:
    loader = PackageLoader("crosswire.testing.newsroom")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(rfc822=format_datetime, iso=datetime.isoformat, html=_html, identifier=identifier)
    environment.globals.update(feed_path=feed_path)
    return environment
