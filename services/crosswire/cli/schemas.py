"""``crosswire schemas export``: the contract as files."""

from pathlib import Path

import click

from crosswire_schemas.generate import write


@click.group()
def schemas() -> None:
    """Export the contract's schemas."""


@schemas.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write the JSON Schema of every record and the AsyncAPI document into FOLDER."""
    write(folder)
    click.echo(f"{len(list(folder.glob('*.json')))} documents in {folder}", err=True)
