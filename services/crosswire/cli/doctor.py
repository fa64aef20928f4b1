"""``crosswire doctor``: everything looked at once, and what to do about what is not well."""

import platform
import sys

import click

from crosswire import __version__
from crosswire.cli.options import with_settings
from crosswire.edges import doctoring
from crosswire.edges.brokers import named
from crosswire.edges.engines import beside
from crosswire.settings import Settings


@click.command()
@with_settings("kafka", "database")
def doctor(*, settings: Settings) -> None:
    """Check addresses, versions, topics, tables, lag, disk and clock; exit 1 where something is to be done."""
    click.echo(f"ok    Crosswire {__version__} on Python {platform.python_version()}")
    kafka = named(settings) or beside.kafka(settings.data)
    database = settings.database.get_secret_value() if settings.database else beside.database(settings.data)
    findings = 0
    for found in doctoring.examine(kafka, database, settings.data):
        click.echo(f"{'do  ' if found.do else 'ok  '}  {found.what}" + (f"\n      → {found.do}" if found.do else ""))
        findings += bool(found.do)
    click.echo(f"{findings} things to do" if findings else "all is well", err=True)
    sys.exit(1 if findings else 0)
