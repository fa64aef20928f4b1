"""``crosswire up``: everything on one machine, and one live status line until Ctrl-C."""

import contextlib
import signal
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click

from crosswire.cli.options import POLLER, with_settings
from crosswire.cli.status import Status
from crosswire.edges import children, topics
from crosswire.edges.brokers import Address, named
from crosswire.edges.children import Child
from crosswire.edges.engines import DataFolder, Engine, EngineError, start_kafka, start_postgres
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.settings import Settings

STARTED = ("sink", "contradict", "extract", "console", "poll")
STOPPED = ("poll", "extract", "contradict", "sink", "console")


class Stopped(Exception):
    """Somebody asked to stop, by Ctrl-C or SIGTERM."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the engines are, and which of them are ours to watch and stop."""

    kafka: Address
    database: str
    engines: tuple[Engine, ...]


@click.command()
@click.option("--sample", is_flag=True, help="Poll the sample newsroom that Crosswire brings along; needs no internet.")
@click.option(
    "--feeds", "opml", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Add the feeds of OPML."
)
@with_settings(
    "kafka",
    "database",
    "host",
    "port",
    "workers",
    "remember_days",
    "retention_gb",
    "console_token",
    "gazetteer",
    "inference_model",
    "log_format",
    "log_level",
    *POLLER,
)
def up(*, settings: Settings, sample: bool, opml: Path | None) -> None:
    """Run everything on this machine: engines, topics, tables, all stages and the console."""
    signal.signal(signal.SIGTERM, _asked)
    signal.signal(signal.SIGINT, _asked)
    folder = DataFolder(settings.data)
    # Beside the engines' start: the first time each takes seconds that the other need not wait for.
    building = threading.Thread(target=gazetteer_file, daemon=True)
    building.start()
    try:
        with folder.claim(), _engines(settings, folder) as addresses:
            building.join()
            _run(settings, folder, addresses, sample=sample, opml=opml)
    except Stopped:
        _say("stopped; what was acknowledged is kept in " + str(folder.path))
    except (EngineError, topics.TopicsUnreachable) as error:
        raise click.ClickException(str(error)) from error


def _asked(_number: int, _frame: FrameType | None) -> None:
    _ignore_signals()
    raise Stopped


def _ignore_signals() -> None:
    # Asked once is enough: a second Ctrl-C must not cut the orderly stop short.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _say(text: str) -> None:
    click.echo(text, err=True)


@contextlib.contextmanager
def _engines(settings: Settings, folder: DataFolder) -> Iterator[Addresses]:
    started: list[Engine] = []
    try:
        kafka: Address | None = named(settings)
        database = settings.database.get_secret_value() if settings.database else None
        if database is None:
            started.append(start_postgres(folder, _say))
            database = started[-1].address
        if kafka is None:
            started.append(start_kafka(folder, _say))
            kafka = started[-1].address
        yield Addresses(kafka=kafka, database=database, engines=tuple(started))
    finally:
        for engine in reversed(started):
            _say(f"{engine.name}: stopping…")
            engine.stop()


def _run(settings: Settings, folder: DataFolder, addresses: Addresses, *, sample: bool, opml: Path | None) -> None:
    from crosswire.cli.preparing import prepared

    with prepared(settings, folder, addresses.kafka, addresses.database, sample=sample, opml=opml) as more:
        port = free_port(settings.host, settings.port)
        url = f"http://{settings.host}:{port}"
        folder.set_console(url)
        variables = _variables(settings, addresses, port) | dict(more)
        running: list[Child] = []
        try:
            for name in STARTED:
                running += _start(name, settings, folder, variables)
            _watch(running, Status(url, addresses.kafka, _text(settings.console_token or "")), addresses)
        finally:
            _ignore_signals()
            _say("stopping the stages…")
            flushing = all(engine.alive() for engine in addresses.engines)
            children.stop(sorted(running, key=lambda child: STOPPED.index(child.name.split("-")[0])), flushing=flushing)


def free_port(host: str, wanted: int) -> int:
    """Return ``wanted``, or the next port that is free."""
    for port in (*range(wanted, min(wanted + 50, 65535)), 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    raise click.ClickException(f"no free port on {host}; name one with --port")


def _variables(settings: Settings, addresses: Addresses, port: int) -> dict[str, str]:
    """Return the variables that give the stages this process's settings."""
    given = settings.model_dump(exclude={"kafka", "database", "port", "data"}, exclude_defaults=True)
    own = {f"CROSSWIRE_{name.upper()}": _text(value) for name, value in given.items() if value is not None}
    fixed = {
        "KAFKA": str(addresses.kafka),
        "DATABASE": addresses.database,
        "PORT": str(port),
        "DATA": str(settings.data),
    }
    return own | {f"CROSSWIRE_{name}": value for name, value in fixed.items()}


def _text(value: object) -> str:
    from pydantic import SecretStr

    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _start(name: str, settings: Settings, folder: DataFolder, variables: dict[str, str]) -> list[Child]:
    many = settings.workers if name == "extract" else 1
    names = [name] if many == 1 else [f"{name}-{number}" for number in range(1, many + 1)]
    logs = folder.path / "logs"
    return [children.start(each, ["run", name, "--with-parent"], variables, logs / f"{each}.log") for each in names]


def _watch(running: list[Child], status: Status, addresses: Addresses) -> None:
    """Show the state until somebody asks to stop; a stage or engine that ends by itself stops everything."""
    while True:
        for child in running:
            if (ended := child.ended()) is not None:
                raise click.ClickException(f"{ended}\nEverything else is stopped; start again with crosswire up")
        for engine in addresses.engines:
            if (fault := engine.fault()) is not None:
                raise fault
        status.show()
        time.sleep(1)
