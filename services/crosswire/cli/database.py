"""``crosswire database``: the tables brought up to date, derived state made anew."""

from datetime import UTC, datetime, timedelta

import click

from crosswire.cli.addresses import database_of
from crosswire.cli.options import with_settings
from crosswire.cli.second_opinion import opinion_of
from crosswire.edges.store import care
from crosswire.edges.store import database as store
from crosswire.settings import Settings


@click.group()
def database() -> None:
    """Upgrade the tables, rebuild derived state, or take out what is old."""


@database.command()
@with_settings("database")
def upgrade(*, settings: Settings) -> None:
    """Bring the tables to this version; does nothing where they are."""
    try:
        applied = store.upgrade(database_of(settings))
    except (store.DatabaseUnreachable, store.SchemaMismatch) as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(f"applied {name}" for name in applied) or "up to date")


@database.command()
@with_settings("database", "inference_model")
def rebuild(*, settings: Settings) -> None:
    """Make contradict's memory anew from the stored claims; stop contradict first."""
    url, opinion = database_of(settings), opinion_of(settings)
    try:
        store.check(url)
        with store.Database(url) as opened:
            done = care.rebuild(
                opened, opinion=opinion, progress=lambda read: click.echo(f"{read} articles read", err=True)
            )
    except (store.DatabaseUnreachable, store.SchemaMismatch) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"rebuilt from {done} articles; start contradict again")


@database.command()
@click.option("--days", type=click.IntRange(min=1), required=True, help="Keep what was fetched in these days.")
@with_settings("database")
def retain(*, settings: Settings, days: int) -> None:
    """Take out articles fetched longer ago, with what was read in them; in batches, readers go on."""
    url = database_of(settings)
    try:
        store.check(url)
        with store.Database(url) as opened:
            removed = care.retain(opened, datetime.now(UTC) - timedelta(days=days))
    except (store.DatabaseUnreachable, store.SchemaMismatch) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{removed} articles taken out")
