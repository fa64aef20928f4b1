"""One example of each record, all drawn from one invented article: what consumers test their readers with."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from crosswire_schemas import identity
from crosswire_schemas.records import (
    Article,
    Claim,
    Content,
    Contradiction,
    Cue,
    DeadLetter,
    Event,
    Extraction,
    Interval,
    Matter,
    Outlet,
    Party,
    Place,
    Position,
    Quantity,
    Record,
    Side,
    Slots,
    Span,
    Verification,
)

TITLE = "Flood kills 11 in Ostrava"
BODY = "At least 11 people were killed when the Oder flooded Ostrava on Monday, said Jana Novotna, the city's mayor."
TEXT = f"{TITLE}\n\n{BODY}"
PUBLISHED = datetime(2025, 6, 9, 14, 5, tzinfo=UTC)
FETCHED = datetime(2025, 6, 9, 14, 7, tzinfo=UTC)
OUTLET = Outlet(id="morning-post", name="The Morning Post", country="CZE")
OTHER_OUTLET = Outlet(id="river-news", name="River News", country="CZE")
ARTICLE_ID = identity.article_id(OUTLET.id, "https://post.example/flood")
OTHER_ARTICLE_ID = identity.article_id(OTHER_OUTLET.id, "https://river.example/oder")


def span(text: str) -> Span:
    """Return the first occurrence of ``text`` in the example article."""
    start = TEXT.index(text)
    return Span(text=text, start=start, end=start + len(text))


def _quantity() -> Quantity:
    found = span("At least 11 people")
    return Quantity(unit="people", of="killed", text=found.text, start=found.start, end=found.end, low=11)


def _place() -> Place:
    start = TEXT.index("Ostrava on")
    return Place(
        text="Ostrava",
        start=start,
        end=start + 7,
        name="Ostrava",
        geoname_id=3068799,
        country="CZE",
        admin1="Moravskoslezský",
        feature="PPLA",
        latitude=49.83465,
        longitude=18.28204,
        confidence=0.97,
    )


def _day() -> Interval:
    found = span("on Monday")
    day = date(2025, 6, 9)
    return Interval(from_=day, to=day, precision="day", text=found.text, start=found.start, end=found.end)


def _speaker() -> Party:
    found = span("Jana Novotna")
    return Party(
        canonical="Jana Novotna",
        kind="person",
        text=found.text,
        start=found.start,
        end=found.end,
        role="the city's mayor",
    )


CONTENT = span("At least 11 people were killed when the Oder flooded Ostrava on Monday")
CLAIM_ID = identity.claim_id(ARTICLE_ID, "Jana Novotna", "say", CONTENT.text, 0)
EVENT_ID = identity.event_id(ARTICLE_ID, "OTHER", "killed", CONTENT.text, 0)
CLAIM = Claim(
    claim_id=CLAIM_ID,
    article_id=ARTICLE_ID,
    revision=1,
    outlet=OUTLET,
    published_at=PUBLISHED,
    url="https://post.example/flood",
    speaker=_speaker(),
    cue=Cue(lemma="say", force="assert", text="said", start=span("said").start, end=span("said").end),
    quote="indirect",
    content=Content(text=CONTENT.text, spans=(CONTENT,)),
    polarity="affirmed",
    modality="fact",
    verification=Verification(status="not_stated"),
    said_on=Interval(from_=date(2025, 6, 9), to=date(2025, 6, 9), precision="day"),
    happened_on=_day(),
    places=(_place(),),
    quantities=(_quantity(),),
    slots=Slots(predicate="kill", root="OTHER", counts={"killed": _quantity()}),
    event_ids=(EVENT_ID,),
)
ARTICLE = Article(
    article_id=ARTICLE_ID,
    revision=1,
    outlet=OUTLET,
    feed_url="https://post.example/rss",
    url="https://post.example/flood?utm_source=rss",
    canonical_url="https://post.example/flood",
    title=TITLE,
    text=TEXT,
    language="en",
    authors=("A. Writer",),
    tags=("weather",),
    published_at=PUBLISHED,
    fetched_at=FETCHED,
    content_hash=identity.content_hash(TITLE, TEXT),
    signature=tuple(range(64)),
)
EVENT = Event(
    event_id=EVENT_ID,
    article_id=ARTICLE_ID,
    revision=1,
    outlet=OUTLET,
    trigger=span("killed"),
    root="OTHER",
    places=(_place(),),
    happened_on=_day(),
    counts={"killed": _quantity()},
    realis="claimed",
    claim_ids=(CLAIM_ID,),
)
EXTRACTION = Extraction(
    article_id=ARTICLE_ID,
    revision=1,
    rules="1",
    outlet=OUTLET,
    signature=ARTICLE.signature,
    published_at=PUBLISHED,
    fetched_at=FETCHED,
    claim_ids=(CLAIM_ID,),
    event_ids=(EVENT_ID,),
)
MATTER_ID = identity.identify("matter", "number", "killed", "3068799", "2025-06-09")
LEFT_ID = identity.identify("position", MATTER_ID, "11", "")
RIGHT_ID = identity.identify("position", MATTER_ID, "4", "4")
LEFT = Side(
    position_id=LEFT_ID,
    matter_id=MATTER_ID,
    claim_id=CLAIM_ID,
    article_id=ARTICLE_ID,
    revision=1,
    outlet=OUTLET,
    speaker=_speaker(),
    content=CONTENT.text,
    spans=(CONTENT,),
    published_at=PUBLISHED,
    claims=1,
    independent_origins=1,
)
RIGHT_TEXT = "the flood in Ostrava killed four people"
RIGHT = Side(
    position_id=RIGHT_ID,
    matter_id=MATTER_ID,
    claim_id=identity.claim_id(OTHER_ARTICLE_ID, "police", "say", RIGHT_TEXT, 0),
    article_id=OTHER_ARTICLE_ID,
    revision=1,
    outlet=OTHER_OUTLET,
    speaker=Party(canonical="police", kind="group", text="Police", start=0, end=6),
    content=RIGHT_TEXT,
    spans=(Span(text=RIGHT_TEXT, start=12, end=12 + len(RIGHT_TEXT)),),
    published_at=PUBLISHED,
    claims=1,
    independent_origins=1,
)
CONTRADICTION = Contradiction(
    contradiction_id=identity.contradiction_id(LEFT_ID, RIGHT_ID),
    type="number",
    score=0.9,
    explanation=(
        "The Morning Post quotes Jana Novotna with at least 11 people killed in Ostrava on 9 June 2025, "
        "River News quotes police with 4."
    ),
    left=LEFT,
    right=RIGHT,
    state="open",
    version=1,
    first_published_at=PUBLISHED,
    updated_at=FETCHED,
)


def _position(side: Side, statement: str) -> Position:
    return Position(
        position_id=side.position_id,
        statement=statement,
        claims=1,
        claim_ids=(side.claim_id,),
        outlets=(side.outlet.name,),
        speakers=(side.speaker.canonical,),
        independent_origins=1,
        first_published_at=PUBLISHED,
        last_published_at=PUBLISHED,
    )


MATTER = Matter(
    matter_id=MATTER_ID,
    question="How many people were killed in Ostrava on 9 June 2025?",
    type="number",
    places=(_place(),),
    happened_on=_day(),
    positions=(_position(LEFT, "at least 11"), _position(RIGHT, "4")),
    contradiction_ids=(CONTRADICTION.contradiction_id,),
    version=1,
    updated_at=FETCHED,
)
DEAD_LETTER = DeadLetter(
    stage="extract",
    topic="crosswire.articles.v1",
    partition=0,
    offset=42,
    key="a2V5",
    headers=(("ce_id", "MQ=="),),
    timestamp=1749478020000,
    reason="unreadable",
    detail="no JSON: unexpected character: line 1 column 1 (char 0)",
    version="0.1.0",
    failed_at=FETCHED,
    attempts=1,
    original="bm90IGpzb24=",
)
EXAMPLES: Mapping[str, Record] = {
    example.record: example for example in (ARTICLE, CLAIM, EVENT, EXTRACTION, CONTRADICTION, MATTER, DEAD_LETTER)
}
