"""What the first comments of feedparser's own test feeds state, taken apart into single comparisons."""

import ast
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[3] / "shared" / "data"
NO_LITERAL = object()
ABSENT = object()
"""What an entry is expected to have where it is said not to have the field."""
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_EXPECT = re.compile(r"Expect:\s*(.*?)\s*(?:-->|$)", re.S)
_HEADER = re.compile(r"^Header:\s*([\w-]+)\s*:\s*(.*)$", re.M)
_CHARSETS = ("utf-8", "utf-16", "utf-32", "utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le")


@dataclass(frozen=True)
class Expectation:
    """Part of what a comment states of an entry; ``path`` leads from the entry, ``value`` is what is to be there."""

    entry: int
    path: tuple[Any, ...]
    value: Any

    @property
    def field(self) -> str:
        """The field of the entry."""
        return str(self.path[0]) if self.path else ""


def files() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each test feed."""
    with tarfile.open(DATA / "feeds" / "feedparser_tests.tar.xz") as tar:
        for member in tar:
            data = tar.extractfile(member)
            if data and member.name.endswith((".xml", ".json")):
                yield member.name, data.read()


def headers(body: bytes) -> dict[str, str]:
    """Return the headers with which the comment wants the feed to be served."""
    return {name.lower(): value.strip() for name, value in _HEADER.findall(_comment(body))}


def stated(body: bytes) -> list[Expectation]:
    """Return what the comment states of entries: its parts between ``and``, one by one."""
    expect = _EXPECT.search(_comment(body))
    if not expect:
        return []
    try:
        tree = ast.parse(expect.group(1).strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return []
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [found for part in parts for found in _of_part(part)]


def _comment(body: bytes) -> str:
    for charset in _CHARSETS:
        found = _COMMENT.search(body.decode(charset, "replace"))
        if found and "Expect" in found.group(1):
            return found.group(1)
    return ""


def _of_part(part: ast.expr) -> Iterator[Expectation]:
    """Give each field of an entry that a part names, with what it is to be where the part is an equation.

    Equations are ``a == literal``, ``a == b == literal``, ``ord(a) == number`` and ``not a.has_key(name)``.
    """
    sides = [part.left, *part.comparators] if isinstance(part, ast.Compare) else [part]
    wanted = _wanted(part)
    for side in sides:
        plain = bool(_path(side))
        by_number = isinstance(side, ast.Call) and ast.unparse(side.func) == "ord" and isinstance(wanted, int)
        value = chr(wanted) if by_number else wanted if plain or isinstance(side, ast.UnaryOp) else NO_LITERAL
        for path in _paths(side):
            yield Expectation(path[1], tuple(path[2:]), value)


def _wanted(part: ast.expr) -> Any:
    if isinstance(part, ast.UnaryOp) and isinstance(part.operand, ast.Call):
        return ABSENT
    if isinstance(part, ast.Compare) and all(isinstance(op, ast.Eq | ast.Is) for op in part.ops):
        return _value(part.comparators[-1])
    return NO_LITERAL


def _value(node: ast.expr) -> Any:
    """Return a literal, or texts put together with ``+``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _value(node.left) + _value(node.right)
    try:
        return ast.literal_eval(node)
    except ValueError:
        return NO_LITERAL


def _paths(node: ast.AST) -> Iterator[list[Any]]:
    """Yield each path that leads from an entry to one of its fields, ``entries, number, field, ...``."""
    path = _path(node)
    if path[:1] == ["entries"] and len(path) > 2:
        yield path
    else:
        for child in ast.iter_child_nodes(node):
            yield from _paths(child)


def _path(node: ast.AST) -> list[Any]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*_path(node.value), node.slice.value]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "has_key"):
        return [*_path(node.func.value), *(arg.value for arg in node.args if isinstance(arg, ast.Constant))]
    return []
