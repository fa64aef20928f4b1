"""What the console reads and the little it writes: protocols that anything which keeps records can meet."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

Json = dict[str, Any]


class Page(Protocol):
    """Items, newest first, and the cursor of the next page, None on the last."""

    @property
    def items(self) -> list[Json]:
        """The records of this page."""

    @property
    def next(self) -> str | None:
        """An opaque cursor."""


class Pages(Protocol):
    """Reads the stored records. Safe to use from several threads; raises ``ValueError`` for a foreign cursor."""

    def contradictions(
        self,
        *,
        state: str | None = None,
        type: str | None = None,
        since: datetime | None = None,
        outlet: str | None = None,
        matter: str | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return contradictions by the time of their last change; ``outlet`` is an id or a name, of either side."""

    def contradiction(self, contradiction_id: str) -> Json | None:
        """Return one contradiction."""

    def matters(
        self,
        *,
        type: str | None = None,
        since: datetime | None = None,
        outlet: str | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return matters by the time of their last change."""

    def matter(self, matter_id: str) -> Json | None:
        """Return one matter."""

    def claims(
        self,
        *,
        article: str | None = None,
        outlet: str | None = None,
        speaker: str | None = None,
        since: datetime | None = None,
        q: str | None = None,
        withdrawn: bool | None = False,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return claims by the time their article was published."""

    def claim(self, claim_id: str) -> Json | None:
        """Return one claim."""

    def events(
        self,
        *,
        article: str | None = None,
        outlet: str | None = None,
        root: str | None = None,
        since: datetime | None = None,
        withdrawn: bool | None = False,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return events by the time their article was published."""

    def articles(
        self,
        *,
        outlet: str | None = None,
        since: datetime | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Return the newest revision of each article."""

    def article(self, article_id: str) -> Json | None:
        """Return all revisions of an article with its claims, events and contradictions."""

    def texts(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """Return the texts that offsets count in, by article and revision."""

    def answers(self, matter_ids: Iterable[str]) -> dict[str, str]:
        """Return the statements of the positions of matters, by position."""

    def feeds(self) -> list[Json]:
        """Return what the poller keeps of each feed."""

    def status(self) -> Json:
        """Return counts, outcomes, dead letters and positions."""

    def changes(self, after: str | None = None, *, limit: int = 100) -> Page:
        """Return what was stored after the cursor, oldest first, and always a cursor to go on from."""

    def dead_letters(self, *, cursor: str | None = None, limit: int = 50) -> Page:
        """Return the newest dead letters."""


class Desk(Protocol):
    """What analysts keep, and what is asked across matters."""

    def dismiss(self, contradiction_id: str, *, version: int, reason: str, note: str) -> None:
        """Dismiss a contradiction as it stands in ``version``; a dismissal that stands is replaced."""

    def restore(self, contradiction_id: str) -> bool:
        """Take a dismissal back; return whether there was one."""

    def standing(self, contradiction_ids: Sequence[str]) -> dict[str, Json]:
        """Return the dismissals that stand, of these contradictions."""

    def dismissals(self, *, cursor: str | None = None, limit: int = 50) -> Page:
        """Return every dismissal, taken back or not, each with its contradiction's record."""

    def places(self) -> list[Json]:
        """Return the places of matters in open dispute, with how many contradictions of which types."""

    def contradictions_at(self, geoname_id: int) -> list[str]:
        """Return the ids of the contradictions of matters at one place."""


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Return now, in UTC."""
