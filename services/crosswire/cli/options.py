"""Flags made from the settings' one declaration, and the settings made from flags, variables and defaults."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr, ValidationError

from crosswire.settings import Settings

# Where containers find their secrets, a file each: crosswire_database, crosswire_console_token.
SECRETS = Path("/run/secrets")
# Whoever is told where Kafka is may be told how to speak to it.
KAFKA = ("kafka", "kafka_protocol", "kafka_ca", "kafka_mechanism", "kafka_user", "kafka_password")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def flag(name: str) -> str:
    """Return the flag of a setting."""
    return f"--{name.replace('_', '-')}"


def with_settings(*names: str) -> Decorator:
    """Give a command the flags of ``names`` and pass it ``settings``; a bad value exits 2 and says which and why."""

    names = tuple(each for name in names for each in (KAFKA if name == "kafka" else (name,)))

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
    shape: dict[str, Any] = {"is_flag": True, "flag_value": True} if field.annotation is bool else {"metavar": "VALUE"}
    return click.option(flag(name), name, default=None, help=field.description, **shape)


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
