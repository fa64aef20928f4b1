"""Prints the fault table: ``python -m tests.faults [--articles 2000] [--times 3] [--apart] [FAULT ...]``.

Without ``--apart`` the faults are injected one after the other into one run and share its articles; with it each has a
run of its own with all of them.
"""

import argparse
import sys

from tests.faults.comparing import HEAD, compared, differences, rows
from tests.faults.harm import LONG, SHORT


def main() -> None:
    """Inject what was asked for, and print a row a fault."""
    known = {**LONG, **SHORT}
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=", ".join(known))
    asked = parser.parse_args()
    names = asked.faults or list(LONG if asked.apart else SHORT)
    whole, expected = True, None
    print(HEAD, flush=True)
    for group in [[name] for name in names] if asked.apart else [names]:
        told, found, expected = compared(
            [(name, known[name]) for name in group * asked.times], asked.articles, 1, expected
        )
        # Each as it comes: what takes hours may be ended early.
        print("\n".join(rows(told)), flush=True)
        whole &= found == expected
        for difference in differences(found, expected):
            print(difference, file=sys.stderr, flush=True)
    print(f"\n{asked.articles} articles; in the end tables and topics are {'the same' if whole else 'NOT the same'}")


if __name__ == "__main__":
    main()
