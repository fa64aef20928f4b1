"""Ablation: what each verb of extraction adds to each row of the own gold set (its dev half).

Usage: python -m tests.bench.ablation: a column a verb, the row's value without it less the value with all.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crosswire.extract import split
from tests.bench import gold

WITHOUT: Mapping[str, Callable[..., Any]] = {
    "attribute": lambda *_: [],
    "verify": lambda *_: ({}, frozenset()),
    "assert_own": lambda *_: [],
    "locate": lambda *_: (),
    "spots": lambda *_: (),
    "date": lambda *_: (),
    "count": lambda *_: (),
}


def main() -> None:
    """Print the table, a row a measure."""
    whole = measured()
    shares = {verb: measured(verb) for verb in WITHOUT}
    print("| measure | all |", " | ".join(WITHOUT), "|")
    print("|---" * (len(WITHOUT) + 2) + "|")
    for measure, value in whole.items():
        shown = (f"{shares[verb][measure] - value:+.3f}" for verb in WITHOUT)
        print(f"| {measure} | {value:.3f} |", " | ".join(shown), "|")


def measured(without: str = "") -> dict[str, float]:
    """Return the rows' values by measure, with one verb silent."""
    with silent(without):
        return {row.measure: row.value for row in gold.rows(Path(), "dev")}


@contextmanager
def silent(verb: str) -> Iterator[None]:
    """Let ``verb`` find nothing meanwhile."""
    module = split.__globals__ if verb else {}
    said = module.get(verb)
    try:
        if verb:
            module[verb] = WITHOUT[verb]
        yield
    finally:
        if verb:
            module[verb] = said


if __name__ == "__main__":
    main()
