"""The consumers' page says what the declaration says and names what exists; each of its commands is run by a test."""

import re

import pytest

from tests.consumers.page import LANGUAGES, PAGE, ROOT, commands, lines_of_code, tables
from tests.consumers.test_programs import NEEDS

TEXT = PAGE.read_text()


@pytest.mark.parametrize("name", tables())
def test_a_table_of_the_page_is_the_declaration(name: str) -> None:
    assert tables()[name] in TEXT, f"put this into deploy/consumers/README.md:\n{tables()[name]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_of_a_program_are_as_many_as_the_page_says(language: str) -> None:
    assert f"{LANGUAGES[language][0]})" in TEXT
    row = next(line for line in TEXT.splitlines() if f"({LANGUAGES[language][0]})" in line)
    assert row.endswith(f"| {lines_of_code(language)} |")


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert links
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def test_every_block_of_commands_is_run_and_every_command_is_in_a_block() -> None:
    assert set(commands()) == set(NEEDS) == set(LANGUAGES)
    assert len(commands()) == TEXT.count("```") / 2


def test_the_samples_settings_and_the_schemas_that_the_page_names_are_there() -> None:
    assert (ROOT / "deploy" / "sample.env").exists()
    assert re.search(r"^demo:", (ROOT / "Makefile").read_text(), re.MULTILINE)
