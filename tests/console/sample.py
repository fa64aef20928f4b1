"""Records of the sample newsroom for the console's tests, made of its articles and of flags.toml."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from crosswire.testing.newsroom.reading import StoryRevision, articles, outlets
from crosswire_schemas import identity
from crosswire_schemas.records import (
    Article,
    Claim,
    Content,
    Contradiction,
    Cue,
    Event,
    Interval,
    Matter,
    OtherClaim,
    Outlet,
    Party,
    Place,
    Position,
    Quantity,
    Side,
    Slots,
    Span,
    Verification,
)

FLAGS = tomllib.loads(Path(__file__).with_name("flags.toml").read_text("utf-8"))["flag"]
OUTLETS = {row.id: Outlet(id=row.id, name=row.name, country=row.country) for row in outlets()}


def article_records() -> list[Article]:
    """Return every revision of every article."""
    return [_article(revision) for revision in articles()]


def _address(revision: StoryRevision) -> str:
    return f"https://newsroom.example{revision.path}"


def _article(revision: StoryRevision) -> Article:
    outlet = OUTLETS[revision.outlet]
    url = _address(revision)
    text = "\n\n".join([revision.title, *revision.paragraphs])
    return Article(
        article_id=identity.article_id(outlet.id, url),
        revision=revision.number,
        outlet=outlet,
        feed_url=f"https://newsroom.example/{outlet.id}/feed",
        url=url,
        canonical_url=url,
        title=revision.title,
        text=text,
        language="en",
        authors=(revision.author,),
        tags=(revision.section,),
        published_at=revision.published_at,
        updated_at=revision.revised_at if revision.number > 1 else None,
        fetched_at=revision.revised_at + timedelta(minutes=3),
        content_hash=identity.content_hash(revision.title, text),
        changed=("title", "text") if revision.number > 1 else (),
        withdrawn=revision.withdrawn or None,
    )


def _names() -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = {}
    for revision in articles():
        found.setdefault(revision.article, []).append(_article(revision))
    return found


ARTICLES = _names()


def _holding(name: str, content: str) -> Article:
    return next(article for article in ARTICLES[name] if content in article.text)


def span(article: Article, content: str) -> Span:
    """Return where ``content`` stands in the article."""
    start = article.text.index(content)
    return Span(text=content, start=start, end=start + len(content))


def _place(row: dict[str, Any], article: Article) -> Place:
    name = row["name"]
    start = max(article.text.find(name), 0)
    return Place(text=name, start=start, end=start + len(name), feature="PPL", confidence=0.95, **row)


def _claim(flag: dict[str, Any], side: dict[str, Any], name: str, content: str) -> Claim:
    article = _holding(name, content)
    speaker = side["speaker"]
    at = article.text.find(speaker.split(" of ")[0])
    found = {"text": article.text[at : at + len(speaker)], "start": at, "end": at + len(speaker)} if at >= 0 else {}
    party = Party(canonical=speaker, kind=side["kind"], role=side.get("role"), **found)
    day = date.fromisoformat(flag["day"])
    claim_id = identity.claim_id(article.article_id, speaker, "say", content, 0)
    return Claim(
        claim_id=claim_id,
        article_id=article.article_id,
        revision=article.revision,
        outlet=article.outlet,
        published_at=article.published_at,
        url=article.url,
        speaker=party,
        cue=Cue(lemma="say", force="assert", text="said"),
        quote="indirect",
        content=Content(text=content, spans=(span(article, content),)),
        polarity="affirmed",
        modality="fact",
        verification=Verification(status=side.get("verification", "not_stated")),
        said_on=Interval(from_=article.published_at.date(), to=article.published_at.date(), precision="day"),
        happened_on=Interval(from_=day, to=day, precision="day"),
        places=(_place(flag["place"], article),),
        slots=Slots(predicate="say", root="OTHER"),
        event_ids=(_event_id(article, content),),
    )


def _event_id(article: Article, content: str) -> str:
    return identity.event_id(article.article_id, "OTHER", content.rsplit(maxsplit=1)[-1], content, 0)


def _event(claim: Claim) -> Event:
    article = next(found for found in article_records() if found.article_id == claim.article_id)
    words = claim.content.text.split()
    word = next(
        (w for w in words if w in ("killed", "killing", "shelled", "bombed", "hit", "sank", "trapped")), words[1]
    )
    start = claim.content.spans[0].start + claim.content.text.index(word)
    counts = {}
    for number in (w for w in words if w.isdigit()):
        at = claim.content.spans[0].start + claim.content.text.index(number)
        kind = "killed" if word in ("killed", "killing") else "people"
        counts[kind] = Quantity(unit="people", of=kind, text=number, start=at, end=at + len(number), low=int(number))
    return Event(
        event_id=_event_id(article, claim.content.text),
        article_id=claim.article_id,
        revision=claim.revision,
        outlet=claim.outlet,
        trigger=Span(text=word, start=start, end=start + len(word)),
        root="ASSAULT" if word in ("shelled", "bombed", "hit") else "OTHER",
        places=claim.places,
        happened_on=claim.happened_on,
        counts=counts,
        realis="claimed",
        claim_ids=(claim.claim_id,),
    )


def _side(flag: dict[str, Any], row: dict[str, Any], matter_id: str) -> tuple[Side, list[Claim]]:
    first = _claim(flag, row, row["article"], row["content"])
    others = [_claim(flag, row, name, row["also"]) for name in row.get("others", ())]
    claims = [first, *others]
    copies = sum("copy" in name for name in row.get("others", ()))
    side = Side(
        position_id=identity.identify("position", matter_id, row["statement"]),
        matter_id=matter_id,
        claim_id=first.claim_id,
        article_id=first.article_id,
        revision=first.revision,
        outlet=first.outlet,
        speaker=first.speaker,
        content=first.content.text,
        spans=first.content.spans,
        url=first.url,
        published_at=first.published_at,
        verification=first.verification,
        others=tuple(OtherClaim(claim_id=c.claim_id, article_id=c.article_id, outlet=c.outlet) for c in others),
        claims=len(claims),
        independent_origins=len(claims) - copies,
    )
    return side, claims


def _who(side: Side) -> str:
    return f"{side.outlet.name} quotes {side.speaker.canonical}"


def flagged() -> Iterator[tuple[Contradiction, Matter, list[Claim]]]:
    """Yield each flag's contradiction, its matter and its claims."""
    for flag in FLAGS:
        matter_id = identity.identify("matter", flag["type"], flag["question"])
        left, left_claims = _side(flag, flag["left"], matter_id)
        right, right_claims = _side(flag, flag["right"], matter_id)
        claims = [*left_claims, *right_claims]
        opened = max(left.published_at, right.published_at)
        record = Contradiction(
            contradiction_id=identity.contradiction_id(left.position_id, right.position_id),
            type=flag["type"],
            score=flag["score"],
            explanation=f"{flag['question']} {_who(left)}: {flag['left']['statement']}; "
            f"{_who(right)}: {flag['right']['statement']}.",
            left=left,
            right=right,
            state=flag["state"],
            closed_because=flag.get("closed_because"),
            version=1 if flag["state"] == "open" else 2,
            first_published_at=opened,
            updated_at=opened + timedelta(minutes=4),
        )
        day = date.fromisoformat(flag["day"])
        matter = Matter(
            matter_id=matter_id,
            question=flag["question"],
            type=flag["type"],
            places=claims[0].places,
            happened_on=Interval(from_=day, to=day, precision="day"),
            positions=(
                _position(left, flag["left"]["statement"], left_claims),
                _position(right, flag["right"]["statement"], right_claims),
            ),
            contradiction_ids=(record.contradiction_id,),
            version=2,
            updated_at=record.updated_at,
        )
        yield record, matter, claims


def _position(side: Side, statement: str, claims: list[Claim]) -> Position:
    times = sorted(claim.published_at for claim in claims)
    return Position(
        position_id=side.position_id,
        statement=statement,
        claims=len(claims),
        claim_ids=tuple(claim.claim_id for claim in claims),
        outlets=tuple(dict.fromkeys(claim.outlet.name for claim in claims)),
        speakers=tuple(dict.fromkeys(claim.speaker.canonical for claim in claims)),
        independent_origins=side.independent_origins,
        first_published_at=times[0],
        last_published_at=times[-1],
    )


def events(claims: list[Claim]) -> list[Event]:
    """Return the event of each claim."""
    return [_event(claim) for claim in claims]


def many(number: int) -> Iterator[Contradiction]:
    """Yield ``number`` contradictions with ids and times of their own, for measuring."""
    originals = [record for record, _, _ in flagged()]
    for count in range(number):
        record = originals[count % len(originals)]
        when = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=count)
        yield replace(record, contradiction_id=identity.identify("copy", count), updated_at=when)
