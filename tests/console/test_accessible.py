"""Every page by axe-core, in both schemes and on a phone: what a program can tell of keyboard, voice, contrast."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.console.fake import FakePages
from tests.console.test_browser import open_page, paths

PINNED = Path(__file__).with_name("axe")
RUN = """
const done = arguments[0];
axe.run(document).then((found) => done(found.violations), (error) => done(String(error)));
"""


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """axe-core, of the version and hash that the lock file beside this names."""
    folder = tmp_path_factory.mktemp("axe")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, folder)
    command = ["npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=180)
    except (OSError, subprocess.SubprocessError) as error:
        reason = f"axe-core cannot be had from npm: {error}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_no_fault_on_any_page(
    browser: Any, address: str, pages: FakePages, axe: str, width: int, scheme: str
) -> None:
    found = {path: violations(browser, address + path, axe, width, scheme) for path in paths(pages)}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_axe_finds_a_fault_that_is_put_there(browser: Any, address: str, axe: str) -> None:
    open_page(browser, address)
    browser.execute_script("document.querySelector('#main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert [said.split(":")[0] for said in run(browser, axe)] == ["critical button-name"]


def violations(browser: Any, url: str, axe: str, width: int, scheme: str) -> list[str]:
    """Return in words what axe finds wrong on a page."""
    open_page(browser, url, width=width, scheme=scheme)
    return run(browser, axe)


def run(browser: Any, axe: str) -> list[str]:
    browser.execute_script(axe)
    found = browser.execute_async_script(RUN)
    assert isinstance(found, list), found
    return [
        f"{fault['impact']} {fault['id']}: {[node['html'][:120] for node in fault['nodes'][:3]]}" for fault in found
    ]
