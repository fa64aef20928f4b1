"""What must be there before the stages of ``up`` start: topics, tables, feeds, the newsroom."""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from crosswire.cli.stages import poll_settings
from crosswire.edges import topics
from crosswire.edges.brokers import Address
from crosswire.edges.engines import DataFolder
from crosswire.edges.store import database as store
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.poll.opml import NotOpml, read_opml
from crosswire.settings import Settings
from crosswire_schemas.topics import TOPICS

# The sample newsroom is on loopback and tells its five days in a minute.
SAMPLE = {
    "CROSSWIRE_ALLOW": "127.0.0.1",
    "CROSSWIRE_POLL_INTERVAL": "1.5",
    "CROSSWIRE_POLL_SHORTEST": "1.5",
    "CROSSWIRE_POLL_LONGEST": "1.5",
    "CROSSWIRE_HOST_PAUSE": "0",
    "CROSSWIRE_HOST_CONNECTIONS": "16",
}


@contextlib.contextmanager
def prepared(
    settings: Settings, folder: DataFolder, kafka: Address, database: str, *, sample: bool, opml: Path | None
) -> Iterator[Mapping[str, str]]:
    """Make ready what the stages need; give the variables that they need besides. Raises ``click.ClickException``."""
    try:
        applied = store.upgrade(database)
    except (store.DatabaseUnreachable, store.SchemaMismatch) as error:
        raise click.ClickException(str(error)) from error
    if applied:
        click.echo(f"tables: {len(applied)} migrations applied", err=True)
    _topics(settings, kafka)
    with store.Database(database) as pool, contextlib.ExitStack() as stack:
        feeds = FeedsInDatabase(pool)
        if settings.database is None:
            # Nobody else polls into the folder that is ours alone: leases are those of a killed poller.
            asyncio.run(feeds.release_all())
        if opml is not None:
            _add(feeds, opml.read_bytes(), settings, str(opml))
        if sample:
            from crosswire.testing.newsroom.hosting import hosted

            newsroom = stack.enter_context(hosted(folder.port("newsroom"), folder.path))
            _add(feeds, newsroom.opml().encode(), settings, "the sample newsroom")
        yield SAMPLE if sample else {}


def _topics(settings: Settings, kafka: Address) -> None:
    embedded = settings.kafka is None
    wanted = topics.bounded(TOPICS.values(), int(settings.retention_gb * 1e9)) if embedded else tuple(TOPICS.values())
    made = topics.create(kafka, topics=wanted)
    if made:
        click.echo(f"topics: {len(made)} made", err=True)
    for difference in () if embedded else topics.differences(kafka, topics=wanted):
        click.echo(f"warning: {difference}", err=True)


def _add(feeds: FeedsInDatabase, opml: bytes, settings: Settings, name: str) -> None:
    try:
        found = read_opml(opml, poll_settings(settings))
    except NotOpml as error:
        raise click.ClickException(f"{name}: {error}") from error
    new = asyncio.run(feeds.add(found))
    click.echo(f"feeds: {new} new, {len(found) - new} known, of {name}", err=True)
