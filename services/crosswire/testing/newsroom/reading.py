"""Outlets and articles of the sample newsroom as data, read from the files beside this module."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

RULE = "==== "


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """An entry of a feed that nobody can read, as it stands in the feed from ``published`` on."""

    published: datetime
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented outlet; ``country`` is ISO 3166 alpha-3, ``format`` one of rss2, rss1, atom, json."""

    id: str
    name: str
    country: str
    format: str
    full_text: bool
    tagline: str
    sections: tuple[str, ...]
    malformed: Malformed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRevision:
    """An article as it stood from ``revised_at`` on; where ``withdrawn``, the one paragraph is the outlet's reason."""

    article: str
    outlet: str
    number: int
    published_at: datetime
    revised_at: datetime
    title: str
    paragraphs: tuple[str, ...]
    author: str
    section: str
    caption: str = ""
    withdrawn: bool = False

    @property
    def path(self) -> str:
        """The address of the page on the newsroom's server, with a leading slash."""
        return f"/{self.outlet}/{self.published_at:%Y/%m/%d}/{self.article.partition('/')[2]}"


@cache
def outlets() -> tuple[Outlet, ...]:
    """Return the outlets in the order of ``outlets.toml``."""
    table = tomllib.loads(_folder().joinpath("outlets.toml").read_text("utf-8"))
    return tuple(_outlet(row) for row in table["outlet"])


@cache
def articles() -> tuple[StoryRevision, ...]:
    """Return every revision of every article, in the order of the story's clock."""
    found = [revision for outlet in outlets() for revision in _of_outlet(outlet.id)]
    return tuple(sorted(found, key=lambda revision: (revision.revised_at, revision.article)))


def _folder() -> Traversable:
    return resources.files("crosswire.testing.newsroom")


def _outlet(row: dict[str, object]) -> Outlet:
    malformed = row.pop("malformed", None)
    sections = row.pop("sections")
    assert isinstance(sections, list)
    fault = Malformed(**malformed) if isinstance(malformed, dict) else None
    return Outlet(**row, sections=tuple(sections), malformed=fault)  # type: ignore[arg-type]


def _of_outlet(outlet: str) -> Iterator[StoryRevision]:
    for file in _folder().joinpath("articles", outlet).iterdir():
        if file.name.endswith(".txt"):
            yield from read(f"{outlet}/{file.name.removesuffix('.txt')}", file.read_text("utf-8"))


def read(article: str, text: str) -> Iterator[StoryRevision]:
    """Yield the revisions in an article's file: a comment, a header, and a part for each revision under its rule.

    Raises ``ValueError`` where the file has another form.
    """
    head, _, rest = text.partition("\n====\n")
    header = dict(line.split(": ", 1) for line in head.splitlines() if not line.startswith("#"))
    published = _instant(header.pop("published"))
    first, *later = rest.split("\n" + RULE)
    said = {"article": article, "outlet": article.partition("/")[0], "published_at": published, **header}
    yield _revision(said, 1, published, first, withdrawn=False)
    for number, part in enumerate(later, start=2):
        rule, _, body = part.partition("\n")
        verb, _, when = rule.partition(" ")
        if verb not in ("revised", "withdrawn"):
            raise ValueError(f"{article}: write '==== revised DATE' or '==== withdrawn DATE', not '{RULE}{rule}'")
        yield _revision(said, number, _instant(when), body, withdrawn=verb == "withdrawn")


def _revision(said: dict[str, object], number: int, revised: datetime, body: str, *, withdrawn: bool) -> StoryRevision:
    blocks = [" ".join(block.split()) for block in body.split("\n\n") if block.strip()]
    title, paragraphs = ("Report withdrawn", blocks) if withdrawn else (blocks[0], blocks[1:])
    return StoryRevision(
        **said,  # type: ignore[arg-type]
        number=number,
        revised_at=revised,
        title=title,
        paragraphs=tuple(paragraphs),
        withdrawn=withdrawn,
    )


def _instant(text: str) -> datetime:
    return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
