"""Each page as a screen reader has it, by Chromium's own accessibility tree: names, headings, landmarks, news."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from tests.console import sample
from tests.console.fake import FakePages
from tests.console.test_browser import open_page, paths, wait

from crosswire_schemas import identity

CONTROLS = {"link", "button", "textbox", "searchbox", "combobox", "Date", "checkbox", "radio", "listbox", "slider"}
ONCE = ("banner", "main", "contentinfo")
LANDMARKS = {"navigation", "region", "search", "form", "complementary"}
NAMED = CONTROLS | {"heading", "navigation", "region", "search", "img", "image", "option"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One thing that is read out: what it is, what it is called, its level where it is a heading."""

    role: str
    name: str
    level: int = 0
    live: str = ""


def spoken(browser: Any) -> list[Spoken]:
    """Return what the page says, in the order in which it is read."""
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def walk(node: Any) -> Iterator[Spoken]:
        role = node.get("role", {}).get("value", "")
        if not node.get("ignored") and role != "InlineTextBox":
            more = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
            name = node.get("name", {}).get("value", "")
            yield Spoken(role=role, name=name.strip(), level=more.get("level") or 0, live=more.get("live") or "")
        for child in node.get("childIds", ()):
            if child in by_id:
                yield from walk(by_id[child])

    return list(walk(nodes[0]))


def faults(said: list[Spoken]) -> list[str]:
    """Return in words what would leave a listener lost."""
    found = [f"a {one.role} without a name" for one in said if one.role in NAMED and not one.name]
    roles = Counter(one.role for one in said)
    found += [f"{roles[role]} of {role}" for role in ONCE if roles[role] != 1]
    levels = [one.level for one in said if one.role == "heading"]
    found += (
        [] if levels[:1] == [1] and levels.count(1) == 1 else [f"headings begin {levels[:3]}, {levels.count(1)} first"]
    )
    found += [f"level {low} after {high}" for high, low in pairwise(levels) if low > high + 1]
    twice = Counter((one.role, one.name) for one in said if one.role in LANDMARKS)
    return found + [f"{times} of {role} {name!r}" for (role, name), times in twice.items() if times > 1]


def test_no_page_leaves_a_listener_lost(browser: Any, address: str, pages: FakePages) -> None:
    found = {}
    for path in paths(pages):
        open_page(browser, address + path)
        found[path] = faults(spoken(browser))
    assert {path: said for path, said in found.items() if said} == {}


PUT_THERE = {
    "a button without a name": "<button></button>",
    "level 5 after": "<h5>A heading too deep</h5>",
    "2 of main": "<div role='main'>Another</div>",
    "a link without a name": "<a href='/'><svg aria-hidden='true'></svg></a>",
    "2 of region 'Twice'": "<div role='region' aria-label='Twice'>x</div><div role='region' aria-label='Twice'>y</div>",
}


@pytest.mark.parametrize("fault", PUT_THERE)
def test_a_fault_that_is_put_there_is_found(browser: Any, address: str, fault: str) -> None:
    open_page(browser, f"{address}/dismissals")
    browser.execute_script("document.body.insertAdjacentHTML('beforeend', arguments[0])", PUT_THERE[fault])
    assert [said for said in faults(spoken(browser)) if said.startswith(fault)]


def test_a_contradiction_is_read_as_one_tells_it(browser: Any, address: str, pages: FakePages) -> None:
    """The sentence first, then either account: who prints it, what stands there, who says so."""
    flag = pages.contradictions(state="open").items[0]
    open_page(browser, f"{address}/contradictions/{flag['contradiction_id']}")
    said = [one.name for one in spoken(browser)]
    wanted = [flag["explanation"]]
    for side, letter in (("left", "A"), ("right", "B")):
        wanted += [f"Account {letter}, {flag[side]['outlet']['name']}", "Speaker:", flag[side]["speaker"]["canonical"]]
    wanted += ["An analyst’s judgement", "Reason", "Note", "Dismiss"]
    at = -1
    for name in wanted:
        at = next((place for place in range(at + 1, len(said)) if said[place] == name), -1)
        assert at >= 0, f"{name!r} is not read, or too early"


def test_a_new_flag_is_announced_without_being_looked_for(browser: Any, address: str, pages: FakePages) -> None:
    open_page(browser, f"{address}/")
    wait(lambda: browser.find_element("id", "live").is_displayed(), "the word live")
    first, _, _ = next(sample.flagged())
    pages.put(replace(first, contradiction_id=identity.identify("heard"), updated_at=first.updated_at.replace(day=12)))
    wait(lambda: "1 new" in browser.find_element("id", "news").text, "what is said of it")
    said = spoken(browser)
    [status] = [place for place, one in enumerate(said) if one.role == "status"]
    assert said[status].live == "polite"
    assert "1 new" in " ".join(one.name for one in said[status + 1 : status + 4])


def test_after_a_judgement_the_reader_is_where_it_stands(browser: Any, address: str, pages: FakePages) -> None:
    flag = pages.contradictions(state="open").items[0]
    open_page(browser, f"{address}/contradictions/{flag['contradiction_id']}")
    browser.find_element("css selector", "select[name=reason] option[value=misread]").click()
    browser.find_element("css selector", ".judge button").click()
    wait(lambda: "Take the dismissal back" in browser.find_element("id", "judgement").text, "the judgement")
    assert browser.switch_to.active_element.get_attribute("id") == "judgement"
