"""Flags made from the settings' one declaration, and the settings made from flags, variables and defaults."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr, ValidationError

from crosswire.settings import Settings

# Where containers find their secrets, a file each: crosswire_database, crosswire_console_token.
SECRETS = Path("/run/secrets")
# Whoever is told where an engine is may be told how to speak to it, or the folder in which ``up`` runs it.
TOGETHER = {
    "kafka": ("kafka", "kafka_protocol", "kafka_ca", "kafka_mechanism", "kafka_user", "kafka_password", "data"),
    "database": ("database", "data"),
}
POLLER = (
    "contact",
    "allow",
    "full_text",
    "recheck",
    "poll_interval",
    "poll_shortest",
    "poll_longest",
    "host_connections",
    "host_pause",
)
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def flag(name: str) -> str:
    """Return the flag of a setting."""
    return f"--{name.replace('_', '-')}"


def with_settings(*names: str) -> Decorator:
    """Give a command the flags of ``names`` and pass it ``settings``; a bad value exits 2 and says which and why."""

    names = tuple(dict.fromkeys(each for name in names for each in TOGETHER.get(name, (name,))))

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(**given: Any) -> Any:
            flags = {name: given.pop(name) for name in names}
            return function(settings=load({key: value for key, value in flags.items() if value is not None}), **given)

        wrapped.__doc__, wrapped.__name__ = function.__doc__, function.__name__
        wrapped.__dict__.update(function.__dict__)
        for name in reversed(names):
            wrapped = _option(name)(wrapped)
        return wrapped

    return decorate


def _option(name: str) -> Decorator:
    field = Settings.model_fields[name]
    if field.annotation is bool:
        return click.option(f"{flag(name)}/--no-{flag(name)[2:]}", name, default=None, help=field.description)
    return click.option(flag(name), name, default=None, help=field.description, metavar="VALUE")


def load(flags: dict[str, Any]) -> Settings:
    """Return the settings: ``flags`` over ``CROSSWIRE_`` variables over secret files over defaults."""
    try:
        return Settings(_secrets_dir=SECRETS if SECRETS.is_dir() else None, **flags)  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0])
        raise click.UsageError(f"{flag(name)} (or CROSSWIRE_{name.upper()}): {first['msg']}") from error


def shown(value: Any) -> str:
    """Return a setting's value as it may be printed: secrets masked."""
    if isinstance(value, SecretStr):
        return "********"
    return "" if value is None else str(value)
