"""``crosswire dead-letters``: what could not be handled, looked at and sent to where it came from."""

import base64
from collections.abc import Callable
from typing import Any

import click
import orjson

from crosswire.cli import articles
from crosswire.cli.addresses import kafka_of
from crosswire.cli.options import with_settings
from crosswire.edges import replaying
from crosswire.edges.messages import Rejected
from crosswire.edges.producer import Undelivered
from crosswire.edges.replaying import Filed, Wanted
from crosswire.edges.topics import TopicsUnreachable
from crosswire.settings import Settings
from crosswire_schemas.codec import to_dict
from crosswire_schemas.topics import DEAD_LETTERS


@click.group("dead-letters")
def dead_letters() -> None:
    """List, show or replay what could not be handled."""


def instant(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Any:
    """Return the instant that an option names, as click's callbacks do."""
    try:
        return None if value is None else articles.instant(value)
    except articles.BadInput as error:
        raise click.BadParameter(str(error)) from error


def filters(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which letters are chosen."""
    for option in (
        click.option("--since", metavar="TIME", callback=instant, help="Failed at this instant or later."),
        click.option("--topic", help="Came from this topic."),
        click.option("--reason", help="unreadable, schema, invalid, oversize, bug or rejected."),
        click.option(
            "--stage", "stages", multiple=True, type=click.Choice(sorted(DEAD_LETTERS)), help="Of this stage."
        ),
        click.argument("places", nargs=-1),
    ):
        function = option(function)
    return function


def _found(settings: Settings, chosen: dict[str, Any]) -> list[Filed]:
    stages = tuple(chosen["stages"]) or tuple(dict.fromkeys(place.split("/")[0] for place in chosen["places"]))
    unknown = sorted(set(stages) - set(DEAD_LETTERS))
    if unknown:
        raise click.UsageError(f"{unknown[0]} is no stage; a place is written as `list` shows it: extract/0/12")
    try:
        return list(replaying.dead_letters(kafka_of(settings), Wanted(**{**chosen, "stages": stages})))
    except TopicsUnreachable as error:
        raise click.ClickException(str(error)) from error


@dead_letters.command("list")
@filters
@with_settings("kafka")
def list_(*, settings: Settings, **chosen: Any) -> None:
    """Print the letters, one a line: place, when it failed, reason, attempts, where it came from, what was wrong."""
    for found in _found(settings, chosen):
        dead = found.letter
        source = f"{dead.topic}/{dead.partition}/{dead.offset}"
        last = (dead.detail.strip().splitlines() or [""])[-1][:160]
        failed = dead.failed_at.isoformat(timespec="seconds")
        click.echo(f"{found.place:<16} {failed}  {dead.reason:<10} {dead.attempts}x  {source}  {last}")


@dead_letters.command()
@click.option("--original", is_flag=True, help="Write the original bytes instead.")
@filters
@with_settings("kafka")
def show(*, settings: Settings, original: bool, **chosen: Any) -> None:
    """Print the letters at PLACES as JSON lines, with all that is known of each."""
    if not chosen["places"]:
        raise click.UsageError("name the places, as `crosswire dead-letters list` shows them: extract/0/12")
    letters = _found(settings, chosen)
    out = click.get_binary_stream("stdout")
    for found in letters:
        value = to_dict(found.letter) | {"place": found.place}
        out.write(base64.b64decode(found.letter.original) if original else orjson.dumps(value) + b"\n")
    missing = sorted(set(chosen["places"]) - {found.place for found in letters})
    if missing:
        raise click.ClickException(
            f"no letter at {', '.join(missing)}; crosswire dead-letters list shows what is there"
        )


@dead_letters.command()
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), help="At most so many a second.")
@click.option("--attempts", default=3, show_default=True, help="Leave alone what has failed so often.")
@filters
@with_settings("kafka")
def replay(*, settings: Settings, dry_run: bool, rate: float | None, attempts: int, **chosen: Any) -> None:
    """Send the letters' messages to the topics they came from; what fails again is a letter with one attempt more."""
    found = _found(settings, chosen)
    worth = replaying.to_replay(found, attempts)
    for each in worth if dry_run else ():
        click.echo(f"{each.place} to {each.letter.topic}")
    left = len(found) - len(worth)
    if not dry_run:
        try:
            replaying.send(kafka_of(settings), replaying.originals(worth), rate=rate)
        except (Undelivered, Rejected) as error:
            raise click.ClickException(str(error)) from error
    click.echo(
        f"{len(worth)} {'would be ' if dry_run else ''}replayed, {left} left (repeats, or failed too often)", err=True
    )
