"""``crosswire forget``: an article, or all of an outlet, erased from tables, memory and topics."""

import click

from crosswire.cli.addresses import database_of, kafka_of
from crosswire.cli.options import with_settings
from crosswire.edges import replaying
from crosswire.edges.messages import Rejected
from crosswire.edges.producer import Undelivered
from crosswire.edges.store import database as store
from crosswire.settings import Settings

AFTERWARDS = (
    "The stages take out what rests on them within moments; the topics' old bytes leave with their retention. "
    "Of an outlet that is still polled new articles come: crosswire feeds list, crosswire feeds remove URL."
)


@click.command()
@click.argument("what")
@click.option("--dry-run", is_flag=True, help="Name the articles, and send nothing.")
@with_settings("kafka", "database")
def forget(*, settings: Settings, what: str, dry_run: bool) -> None:
    """Erase the article with this id or address, or all articles of the outlet with this id or name."""
    try:
        url = database_of(settings)
        store.check(url)
        with store.Database(url) as database:
            found = replaying.of_whom(database, what)
            if not found:
                raise click.ClickException(
                    f"no stored article or outlet is called {what!r}: give an article's id or address as the console "
                    "shows it, or an outlet's id or name (those forgotten already are not found)"
                )
            for article in found:
                click.echo(f"{article.article_id}  {article.outlet.name}  {article.title}")
            if dry_run:
                return
            outgoing = [replaying.forgotten(article, replaying.now()) for article in found]
            replaying.send(kafka_of(settings), outgoing, rate=None)
            replaying.forget_letters(database, found)
    except (store.DatabaseUnreachable, store.SchemaMismatch, Undelivered, Rejected) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(found)} articles are being forgotten. {AFTERWARDS}", err=True)
