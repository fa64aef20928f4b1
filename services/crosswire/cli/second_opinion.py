"""The second opinion that the settings name, for every command that compares."""

import click

from crosswire.contradict.opinion import Opinion
from crosswire.settings import Settings


def opinion_of(settings: Settings) -> Opinion | None:
    """Return the opinion of the inference model that ``settings`` name, or nothing. Raises ``ClickException``."""
    if settings.inference_model is None:
        return None
    from crosswire.edges import inference

    try:
        return inference.opinion(settings.inference_model)
    except inference.NoModel as error:
        raise click.ClickException(str(error)) from error
