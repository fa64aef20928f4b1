"""What a person does on each page, in a real Chromium: reading along, filtering, judging, by keyboard, on a phone."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from tests.console import sample
from tests.console.fake import FakePages

from crosswire_schemas import identity

SOON = 10.0


def wait(holds: Callable[[], Any], what: str) -> Any:
    """Return what ``holds`` returns as soon as that is something."""
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException

    until = time.monotonic() + SOON
    while time.monotonic() < until:
        # While a page makes way for the next one, its elements go stale.
        with suppress(StaleElementReferenceException, NoSuchElementException):
            if found := holds():
                return found
        time.sleep(0.05)
    raise AssertionError(f"not seen within {SOON:.0f} s: {what}")


def all_of(browser: Any, selector: str) -> list[Any]:
    found: list[Any] = browser.find_elements("css selector", selector)
    return found


def open_page(browser: Any, address: str, *, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    # A page that still scrolls by itself moves away what is to be clicked.
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    features = [{"name": "prefers-color-scheme", "value": scheme}, still]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get_log("browser")
    browser.get(address)


def paths(pages: FakePages) -> list[str]:
    flag = pages.contradictions(state="open").items[0]
    return [
        "/",
        f"/contradictions/{flag['contradiction_id']}",
        "/matters",
        f"/matters/{flag['left']['matter_id']}",
        f"/articles/{flag['left']['article_id']}",
        f"/outlets/{flag['left']['outlet']['id']}",
        "/map",
        "/feeds",
        "/dismissals",
        "/system",
        "/contract",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_no_page_is_wider_than_the_window_or_complains(
    browser: Any, address: str, pages: FakePages, width: int, scheme: str
) -> None:
    for path in paths(pages):
        open_page(browser, address + path, width=width, scheme=scheme)
        wide = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
        assert [row for row in browser.get_log("browser") if row["level"] == "SEVERE"] == [], path


def test_a_new_contradiction_comes_by_itself_and_moves_nothing(browser: Any, address: str, pages: FakePages) -> None:
    open_page(browser, f"{address}/")
    wait(lambda: all_of(browser, "#live:not([hidden])"), "the word live")
    browser.execute_script("document.querySelectorAll('.flag')[4].scrollIntoView({behavior: 'instant'})")
    before = browser.execute_script("return document.querySelectorAll('.flag')[4].getBoundingClientRect().top")
    read = all_of(browser, ".flag")[4].get_attribute("id")
    count = len(all_of(browser, ".flag"))
    first, _, _ = next(sample.flagged())
    newest = replace(first, contradiction_id=identity.identify("new"), updated_at=first.updated_at.replace(day=12))
    pages.put(newest)
    wait(lambda: len(all_of(browser, ".flag")) == count + 1, "the new contradiction")
    assert all_of(browser, ".flag")[0].get_attribute("data-id") == newest.contradiction_id
    after = browser.execute_script(f"return document.getElementById('{read}').getBoundingClientRect().top")
    assert abs(after - before) < 2
    assert "1 new" in wait(lambda: all_of(browser, "#news")[0].text, "what is said of it")


def test_a_contradiction_that_closes_leaves_its_place_marked(browser: Any, address: str, pages: FakePages) -> None:
    open_page(browser, f"{address}/?state=all")
    wait(lambda: all_of(browser, "#live:not([hidden])"), "the word live")
    flag = pages.contradictions(state="open").items[2]
    pages.put(flag | {"state": "closed", "closed_because": "revised", "version": 9})
    card = f"#flag-{flag['contradiction_id']}"
    wait(lambda: all_of(browser, f"{card} .badge.closed"), "the closed badge")
    assert len(all_of(browser, card)) == 1


def test_what_does_not_match_the_filter_does_not_come(browser: Any, address: str, pages: FakePages) -> None:
    open_page(browser, f"{address}/?type=place")
    wait(lambda: all_of(browser, "#live:not([hidden])"), "the word live")
    count = len(all_of(browser, ".flag"))
    first, _, _ = next(sample.flagged())
    fresh = first.updated_at.replace(day=12)
    pages.put(replace(first, contradiction_id=identity.identify("other"), updated_at=fresh))
    pages.put(replace(first, contradiction_id=identity.identify("fits"), updated_at=fresh, type="place"))
    wait(lambda: len(all_of(browser, ".flag")) == count + 1, "the one that fits")
    assert all_of(browser, ".flag")[0].get_attribute("data-id") == identity.identify("fits")


def test_a_matter_that_changes_is_shown_anew(browser: Any, address: str, pages: FakePages) -> None:
    matter = pages.matters().items[0]
    open_page(browser, f"{address}/matters/{matter['matter_id']}")
    time.sleep(0.5)
    pages.put(matter | {"question": "Asked anew?", "version": 9})
    wait(lambda: browser.find_element("tag name", "h1").text == "Asked anew?", "the new question")


def test_filters_are_kept_in_the_address(browser: Any, address: str) -> None:
    open_page(browser, f"{address}/")
    browser.find_element("css selector", "select[name=type] option[value=number]").click()
    browser.find_element("css selector", ".filters button").click()
    wait(lambda: "type=number" in browser.current_url, "the filter in the address")
    assert {found.text.lower() for found in all_of(browser, ".flag .kind")} == {"number"}


def test_a_flag_is_dismissed_and_brought_back(browser: Any, address: str) -> None:
    open_page(browser, f"{address}/")
    link = browser.find_element("css selector", ".flag h2 a")
    question = link.text
    link.click()
    browser.find_element("css selector", "select[name=reason] option[value=compatible]").click()
    browser.find_element("css selector", "textarea").send_keys("A pier is a kind of place <b>")
    browser.find_element("css selector", ".judge button").click()
    wait(lambda: "A pier is a kind of place <b>" in browser.find_element("tag name", "body").text, "the note")
    browser.find_element("link text", "Contradictions").click()
    assert question not in [found.text for found in all_of(browser, ".flag h2")]
    browser.find_element("link text", "Dismissed").click()
    browser.find_element("link text", question).click()
    browser.find_element("css selector", "#judgement button").click()
    wait(lambda: all_of(browser, ".judge"), "the form again")
    browser.find_element("link text", "Contradictions").click()
    assert question in [found.text for found in all_of(browser, ".flag h2")]


def test_from_a_passage_to_its_place_in_the_article_and_back(browser: Any, address: str) -> None:
    open_page(browser, f"{address}/")
    browser.find_element("link text", "In the article").click()
    key = browser.current_url.rpartition("#claim-")[2]
    entry = browser.find_element("id", f"claim-{key}")
    assert entry.is_displayed()
    marked = all_of(browser, f"[data-of~='{key}']")
    assert "".join(part.get_attribute("textContent") for part in marked) in entry.text
    browser.execute_script("arguments[0].focus()", marked[0])
    assert "is-lit" in entry.get_attribute("class")
    entry.find_element("css selector", ".links a, .facts a").click()
    wait(lambda: "/contradictions/" in browser.current_url, "the contradiction")


def test_everything_is_reached_by_keyboard(browser: Any, address: str) -> None:
    from selenium.webdriver import ActionChains, Keys

    open_page(browser, f"{address}/")
    focused = []
    for _ in range(22):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        element = browser.switch_to.active_element
        focused.append((element.tag_name, element.text or element.get_attribute("name")))
        outline = element.value_of_css_property("outline-style")
        assert outline != "none", focused[-1]
    assert focused[0] == ("a", "Skip to the content")
    assert ("input", "q") in focused
    assert any(tag == "a" and text.startswith("Where will") for tag, text in focused)
    browser.get(f"{address}/")
    ActionChains(browser).send_keys(Keys.TAB, Keys.ENTER).perform()
    assert browser.switch_to.active_element.get_attribute("id") == "main"


def test_without_javascript_everything_is_there(browser: Any, address: str, pages: FakePages) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page(browser, f"{address}/")
        assert len(all_of(browser, ".flag")) == len(pages.contradictions(state="open").items)
        assert not all_of(browser, "#live")[0].is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_script_in_a_title_does_not_run(browser: Any, address: str, pages: FakePages) -> None:
    [article] = [row for row in pages.articles(limit=100).items if "<script>" in row["title"]]
    open_page(browser, f"{address}/articles/{article['article_id']}")
    assert '<script>alert("crosswire")</script>' in browser.find_element("tag name", "h1").text


def test_a_spot_on_the_map_leads_to_what_is_in_dispute_there(browser: Any, address: str) -> None:
    open_page(browser, f"{address}/map")
    land = browser.execute_script("return document.querySelector('.land').getBBox().width")
    assert land > 900
    spot = browser.find_element("css selector", ".map a[data-place='368277'] .many")
    spot.click()
    wait(lambda: "place=368277" in browser.current_url, "the list of the place")
    assert "El Obeid" in browser.find_element("tag name", "h1").text
