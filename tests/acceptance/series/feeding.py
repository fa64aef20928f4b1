"""The five feeds of the series, put into the poller's memory as ``crosswire feeds import`` does."""

import asyncio
from collections.abc import Iterable

from crosswire.edges.store.database import Database
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.poll.feeds import Feed, feed_id
from crosswire.poll.outlets import outlet

SITES = {
    "economist": ("https://www.economist.com", "The Economist"),
    "ft-home": ("https://www.ft.com", "Financial Times"),
    "nyt_econ": ("https://www.nytimes.com", "The New York Times"),
    "wsj_econ": ("https://www.wsj.com", "The Wall Street Journal"),
    "wsj_world": ("https://www.wsj.com", "The Wall Street Journal"),
}


def add(database: str, server: str, names: Iterable[str]) -> None:
    """Add the feeds ``names`` as they are on ``server``, each of its publisher's outlet."""
    urls = {name: f"{server}/{name}.xml" for name in names}
    feeds = [Feed(feed_id=feed_id(url), url=url, outlet=outlet(url, *SITES[name])) for name, url in urls.items()]
    with Database(database) as opened:
        asyncio.run(FeedsInDatabase(opened).add(feeds))
