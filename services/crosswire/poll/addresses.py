"""The address that names a story page, whichever copy or link of it was met: no tracking, no AMP, rel=canonical."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from crosswire.poll import markup, patterns

_AMP_CACHE = re.compile(r"^https?://(?:[\w-]+\.cdn\.ampproject\.org/[cv]|(?:www\.)?google\.[a-z.]+/amp)/(s/)?(.+)$")
_AMP_PATH = re.compile(r"^/amp(?=/.)|(?<=.)/amp/?$|(?<=.)\.amp(?=\.html$|$)")
_UNRESERVED = "/:@!$&'()*+,;=~-._%"
PORTS = {"http": 80, "https": 443}


def canonical(url: str) -> str:
    """Return the address of the page that ``url`` leads to, as far as it tells itself; '' for no web address."""
    url = _AMP_CACHE.sub(
        lambda match: f"http{'s' if match.group(1) else ''}://{match.group(2)}", markup.web_address(url, "")
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = _host(parts.hostname or "")
    if not host:
        return ""
    address = host if port in (None, PORTS.get(parts.scheme)) else f"{host}:{port}"
    path = (
        _AMP_PATH.sub("", quote(unquote(parts.path, errors="surrogateescape"), _UNRESERVED, errors="surrogateescape"))
        or "/"
    )
    return parts._replace(netloc=address, path=path, query=_query(parts.query), fragment="").geturl()


def _host(host: str) -> str:
    host = f"[{host}]" if ":" in host else host.rstrip(".").lower()
    first, _, rest = host.partition(".")
    return rest if first in patterns.words("addresses", "amp_hosts") and "." in rest else host


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    return urlencode([pair for pair in pairs if not _tracks(*pair)], errors="surrogateescape")


def _tracks(name: str, value: str) -> bool:
    amp = patterns.table("addresses")["amp_parameters"].get(name, ())
    starts = tuple(patterns.table("addresses")["tracking_starts"])
    return name in patterns.words("addresses", "tracking") or name.startswith(starts) or "*" in amp or value in amp


def of_page(url: str, said: str) -> str:
    """Return the canonical address of a page at ``url`` that names ``said`` as its own (rel=canonical).

    The page's word is taken where it stays on the site and is not the site's front page, unless ``url`` is one.
    """
    own, named = canonical(url), canonical(markup.web_address(said, url))
    if not named or site(named) != site(own):
        return own
    front = urlsplit(named).path.strip("/") == "" and not urlsplit(named).query
    return own if front and urlsplit(own).path.strip("/") else named


def site(url: str) -> str:
    """Return the host of ``url`` without the labels that only say how it is served, to compare hosts of one site."""
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("mobile.")


def shown(url: str) -> str:
    """Return ``url`` fit for a log: without user name and password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(unreadable address)"
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
