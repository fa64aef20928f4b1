"""Invented pairs of articles that contradict each other; ``name`` keeps the outlets of two tests apart."""

from crosswire.testing import article
from crosswire_schemas.records import Article, Contradiction


def bridge(name: str, place: str = "Kupiansk") -> tuple[Article, Article]:
    """Return two accounts of a bridge near ``place``: destroyed, and not."""
    struck = f"Ukrainian forces destroyed a bridge near {place} on Monday"
    return (
        article("The bridge is gone", f"{struck}, the Ukrainian army said.", outlet=f"{name} West", page="bridge"),
        article("The bridge stands", f"Russian officials denied that {struck}.", outlet=f"{name} East", page="bridge"),
    )


def of(name: str, found: Contradiction) -> bool:
    """Whether ``found`` stands between outlets of the test ``name``."""
    return all(side.outlet.name.startswith(f"{name} ") for side in (found.left, found.right))
