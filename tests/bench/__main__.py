"""``make bench``: quality and speed on published data, trivial baselines beside each figure.

Usage: python -m tests.bench DATA [NAME[:PART]...]: the folder of the published sets, which modules of this folder to
run, and which part of ``scenarios`` and ``gold``. ``scenarios:sealed``, ``:unseen``, ``:fresh`` and ``:last`` and
``gold:sealed`` are measured only when named.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from tests.bench.row import Row

HERE = Path(__file__).parent


def names() -> list[str]:
    """Return the modules of this folder that measure something: those with a function ``rows``."""
    modules = (path for path in HERE.glob("*.py") if path.stem != "__main__")
    return sorted(path.stem for path in modules if "\ndef rows(" in path.read_text())


def measured(data: Path, chosen: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of the ``chosen`` modules; what lacks its data is said and passed over."""
    for name in chosen:
        began = time.monotonic()
        module, *parts = name.split(":")
        try:
            yield from import_module(f"tests.bench.{module}").rows(data, *parts)
        except FileNotFoundError as error:
            print(f"{name}: not measured, {error.filename} is not there", file=sys.stderr)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)


def line(row: Row) -> str:
    """Return ``row`` as a row of a Markdown table."""
    baselines = ", ".join(f"{name} {value:.3g}" for name, value in row.baselines.items())
    goal = "" if row.goal is None else f"{row.goal:g}"
    return f"| {row.set} | {row.measure} | {row.value:.3g} | {goal} | {baselines} |"


def main() -> None:
    """Print the table."""
    data, *chosen = sys.argv[1:] or ["../shared/data"]
    print("| set | measure | value | goal | baselines |\n|---|---|---|---|---|")
    for row in measured(Path(data), chosen or names()):
        print(line(row), flush=True)


if __name__ == "__main__":
    main()
