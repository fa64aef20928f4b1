"""What an analyst's form says: a dismissal with its reason, read and checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import parse_qs

from crosswire.console.filters import Refused

LONGEST_NOTE = 2_000
LONGEST_FORM = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as sent; ``action`` is dismiss or restore."""

    action: str
    reason: str = ""
    note: str = ""
    version: int = 0


@cache
def reasons() -> Mapping[str, str]:
    """Return the reasons: name and sentence."""
    file = resources.files("crosswire.console").joinpath("data", "reasons.toml")
    found: dict[str, str] = tomllib.loads(file.read_text("utf-8"))["reason"]
    return found


def read(body: bytes) -> Form:
    """Return the form in a body (application/x-www-form-urlencoded). Raises ``Refused``."""
    if len(body) > LONGEST_FORM:
        raise Refused("The form is too large; shorten the note.")
    fields = _fields(body)
    action, reason, note = fields.get("action", ""), fields.get("reason", ""), fields.get("note", "")
    if action == "restore":
        return Form(action=action)
    if action != "dismiss" or reason not in reasons():
        raise Refused(f"Choose a reason: {', '.join(reasons())}.")
    if len(note) > LONGEST_NOTE or "\x00" in note:
        raise Refused(f"The note has more than {LONGEST_NOTE} characters, or a NUL among them.")
    if reason == "other" and not note:
        raise Refused("Say in the note why, as the reason is another one.")
    version = fields.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Refused("The form lacks the version it dismisses; open the page anew and send it from there.")
    return Form(action=action, reason=reason, note=note, version=int(version))


def given(body: bytes) -> Form:
    """Return what was entered in a form that is refused, so that nobody has to write it again."""
    fields = _fields(body[:LONGEST_FORM])
    return Form(action="", reason=fields.get("reason", ""), note=fields.get("note", "")[:LONGEST_NOTE])


def _fields(body: bytes) -> dict[str, str]:
    return {name: values[-1].strip() for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
