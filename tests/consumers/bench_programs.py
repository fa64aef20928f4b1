"""The example programs against the sample newsroom: seconds to be ready, seconds to the first line, lines in a minute.

Usage: ``python -m tests.consumers.bench_programs``. Each program is made ready and started by the page's own commands,
with whatever the package clients have in their caches.
"""

import os
import shutil
import tempfile
import time
from pathlib import Path

from crosswire.edges.engines import beside
from tests.acceptance.running import Up
from tests.consumers.page import LANGUAGES, copied, lines_of_code
from tests.consumers.test_programs import NEEDS, Program

SECONDS = 60.0


def main() -> None:
    """Start the sample newsroom and then all programs, wait, and print a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checkout = copied(folder / "checkout")
        up = Up(folder / "data", "--sample")
        try:
            up.url()
            kafka, database = beside.kafka(folder / "data"), beside.database(folder / "data")
            assert kafka and database
            variables = {"CROSSWIRE_KAFKA": kafka, "CROSSWIRE_DATABASE": database}
            report(checkout, variables)
        finally:
            up.stop()


def report(checkout: Path, variables: dict[str, str]) -> None:
    """Print a row for each program whose tools are installed."""
    print(f"| program | lines of code | s to be ready | s to the first line | lines in {SECONDS:.0f} s |")
    print("|---|---|---|---|---|")
    for language in LANGUAGES:
        if missing := [tool for tool in NEEDS[language] if not shutil.which(tool)]:
            print(f"| {language} | {lines_of_code(language)} | not installed: {', '.join(missing)} | | |")
            continue
        program = Program(language=language, checkout=checkout, environment=variables_of(variables))
        began = time.monotonic()
        assert program.ready(), f"{language} could not be made ready: see {checkout}"
        ready = time.monotonic() - began
        program.start()
        time.sleep(SECONDS)
        program.stop()
        row = f"{ready:.1f} | {program.seconds:.1f} | {len(program.printed)}"
        print(f"| {language} | {lines_of_code(language)} | {row} |", flush=True)


def variables_of(addresses: dict[str, str]) -> dict[str, str]:
    """Return the environment of a program: the machine's own, and where the engines are."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")} | addresses


if __name__ == "__main__":
    main()
