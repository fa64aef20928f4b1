"""What is written down is true: the settings in the README, the stages in compose, the commands in the help."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from crosswire.cli import COMMANDS, crosswire
from crosswire.cli.options import flag
from crosswire.flow import STAGES
from crosswire.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def rows(text: str) -> dict[str, str]:
    found = re.findall(r"^\| `--([a-z-]+)` \| `CROSSWIRE_([A-Z_]+)` \| (.*?) \| (.*?) \|$", text, re.MULTILINE)
    assert all(flag.replace("-", "_").upper() == variable for flag, variable, *_ in found)
    return {flag.replace("-", "_"): f"{default} | {description}" for flag, _, default, description in found}


def test_the_table_of_settings_in_the_readme_is_the_declaration() -> None:
    declared = {
        name: f"{'' if field.default in (None, '') else f'`{field.default}`'} | {field.description}"
        for name, field in Settings.model_fields.items()
    }
    assert rows(README) == declared


def flags(command: click.Command) -> set[str]:
    below = [flags(each) for each in command.commands.values()] if isinstance(command, click.Group) else []
    own = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    return own.union(*below)


def test_every_setting_is_a_flag_of_a_command() -> None:
    context = click.Context(crosswire)
    given = set().union(*(flags(command) for name in COMMANDS if (command := crosswire.get_command(context, name))))
    assert {flag(name) for name in Settings.model_fields} <= given


def test_every_setting_is_read_somewhere() -> None:
    sources = [path for path in (ROOT / "services").rglob("*.py") if path.name != "settings.py"]
    text = "\n".join(path.read_text() for path in sources)
    assert [name for name in Settings.model_fields if not re.search(rf"settings\.{name}\b", text)] == []


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_a_service_of_the_compose_file(stage: str) -> None:
    assert re.search(rf"^    command: \[run, {stage}\]$", (ROOT / "docker-compose.yml").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_table_can_be_loaded_and_has_help(command: str) -> None:
    answer = CliRunner().invoke(crosswire, [command, "--help"])
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith("Usage:")


def test_every_make_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets


FORBIDDEN = re.compile(
    r"/work/|/root/|pypi\.org|files\.pythonhosted|repo1?\.maven|repo\.maven|registry\.npmjs", re.IGNORECASE
)


def test_nothing_in_the_repository_names_a_machine_or_a_registry() -> None:
    suffixes = {".py", ".md", ".toml", ".yml", ".lock", ".sql", ".html", ".js", ".css"}
    files = [
        path for path in ROOT.rglob("*") if path.suffix in suffixes and not {".venv", "node_modules"} & set(path.parts)
    ]
    here = Path(__file__)
    named = [str(path) for path in files if path != here and FORBIDDEN.search(path.read_text(errors="replace"))]
    assert named == []
