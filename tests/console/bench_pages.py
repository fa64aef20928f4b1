"""Weight and time to first paint of each page with 10,000 contradictions in PostgreSQL; run by name.

``python -m tests.console.bench_pages [MANY]``: bytes over the wire and milliseconds, by Chromium's performance API.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests.console.driving import chromium, show
from tests.console.screenshots import pages
from tests.edges.test_web import MANY, fill, serving

from crosswire.edges.engines import DataFolder, start_postgres
from crosswire.edges.store.database import Database, upgrade

TIMES = 3
MEASURE = """
const done = arguments[0];
new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (!paint) return;
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  done([entries.reduce((sum, entry) => sum + entry.transferSize, 0), paint.startTime]);
}).observe({type: "paint", buffered: true});
"""


def measured(browser: Any, url: str) -> tuple[int, float]:
    """Return the bytes of a page with all that it loads, and the median of its first paints in milliseconds."""
    found = []
    for _ in range(TIMES):
        browser.execute_cdp_cmd("Network.clearBrowserCache", {})
        show(browser, url)
        found.append(browser.execute_async_script(MEASURE))
    return int(found[0][0]), median(paint for _, paint in found)


def main(many: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name, DataFolder(Path(name) / "data").claim() as folder:
        engine = start_postgres(folder, lambda _: None)
        try:
            upgrade(engine.address)
            with Database(engine.address) as database:
                fill(database, many)
            with serving(engine.address) as (address, _), chromium() as browser:
                print(f"{'page with ' + format(many, ',') + ' contradictions':<40} {'KB':>7} {'first paint, ms':>16}")
                for page, path in pages(address).items():
                    size, paint = measured(browser, address + path)
                    print(f"{page:<40} {size / 1000:>7.1f} {paint:>16.0f}", flush=True)
        finally:
            engine.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
