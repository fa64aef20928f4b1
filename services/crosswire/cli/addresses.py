"""Where the engines are: as the settings say, else where ``up`` runs them in the data folder."""

import click

from crosswire.edges.brokers import Address, named
from crosswire.edges.engines import beside
from crosswire.settings import Settings


def kafka_of(settings: Settings) -> Address:
    """Return Kafka's address, or that of ``up`` in the data folder. Raises ``click.UsageError`` where there is none."""
    address = named(settings) or beside.kafka(settings.data)
    if address is None:
        raise click.UsageError("name the broker: --kafka HOST:PORT, or CROSSWIRE_KAFKA; or start crosswire up")
    return address


def database_of(settings: Settings) -> str:
    """Return PostgreSQL's address, or that of ``up`` in the data folder. Raises ``click.UsageError`` without one."""
    address = settings.database.get_secret_value() if settings.database else beside.database(settings.data)
    if address is None:
        raise click.UsageError("name the database: --database URL, or CROSSWIRE_DATABASE; or start crosswire up")
    return address
