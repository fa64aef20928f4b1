"""The consumers' page: its commands, and the tables that are the declaration's own words."""

import re
import shutil
from pathlib import Path

from crosswire.console.contract import FieldShown, RecordShown, kept, shown
from crosswire_schemas.asyncapi import HEADERS
from crosswire_schemas.topics import PROMISES, TOPICS

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "deploy" / "consumers" / "README.md"
LANGUAGES = {
    "shell": ("shell/contradictions.sh",),
    "python": ("python/contradictions.py",),
    "java": ("java/Contradictions.java",),
    "go": ("go/main.go",),
    "sql": ("sql/contradictions.sql", "sql/contradictions.sh"),
}


def commands() -> dict[str, str]:
    """Return language -> the commands of its block."""
    return dict(re.findall(r"^```sh (\w+)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL))


def copied(folder: Path) -> Path:
    """Return a copy of what the page's commands touch, in ``folder``, so that nothing is left behind."""
    ignore = shutil.ignore_patterns("__pycache__", "target")
    for name in ("services", "schemas", "deploy/consumers"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, folder)
    return folder


def tables() -> dict[str, str]:
    """Return the name of each table that is generated -> its lines, as they must stand on the page."""
    records = {record.name: record for record in (*shown()["records"], *shown()["parts_"])}
    rows = [(f"`{t.name}`", ", ".join(t.records), f"`{t.key}`", kept(t.config()), t.promises) for t in TOPICS.values()]
    topics = [[*row[:4], ", ".join(row[4])] for row in rows]
    return {
        "topics": table(["topic", "records", "key", "kept", "promises"], topics),
        "promises": table(["promise", ""], [[f"**{name}**", said] for name, said in PROMISES.items()]),
        "headers": table(["header", ""], [[f"`{name}`", said] for name, said in HEADERS.items()]),
        "contradiction": fields(records["contradiction"]),
        "side": fields(records["Side"]),
    }


def lines_of_code(language: str) -> int:
    """Return how many lines a program has that are neither empty nor a comment alone."""
    files = [PAGE.parent / name for name in LANGUAGES[language]]
    lines = [line for file in files for line in file.read_text().splitlines()]
    return sum(1 for line in lines if line.strip() and not re.match(r"\s*(#|//|--)", line))


def fields(record: RecordShown) -> str:
    return table(["field", "holds", ""], [[f"`{f.name}`", _holds(f), f.meaning] for f in record.fields])


def _holds(field: FieldShown) -> str:
    known = f": {', '.join(field.known)}" if field.known else ""
    return f"{field.kind}{known}{'' if field.required else '; may be absent'}"


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines).replace("|  |", "| |").replace("| --- ", "|---")
