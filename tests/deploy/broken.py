"""Crosswire with two bugs: extract fails unforeseen on an article whose title says so, and hangs on another."""

import time
from dataclasses import replace
from typing import Any

from crosswire import flow
from crosswire.__main__ import main
from crosswire.stage import Result, Step
from crosswire_schemas.records import Record

TITLE = "This one is too much"
ENDLESS = "This one never ends"
WHOLE = flow.EXTRACT


def prepare(settings: Any) -> Step:
    step = WHOLE.prepare(settings)

    def fails(record: Record) -> Result:
        if getattr(record, "title", "") == TITLE:
            raise ZeroDivisionError("a bug")
        while getattr(record, "title", "") == ENDLESS:
            time.sleep(1)
        return step(record)

    return fails


if __name__ == "__main__":
    flow.EXTRACT = replace(WHOLE, prepare=prepare)
    main()
