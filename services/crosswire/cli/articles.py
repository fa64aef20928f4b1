"""Files and lines on the command line, read into articles: plain text, HTML, or JSON lines."""

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import orjson

from crosswire.poll import credit, signature
from crosswire.poll.text import whole
from crosswire_schemas import identity
from crosswire_schemas.records import Article, Outlet

LINE_LIMIT = 16 * 1024 * 1024
# What RFC 8141 lets stand in a urn as it is, besides letters, digits and -._~
URN_SAFE = "!$&'()*+,;=:@/"
# Newspapers begin with 1605; near both ends of the calendar "yesterday" and "next year" leave it.
EARLIEST, LATEST = 1600, 9000
DATE_LINE = re.compile(r"\s*(?:date|published|updated)?\s*:?\s*(\d{4}-\d{2}-\d{2})\b", re.IGNORECASE)
HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)


class BadInput(ValueError):
    """Input that cannot be read; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One article of the input, with the ``id`` it was given, if any."""

    id: Any
    article: Article


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number, line); ``None`` for a line over 16 MiB, which is passed over without being kept."""
    number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) <= LINE_LIMIT:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LINE_LIMIT)
        yield number, None


def parsed(line: bytes | None) -> dict[str, Any]:
    """Return the JSON object on a line. Raises ``BadInput``."""
    if line is None:
        raise BadInput(f"longer than {LINE_LIMIT >> 20} MiB; an article is at most 500 KB")
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadInput(f"no JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadInput(f"a JSON object was expected, not {type(value).__name__}")
    return value


def from_line(
    line: bytes | None, where: str, *, outlet: str | None, published: datetime | None, now: datetime
) -> Given:
    """Return the article of a JSON line ``{"id"?, "text", "title"?, "outlet"?, "published"?, "url"?}``.

    ``outlet`` and ``published`` stand in where the line has none; without an id it is called by ``where`` it stands.
    Raises ``BadInput``.
    """
    value = parsed(line)
    if value.get("text") is None:
        raise BadInput('the field "text" is missing')
    text, title, own = (_string(value, name) for name in ("text", "title", "published"))
    name = value.get("id")
    article = make(
        text=whole(title, text),
        title=title,
        name=where if name is None else str(name),
        outlet=_string(value, "outlet") or outlet,
        published=instant(own) if own else published,
        url=_string(value, "url") or None,
        now=now,
    )
    return Given(id=name, article=article)


def _string(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise BadInput(f'the field "{name}" must be a string, not {type(found).__name__}')
    return found


def instant(text: str) -> datetime:
    """Return the instant of a date or RFC 3339 text; a bare date is its noon, no zone is UTC. Raises ``BadInput``."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(f"{text!r} is no date; write 2025-01-05 or 2025-01-05T14:05:00Z") from error
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text.strip()):
        found = datetime.combine(found.date(), time(12))
    if not EARLIEST <= found.year <= LATEST:
        raise BadInput(f"{text!r} is no date of news; years from {EARLIEST} to {LATEST} are read")
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def from_file(data: bytes, name: str, *, outlet: str | None, published: datetime | None, now: datetime) -> Given:
    """Return the article of a plain-text or HTML file. Raises ``BadInput``."""
    url, dated = None, None
    if HTML.match(data):
        from crosswire.poll.pages import read_page

        page = read_page(data, "", "")
        text, title, url, dated = (
            whole(page.title, page.text),
            page.title,
            page.canonical_url or None,
            page.published_at,
        )
    else:
        text = decoded(data)
        title = headline(text)
    if not text.strip():
        raise BadInput("empty: there is no text to read")
    dated = _dated(text) or dated
    article = make(text=text, title=title, name=name, outlet=outlet, published=published or dated, url=url, now=now)
    return Given(id=None, article=article)


def _dated(text: str) -> datetime | None:
    """Return the day that a line above the text names; what only looks like a day names none."""
    line = DATE_LINE.match(text)
    try:
        return instant(line.group(1)) if line else None
    except BadInput:
        return None


def decoded(data: bytes) -> str:
    """Return UTF-8 bytes as text. Raises ``BadInput``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"not UTF-8 (byte {error.start}): convert it first, for example with iconv -t UTF-8") from error


def headline(text: str) -> str:
    """Return the first line where it stands alone above a blank line and ends like a headline, else nothing."""
    first, _, rest = text.partition("\n\n")
    alone = "\n" not in first and rest.strip() and len(first) <= 200 and not DATE_LINE.match(first)
    return first if alone and first.strip() and first.rstrip()[-1] not in '.!?:"”' else ""


def make(
    *, text: str, title: str, name: str, outlet: str | None, published: datetime | None, url: str | None, now: datetime
) -> Article:
    """Return an article of the given text as it is; without an outlet it is its own."""
    outlet_name = outlet or name
    outlet_id = "-".join(re.findall(r"\w+", outlet_name.casefold())) or "unknown"
    address = url or f"urn:crosswire:input:{quote(name, URN_SAFE, errors='surrogatepass')}"
    text = text.encode("utf-8", "replace").decode()
    return Article(
        article_id=identity.article_id(outlet_id, address),
        revision=1,
        outlet=Outlet(id=outlet_id, name=outlet_name),
        url=address,
        canonical_url=address,
        title=title,
        text=text,
        language="",
        published_at=published or now,
        fetched_at=now,
        content_hash=identity.content_hash(title, text),
        signature=signature.of_body(text.removeprefix(title).strip()),
        credit=credit.of_text(text),
    )


def read(path: str) -> bytes:
    """Return a file's bytes, standard input's for ``-``."""
    with opened(path) as stream:
        return stream.read()


def opened(path: str) -> AbstractContextManager[BinaryIO]:
    """Open a file to be read, or standard input for ``-``, which stays open afterwards."""
    return nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb")
