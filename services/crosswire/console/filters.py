"""What a list was asked for: the filters of a request, read and checked once for the pages and the API."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pydantic import TypeAdapter

from crosswire.console.wording import instant
from crosswire_schemas.records import ContradictionState, Dispute

LONGEST = 200


class Refused(ValueError):
    """A request that cannot be answered as it stands; says in one sentence what to write instead."""


def known(kind: Any) -> tuple[str, ...]:
    """Return the values that this version knows of an open enumeration of the contract."""
    return tuple(TypeAdapter(kind).json_schema()["x-known-values"])


TYPES = known(Dispute)
STATES = (*known(ContradictionState), "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters of a list of contradictions; an empty string asks for everything."""

    state: str = ""
    type: str = ""
    outlet: str = ""
    place: str = ""
    since: str = ""
    q: str = ""
    matter: str = ""
    cursor: str = ""

    @property
    def since_instant(self) -> datetime | None:
        """The instant from which on things are wanted."""
        return since(self.since)

    def query(self, **changed: str) -> str:
        """Return these filters as a query string, some of them changed, empty ones left out."""
        wanted = replace(self, **changed)
        pairs = {field.name: getattr(wanted, field.name) for field in fields(self)}
        return urlencode({name: value for name, value in pairs.items() if value})


def asked(given: Mapping[str, str], *, state: str = "") -> Asked:
    """Return the filters in a query string, ``state`` where it names none. Raises ``Refused``."""
    names = [field.name for field in fields(Asked)]
    said = {name: text(name, given[name]) for name in names if name in given}
    wanted = Asked(**({"state": state} | said))
    one_of("type", wanted.type, TYPES)
    one_of("state", wanted.state, STATES)
    since(wanted.since)
    if wanted.place and not (wanted.place.isascii() and wanted.place.isdigit() and len(wanted.place) <= 12):
        raise Refused("place is the GeoNames id of a place, a whole number such as 3068799.")
    return wanted


def text(name: str, value: str) -> str:
    """Return a parameter without blanks around it. Raises ``Refused`` where it is too long or holds a NUL."""
    if "\x00" in value:
        raise Refused(f"{name} holds a NUL character; leave it out.")
    if len(value) > (LONGEST if name != "cursor" else 10 * LONGEST):
        raise Refused(f"{name} is longer than {LONGEST} characters.")
    return value.strip()


def one_of(name: str, value: str, values: tuple[str, ...]) -> None:
    """Raise ``Refused`` unless ``value`` is empty or among ``values``."""
    if value and value not in values:
        raise Refused(f"{name} is one of {', '.join(values)}; {value!r} is not among them.")


def since(value: str) -> datetime | None:
    """Return the instant of a date or an RFC 3339 instant, None for an empty string. Raises ``Refused``."""
    if not value:
        return None
    # A plus sign that nobody escaped arrives as a blank.
    found = instant(value.replace(" ", "+"))
    if found is None:
        raise Refused("since is a date or an instant, such as 2025-06-09 or 2025-06-09T14:05:00Z.")
    return found
