"""Reads feedparser's own 2,107 test feeds and holds the entries against what they state; run by name."""

import argparse
import ast
import calendar
import html
import io
import re
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser

from crosswire.poll import markup
from crosswire.poll.entries import Document, Entry, NotAFeed
from crosswire.poll.formats import read_feed
from crosswire.poll.settings import PollSettings

DATA = Path(__file__).parents[3] / "shared" / "data"
URL = "http://127.0.0.1:8097/"
FIELDS = {
    *("title", "link", "links", "summary", "description", "content", "published", "updated"),
    *("published_parsed", "updated_parsed", "title_detail", "summary_detail"),
}
NO_LITERAL = object()
_COMMENT = re.compile(rb"<!--(.*?)-->", re.S)
_EXPECT = re.compile(r"Expect:\s*(.*?)\s*(?:-->|$)", re.S)
_HEADER = re.compile(r"^Header:\s*([\w-]+)\s*:\s*(.*)$", re.M)


@dataclass(frozen=True)
class Expectation:
    entry: int
    field: str
    path: tuple[Any, ...]
    value: Any


def files() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(DATA / "feeds" / "feedparser_tests.tar.xz") as tar:
        for member in tar:
            data = tar.extractfile(member)
            if data and member.name.endswith((".xml", ".json")):
                yield member.name, data.read()


def stated(body: bytes) -> tuple[list[Expectation], dict[str, str]]:
    """Read what the first comment states: comparisons ``entries[n]... == literal`` joined by ``and``, and headers."""
    encoding = "utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = body.decode(encoding, "replace").encode()
    comment = _COMMENT.search(text)
    said = comment.group(1).decode("utf-8", "replace") if comment else ""
    headers = {name.lower(): value.strip() for name, value in _HEADER.findall(said)}
    expect = _EXPECT.search(said)
    if not expect:
        return [], headers
    try:
        tree = ast.parse(expect.group(1).strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return [], headers
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [found for part in parts for found in _comparisons(part)], headers


def _comparisons(part: ast.expr) -> Iterator[Expectation]:
    """Give what ``a == literal`` states, or ``a == b == literal`` of each, or ``ord(a) == number``."""
    if not (isinstance(part, ast.Compare) and all(isinstance(op, ast.Eq) for op in part.ops)):
        return
    *left, right = part.left, *part.comparators
    value = _value(right)
    for side in left:
        path = _path(side)
        if isinstance(side, ast.Call) and ast.unparse(side.func) == "ord":
            path, value = _path(side.args[0]), chr(value)
        if value is not NO_LITERAL and len(path) > 2 and path[0] == "entries" and path[2] in FIELDS:
            yield Expectation(path[1], path[2], tuple(path[2:]), value)


def _value(node: ast.expr) -> Any:
    """Return a literal, or texts put together with ``+``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _value(node.left) + _value(node.right)
    try:
        return ast.literal_eval(node)
    except ValueError:
        return NO_LITERAL


def _path(node: ast.expr) -> list[Any]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*_path(node.value), node.slice.value]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    return []


def release_says(body: bytes, headers: dict[str, str], expected: Expectation) -> bool:
    """Whether the feedparser release itself meets an expectation."""
    parse: Any = feedparser.parse  # type: ignore[attr-defined]
    value: Any = parse(io.BytesIO(body), response_headers={"content-location": URL, **headers})
    try:
        value = value["entries"][expected.entry]
        for key in expected.path:
            value = value[key]
    except (KeyError, IndexError, AttributeError, TypeError):
        return False
    return bool(value == expected.value or (isinstance(value, tuple) and tuple(value) == tuple(expected.value)))


def flat(text: str) -> str:
    return " ".join(text.split())


def plain(value: str) -> str:
    return flat(markup.paragraphs(value)) if "<" in value else flat(markup.title_text(value, html=False))


def ours(document: Document, expected: Expectation) -> tuple[bool, str]:
    """Whether our entry says what is expected, and what it says."""
    if expected.entry >= len(document.entries):
        return False, "no such entry"
    entry = document.entries[expected.entry]
    field, last = expected.field, expected.path[-1]
    if field.endswith("_parsed"):
        return _date(entry, expected)
    if field in ("published", "updated"):
        date = entry.published_at if field == "published" else entry.updated_at
        return date is not None or not any(char.isdigit() for char in str(expected.value)), str(date)
    if field == "links":
        return last != "href" or len(document.entries[expected.entry].link) > 0, entry.link
    if last not in ("title", "link", "summary", "description", "value"):
        return True, ""
    if field == "link":
        said = entry.link
        wanted = expected.value if markup.web_address(str(expected.value), "") else ""
        return said == markup.web_address(str(wanted), "") or (not wanted and not said), said
    if field.startswith("title"):
        wanted = markup.title_text(str(expected.value), html=True)
        return flat(entry.title) in (wanted, flat(str(expected.value))), entry.title
    values = (plain(str(expected.value)), flat(str(expected.value)), flat(html.unescape(str(expected.value))))
    return any(value in flat(entry.text) for value in values), entry.text


def _date(entry: Entry, expected: Expectation) -> tuple[bool, str]:
    said = entry.published_at if expected.field == "published_parsed" else entry.updated_at
    if expected.value is None:
        return said is None, str(said)
    instant = calendar.timegm((*expected.value, 0, 0, 0)[:9])
    return said is not None and int(said.timestamp()) == instant, str(said)


def main(show: int, only: str) -> None:
    settings, outcomes, result, slow = PollSettings(), Counter[str](), Counter[str](), 0.0
    problems: list[tuple[str, Expectation, str]] = []
    release_only: list[tuple[str, Expectation, str]] = []
    for name, body in files():
        if only and only not in name:
            continue
        expectations, headers = stated(body)
        started = time.perf_counter()
        try:
            document = read_feed(body, headers.get("content-type", "application/xml"), URL + name, settings)
            outcomes["read"] += 1
        except NotAFeed as no:
            document = Document(format="")
            outcomes[no.kind] += 1
            print(no.kind, name, no.detail[:100])
        slow = max(slow, time.perf_counter() - started)
        for expected in expectations:
            met, said = ours(document, expected)
            released = release_says(body, headers, expected)
            result[f"ours {'meets' if met else 'fails'}, release {'meets' if released else 'fails'}"] += 1
            if not met:
                (problems if released else release_only).append((name, expected, said))
    print("files", sum(outcomes.values()), dict(outcomes), f"slowest {slow:.3f} s")
    print("expectations of entries", sum(result.values()), dict(result))
    for name, expected, said in problems[:show]:
        print("OURS", name, expected.path, "WANTED", repr(expected.value)[:200], "SAID", repr(said)[:200])
    for name, expected, said in release_only[:show]:
        print("RELEASE TOO", name, expected.path, "WANTED", repr(expected.value)[:150], "SAID", repr(said)[:150])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    main(arguments.show, arguments.only)
