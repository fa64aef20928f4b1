"""``crosswire replay``: stored articles through all stages again, after their rules changed."""

from datetime import datetime

import click

from crosswire.cli.addresses import database_of, kafka_of
from crosswire.cli.dead_letters import instant
from crosswire.cli.options import with_settings
from crosswire.edges import replaying
from crosswire.edges.messages import Rejected
from crosswire.edges.producer import Undelivered
from crosswire.edges.store import database as store
from crosswire.settings import Settings


@click.command()
@click.option("--from", "since", metavar="TIME", required=True, callback=instant, help="Fetched since then.")
@click.option("--dry-run", is_flag=True, help="Count the articles, and send nothing.")
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), help="At most so many articles a second.")
@with_settings("kafka", "database")
def replay(*, settings: Settings, since: datetime, dry_run: bool, rate: float | None) -> None:
    """Publish every stored article, its newest revision, once more; forgotten ones stay forgotten."""
    try:
        url = database_of(settings)
        store.check(url)
        with store.Database(url) as database:
            stored = replaying.articles(database, since)
            if dry_run:
                click.echo(f"{sum(1 for _ in stored)} articles would be replayed", err=True)
                return
            outgoing = (replaying.again(article, replaying.now()) for article in stored)
            sent = replaying.send(kafka_of(settings), outgoing, rate=rate)
    except (store.DatabaseUnreachable, store.SchemaMismatch, Undelivered, Rejected) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{sent} articles replayed", err=True)
