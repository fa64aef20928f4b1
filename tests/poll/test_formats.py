"""Bytes of every kind to feed documents: charsets that lie, formats of every age, dates in every habit."""

from contextlib import suppress
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.poll import dates
from crosswire.poll.entries import Document, Entry, NotAFeed
from crosswire.poll.formats import read_feed
from crosswire.poll.settings import PollSettings

URL = "https://outlet.example/news/feed.xml"


def read(body: bytes | str, content_type: str = "application/xml", **caps: int) -> Document:
    data = body.encode() if isinstance(body, str) else body
    return read_feed(data, content_type, URL, PollSettings(**caps))  # type: ignore[arg-type]


def item(inside: str) -> Entry:
    return read(f"<rss version='2.0'><channel><title>t</title><item>{inside}</item></channel></rss>").entries[0]


ITEM = "<title>Зруйновано міст</title><description>Міст зруйновано.</description><link>/1</link>"
RSS = f"<rss version='2.0'><channel><title>t</title><item>{ITEM}</item></channel></rss>"
CHARSETS = {
    "UTF-8 as it says": (RSS.encode(), "application/xml; charset=utf-8"),
    "UTF-8 that the header calls Latin-1": (RSS.encode(), "text/xml; charset=iso-8859-1"),
    "UTF-8 that the prolog calls Latin-1": (b"<?xml version='1.0' encoding='iso-8859-1'?>" + RSS.encode(), "text/xml"),
    "UTF-8 with a byte order mark": (b"\xef\xbb\xbf" + RSS.encode(), "text/html"),
    "UTF-16 with a byte order mark": (RSS.encode("utf-16"), "application/xml"),
    "Windows-1251 by the prolog": (
        b"<?xml version='1.0' encoding='windows-1251'?>" + RSS.encode("cp1251", "xmlcharrefreplace"),
        "text/xml",
    ),
    "Windows-1251 by the header": (RSS.encode("cp1251", "xmlcharrefreplace"), "text/xml; charset=windows-1251"),
    "KOI8-U by the prolog": (
        b"<?xml version='1.0' encoding='koi8-u'?>" + RSS.encode("koi8-u", "xmlcharrefreplace"),
        "application/octet-stream",
    ),
    "UTF-8 after white space": (b"\n\n  " + b"<?xml version='1.0'?>" + RSS.encode(), "text/plain"),
    "UTF-8 after a script's warning": (
        b"<br />\n<b>Warning</b>: session_start()<br />\n<?xml version='1.0'?>" + RSS.encode(),
        "text/html",
    ),
    "UTF-8 with illegal control characters": (RSS.replace("Міст ", "Міст\x0b\x1f ").encode(), "text/xml"),
    "UTF-8 with illegal references": (RSS.replace("Міст ", "Міст&#x1f; ").encode(), "text/xml"),
    "UTF-8 without its closing tags": (RSS.replace("</channel></rss>", "").encode(), "text/xml"),
}


@pytest.mark.parametrize("case", CHARSETS, ids=str)
def test_the_text_is_the_same_however_it_comes(case: str) -> None:
    body, content_type = CHARSETS[case]
    entry = read(body, content_type).entries[0]
    assert (entry.title, entry.text) == ("Зруйновано міст", "Міст зруйновано.")
    assert entry.link == "https://outlet.example/1"


def test_one_broken_byte_spoils_one_character_only() -> None:
    body = RSS.replace("</description>", " Ще речення про міст і річку.</description>").encode()
    broken = body.replace("Ще".encode(), b"\xd0e")
    assert "речення про міст" in read(broken).entries[0].text


FORMATS = {
    "RSS 0.91": (
        "<rss version='0.91'><channel><title>t</title><item><title>Bridge</title><link>https://a.test/1</link>"
        "</item></channel></rss>"
    ),
    "RSS 1.0 (RDF)": (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<item rdf:about='https://a.test/1'><title>Bridge</title><link>https://a.test/1</link></item></rdf:RDF>"
    ),
    "RSS 2.0": (
        "<rss version='2.0'><channel><title>t</title><item><title>Bridge</title><guid>https://a.test/1</guid>"
        "</item></channel></rss>"
    ),
    "Atom 0.3": (
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>Bridge</title>"
        "<link rel='alternate' type='text/html' href='https://a.test/1'/></entry></feed>"
    ),
    "Atom 1.0 with xml:base": (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.test/'><entry><title>Bridge</title>"
        "<link href='1'/></entry></feed>"
    ),
    "JSON Feed 1.0": orjson.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": "t",
            "items": [{"id": 1, "url": "https://a.test/1", "title": "Bridge"}],
        }
    ).decode(),
    "JSON Feed 1.1": orjson.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "t",
            "items": ["no item", {"id": "1", "url": "https://a.test/1", "title": "Bridge", "authors": [{"name": "A"}]}],
        }
    ).decode(),
    "a sitemap of news": (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://a.test/1</loc><news:news>"
        "<news:publication><news:name>t</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-05-01</news:publication_date><news:title>Bridge</news:title>"
        "</news:news></url></urlset>"
    ),
}


