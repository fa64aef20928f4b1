"""``split``, ``check`` and ``compare``: the stages' own functions on files and lines, without any engine."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import click
import orjson

from crosswire.cli import articles
from crosswire.cli.articles import BadInput, Given
from crosswire.cli.options import with_settings
from crosswire.settings import Settings
from crosswire_schemas.codec import plain, to_dict
from crosswire_schemas.records import Article, Claim, Event

Item = TypeVar("Item")


class Reports:
    """What could not be read: one line each on standard error, and the exit status in the end."""

    def __init__(self) -> None:
        self.unread = 0

    @contextmanager
    def reading(self, where: str) -> Iterator[None]:
        """Say on standard error if what is read in the block cannot be, and go on; the exit status becomes 1."""
        try:
            yield
        except BadInput as error:
            self._unread(where, str(error))
        except OSError as error:
            self._unread(where, f"cannot be opened: {error.strerror}")

    def _unread(self, where: str, why: str) -> None:
        self.unread += 1
        click.echo(f"{where}: {why}", err=True)

    def refused(self, where: str, reason: str) -> None:
        """Say on standard error that an article was read and refused, which is an outcome and no error."""
        click.echo(f"{where}: refused: {reason}", err=True)

    def leave(self) -> None:
        """Exit with 1 where something could not be read."""
        if self.unread:
            raise SystemExit(1)


def put(value: dict[str, Any]) -> None:
    """Write one JSON line to standard output."""
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))


def given(
    paths: Iterable[str], jsonl: bool, outlet: str | None, published: str | None, reports: Reports
) -> Iterator[Given]:
    """Yield the articles of files or of their lines, reporting what cannot be read and going on."""
    when = articles.instant(published) if published else None
    known: Any = {"outlet": outlet, "published": when, "now": datetime.now(UTC)}
    for path in paths:
        if jsonl:
            yield from of_lines(path, partial(articles.from_line, **known), reports)
        else:
            with reports.reading(path):
                yield articles.from_file(articles.read(path), path, **known)


def of_lines(path: str, read: Callable[[bytes | None, str], Item], reports: Reports) -> Iterator[Item]:
    """Yield what ``read`` makes of each line and of where it stands, reporting what cannot be read and going on."""
    file = "" if path == "-" else f"{path}, "
    with reports.reading(path), articles.opened(path) as stream:
        for number, line in articles.lines(stream):
            if line is None or line.strip():
                with reports.reading(f"{file}line {number}"):
                    yield read(line, f"{file}line {number}")


def _extracted(inputs: Iterator[Given], settings: Settings) -> Iterator[tuple[Given, Any]]:
    from crosswire.cli.pool import split_in_order

    return split_in_order(inputs, settings)


@click.command()
@click.option("--jsonl", is_flag=True, help="One article a line, as JSON.")
@click.option("--published", metavar="DATE", help="When the article was published; relative dates count from here.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--article", "show_article", is_flag=True, help="Print the article record first.")
@click.option("--mentions", "show_mentions", is_flag=True, help="Print every place and party of each article.")
@click.argument("file", default="-")
@with_settings("jobs", "gazetteer")
def split(
    *,
    settings: Settings,
    jsonl: bool,
    published: str | None,
    outlet: str | None,
    show_article: bool,
    show_mentions: bool,
    file: str,
) -> None:
    """Split an article into claims and events, as JSON lines."""
    reports = Reports()
    _dates(published)
    for source, extracted in _extracted(given([file], jsonl, outlet, published, reports), settings):
        named = {"id": source.id} if source.id is not None else {}
        if show_article:
            put(to_dict(with_language(source.article)) | named)
        if extracted.extraction.refused:
            reports.refused(name_of(source), extracted.extraction.refused)
        for record in in_order(extracted.claims, extracted.events):
            put(to_dict(record) | named)
        if show_mentions:
            put({"record": "mentions"} | named | mentions(extracted))
    reports.leave()


def name_of(source: Given) -> str:
    """Return how an input is called in reports: by its id, else by its file."""
    return source.article.outlet.name if source.id is None else str(source.id)


def with_language(article: Article) -> Article:
    """Return ``article`` with the language of its text, ISO 639-1."""
    from crosswire.poll.language import of_text

    return replace(article, language=of_text(article.text, "") or "und")


def in_order(claims: Iterable[Claim], events: Iterable[Event]) -> list[Claim | Event]:
    """Return claims and events in the order of the text, a claim before the events it tells."""

    def place(record: Claim | Event) -> tuple[int, bool]:
        if isinstance(record, Event):
            return record.trigger.start, True
        return min(span.start for span in record.content.spans), False

    return sorted([*claims, *events], key=place)


def mentions(extracted: Any) -> dict[str, Any]:
    """Return every place and party of an article, resolved, as on the wire."""
    return {
        "places": [plain(place) for place in extracted.places],
        "parties": [plain(party) for party in extracted.parties],
    }


def _dates(published: str | None) -> None:
    if published is not None:
        try:
            articles.instant(published)
        except BadInput as error:
            raise click.UsageError(f"--published: {error}") from error


def told(record: dict[str, Any]) -> str:
    """Return a contradiction, or what ``compare`` gives, in lines for people."""
    kind = record["type"] if record.get("record") else f"{record['verdict']} {record.get('type', '')}".strip()
    lines = [f"{kind}, confidence {record['score']:.0%}", record["explanation"]]
    for side in (record[name] for name in ("left", "right") if name in record):
        lines.append(f"  {side['outlet']['name']}: “{' '.join(side['content'].split())}”")
    return "\n".join(line for line in lines if line)


@click.command()
@click.option("--jsonl", is_flag=True, help="One article a line, as JSON.")
@click.option("--text", "as_text", is_flag=True, help="Print the contradictions for people instead of JSON lines.")
@click.argument("files", nargs=-1)
@with_settings("jobs", "gazetteer", "inference_model")
def check(*, settings: Settings, jsonl: bool, as_text: bool, files: tuple[str, ...]) -> None:
    """Show the contradictions between articles, and the matters they speak of, as JSON lines."""
    from crosswire.cli.checking import contradictions
    from crosswire.cli.second_opinion import opinion_of

    reports, opinion = Reports(), opinion_of(settings)
    inputs = given(files or ("-",), jsonl, None, None, reports)
    for value in contradictions(
        _extracted(inputs, settings), reports.refused, named_by_path=not jsonl, opinion=opinion
    ):
        if not as_text:
            put(value)
        elif value["record"] == "contradiction":
            click.echo(told(value) + "\n")
    reports.leave()


@click.command()
@click.option("--jsonl", is_flag=True, help="Pairs as JSON lines, in a file or on standard input.")
@click.option("--text", "as_text", is_flag=True, help="Print the verdict for people instead of JSON lines.")
@click.argument("passages", nargs=-1)
@with_settings("jobs", "gazetteer", "inference_model")
def compare(*, settings: Settings, jsonl: bool, as_text: bool, passages: tuple[str, ...]) -> None:
    """Say whether two passages contradict each other, agree, or do neither."""
    from crosswire.cli.comparing import Pair, pair_of_line, verdicts

    if len(passages) > 1 if jsonl else len(passages) != 2:
        raise click.UsageError("compare takes two passages A and B, or --jsonl and at most one file")
    reports = Reports()
    if jsonl:
        pairs = of_lines(passages[0] if passages else "-", pair_of_line, reports)
    else:
        pairs = iter([Pair(id=None, a=passages[0], b=passages[1])])
    for value in verdicts(pairs, settings):
        if as_text:
            click.echo(told(value))
        else:
            put(value)
    reports.leave()
