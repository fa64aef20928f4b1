"""``crosswire database``: the tables brought up to date, derived state made anew."""

import click

from crosswire.cli.options import with_settings
from crosswire.cli.stages import database_of
from crosswire.edges.store import database as store
from crosswire.settings import Settings


@click.group()
def database() -> None:
    """Upgrade the tables, or rebuild derived state."""


@database.command()
@with_settings("database")
def upgrade(*, settings: Settings) -> None:
    """Bring the tables to this version; does nothing where they are."""
    try:
        applied = store.upgrade(database_of(settings))
    except (store.DatabaseUnreachable, store.SchemaMismatch) as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(f"applied {name}" for name in applied) or "up to date")
