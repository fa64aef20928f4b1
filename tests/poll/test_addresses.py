"""Addresses: of pages, of feeds behind sites, in lists of feeds, in robots.txt, and forbidden ones."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.poll import addresses, discovery, forbidden, outlets, robots
from crosswire.poll.feeds import Feed, feed_id
from crosswire.poll.opml import NotOpml, read_opml, write_opml
from crosswire.poll.settings import PollSettings
from crosswire_schemas.records import Outlet

CANONICAL = {
    "tracking goes": ("https://a.test/x?utm_source=rss&id=7&fbclid=z&at_medium=RSS", "https://a.test/x?id=7"),
    "the fragment goes": ("https://a.test/x#part", "https://a.test/x"),
    "host and scheme are folded": ("HTTPS://WWW.A.Test:443/X", "https://www.a.test/X"),
    "another port stays": ("http://a.test:8080/x", "http://a.test:8080/x"),
    "credentials go": ("https://u:p@a.test/x", "https://a.test/x"),
    "an AMP path": ("https://a.test/x/amp/", "https://a.test/x"),
    "an AMP file": ("https://a.test/x.amp.html", "https://a.test/x.html"),
    "an AMP host": ("https://amp.a.test/x", "https://a.test/x"),
    "an AMP parameter": ("https://a.test/x?amp=1&id=7", "https://a.test/x?id=7"),
    "an AMP cache": ("https://a-test.cdn.ampproject.org/c/s/a.test/x", "https://a.test/x"),
    "escapes are one way": ("https://a.test/caf%c3%a9", "https://a.test/caf%C3%A9"),
    "no path is the root": ("https://a.test", "https://a.test/"),
    "an order of parameters stays": ("https://a.test/?b=2&a=1", "https://a.test/?b=2&a=1"),
    "no web address": ("mailto:x@a.test", ""),
    "broken": ("http://[nowhere", ""),
}


@pytest.mark.parametrize("case", CANONICAL, ids=str)
def test_one_page_has_one_address(case: str) -> None:
    assert addresses.canonical(CANONICAL[case][0]) == CANONICAL[case][1]


@given(st.text(max_size=40))
def test_a_canonical_address_is_its_own(path: str) -> None:
    once = addresses.canonical(f"https://a.test/{path}")
    assert addresses.canonical(once) == once


REL = {
    "on the same site": ("https://a.test/x?id=7", "https://a.test/story", "https://a.test/story"),
    "relative": ("https://a.test/x?id=7", "/story", "https://a.test/story"),
    "on the mobile site": ("https://m.a.test/x", "https://www.a.test/x", "https://www.a.test/x"),
    "another site's": ("https://a.test/x", "https://b.test/x", "https://a.test/x"),
    "the front page": ("https://a.test/x", "https://a.test/", "https://a.test/x"),
    "none": ("https://a.test/x", "", "https://a.test/x"),
}


@pytest.mark.parametrize("case", REL, ids=str)
def test_a_page_may_name_its_own_address(case: str) -> None:
    url, said, expected = REL[case]
    assert addresses.of_page(url, said) == expected


def test_logs_show_no_credentials() -> None:
    assert addresses.shown("https://user:secret@a.test/feed?x=1") == "https://a.test/feed?x=1"


SITES = {
    "declared": ("<link rel='alternate' type='application/rss+xml' href='/rss/all'>", "https://a.test/rss/all"),
    "declared with a base": (
        "<base href='https://b.test/en/'><link rel='alternate' type='application/atom+xml' href='atom'>",
        "https://b.test/en/atom",
    ),
    "comments come after news": (
        "<link rel='alternate' type='application/rss+xml' href='/comments/feed'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed-all'>",
        "https://a.test/feed-all",
    ),
    "linked": ("<body><a href='/about'>About</a><a href='/news.rss'>RSS</a></body>", "https://a.test/news.rss"),
    "nowhere: the usual place": ("<body>Hello</body>", "https://a.test/feed"),
    "no markup at all": ("", "https://a.test/feed"),
}


@pytest.mark.parametrize("case", SITES, ids=str)
def test_feeds_behind_sites(case: str) -> None:
    page, first = SITES[case]
    found = discovery.feed_links(page.encode(), "text/html", "https://a.test/")
    assert found[0].url == first
    assert len({link.url for link in found}) == len(found)


OUTLETS = {
    "the site's host": ("https://feeds.bbci.co.uk/x.xml", "https://www.bbc.co.uk/news", "bbc.co.uk"),
    "without a site, the feed's": ("https://rss.a.test/x.xml", "", "a.test"),
    "a port": ("http://127.0.0.1:8080/x.xml", "", "127.0.0.1:8080"),
}


@pytest.mark.parametrize("case", OUTLETS, ids=str)
def test_outlets_are_known_by_their_site(case: str) -> None:
    feed, site, expected = OUTLETS[case]
    assert outlets.outlet(feed, site, "Name", "ukr") == Outlet(id=expected, name="Name", country="UKR")


def test_lists_of_feeds_are_read_as_they_were_written() -> None:
    def feed(name: str, folder: str, **other: bool) -> Feed:
        url = f"https://{name}.test/feed?a=1&b=2"
        outlet = Outlet(id=name, name=f"The {name} & Co", country="UKR")
        return Feed(feed_id=feed_id(url), url=url, outlet=outlet, folder=folder, **other)

    feeds = (feed("a", "", full_text=True), feed("b", "War/East"), feed("c", "War", recheck=True))
    written = write_opml(feeds, datetime(2024, 5, 1, tzinfo=UTC))
    assert set(read_opml(written, PollSettings())) == set(feeds)


def test_lists_of_other_readers_are_read() -> None:
    outline = "<outline text='A' XMLURL='feed://a.test/rss'><outline text='no feed'/></outline>"
    found = read_opml(
        f"<opml><body><outline text='News'>{outline * 2}</outline></body></opml>".encode(), PollSettings()
    )
    assert [(feed.url, feed.folder) for feed in found] == [("http://a.test/rss", "News")]


@pytest.mark.parametrize("body", [b"", b"words", b"<html><p></html>", b"<opml/>"])
def test_what_is_no_list_of_feeds_is_refused(body: bytes) -> None:
    with pytest.raises(NotOpml):
        read_opml(body, PollSettings())


def test_the_default_feeds_name_many_outlets_of_many_countries() -> None:
    listed = Path(__file__).parents[2] / "deploy" / "feeds.opml"
    feeds = read_opml(listed.read_bytes(), PollSettings())
    countries = [feed.outlet.country for feed in feeds]
    assert len({feed.outlet.id for feed in feeds}) == len(feeds) >= 40
    assert None not in countries
    assert {"UKR", "RUS", "BLR", "USA", "GBR", "CHN", "IND", "TUR", "QAT"} <= set(countries)


ROBOTS = {
    "no rules": ("", "/x", True),
    "all is forbidden": ("User-agent: *\nDisallow: /", "/x", False),
    "nothing is forbidden": ("User-agent: *\nDisallow:", "/x", True),
    "the longest rule counts": ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    "of equal rules the friendly one": ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    "a star": ("User-agent: *\nDisallow: /*.pdf$", "/a/x.pdf", False),
    "a dollar ends": ("User-agent: *\nDisallow: /*.pdf$", "/a/x.pdfs", True),
    "our own group goes before all's": (
        "User-agent: *\nDisallow: /\n\nUser-agent: Crosswire\nDisallow: /a",
        "/x",
        True,
    ),
    "groups share rules": ("User-agent: other\nUser-agent: crosswire\nDisallow: /", "/x", False),
    "comments and noise": ("# hello\nUser-agent: * # all\nNoise\nDisallow: /a # not here", "/a", False),
    "escapes are one way": ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
}


@pytest.mark.parametrize("case", ROBOTS, ids=str)
def test_robots_are_heeded(case: str) -> None:
    rules, path, allowed = ROBOTS[case]
    assert robots.parse(rules).allows(f"https://a.test{path}") is allowed


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_public_addresses_may_be_connected_to(address: str) -> None:
    assert not forbidden.is_forbidden(address, "a.test", forbidden.allowed(()))


ALLOWED = {
    "a network": (("10.0.0.0/8",), "10.1.2.3", "a.test", False),
    "an address": (("192.168.1.5",), "192.168.1.5", "a.test", False),
    "its neighbour not": (("192.168.1.5",), "192.168.1.6", "a.test", True),
    "a host": (("inside.test",), "10.1.2.3", "Inside.test.", False),
    "another host not": (("inside.test",), "10.1.2.3", "a.test", True),
    "an IPv4 network in its IPv6 dress": (("10.0.0.0/8",), "::ffff:10.1.2.3", "a.test", False),
    "what is no address": ((), "localhost", "a.test", True),
}


@pytest.mark.parametrize("case", ALLOWED, ids=str)
def test_an_operator_may_open_hosts_and_networks(case: str) -> None:
    entries, address, host, expected = ALLOWED[case]
    assert forbidden.is_forbidden(address, host, forbidden.allowed(entries)) is expected
