"""``crosswire topics``: made as declared, listed, compared with the declaration."""

from pathlib import Path

import click
import orjson

from crosswire import flow
from crosswire.cli.addresses import kafka_of
from crosswire.cli.options import with_settings
from crosswire.edges import grants
from crosswire.edges import topics as edge
from crosswire.settings import Settings


@click.group()
def topics() -> None:
    """Create, list or describe the topics."""


@topics.command()
@with_settings("kafka")
def create(*, settings: Settings) -> None:
    """Make the topics that are missing; name what is not as declared."""
    try:
        made = edge.create(kafka_of(settings))
        for name in made:
            click.echo(f"made {name}")
        differences = edge.differences(kafka_of(settings))
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
        click.echo("\n".join(edge.names(kafka_of(settings))))
    except edge.TopicsUnreachable as error:
        raise click.ClickException(str(error)) from error


@topics.command()
@with_settings("kafka")
def describe(*, settings: Settings) -> None:
    """Print each topic of the project as the broker has it, as JSON lines."""
    try:
        for row in edge.as_rows(edge.describe(kafka_of(settings))):
            click.echo(orjson.dumps(row).decode())
    except edge.TopicsUnreachable as error:
        raise click.ClickException(str(error)) from error


@topics.command()
@click.option(
    "--passwords",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Make the users too (SCRAM), each with the password in FOLDER/USER.",
    metavar="FOLDER",
)
@click.option("--dry-run", is_flag=True, help="Print what would be allowed, and change nothing.")
@with_settings("kafka")
def allow(*, settings: Settings, folder: Path | None, dry_run: bool) -> None:
    """Allow each stage its own topics and group, as Kafka's user of its name, and nothing besides."""
    granted = grants.grants(flow.STAGES.values())
    for grant in granted:
        click.echo(str(grant))
    if dry_run:
        return
    try:
        if folder is not None:
            passwords = {each.name: each.read_text("utf-8").strip() for each in sorted(folder.iterdir())}
            grants.set_passwords(kafka_of(settings), passwords, settings.kafka_mechanism)
        grants.allow(kafka_of(settings), granted)
    except edge.TopicsUnreachable as error:
        raise click.ClickException(str(error)) from error
