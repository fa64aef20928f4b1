"""How a fetch and an entry may end: the two closed lists, and what each means in plain words."""

from enum import StrEnum


class FetchOutcome(StrEnum):
    """Each fetch of a feed or page ends in exactly one of these."""

    READ = "read"
    TRUNCATED = "truncated"
    NOT_MODIFIED = "not_modified"
    SAME_BODY = "same_body"
    BAD_URL = "bad_url"
    FORBIDDEN_SCHEME = "forbidden_scheme"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NAME_NOT_FOUND = "name_not_found"
    CONNECTION_FAILED = "connection_failed"
    TLS_FAILED = "tls_failed"
    CONNECT_TIMED_OUT = "connect_timed_out"
    FIRST_BYTE_TIMED_OUT = "first_byte_timed_out"
    WHOLE_TIMED_OUT = "whole_timed_out"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_REDIRECT = "bad_redirect"
    TOO_LARGE = "too_large"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    BAD_COMPRESSION = "bad_compression"
    NOT_HTTP = "not_http"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    GONE = "gone"
    RATE_LIMITED = "rate_limited"
    CLIENT_ERROR = "client_error"
    UNAVAILABLE = "unavailable"
    SERVER_ERROR = "server_error"
    ODD_STATUS = "odd_status"
    ROBOTS_DISALLOW = "robots_disallow"
    EMPTY = "empty"
    HTML_PAGE = "html_page"
    NOT_A_FEED = "not_a_feed"
    PARSER_TIMED_OUT = "parser_timed_out"
    PARSER_DIED = "parser_died"
    BUG = "bug"


class EntryOutcome(StrEnum):
    """Each entry of a feed that was read ends in exactly one of these."""

    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    STALE = "stale"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    REFUSED_EMPTY = "refused_empty"
    REFUSED_OVER_CAP = "refused_over_cap"


PASSING = frozenset(
    {
        FetchOutcome.CONNECTION_FAILED, FetchOutcome.CONNECT_TIMED_OUT, FetchOutcome.FIRST_BYTE_TIMED_OUT,
        FetchOutcome.WHOLE_TIMED_OUT, FetchOutcome.NAME_NOT_FOUND, FetchOutcome.RATE_LIMITED, FetchOutcome.UNAVAILABLE,
        FetchOutcome.SERVER_ERROR, FetchOutcome.TRUNCATED, FetchOutcome.PARSER_TIMED_OUT,
    }
)  # fmt: skip
"""The fetches of a page that may well succeed a little later."""

READABLE = frozenset({FetchOutcome.READ, FetchOutcome.TRUNCATED})
"""The fetches whose body is worth parsing."""

ANSWERED = READABLE | {FetchOutcome.NOT_MODIFIED, FetchOutcome.SAME_BODY}
"""The fetches that found a feed as it should be, with news or without."""

HEALTHY = READABLE | {FetchOutcome.NOT_MODIFIED, FetchOutcome.SAME_BODY}
"""The fetches after which a feed counts as working."""

FETCH_WORDS: dict[FetchOutcome, str] = {
    FetchOutcome.READ: "read",
    FetchOutcome.TRUNCATED: "the server sent less than it announced; what came was read, its last entry left out",
    FetchOutcome.NOT_MODIFIED: "the server says nothing changed",
    FetchOutcome.SAME_BODY: "the same bytes as last time",
    FetchOutcome.BAD_URL: "the address cannot be read; correct it with `crosswire feeds`",
    FetchOutcome.FORBIDDEN_SCHEME: "only http and https are fetched",
    FetchOutcome.FORBIDDEN_ADDRESS: "the name leads to a private or reserved address; allow it if it is yours",
    FetchOutcome.NAME_NOT_FOUND: "the name has no address",
    FetchOutcome.CONNECTION_FAILED: "no connection could be made, or it broke",
    FetchOutcome.TLS_FAILED: "the server's certificate or TLS is not acceptable",
    FetchOutcome.CONNECT_TIMED_OUT: "no connection in time",
    FetchOutcome.FIRST_BYTE_TIMED_OUT: "connected, but no answer began in time",
    FetchOutcome.WHOLE_TIMED_OUT: "the answer did not end in time",
    FetchOutcome.TOO_MANY_REDIRECTS: "redirected too often, or in a circle",
    FetchOutcome.BAD_REDIRECT: "redirected to nowhere that can be fetched",
    FetchOutcome.TOO_LARGE: "the answer is larger than the limit",
    FetchOutcome.TOO_LARGE_UNPACKED: "the answer unpacks to more than the limit",
    FetchOutcome.BAD_COMPRESSION: "the answer is not compressed as it says",
    FetchOutcome.NOT_HTTP: "the answer is no HTTP",
    FetchOutcome.UNAUTHORIZED: "the server asks for a name and password",
    FetchOutcome.FORBIDDEN: "the server refuses us",
    FetchOutcome.NOT_FOUND: "there is nothing at this address",
    FetchOutcome.GONE: "gone for good; the feed is muted until it is added again",
    FetchOutcome.RATE_LIMITED: "the server asks us to come less often",
    FetchOutcome.CLIENT_ERROR: "the server does not accept the request",
    FetchOutcome.UNAVAILABLE: "the server is unavailable for now",
    FetchOutcome.SERVER_ERROR: "the server failed",
    FetchOutcome.ODD_STATUS: "the server answered with a status that makes no sense here",
    FetchOutcome.ROBOTS_DISALLOW: "robots.txt asks not to fetch this page",
    FetchOutcome.EMPTY: "the answer is empty",
    FetchOutcome.HTML_PAGE: "a web page where a feed was expected",
    FetchOutcome.NOT_A_FEED: "neither RSS, Atom, RDF, JSON Feed nor a news sitemap",
    FetchOutcome.PARSER_TIMED_OUT: "reading it took too long and was ended",
    FetchOutcome.PARSER_DIED: "reading it failed, or took too much memory",
    FetchOutcome.BUG: "a mistake in Crosswire; the log has the traceback, please report it",
}


def of_status(status: int) -> FetchOutcome:
    """Name the outcome of a final HTTP status (RFC 9110); 2xx with a body is ``READ``."""
    named = {
        304: FetchOutcome.NOT_MODIFIED, 401: FetchOutcome.UNAUTHORIZED, 407: FetchOutcome.UNAUTHORIZED,
        403: FetchOutcome.FORBIDDEN, 451: FetchOutcome.FORBIDDEN, 404: FetchOutcome.NOT_FOUND,
        410: FetchOutcome.GONE, 429: FetchOutcome.RATE_LIMITED, 503: FetchOutcome.UNAVAILABLE,
        204: FetchOutcome.EMPTY, 205: FetchOutcome.EMPTY, 206: FetchOutcome.TRUNCATED, 226: FetchOutcome.ODD_STATUS,
    }  # fmt: skip
    classes = {2: FetchOutcome.READ, 4: FetchOutcome.CLIENT_ERROR, 5: FetchOutcome.SERVER_ERROR}
    return named.get(status) or classes.get(status // 100, FetchOutcome.ODD_STATUS)
