"""Crosswire under libfaketime, whose clock_nanosleep fails where only the time of day is moved: select waits here."""

import select
import time

from crosswire.__main__ import main


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


if __name__ == "__main__":
    time.sleep = sleep
    main()