@pytest.mark.parametrize("case", FORMATS, ids=str)
def test_every_format_gives_title_and_link(case: str) -> None:
    entry = read(FORMATS[case], "text/html").entries[0]
    assert (entry.title, entry.link) == ("Bridge", "https://a.test/1")


REFUSED = {
    "nothing": (b"", "empty"),
    "white space": (b" \n\n", "empty"),
    "a web page": (b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>", "html_page"),
    "a web page without a doctype": (b"<html lang=en><body><rss></body></html>", "html_page"),
    "an XHTML page": (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "html_page"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_a_feed"),
    "other JSON": (b'{"error": "no"}', "not_a_feed"),
    "a list in JSON": (b"[1, 2]", "not_a_feed"),
    "broken JSON": (b'{"items": [', "not_a_feed"),
    "other XML": (b"<?xml version='1.0'?><note><to>x</to></note>", "not_a_feed"),
    "plain text": (b"Service temporarily unavailable", "not_a_feed"),
    "a plain sitemap": (b"<urlset><url><loc>https://a.test/1</loc></url></urlset>", "not_a_feed"),
    "what feedparser itself fails on": (b"<rss><item></gml:posList><a>", "not_a_feed"),
    "an index of sitemaps": (b"<sitemapindex><sitemap/></sitemapindex>", "not_a_feed"),
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_is_no_feed_is_named(case: str) -> None:
    body, kind = REFUSED[case]
    with pytest.raises(NotAFeed) as refused:
        read(body)
    assert refused.value.kind == kind


TITLES = {
    "plain": ("<title>AT&amp;T &lt; Co</title>", "AT&T < Co"),
    "escaped twice": ("<title>AT&amp;amp;T</title>", "AT&T"),
    "markup": ("<title>&lt;b&gt;Bridge&lt;/b&gt; falls</title>", "Bridge falls"),
    "CDATA": ("<title><![CDATA[Bridge &amp; road]]></title>", "Bridge & road"),
    "script": ("<title>Bridge&lt;script&gt;alert(1)&lt;/script&gt;</title>", "Bridge"),
    "line breaks and soft hyphens": ("<title>Brid\u00adge\n  falls</title>", "Bridge falls"),
}


@pytest.mark.parametrize("case", TITLES, ids=str)
def test_titles_are_one_line_of_plain_text(case: str) -> None:
    assert item(TITLES[case][0]).title == TITLES[case][1]


DATES = {
    "RFC 822": ("Wed, 01 May 2024 10:00:00 +0200", "2024-05-01T08:00"),
    "with a named zone": ("Wed, 01 May 2024 10:00:00 EST", "2024-05-01T15:00"),
    "ISO 8601": ("2024-05-01T10:00:00+03:00", "2024-05-01T07:00"),
    "no zone": ("2024-05-01 10:00:00", "2024-05-01T10:00"),
    "no blank after the comma": ("Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-27T19:35"),
    "Russian": ("5 мая 2024, 10:30", "2024-05-05T10:30"),
    "French": ("mar. 26 juil. 2022 10:00", "2022-07-26T10:00"),
    "nonsense": ("soon", None),
}


@pytest.mark.parametrize("case", DATES, ids=str)
def test_dates_of_every_habit(case: str) -> None:
    written, expected = DATES[case]
    found = item(f"<title>t</title><pubDate>{written}</pubDate>").published_at
    assert (found.isoformat()[:16] if found else None) == expected


def test_dates_that_nobody_can_read_do_not_take_a_document_beyond_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    guesses = list[str]()
    monkeypatch.setattr(dates.dateparser, "parse", lambda value, **_: guesses.append(value))
    odd = "".join(f"<item><title>{number}</title><pubDate>31 Nivôse {number}</pubDate></item>" for number in range(500))
    well = "<item><title>well</title><pubDate>2024-05-01 10:00:00</pubDate></item>"
    entries = read(f"<rss version='2.0'><channel><title>t</title>{odd}{well}</channel></rss>").entries
    assert [entry.title for entry in entries if entry.published_at] == ["well"]
    assert len(guesses) <= 2 * dates.UNREAD


def test_links_that_are_no_web_addresses_are_left_out() -> None:
    assert item("<title>t</title><link>javascript:alert(1)</link>").link == ""
    assert item("<title>t</title><link>https://u:p@a.test/1</link>").link == "https://a.test/1"


def test_wishes_of_a_feed_are_read() -> None:
    channel = (
        "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>t</title>"
        "<skipHours><hour>0</hour><hour>23</hour></skipHours><skipDays><day>Sunday</day></skipDays>{}</channel></rss>"
    )
    with_ttl = read(channel.format("<ttl>60</ttl>")).wishes
    assert (with_ttl.interval, with_ttl.skip_hours, with_ttl.skip_days) == (3600.0, (0, 23), (6,))
    period = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert read(channel.format(period)).wishes.interval == 6 * 3600.0


def test_no_control_character_or_half_of_a_pair_gets_through() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "t\x00",
        "items": [
            {
                "id": "1",
                "title": "a\x00b",
                "content_html": "<p>c\x00d</p>",
                "tags": ["e\x00"],
                "author": {"name": "f\x1b"},
            }
        ],
    }
    made = read(orjson.dumps(feed)).entries[0]
    assert (made.title, made.text, made.tags, made.authors) == ("ab", "cd", ("e",), ("f",))


def test_an_entry_that_is_cut_short_is_left_for_the_next_poll() -> None:
    whole = "<item><title>One</title></item>"
    cut = f"<rss version='2.0'><channel><title>t</title>{whole}<item><title>Two is cut he"
    assert [entry.title for entry in read(cut).entries] == ["One"]


def test_entries_beyond_the_cap_are_counted() -> None:
    body = "<rss version='2.0'><channel><title>t</title>" + "<item><title>x</title></item>" * 12 + "</channel></rss>"
    document = read(body, max_entries=10)
    assert (len(document.entries), document.over_cap) == (10, 2)


def test_deleted_entries_of_atom_are_told() -> None:
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'><title>t</title>"
        "<at:deleted-entry ref='tag:a.test,2024:1' when='2024-05-01T00:00:00Z'/></feed>"
    )
    assert [(entry.guid, entry.deleted) for entry in read(body).entries] == [("tag:a.test,2024:1", True)]


def test_the_time_at_which_a_feed_was_made_is_read() -> None:
    body = RSS.replace("<item>", "<lastBuildDate>Wed, 01 May 2024 10:00:00 GMT</lastBuildDate><item>")
    assert read(body).built_at == datetime(2024, 5, 1, 10, tzinfo=UTC)


PIECES = st.sampled_from(
    [
        b"<rss>", b"<channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<![CDATA[", b"]]>", b"&amp;", b"&#0;",
        b"<?xml version='1.0' encoding='utf-16'?>", b"\xff\xfe", b"\x00", b"<feed>", b"<entry>", b"<link href='//'/>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<pubDate>", b"9999-99-99", b"{", b'"items":[', b"}", b"<html",
        b"<urlset>", b"<news:news>", b"<content type='xhtml'>", b"<div>", b"<a href='http://[x'>", b"\xd0",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=30), st.sampled_from(["", "text/xml; charset=x"]))
def test_no_bytes_crash_the_reader(pieces: list[bytes], content_type: str) -> None:
    with suppress(NotAFeed):
        assert read(b"".join(pieces), content_type).format


LINKS = {
    "a GUID that is an address": ("<guid>https://a.test/1</guid>", "https://a.test/1"),
    "a GUID that says it is none": ("<guid isPermaLink='false'>https://a.test/1</guid>", ""),
    "a link beside such a GUID": (
        "<guid isPermaLink='false'>https://b.test/1</guid><link>/2</link>",
        "https://outlet.example/2",
    ),
}


@pytest.mark.parametrize("case", LINKS, ids=str)
def test_the_link_of_an_item(case: str) -> None:
    inside, link = LINKS[case]
    assert item(inside).link == link


def test_an_enclosure_is_no_page_where_a_page_is_named() -> None:
    links = "<link rel='enclosure' href='https://a.test/1.mp3'/><link rel='alternate' href='https://a.test/1'/>"
    entry = f"<entry><title>Bridge</title><link rel='alternate'/>{links}</entry>"
    document = read(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>")
    assert [one.link for one in document.entries] == ["https://a.test/1"]
