"""Which outlet a feed belongs to, by the address of its site."""

from urllib.parse import urlsplit

from crosswire_schemas.records import Outlet

SERVED_BY = ("www", "m", "mobile", "amp", "feeds", "feed", "rss", "en", "news-feed")


def outlet(feed_url: str, site_url: str = "", name: str = "", country: str = "") -> Outlet:
    """Return the outlet of a feed: its id is the host of its site (else of the feed) without ``www`` and the like.

    ``country`` is ISO 3166-1 alpha-3 or ''; anything else is left out.
    """
    host = _host(site_url) or _host(feed_url)
    code = country.strip().upper()
    return Outlet(id=host, name=name or host, country=code if len(code) == 3 and code.isalpha() else None)


def _host(url: str) -> str:
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")
    while len(labels) > 2 and labels[0] in SERVED_BY:
        labels = labels[1:]
    port = f":{parts.port}" if parts.port and labels != [""] else ""
    return ".".join(labels) + port
