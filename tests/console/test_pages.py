"""The pages as HTML: everything on them, hostile text as text, nothing from elsewhere, every field explained."""

import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.console import sample
from tests.console.fake import FakePages

from crosswire.console import contract, timeline, world
from crosswire_schemas.codec import to_dict

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202eevil"
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """Elements of a page; fails on tags that do not close as they opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def addresses(pages: FakePages) -> list[str]:
    flag = pages.contradictions(state="open").items[0]
    closed = pages.contradictions(state="closed").items[0]
    return [
        "/",
        "/?state=all&q=ferry",
        "/?type=place&outlet=nobody",
        f"/contradictions/{flag['contradiction_id']}",
        f"/contradictions/{closed['contradiction_id']}",
        "/matters",
        *(f"/matters/{matter['matter_id']}" for matter in pages.matters().items),
        *(f"/articles/{article['article_id']}" for article in pages.articles(limit=100).items),
        *(f"/outlets/{outlet}" for outlet in sample.OUTLETS),
        "/map",
        "/map?around=368277",
        "/feeds",
        "/dismissals",
        "/system",
        "/contract",
        "/nowhere",
    ]


def test_every_page_is_whole_and_takes_nothing_from_elsewhere(client: TestClient, pages: FakePages) -> None:
    for address in addresses(pages):
        answer = client.get(address)
        assert answer.status_code == (404 if address == "/nowhere" else 200), address
        elements = Page(answer.text).elements
        names = [name for name, _ in elements]
        assert (names.count("h1"), names.count("main")) == (1, 1), address
        assert "title" in names, address
        for name, attributes in elements:
            assert "style" not in attributes, (address, name)
            assert not any(key.startswith("on") for key in attributes), (address, name)
            if name in ("script", "link", "img", "use"):
                loaded = attributes.get("src") or attributes.get("href") or ""
                assert loaded.startswith("/"), (address, loaded)
            if name == "script":
                assert attributes.get("src"), address
        ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
        assert len(ids) == len(set(ids)), address
        assert None not in ids, address


def test_links_of_the_pages_lead_somewhere(client: TestClient, pages: FakePages) -> None:
    seen: set[str] = set()
    for address in addresses(pages)[:40]:
        for name, attributes in Page(client.get(address).text).elements:
            href = attributes.get("href") or ""
            if name == "a" and href.startswith("/"):
                seen.add(href.partition("#")[0])
    broken = {href for href in seen if client.get(href).status_code != 200}
    assert broken == set()


def test_both_passages_are_marked_in_their_sentences(client: TestClient, pages: FakePages) -> None:
    shown = client.get("/").text
    assert "peace talks in <strong>Geneva</strong> on June 16</mark>" in shown
    page = shown.replace("<strong>", "").replace("</strong>", "")
    for flag in pages.contradictions(state="open").items:
        for side in ("left", "right"):
            assert f"<mark>{flag[side]['content'].replace(chr(39), '&#39;')}</mark>" in page
    assert "</mark>, Turkish Foreign Ministry spokesman Cem Altinordu said on Tuesday." in page


def hostile_article(pages: FakePages) -> str:
    original = pages.article(pages.articles().items[0]["article_id"])
    assert original is not None
    row = original["revisions"][0]
    text = f"{HOSTILE}\n\n{HOSTILE} said {HOSTILE}."
    outlet = {"id": HOSTILE, "name": HOSTILE}
    article = row | {"article_id": "f" * 32, "title": HOSTILE, "text": text, "url": "javascript:alert(3)"}
    claim = original["claims"][0] if original["claims"] else next(iter(pages.claims().items))
    start = text.index("\n\n") + 2
    span = {"text": HOSTILE, "start": start, "end": start + len(HOSTILE)}
    pages.add_article(
        article | {"outlet": outlet, "authors": [HOSTILE], "credit": {"name": HOSTILE, "evidence": span}},
        [
            claim
            | {"claim_id": "e" * 32, "article_id": "f" * 32, "withdrawn": False, "outlet": outlet}
            | {"speaker": {"canonical": HOSTILE, "kind": "person", "role": HOSTILE}}
            | {"content": {"text": HOSTILE, "spans": [span]}}
        ],
    )
    return "f" * 32


def hostile_flag(pages: FakePages) -> str:
    record, matter, _ = next(sample.flagged())
    flag: dict[str, Any] = to_dict(replace(record, contradiction_id="d" * 32)) | {
        "explanation": HOSTILE,
        "type": HOSTILE,
    }
    hostile = {"content": HOSTILE, "url": "javascript:alert(4)", "outlet": {"id": HOSTILE, "name": HOSTILE}}
    flag["left"] = flag["left"] | hostile | {"speaker": {"canonical": HOSTILE, "kind": "group", "role": HOSTILE}}
    flag["left"]["verification"] = {"status": HOSTILE}
    pages.put(flag)
    pages.put(to_dict(replace(matter, matter_id="c" * 32)) | {"question": HOSTILE, "contradiction_ids": ["d" * 32]})
    return "d" * 32


def test_hostile_text_is_shown_as_text_everywhere(client: TestClient, pages: FakePages) -> None:
    article, flag = hostile_article(pages), hostile_flag(pages)
    places = [
        "/",
        f"/contradictions/{flag}",
        f"/articles/{article}",
        "/matters",
        f"/matters/{'c' * 32}",
        f"/?q={HOSTILE}&outlet={HOSTILE}",
        "/feed.atom",
    ]
    for address in places:
        text = client.get(address).text
        assert "<script>alert" not in text, address
        assert "<img" not in text, address
        assert "\u202e" not in text, address
        assert 'href="javascript:' not in text, address
        assert "alert(1)" in text, address
        if not address.startswith("/feed"):
            names = [name for name, _ in Page(text).elements]
            assert names.count("script") == 1, address


def test_the_script_in_the_newsrooms_title_stays_text(client: TestClient, pages: FakePages) -> None:
    [article] = [row for row in pages.articles(limit=100).items if "<script>" in row["title"]]
    assert "&lt;script&gt;" in client.get(f"/articles/{article['article_id']}").text
    assert "&lt;script&gt;" in client.get("/outlets/luzon-signal").text


def test_every_field_of_the_contract_is_explained(client: TestClient) -> None:
    said = contract.shown()
    for record in (*said["records"], *said["parts_"]):
        assert record.meaning, record.name
        for field in record.fields:
            assert field.meaning, (record.name, field.name)
            assert field.kind, (record.name, field.name)
    page = client.get("/contract").text
    assert "crosswire.matters.v1" in page


def test_the_contract_explains_no_field_that_is_not_there() -> None:
    said = contract.shown()
    owners = {
        record.name.lower(): {field.name for field in record.fields} for record in (*said["records"], *said["parts_"])
    }
    names = set().union(*owners.values())
    for key in contract.meanings():
        owner, _, name = key.rpartition(".")
        assert name in (owners[owner] if owner else names), key


def test_a_timeline_spans_from_the_first_claim_to_the_last() -> None:
    positions = [
        {"first_published_at": "2025-06-09T00:00:00Z", "last_published_at": "2025-06-11T00:00:00Z", "claim_ids": ["a"]},
        {"first_published_at": "2025-06-10T00:00:00Z", "last_published_at": "2025-06-10T00:00:00Z", "claim_ids": ["b"]},
    ]
    claims = [{"claim_id": "b", "published_at": "2025-06-10T00:00:00Z"}]
    drawn = timeline.draw(positions, claims)
    assert [(line.start, line.end) for line in drawn.lines] == [(4.0, 96.0), (50.0, 50.0)]
    assert [mark.at for line in drawn.lines for mark in line.marks] == [50.0]
    assert [tick.day for _, tick in drawn.ticks] == [10, 11]


@pytest.mark.parametrize(("days", "most"), [(0, 2), (1, 2), (3, 4), (40, 7), (4000, 7)])
def test_a_timeline_has_few_ticks_however_long_it_is(days: int, most: int) -> None:
    first = datetime.fromisoformat("2010-01-01T10:00:00+00:00")
    last = first.fromtimestamp(first.timestamp() + days * 86_400, first.tzinfo).isoformat()
    drawn = timeline.draw([{"first_published_at": first.isoformat(), "last_published_at": last, "claim_ids": []}], [])
    assert 1 <= len(drawn.ticks) <= most


@pytest.mark.parametrize(
    ("case", "longitude", "latitude", "expected"),
    [
        ("the middle", 0.0, 0.0, (500.0, 243.4)),
        ("the date line", 180.0, 0.0, (1000.0, 243.4)),
        ("the north pole", 0.0, 90.0, (500.0, 0.04)),
    ],
)
def test_the_projection_meets_the_map(
    case: str, longitude: float, latitude: float, expected: tuple[float, float]
) -> None:
    assert world.project(longitude, latitude) == pytest.approx(expected, abs=0.01), case


def test_places_too_near_to_tell_apart_are_one_spot_until_looked_at_closely(pages: FakePages) -> None:
    rows = [
        {"geoname_id": 1, "name": "Kharkiv", "latitude": 49.98, "longitude": 36.25, "open": 2},
        {"geoname_id": 2, "name": "Vovchansk", "latitude": 50.29, "longitude": 36.94, "open": 1},
        {"geoname_id": 3, "name": "Lima", "latitude": -12.0, "longitude": -77.0, "open": 1},
    ]
    assert [(spot.label, spot.open) for spot in world.spots(rows, world.WHOLE)] == [("Kharkiv +1", 3), ("Lima", 1)]
    assert len(world.spots(rows, world.view(rows, "1"))) == 3
    assert re.fullmatch(r"[-\d. ]+", world.view(rows, "1").box)
    assert world.view(rows, "9") == world.WHOLE


def test_labels_on_the_map_hide_no_spot_and_no_other_label() -> None:
    rows = [
        {
            "geoname_id": number,
            "name": f"Town {number}",
            "latitude": 50.0 + number % 3,
            "longitude": 20.0 + 7 * number,
            "open": 1,
        }
        for number in range(6)
    ]
    spots = world.spots(rows, world.WHOLE)
    assert len({spot.named for spot in spots}) > 1
    boxes = [box for spot in spots if spot.named for named, box in world._sides(spot, 1.0) if named == spot.named]
    assert boxes
    assert not any(world._meet(one, other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
