"""Screenshots of every page of a running console: ``python -m tests.console.screenshots ADDRESS FOLDER``.

In both schemes, and in both on a phone's width; the README's two are among them.
"""

import json
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.console.driving import chromium, show

WINDOWS = {"": (1280, 900), "-phone": (390, 844)}


def pages(address: str) -> dict[str, str]:
    """Return the address of each kind of page, of what the console knows most about."""
    flags, matters = (_asked(f"{address}/api/{name}") for name in ("contradictions?state=open", "matters"))
    flag = max(flags, key=lambda record: record["score"])
    disputed = [record for record in matters if record.get("contradiction_ids")]
    matter = max(disputed, key=lambda record: sum(position["claims"] for position in record["positions"]))
    paths = {
        "contradictions": "/",
        "contradiction": f"/contradictions/{flag['contradiction_id']}",
        "matters": "/matters",
        "matter": f"/matters/{matter['matter_id']}",
        "article": f"/articles/{flag['right']['article_id']}",
        "outlet": f"/outlets/{flag['left']['outlet']['id']}",
    }
    return paths | {name: f"/{name}" for name in ("map", "feeds", "dismissals", "system", "contract")}


def _asked(url: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(url, timeout=20) as answer:
        items: list[dict[str, Any]] = json.load(answer)["items"]
    return items


def main(address: str, folder: Path) -> None:
    """Write one PNG a page, scheme and width."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name, path in pages(address).items():
            for scheme in ("light", "dark"):
                for window, (width, height) in WINDOWS.items():
                    show(browser, address + path, width=width, height=height, scheme=scheme)
                    # The word "live" appears once the stream is open.
                    time.sleep(0.4)
                    browser.save_screenshot(str(folder / f"{name}{window}-{scheme}.png"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
