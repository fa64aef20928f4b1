"""What an operator can set about polling, with the defaults."""

from dataclasses import dataclass

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSettings:
    """Limits and habits of polling. Times in seconds, sizes in bytes unless said otherwise."""

    contact: str = ""
    """A web page or mail address by which the operators of servers reach whoever runs this."""
    allow_addresses: tuple[str, ...] = ()
    """Hosts and networks (CIDR) that may be fetched although private or reserved."""

    max_body: int = 10 * 1024 * 1024
    max_unpacked: int = 40 * 1024 * 1024
    max_redirects: int = 8
    connect_timeout: float = 10.0
    first_byte_timeout: float = 20.0
    whole_timeout: float = 60.0
    host_connections: int = 2
    host_pause: float = 1.0

    parser_processes: int = 1
    parser_timeout: float = 20.0
    parser_memory: int = 2 * 1024 * 1024 * 1024
    max_entries: int = 1000
    """Entries read of one document; the rest are refused."""
    max_title: int = 1000
    """Characters."""
    max_text: int = 200_000
    """Characters."""
    max_pages: int = 30
    """Pages fetched in one poll of a feed; entries beyond wait for the next poll."""
    max_list: int = 50
    """Authors or tags of one entry."""

    first_interval: float = 30 * MINUTE
    shortest_interval: float = 10 * MINUTE
    longest_interval: float = 12 * HOUR
    longest_hint: float = 12 * HOUR
    """At most this is granted to a server's or feed's wish for a longer interval."""
    longest_retry_after: float = 2 * DAY
    longest_backoff: float = 3 * DAY
    jitter: float = 0.1
    """Part of an interval by which chance may lengthen it."""
    unconditional_every: int = 20
    """Every so many polls the validators are left out: some servers say 304 for ever."""
    stable_redirect_polls: int = 3
    stable_redirect_for: float = 2 * DAY

    full_text: bool = False
    """Whether newly added feeds have their pages fetched."""
    longest_summary: int = 1500
    """Characters up to which an entry's own text counts as a summary, for which its page is fetched."""
    recheck: bool = False
    """Whether pages of published articles are fetched again, on the schedule below."""
    recheck_after: tuple[float, ...] = (15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY)
    robots_kept: float = DAY

    concurrency: int = 64
    """Feeds polled at a time by one process."""
    lease: float = 2 * MINUTE
    """So long the feeds of a poller that died wait for another."""
    stop_patience: float = 5.0
    """Polls in hand may take so long to end when the poller is stopped; the others are given back."""
    idle_pause: float = 2.0
    forget_entries_after: float = 400 * DAY
    """An entry that its feed has not listed for so long is forgotten."""
