"""What a server answered to one request, as far as polling cares."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crosswire.poll.outcomes import FetchOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The end of one fetch. ``headers`` has lower-case names; ``body`` is unpacked; ``url`` is where the last hop went.

    ``moved_to`` is the target of the redirects where every one of them was permanent (301 or 308), else ''.
    """

    outcome: FetchOutcome
    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved_to: str = ""
    detail: str = ""

    @property
    def content_type(self) -> str:
        """The Content-Type header, or ''."""
        return self.headers.get("content-type", "")
