"""Changes: which claims and events of a corpus this working tree gives otherwise than another revision.

Usage: python -m tests.bench.changes REVISION [FOLDER]: text files, or articles as `crosswire split --jsonl` reads them
in files .json and .jsonl; by default the gold set's dev half.
"""

import difflib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "data" / "gold" / "dev"
SPLIT = "from crosswire.__main__ import main; main()"
SHORT = 120  # characters of two values that are shown whole
Records = Mapping[tuple[str, str], Mapping[str, Any]]


def main() -> None:
    """Print a line for each record that came, went or changed, and their counts."""
    revision, *folder = sys.argv[1:] or ["main"]
    corpus = articles(Path(folder[0]) if folder else CORPUS)
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place) / "before"
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
        try:
            before = records(tree, corpus)
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
    lines = list(changes(before, records(ROOT, corpus)))
    print(*lines, f"{len(lines)} changes in {corpus.count(chr(10))} articles", sep="\n")


def articles(folder: Path) -> str:
    """Return the articles of ``folder`` as JSON lines, each with its file's name as id."""
    found: list[dict[str, Any]] = []
    for path in sorted(folder.iterdir()):
        text = path.read_text("utf-8")
        if path.suffix == ".txt":
            found.append({"text": text, "id": path.name})
        elif path.suffix in {".json", ".jsonl"}:
            rows = [json.loads(text)] if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]
            found += [
                {key: row[key] for key in ("text", "title", "published") if key in row} | {"id": path.name}
                for row in rows
            ]
    return "".join(json.dumps(row) + "\n" for row in found)


def records(tree: Path, corpus: str) -> Records:
    """Return the records that the code in ``tree`` gives for ``corpus``, by kind and id."""
    path = os.pathsep.join(str(tree / name) for name in ("services", "schemas"))
    done = subprocess.run(
        [sys.executable, "-c", SPLIT, "split", "--jsonl", "-"],
        input=corpus, text=True, check=True, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path},
    )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {(row["record"], row[f"{row['record']}_id"]): row for row in rows}


def changes(before: Records, after: Records) -> Iterator[str]:
    """Yield what went (-), came (+) or has other fields (~)."""
    for key in sorted({*before, *after}, key=lambda key: place(after.get(key) or before[key])):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            row = old or new or {}
            yield f"{'+' if old is None else '-'} {row.get('id')} {key[0]} {said(row)}"
        elif old != new:
            fields = (name for name in sorted({*old, *new}) if old.get(name) != new.get(name))
            yield f"~ {new.get('id')} {key[0]} {said(new)}: " + "; ".join(differing(old, new, name) for name in fields)


def place(row: Mapping[str, Any]) -> tuple[str, int, str]:
    """Return where a record stands in the corpus: claims by their content, events by their trigger."""
    spans = row["content"]["spans"] if row["record"] == "claim" else [row["trigger"]]
    return str(row.get("id")), spans[0]["start"], row["record"]


def said(row: Mapping[str, Any]) -> str:
    """Return the words of a record by which a reader knows it."""
    words = row["content"]["text"] if row["record"] == "claim" else f"{row['root']} {row['trigger']['text']}"
    return json.dumps(words[:80], ensure_ascii=False)


def differing(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> str:
    """Return a field's old and new value; of long ones only from their first difference to their last."""
    one, other = (json.dumps(row.get(name), ensure_ascii=False, sort_keys=True) for row in (old, new))
    if len(one) + len(other) <= SHORT:
        return f"{name} {one} -> {other}"
    blocks = [block for block in difflib.SequenceMatcher(None, one, other).get_opcodes() if block[0] != "equal"]
    first, last = blocks[0], blocks[-1]
    return f"{name} {one[first[1] : last[2]] or 'nothing'} -> {other[first[3] : last[4]] or 'nothing'}"


if __name__ == "__main__":
    main()
