"""A Chromium for the commands that look at the console without being tests."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which
from typing import Any

from tests.console.conftest import BROWSER, QUIET


@contextmanager
def chromium() -> Iterator[Any]:
    """Drive a Chromium while the block runs."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = next(found for name in BROWSER if (found := which(name)))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*QUIET.split(), f"--user-data-dir={profile}"):
            options.add_argument(flag)
        opened = webdriver.Chrome(options=options, service=Service(which("chromedriver")))
        try:
            yield opened
        finally:
            opened.quit()


def show(browser: Any, url: str, *, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
    """Open a page in a window of ``width`` and ``height`` pixels, light or dark."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(url)
