"""``crosswire feeds``: what is polled, how it fares, and what a feed would publish."""

import asyncio
import random
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson

from crosswire.cli.addresses import database_of
from crosswire.cli.options import with_settings
from crosswire.cli.stages import poll_settings
from crosswire.edges.discovering import NoFeed, feed_of, find_feed
from crosswire.edges.fetch import Fetcher
from crosswire.edges.parser_process import Parsers
from crosswire.edges.polling import Polled, Poller
from crosswire.edges.store import database as store
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.poll import feeds as remembered
from crosswire.poll.memory import FeedHealth, FeedsInMemory, Leased
from crosswire.poll.opml import NotOpml, read_opml, write_opml
from crosswire.poll.outcomes import FETCH_WORDS, HEALTHY
from crosswire.settings import Settings
from crosswire_schemas.codec import to_dict

Answer = TypeVar("Answer")


@click.group()
def feeds() -> None:
    """Add, remove, list, import, export or try feeds."""


def _known(settings: Settings, work: Callable[[FeedsInDatabase], Awaitable[Answer]]) -> Answer:
    """Return what ``work`` gives on the database's feeds; an unreachable database is said in a sentence."""
    try:
        url = database_of(settings)
        store.check(url)
        with store.Database(url) as database:
            return asyncio.run(_awaited(work(FeedsInDatabase(database))))
    except (store.DatabaseUnreachable, store.SchemaMismatch) as error:
        raise click.ClickException(str(error)) from error


async def _awaited(work: Awaitable[Answer]) -> Answer:
    return await work


@feeds.command()
@click.argument("url")
@click.option("--name", default="", help="The outlet's name; absent: the feed's own title.")
@click.option("--country", default="", help="The outlet's country, ISO 3166-1 alpha-3.")
@click.option("--folder", default="", help="Folder in the list, levels divided by /.")
@with_settings("database", "allow", "contact", "full_text", "recheck")
def add(*, settings: Settings, url: str, name: str, country: str, folder: str) -> None:
    """Add the feed at URL, or the one behind the site there."""
    found = asyncio.run(_find(settings, url))
    feed = feed_of(found, poll_settings(settings), name=name, country=country.upper(), folder=folder)
    new = _known(settings, lambda known: known.add([feed]))
    entries = len(found.document.entries)
    click.echo(f"{'added' if new else 'known already'}: {feed.outlet.name} at {feed.url}, {entries} entries")


async def _find(settings: Settings, url: str) -> Any:
    habits = poll_settings(settings)
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(Fetcher(habits))
        parsers = await stack.enter_async_context(Parsers(habits))
        try:
            return await find_feed(fetcher, parsers, url)
        except NoFeed as error:
            raise click.ClickException(str(error)) from error


@feeds.command()
@click.argument("url")
@with_settings("database")
def remove(*, settings: Settings, url: str) -> None:
    """Stop polling the feed at URL; what was published stays."""
    if not _known(settings, lambda known: known.remove(remembered.feed_id(url))):
        raise click.ClickException(f"no feed is known under {url}; crosswire feeds list shows those that are")
    click.echo(f"removed: {url}")


@feeds.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_settings("database", "full_text", "recheck")
def import_(*, settings: Settings, file: Path) -> None:
    """Add all feeds of an OPML FILE; those known already are brought up to date."""
    try:
        found = read_opml(file.read_bytes(), poll_settings(settings))
    except NotOpml as error:
        raise click.ClickException(f"{file}: {error}") from error
    new = _known(settings, lambda known: known.add(found))
    click.echo(f"{new} feeds added, {len(found) - new} known already")


@feeds.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@with_settings("database")
def export(*, settings: Settings, file: Path | None) -> None:
    """Write all feeds as OPML to FILE, or to standard output."""
    health = _known(settings, lambda known: known.health())
    data = write_opml([entry.feed for entry in health], datetime.now(UTC))
    if file is None:
        sys.stdout.buffer.write(data)
    else:
        file.write_bytes(data)


@feeds.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_settings("database")
def list_(*, settings: Settings, as_json: bool) -> None:
    """Show all feeds and how they fare."""
    for entry in _known(settings, lambda known: known.health()):
        row = described(entry)
        click.echo(orjson.dumps(row).decode() if as_json else "  ".join(f"{value}" for value in row.values() if value))


def described(entry: FeedHealth) -> dict[str, Any]:
    """Return a feed's health in plain words."""
    schedule = entry.schedule
    outcome = schedule.last_outcome
    return {
        "health": "muted"
        if schedule.muted
        else "new"
        if outcome is None
        else "well"
        if outcome in HEALTHY
        else "failing",
        "outlet": entry.feed.outlet.name,
        "country": entry.feed.outlet.country or "",
        "url": entry.feed.url,
        "last_success": _time(schedule.last_success),
        "last_outcome": FETCH_WORDS[outcome] if outcome else "",
        "detail": schedule.last_detail,
        "next_poll": _time(schedule.next_poll),
        "entries_a_day": round(entry.entries_a_day, 1),
        "failures": schedule.failures,
    }


def _time(value: datetime | None) -> str:
    return value.isoformat(timespec="seconds") if value else ""


@feeds.command()
@click.argument("url")
@with_settings("allow", "contact", "full_text")
def poll(*, settings: Settings, url: str) -> None:
    """Fetch the feed at URL once and print the articles that would be published, as JSON lines."""
    polled = asyncio.run(_poll(settings, url))
    for article in polled.decision.articles:
        click.echo(orjson.dumps(to_dict(article)).decode())
    outcome = polled.schedule.last_outcome
    entries = ", ".join(f"{count} {entry.value}" for entry, count in polled.decision.outcomes.items()) or "no entries"
    click.echo(
        f"{FETCH_WORDS[outcome] if outcome else 'not polled'}; {entries}; next poll {_time(polled.schedule.next_poll)}",
        err=True,
    )
    if outcome not in HEALTHY:
        raise click.ClickException(
            f"{url}: {FETCH_WORDS[outcome] if outcome else 'not polled'} {polled.schedule.last_detail}"
        )


async def _poll(settings: Settings, url: str) -> Polled:
    found = await _find(settings, url)
    habits = poll_settings(settings)
    feed = feed_of(found, habits)
    async with AsyncExitStack() as stack:
        poller = Poller(
            FeedsInMemory([feed]),
            await stack.enter_async_context(Fetcher(habits)),
            await stack.enter_async_context(Parsers(habits)),
            _publish_nothing,
            clock=lambda: datetime.now(UTC),
            chance=random.random,
            settings=habits,
        )
        until = datetime.now(UTC) + timedelta(minutes=10)
        return await poller.look(Leased(feed=feed, schedule=remembered.Schedule(), until=until))


async def _publish_nothing(_articles: object) -> None:
    """A look publishes nothing."""
