"""Flags of settings: what each gives, over variables and defaults."""

import click
import pytest
from click.testing import CliRunner

from crosswire.cli.options import with_settings
from crosswire.settings import Settings


@click.command()
@with_settings("kafka", "database", "full_text")
def command(*, settings: Settings) -> None:
    click.echo(f"{settings.full_text} {settings.data}")


GIVEN = [
    ("the default where nothing is said", [], {}, "True data"),
    ("a flag turns off what is on by default", ["--no-full-text"], {}, "False data"),
    ("a variable turns it off too", [], {"CROSSWIRE_FULL_TEXT": "false"}, "False data"),
    ("a flag counts more than a variable", ["--full-text"], {"CROSSWIRE_FULL_TEXT": "false"}, "True data"),
    ("who may name an engine may name the folder of up instead", ["--data", "there"], {}, "True there"),
]


@pytest.mark.parametrize(("flags", "variables", "said"), [case[1:] for case in GIVEN], ids=[case[0] for case in GIVEN])
def test_a_flag_gives(flags: list[str], variables: dict[str, str], said: str) -> None:
    done = CliRunner(env={"CROSSWIRE_DATA": "", "CROSSWIRE_FULL_TEXT": "", **variables}).invoke(command, flags)
    assert (done.exit_code, done.output.strip()) == (0, said)


WRONG = [
    ("a value out of bounds", {"CROSSWIRE_PORT": "70000"}, "--port (or CROSSWIRE_PORT)"),
    ("a word that is none of the list", {"CROSSWIRE_LOG_LEVEL": "loud"}, "--log-level (or CROSSWIRE_LOG_LEVEL)"),
]


@pytest.mark.parametrize(("variables", "said"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_bad_value_is_a_wrong_call_that_names_the_setting(variables: dict[str, str], said: str) -> None:
    done = CliRunner(env=variables).invoke(command, [])
    assert done.exit_code == 2
    assert said in done.output
