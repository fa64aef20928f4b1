"""``crosswire run STAGE``: one stage in this process, as a container or ``up`` runs it."""

import logging
import sys
from collections.abc import Callable

import click

from crosswire.cli.options import POLLER, with_settings
from crosswire.settings import Settings

NEEDED = (
    "kafka",
    "database",
    "host",
    "port",
    "metrics_port",
    "log_format",
    "log_level",
    *POLLER,
    "gazetteer",
    "inference_model",
    "remember_days",
    "console_token",
    "notify_url",
    "notify_secret",
    "notify_types",
    "notify_outlets",
    "notify_words",
    "notify_score",
)


@click.command()
@click.argument("stage", type=click.Choice(["poll", "extract", "contradict", "sink", "console", "notify"]))
@click.option("--with-parent", is_flag=True, hidden=True, help="End when standard input closes.")
@with_settings(*NEEDED)
def run(*, settings: Settings, stage: str, with_parent: bool) -> None:
    """Run one STAGE until SIGTERM."""
    from crosswire.edges import log
    from crosswire.edges.parent import end_with_parent

    log.configure("json" if settings.log_format == "json" else "console", settings.log_level)
    if with_parent:
        end_with_parent()
    sys.exit(_ended(stage, lambda: _stage(stage)(settings)))


def _stage(name: str) -> Callable[[Settings], None]:
    from crosswire.cli import stages

    found: Callable[[Settings], None] = getattr(stages, name)
    return found


def _ended(stage: str, work: Callable[[], None]) -> int:
    """Run ``work``; say in one line why it ended early, with the traceback where it was a bug."""
    from crosswire.cli.stages import EXPECTED

    try:
        work()
    except EXPECTED as error:
        logging.getLogger(f"crosswire.{stage}").error("%s", error)  # noqa: TRY400
        return 1
    except click.UsageError:
        raise
    except Exception:
        logging.getLogger(f"crosswire.{stage}").exception("%s stopped by a bug", stage)
        return 70
    return 0
