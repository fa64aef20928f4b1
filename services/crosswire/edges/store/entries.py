"""One filing as it is stored and counted: whether its claim stands, and from which origin."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from crosswire.contradict.remember import origin, standing
from crosswire.contradict.rows import Telling
from crosswire_schemas.records import Extraction


class Entry(NamedTuple):
    """One filing as it is stored and counted: whether its claim stands, and from which origin."""

    article_id: str
    claim_id: str
    position_id: str
    matter_id: str
    published_at: datetime
    stands: bool
    origin: str


Entries = Mapping[tuple[str, str], Entry]
ENTRY = "uuid uuid uuid uuid timestamptz boolean text"


class Known(NamedTuple):
    """What decides whether a claim stands, and from which origin: by article, its listing and its group's name."""

    listings: Mapping[str, Extraction]
    names: Mapping[str, str]

    def forgotten(self, article: str) -> bool:
        """Tell whether the article is to be forgotten."""
        return article in self.listings and bool(self.listings[article].forgotten)

    def entry(self, telling: Telling, position: str, matter: str) -> Entry:
        """Return the claim under a position as it is now."""
        name = telling.source or self.names.get(telling.article_id) or origin.name(telling.outlet)
        stands = standing.stands(telling, self.listings.get(telling.article_id))
        return Entry(telling.article_id, telling.claim_id, position, matter, telling.published_at, stands, name)
