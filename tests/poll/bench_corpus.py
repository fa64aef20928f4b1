"""Reads feedparser's own 2,107 test feeds and holds the entries against what they state; run by name."""

import argparse
import calendar
import html
import io
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

import feedparser
from tests.poll.expectations import ABSENT, NO_LITERAL, Expectation, files, headers, stated

from crosswire.poll import dates, markup
from crosswire.poll.entries import Document, Entry, NotAFeed
from crosswire.poll.formats import read_feed
from crosswire.poll.settings import PollSettings

URL = "http://127.0.0.1:8097/"
DATES = {"published": "published_at", "created": "published_at", "updated": "updated_at"}
# Title, link, summary, content and dates: what must be held against the articles.
TOLD = {
    *("title", "title_detail", "link", "links", "summary", "summary_detail", "description", "content"),
    *(f"{name}{form}" for name in DATES for form in ("", "_parsed")),
}
MORE = {"id", "guid", "author", "authors", "author_detail", "tags", "category", "language"}
# What lies in those fields besides: how a text is written down, not what it says.
ASIDE = {"type", "base", "language", "rel", "hreflang", "length", "src"}
# Why the others are not compared: an article has no such field.
NO_FIELD = {
    "source": "of the feed an entry was taken over from",
    "where": "of the place as coordinates",
    "itunes_": "of a podcast", "psc_": "of a podcast", "enclosures": "of a podcast", "image": "of a podcast",
    "subtitle": "of a podcast",
    "media_": "of pictures and films",
    "contributors": "of people who contributed, published, or their addresses",
    "publisher": "of people who contributed, published, or their addresses",
    "author": "of people who contributed, published, or their addresses",
    "rights": "of rights", "copyright": "of rights", "license": "of rights",
    "comments": "of comments and replies", "wfw_": "of comments and replies", "thr_": "of comments and replies",
    "guidislink": "of whether a GUID is an address",
    "expired": "of the date of expiry",
    "tags": "of a tag's scheme, or of all tags at once",
    "category": "that there is a category",
}  # fmt: skip
# Why ours alone does not say what is expected, by the file's name.
WHY = {
    "crazy": "a whole page as a text or title: its scripts, and what stands outside its body, tell nothing",
    "nested_cdata": "the remnant of a removed script",
    "_and_": "of two texts of an entry the longer one is the article's",
    "content_location": "Content-Location is no base (RFC 7231), the address that was fetched is",
    "link_multiple": "a link that does not lead to the article",
    "link_rel_license": "a link that does not lead to the article",
    "chapterexternal": "a link that does not lead to the article",
    "category_term": "a tag's label is for readers, its term for machines",
}


def release_says(body: bytes, given: Mapping[str, str], expected: Expectation) -> bool:
    """Whether the feedparser release itself meets an expectation."""
    parse: Any = feedparser.parse  # type: ignore[attr-defined]
    value: Any = parse(io.BytesIO(body), response_headers={"content-location": URL, **given})
    try:
        value = value["entries"][expected.entry]
        for key in expected.path:
            value = value[key]
    except (KeyError, IndexError, AttributeError, TypeError):
        return expected.value is ABSENT
    return bool(value == expected.value or (isinstance(value, tuple) and tuple(value) == tuple(expected.value)))


def flat(text: str) -> str:
    return " ".join(text.split())


def plain(value: str) -> str:
    return flat(markup.paragraphs(value)) if "<" in value else flat(markup.title_text(value, html=False))


def kind_of(expected: Expectation) -> str:
    """Return "" where an article can be held against the expectation, else what it speaks of."""
    field, last = expected.field, expected.path[-1]
    if field in TOLD and (last in ASIDE or (field == "links" and last == "title")):
        return "of how a title, text or link is written down: " + ", ".join(sorted(ASIDE))
    if field == "links" and expected.value is NO_LITERAL:
        return "of how many links there are"
    people = field in ("authors", "author_detail") and last != "name"
    if field in TOLD | MORE and not people and last != "scheme" and expected.value is not NO_LITERAL:
        return ""
    starts = (said for start, said in NO_FIELD.items() if field.startswith(start))
    return next(starts, "of elements that nobody defined")


