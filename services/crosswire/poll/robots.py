"""Which pages a site's robots.txt asks us not to fetch (RFC 9309): longest match, ``*`` and ``$``, our group first."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

OUR_NAME = "crosswire"
LARGEST = 500 * 1024


@dataclass(frozen=True, slots=True)
class Robots:
    """Rules of one site: pairs of path pattern and whether it is allowed."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allows(self, url: str) -> bool:
        """Whether the page at ``url`` may be fetched."""
        parts = urlsplit(url)
        path = _same(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        found = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(found, default=(0, True))[1]


NOTHING_ALLOWED = Robots((("/", False),))


def parse(text: str, name: str = OUR_NAME) -> Robots:
    """Read a robots.txt: the groups that name ``name``, else those for everybody."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    agents: list[str] = []
    in_rules = False
    for line in text[:LARGEST].lstrip("\ufeff").splitlines():
        field, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        field = field.lower()
        if field == "user-agent" and colon:
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
            in_rules = False
            groups.setdefault(value.lower(), [])
        elif field in ("allow", "disallow") and colon:
            in_rules = True
            if value:
                for agent in agents:
                    groups[agent].append((_same(value), field == "allow"))
    return Robots(tuple(groups.get(name, groups.get("*", []))))


def _same(path: str) -> str:
    return quote(unquote(path), safe="/*$?=&;:@+,!'()~%")


def _matches(pattern: str, path: str) -> bool:
    end = pattern.endswith("$")
    expression = ".*".join(re.escape(part) for part in re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*"))
    return re.match(expression + (r"\Z" if end else ""), path) is not None
