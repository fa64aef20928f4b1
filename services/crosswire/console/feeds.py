"""How a feed fares, in one word of a closed list."""

from typing import Literal

from crosswire.console.store import Json

Health = Literal["healthy", "faltering", "failing", "muted", "waiting"]
FAILING_AFTER = 3


def health(feed: Json) -> Health:
    """Return the health of a feed as the poller keeps it: failing after three failures in a row."""
    schedule = feed.get("schedule", {})
    if feed.get("muted") or schedule.get("muted"):
        return "muted"
    failures = int(schedule.get("failures", 0))
    if failures:
        return "failing" if failures >= FAILING_AFTER else "faltering"
    return "healthy" if schedule.get("last_success") else "waiting"
