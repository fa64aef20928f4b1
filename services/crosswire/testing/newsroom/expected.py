"""What must and must not be flagged in the sample newsroom, and a comparison of that with what was flagged."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """A contradiction between some article on the left and one on the right; ``accept``: types as good as ``type``."""

    name: str
    type: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    opens: datetime
    why: str
    accept: tuple[str, ...] = ()
    must: bool = True
    closes: datetime | None = None
    closed_because: str | None = None

    def covers(self, found: "Found") -> bool:
        """Whether ``found`` is this contradiction, whichever way round."""
        ways = ((found.left, found.right), (found.right, found.left))
        joined = any(left & set(self.left) and right & set(self.right) for left, right in ways)
        return joined and found.type in (self.type, *self.accept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Articles that may not be flagged against each other, but where a ``Flagged`` says so."""

    name: str
    near_miss: str
    articles: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A contradiction that was flagged: its type, the articles of each side (``outlet/article``), if it is open."""

    type: str
    left: frozenset[str]
    right: frozenset[str]
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was ``found`` of what must be, what was ``missed``, what is open or closed wrongly, the ``false`` flags."""

    found: tuple[Flagged, ...]
    missed: tuple[Flagged, ...]
    wrong_state: tuple[Flagged, ...]
    false: tuple[Found, ...]


@cache
def flagged() -> tuple[Flagged, ...]:
    """Return the contradictions of the table, in the order in which they open."""
    return tuple(Flagged(**_tuples(row)) for row in _table()["flagged"])


@cache
def quiet() -> tuple[Quiet, ...]:
    """Return the groups of articles that must stay quiet."""
    return tuple(Quiet(**_tuples(row)) for row in _table()["quiet"])


@cache
def unverified() -> tuple[str, ...]:
    """Return the articles whose outlet says that it could not verify the accounts."""
    return tuple(row["article"] for row in _table()["unverified"])


def compare(found: Iterable[Found], expected: Iterable[Flagged]) -> Comparison:
    """Compare what was flagged with ``expected``: ``flagged()``, or those of it that a test can see."""
    flags, rows = tuple(found), tuple(expected)
    open_now = {row: any(flag.open for flag in flags if row.covers(flag)) for row in rows}
    seen = [row for row in rows if any(row.covers(flag) for flag in flags)]
    return Comparison(
        found=tuple(row for row in seen if row.must),
        missed=tuple(row for row in rows if row.must and row not in seen),
        wrong_state=tuple(row for row in seen if open_now[row] == (row.closes is not None)),
        false=tuple(flag for flag in flags if not any(row.covers(flag) for row in rows)),
    )


def found_in(contradiction: dict[str, Any]) -> Found:
    """Read a ``contradiction`` record; sides name articles by ``id`` as in ``check_lines``, else by ``url``."""
    left, right = (_names(contradiction[side]) for side in ("left", "right"))
    return Found(type=contradiction["type"], left=left, right=right, open=contradiction["state"] == "open")


def _names(side: dict[str, Any]) -> frozenset[str]:
    return frozenset(filter(None, map(_name, (side, *side.get("others", ())))))


def _name(side: dict[str, Any]) -> str:
    if "id" in side:
        return str(side["id"])
    parts = str(side.get("url", "")).rstrip("/").split("/")
    return f"{parts[-5]}/{parts[-1]}" if len(parts) > 5 else ""


@cache
def _table() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(resources.files("crosswire.testing.newsroom").joinpath("expected.toml").read_text("utf-8"))


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
