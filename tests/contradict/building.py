"""Builds claims and extractions by hand, so that tests read as who says what, when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crosswire_schemas import identity
from crosswire_schemas.records import (
    Claim,
    Content,
    Credit,
    Cue,
    Extraction,
    Interval,
    Outlet,
    Party,
    Place,
    Quantity,
    Slots,
    Span,
    Thing,
    Verification,
)

DAY = date(2024, 7, 1)
NINE = datetime(2024, 7, 2, 9, 3, tzinfo=UTC)
PLACES = {
    "Kramatorsk": (706483, "UKR", "Donetsk", "PPL", 48.72, 37.56),
    "Bakhmut": (709248, "UKR", "Donetsk", "PPL", 48.59, 38.0),
    "Donetsk region": (709716, "UKR", "Donetsk", "ADM1", 48.0, 37.5),
    "Ukraine": (690791, "UKR", None, "PCLI", 49.0, 32.0),
    "Lisbon": (2267057, "PRT", "Lisbon", "PPLC", 38.72, -9.13),
    "Valencia": (2509954, "ESP", "Valencia", "PPLA", 39.47, -0.38),
}


def place(name: str) -> Place:
    number, country, admin1, feature, latitude, longitude = PLACES[name]
    return Place(
        text=name,
        start=0,
        end=len(name),
        name=name,
        geoname_id=number,
        country=country,
        admin1=admin1,
        feature=feature,
        latitude=latitude,
        longitude=longitude,
        confidence=1.0,
    )


def day(value: date | None) -> Interval | None:
    return Interval(from_=value, to=value, precision="day", text=f"{value}") if value else None


def party(name: str, kind: str = "organization") -> Party:
    return Party(canonical=name, kind=kind)


def quantity(
    low: float | None, high: float | None, of: str = "killed", text: str = "", unit: str = "people"
) -> Quantity:
    words = text or f"{low} people"
    return Quantity(unit=unit, of=of, text=words, start=0, end=len(words), low=low, high=high)


def claim(
    outlet: str,
    text: str,
    *,
    speaker: str = "",
    at: datetime = NINE,
    where: str | None = "Kramatorsk",
    on: date | None = DAY,
    quantities: Sequence[Quantity] = (),
    slots: dict[str, Any] | None = None,
    article: str = "",
    revision: int = 1,
    **changed: Any,
) -> Claim:
    """A claim printed by ``outlet``, in its own voice unless ``speaker`` is given."""
    article_id = identity.article_id(outlet, article or outlet)
    thing = (
        {"object": Thing(canonical=slots["object"], text=slots["object"], start=0, end=1)}
        if slots and "object" in slots
        else {}
    )
    made = Claim(
        claim_id=identity.claim_id(article_id, speaker or outlet, "say", text, 0),
        article_id=article_id,
        revision=revision,
        outlet=Outlet(id=outlet.casefold(), name=outlet),
        published_at=at,
        speaker=party(speaker or outlet, "organization" if speaker else "outlet"),
        cue=Cue(lemma="say", force="assert"),
        quote="indirect",
        content=Content(text=text, spans=(Span(text=text, start=0, end=len(text)),)),
        polarity="affirmed",
        modality="fact",
        verification=Verification(status="not_stated"),
        happened_on=day(on),
        places=(place(where),) if where else (),
        quantities=tuple(quantities),
        slots=Slots(**({"predicate": "attack", "root": "ASSAULT"} | slots | thing)) if slots is not None else None,
    )
    return replace(made, **changed)


def listing(*claims: Claim, credit: str = "", signature: tuple[int, ...] = (), **changed: Any) -> Extraction:
    """The extraction that ends the article of ``claims``."""
    first = claims[0]
    made = Extraction(
        article_id=first.article_id,
        revision=first.revision,
        rules="1",
        outlet=first.outlet,
        credit=Credit(name=credit, evidence=Span(text=credit, start=0, end=len(credit))) if credit else None,
        signature=signature,
        published_at=first.published_at,
        fetched_at=first.published_at + timedelta(minutes=2),
        claim_ids=tuple(found.claim_id for found in claims),
    )
    return replace(made, **changed)


def toll(outlet: str, dead: int, *, low_only: bool = False, hours: float = 0, **given: Any) -> Claim:
    """``outlet`` says how many died in one missile strike on Kramatorsk."""
    where = given.get("where") or "Kramatorsk"
    text = f"A missile strike on a restaurant in {where} killed {dead} people on Monday"
    counted = quantity(dead, None if low_only else dead, text=f"{dead} people")
    return claim(
        outlet,
        text,
        at=NINE + timedelta(hours=hours),
        quantities=(counted,),
        slots={"object": "restaurant", "counts": {"killed": counted}},
        **given,
    )
