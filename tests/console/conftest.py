"""The console over a store in memory, and a browser where one is installed."""

import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient
from tests.console.fake import FakePages
from tests.console.serve import console

BROWSER = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,900"
)


@pytest.fixture
def pages() -> FakePages:
    return FakePages()


@pytest.fixture
def client(pages: FakePages) -> TestClient:
    return TestClient(console(pages), raise_server_exceptions=False)


@pytest.fixture
def address(pages: FakePages) -> Iterator[str]:
    """The console on a port of its own, for as long as the test."""
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    app = console(pages, stopping=lambda: server.should_exit)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [probe]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{probe.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def _missing(what: str) -> None:
    reason = f"{what} is not installed: apt-get install chromium chromium-driver"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium driven by selenium; without it a skip on a laptop and a failure in CI."""
    program = next((found for name in BROWSER if (found := which(name))), None)
    driver = which("chromedriver")
    if program is None or driver is None:
        _missing("Chromium" if program is None else "chromedriver")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(program)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*QUIET.split(), f"--user-data-dir={Path(profile)}"):
            options.add_argument(flag)
        opened = webdriver.Chrome(options=options, service=Service(str(driver)))
        yield opened
        opened.quit()
