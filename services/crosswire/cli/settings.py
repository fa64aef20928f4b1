"""``crosswire settings``: every setting with its value and where it comes from."""

import os

import click

from crosswire.cli.options import load, shown
from crosswire.settings import Settings


@click.command()
def settings() -> None:
    """Print every setting with its value and source, secrets masked."""
    values = load({})
    for name, field in Settings.model_fields.items():
        variable = f"CROSSWIRE_{name.upper()}"
        source = variable if variable in os.environ else "default"
        click.echo(f"{name:<18} {shown(getattr(values, name)):<28} {source:<28} {field.description}")
