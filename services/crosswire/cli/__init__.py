"""The command line: a table of commands, each loaded only when it is called, so that none pays for another."""

from importlib import import_module
from typing import Any

import click

from crosswire import __version__

COMMANDS = {
    "split": ("crosswire.cli.text:split", "Split articles into claims and events."),
    "check": ("crosswire.cli.text:check", "Show the contradictions between articles."),
    "compare": ("crosswire.cli.text:compare", "Say whether two passages can both be true."),
    "up": ("crosswire.cli.up:up", "Run everything on this machine."),
    "run": ("crosswire.cli.run:run", "Run one stage."),
    "topics": ("crosswire.cli.topics:topics", "Create, list or describe the topics."),
    "database": (
        "crosswire.cli.database:database",
        "Upgrade the tables, rebuild derived state, or take out what is old.",
    ),
    "feeds": ("crosswire.cli.feeds:feeds", "Add, remove, list, import, export or try feeds."),
    "dead-letters": ("crosswire.cli.dead_letters:dead_letters", "List, show or replay what could not be handled."),
    "replay": ("crosswire.cli.replay:replay", "Run stored articles through all stages again."),
    "forget": ("crosswire.cli.forget:forget", "Erase an article, or all of an outlet."),
    "doctor": ("crosswire.cli.doctor:doctor", "Check everything, and say what to do."),
    "export": ("crosswire.cli.export:export", "Write stored records as JSON lines, CSV or Parquet."),
    "settings": ("crosswire.cli.settings:settings", "Print every setting with its value and source."),
    "schemas": ("crosswire.cli.schemas:schemas", "Export the contract's schemas."),
}
INTERRUPTED = 130


class Lazy(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, importing its module."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command: Any = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C ends it without a word, with the status that shells give it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crosswire")
def crosswire() -> None:
    """Read news feeds as a stream: who says what, what happened, and which accounts cannot both be true."""