def ours(document: Document, expected: Expectation) -> tuple[bool, str]:
    """Whether our entry says what is expected, and what it says."""
    if expected.entry >= len(document.entries):
        return False, "no such entry"
    entry, field, value = document.entries[expected.entry], expected.field, expected.value
    if field.removesuffix("_parsed") in DATES:
        return _date(entry, expected)
    if field in ("link", "links"):
        return _link(entry, value["href"] if isinstance(value, dict) else value)
    if field.startswith("title"):
        wanted = markup.title_text(str(value), html=True)
        return flat(entry.title) in (wanted, flat(str(value))), entry.title
    if field in MORE:
        return _more(entry, field, str(value))
    values = (plain(str(value)), flat(str(value)), flat(html.unescape(str(value))))
    return any(value in flat(entry.text) for value in values), entry.text


def _link(entry: Entry, value: Any) -> tuple[bool, str]:
    wanted = "" if value is ABSENT else markup.web_address(str(value), "")
    return entry.link == wanted, entry.link


def _more(entry: Entry, field: str, value: str) -> tuple[bool, str]:
    if field in ("id", "guid"):
        return entry.guid == value, entry.guid
    if field == "language":
        return entry.language == value, entry.language
    if field in ("tags", "category"):
        return flat(value) in entry.tags, str(entry.tags)
    return any(name and name in value for name in entry.authors) or not value, str(entry.authors)


def _date(entry: Entry, expected: Expectation) -> tuple[bool, str]:
    said = getattr(entry, DATES[expected.field.removesuffix("_parsed")])
    if not expected.field.endswith("_parsed"):
        return said is not None or not any(char.isdigit() for char in str(expected.value)), str(said)
    if expected.value is None:
        return said is None, str(said)
    instant = calendar.timegm((*expected.value, 0, 0, 0)[:9])
    return said is not None and int(said.timestamp()) == instant, str(said)


def main(show: int, only: str) -> None:
    dates.of_text("the 1st of nowhere 2024")  # loads the languages of the world, which is no feed's time
    settings, outcomes, result, slow = PollSettings(), Counter[str](), Counter[str](), 0.0
    speaking, aside = Counter[str](), Counter[str]()
    problems: list[tuple[str, Expectation, str]] = []
    release_only: list[tuple[str, Expectation, str]] = []
    for name, body in files():
        if only and only not in name:
            continue
        expectations, given = stated(body), headers(body)
        speaking["entries"] += bool(expectations)
        speaking["title, link, summary, content or dates"] += any(one.field in TOLD for one in expectations)
        started = time.process_time()
        try:
            document = read_feed(body, given.get("content-type", "application/xml"), URL + name, settings)
            outcomes["read"] += 1
        except NotAFeed as no:
            document = Document(format="")
            outcomes[no.kind] += 1
            print(no.kind, name, no.detail[:100])
        slow = max(slow, time.process_time() - started)
        for expected in expectations:
            if kind := kind_of(expected):
                aside[kind] += 1
                continue
            met, said = ours(document, expected)
            released = release_says(body, given, expected)
            group = "these" if expected.field in TOLD else "id, authors, tags, language"
            result[f"{group}: ours {'meets' if met else 'fails'}, release {'meets' if released else 'fails'}"] += 1
            if not met:
                (problems if released else release_only).append((name, expected, said))
    print("files", sum(outcomes.values()), dict(outcomes), f"slowest {slow:.3f} s")
    print("files whose first comment speaks of", dict(speaking))
    print("statements compared", sum(result.values()), dict(result))
    print("statements not compared, an article having no such field", sum(aside.values()))
    for kind, amount in aside.most_common():
        print(f"  {amount:4} {kind}")
    print("what ours alone fails", len(problems))
    for why, amount in Counter(_why(name) for name, _, _ in problems).most_common():
        print(f"  {amount:4} {why}")
    for name, expected, said in problems[:show]:
        print("OURS", name, expected.path, "WANTED", repr(expected.value)[:200], "SAID", repr(said)[:200])
    for name, expected, said in release_only[:show]:
        print("RELEASE TOO", name, expected.path, "WANTED", repr(expected.value)[:150], "SAID", repr(said)[:150])


def _why(name: str) -> str:
    return next((why for part, why in WHY.items() if part in name.rpartition("/")[2]), "not explained")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    main(arguments.show, arguments.only)
