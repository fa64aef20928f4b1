"""Published news, split once and kept beside the machine's other temporary files, and copies of it in other years."""

import csv
import io
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from crosswire import extract
from crosswire.cli.articles import instant, make
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire_schemas.codec import decode, encode
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Article, Claim, Extraction, Interval

TEXTS = "ukraine_articles_fulltext_2022_2024/articles"
LEADS = "ruwa_2022/RUWA_01.08.23.csv.zip"
# Both sets together lie within three years; copies this far apart never speak of one thing.
APART = timedelta(days=1500)
Told = Claim | Extraction


def news(data: Path, leads: int) -> list[list[Told]]:
    """Return the claims and the extraction of each article of ``data``, in the order of publication.

    Of the leads the ``leads`` first are taken: the more, the more crowded. Raises ``FileNotFoundError``.
    """
    kept = Path(tempfile.gettempdir()) / f"crosswire-bench-news-{extract.RULES}-{leads}.jsonl"
    if not kept.exists():
        articles = sorted([*texts(data / TEXTS), *_leads(data / LEADS, leads)], key=lambda at: at.published_at)
        part = kept.with_suffix(".part")
        part.write_bytes(b"".join(encode(record) + b"\n" for record in _split(articles)))
        part.rename(kept)
    return list(_articles(kept))


def _articles(kept: Path) -> Iterator[list[Told]]:
    told: list[Told] = []
    with kept.open("rb") as lines:
        for line in lines:
            record = decode(line)
            assert isinstance(record, Claim | Extraction)
            told.append(record)
            if isinstance(record, Extraction):
                yield told
                told = []


def _split(articles: Sequence[Article]) -> Iterator[Told]:
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    for found in extract.split_all(articles, extract.load(gazetteer_file())):
        yield from (*found.claims, found.extraction)


def texts(folder: Path) -> Iterator[Article]:
    """Yield the full articles of the folder."""
    if not folder.is_dir():
        raise FileNotFoundError(2, "no such folder", str(folder))
    for path in sorted(folder.glob("*_en_*.txt")):
        seen, country, _, name = path.stem.split("_")
        at = datetime.strptime(seen, "%Y%m%dT%H%M%S%z")
        text = path.read_text(encoding="utf-8")
        yield make(text=text, title="", name=name, outlet=f"{country} {name[:1]}", published=at, url=None, now=at)


def _leads(archive: Path, most: int) -> list[Article]:
    with zipfile.ZipFile(archive) as opened:
        text = opened.read(opened.namelist()[0]).decode("utf-8", "replace")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["title"] and row["Date"]]
    return sorted((_lead(row) for row in rows), key=lambda at: at.published_at)[:most]


def _lead(row: dict[str, str]) -> Article:
    month, day, year = row["Date"].split("/")
    at = instant(f"{year}-{month}-{day}")
    text = f"{row['title']}\n\n{row['desc']}"
    return make(
        text=text, title=row["title"], name=row["src"], outlet=row["Site"], published=at, url=row["src"], now=at
    )


def copy(record: Told, number: int) -> Told:
    """Return what ``record`` would be in another year: with other ids, days and signature; 0 is the record itself."""
    if not number:
        return record
    slack = APART * number
    moved = {"article_id": _id(record.article_id, number), "published_at": record.published_at + slack}
    if isinstance(record, Extraction):
        return replace(
            record,
            **moved,  # type: ignore[arg-type]
            fetched_at=record.fetched_at + slack,
            signature=tuple(value + number for value in record.signature),
            claim_ids=tuple(_id(claim, number) for claim in record.claim_ids),
        )
    return replace(
        record,
        **moved,  # type: ignore[arg-type]
        claim_id=_id(record.claim_id, number),
        said_on=_moved(record.said_on, slack),
        happened_on=_moved(record.happened_on, slack),
    )


def _id(name: str, number: int) -> str:
    return identify("copy", name, number)


def _moved(found: Interval | None, slack: timedelta) -> Interval | None:
    return replace(found, from_=found.from_ + slack, to=found.to + slack) if found else None
