"""``crosswire topics``: made as declared, listed, compared with the declaration."""

import click
import orjson

from crosswire.cli.options import with_settings
from crosswire.edges import topics as edge
from crosswire.settings import Settings


def address(settings: Settings) -> str:
    """Return Kafka's address. Raises ``click.UsageError`` where none is set."""
    if settings.kafka is None:
        raise click.UsageError("name the broker: --kafka HOST:PORT, or CROSSWIRE_KAFKA")
    return settings.kafka


@click.group()
def topics() -> None:
    """Create, list or describe the topics."""


@topics.command()
@with_settings("kafka")
def create(*, settings: Settings) -> None:
    """Make the topics that are missing; name what is not as declared."""
    try:
        made = edge.create(address(settings))
        for name in made:
            click.echo(f"made {name}")
        differences = edge.differences(address(settings))
    except edge.TopicsUnreachable as error:
        raise click.ClickException(str(error)) from error
    for difference in differences:
        click.echo(str(difference), err=True)
    raise SystemExit(1 if differences else 0)


@topics.command("list")
@with_settings("kafka")
def names(*, settings: Settings) -> None:
    """Print the names of the broker's topics."""
    try:
        click.echo("\n".join(edge.names(address(settings))))
    except edge.TopicsUnreachable as error:
        raise click.ClickException(str(error)) from error


@topics.command()
@with_settings("kafka")
def describe(*, settings: Settings) -> None:
    """Print each topic of the project as the broker has it, as JSON lines."""
    try:
        for row in edge.as_rows(edge.describe(address(settings))):
            click.echo(orjson.dumps(row).decode())
    except edge.TopicsUnreachable as error:
        raise click.ClickException(str(error)) from error
