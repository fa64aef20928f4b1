"""``crosswire export``: stored records out of the database, as files that other programs read."""

from datetime import datetime

import click

from crosswire.cli.addresses import database_of
from crosswire.cli.dead_letters import instant
from crosswire.cli.options import with_settings
from crosswire.edges import exporting
from crosswire.edges.store import database as store
from crosswire.settings import Settings


@click.command()
@click.argument("kind", type=click.Choice(list(exporting.KINDS)))
@click.option("--since", metavar="TIME", callback=instant, help="Published (contradictions, matters: changed) since.")
@click.option("--format", "form", type=click.Choice(list(exporting.FORMATS)), default="jsonl", show_default=True)
@with_settings("database")
def export(*, settings: Settings, kind: str, since: datetime | None, form: str) -> None:
    """Write all records of KIND to standard output, the oldest first: go on later from the last with --since."""
    out = click.get_binary_stream("stdout")
    if form == "parquet" and out.isatty():
        raise click.UsageError("Parquet is no text: write it to a file, crosswire export … --format parquet > FILE")
    try:
        url = database_of(settings)
        store.check(url)
        with store.Database(url) as database:
            found = exporting.rows(database, kind, since)
            exporting.FORMATS[form](found, exporting.KINDS[kind].columns, out)
    except (store.DatabaseUnreachable, store.SchemaMismatch) as error:
        raise click.ClickException(str(error)) from error
    out.flush()
