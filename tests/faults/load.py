"""The load: invented articles of 60 words, each second one denying what the one before it says; some lie about time."""

from datetime import UTC, datetime

from crosswire.testing import article
from crosswire_schemas.records import Article

PLACES = (
    "Kupiansk",
    "Bakhmut",
    "Izium",
    "Lyman",
    "Vovchansk",
    "Pokrovsk",
    "Melitopol",
    "Toretsk",
    "Kherson",
    "Siversk",
)
THINGS = ("bridge", "depot", "hospital", "warehouse", "factory", "school", "station", "dam")
# What a feed may say of the time at which it was published; one article in forty does.
LIES = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2105, 1, 1, tzinfo=UTC), datetime(1899, 12, 31, tzinfo=UTC))
FETCHED = datetime(2025, 6, 10, 13, tzinfo=UTC)


def made(number: int) -> Article:
    """The article with ``number``; its outlet and page are its own."""
    pair, denies = divmod(number, 2)
    place, thing = PLACES[pair % len(PLACES)], THINGS[pair // len(PLACES) % len(THINGS)]
    struck = f"Ukrainian forces destroyed a {thing} near {place} on Monday"
    first = f"Russian officials denied that {struck}" if denies else f"{struck}, the Ukrainian army said"
    body = (
        f"{first}. In the centre of the town, where the shops are open in the afternoon and the road to the {thing} "
        f"has been closed since the spring for repairs, {3 + number % 5} people were injured in {place}, the mayor "
        f"said at the end of report {pair} of a long week."
    )
    told = {"published_at": LIES[number % len(LIES)]} if number % 40 == 7 else {}
    return article(
        f"The {thing} of {place}", body, outlet=f"Outlet {number}", page=str(number), fetched_at=FETCHED, **told
    )
