"""Which contradictions an operator wants to hear of."""

from dataclasses import dataclass

from crosswire_schemas.records import Contradiction, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """A filter: an empty set wants all; ``least_score`` from 0 to 1."""

    types: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    least_score: float = 0.0


def wishes(*, types: str, outlets: str, words: str, least_score: float) -> Wishes:
    """Return the filter of comma-separated settings; outlets by id or name, words as they stand in a passage."""
    return Wishes(types=_set(types), outlets=_set(outlets), words=_set(words), least_score=least_score)


def _set(text: str) -> frozenset[str]:
    return frozenset(part.strip().casefold() for part in text.split(",") if part.strip())


def wanted(found: Contradiction, filter_: Wishes) -> bool:
    """Tell whether ``found`` passes the filter. Closed ones may too: readers must learn that a flag fell."""
    outlets = {name.casefold() for side in (found.left, found.right) for name in _outlets(side)}
    passages = f"{found.explanation} {found.left.content} {found.right.content}".casefold()
    return (
        (not filter_.types or found.type in filter_.types)
        and (not filter_.outlets or bool(outlets & filter_.outlets))
        and (not filter_.words or any(word in passages for word in filter_.words))
        and found.score >= filter_.least_score
    )


def _outlets(side: Side) -> set[str]:
    outlets = [side.outlet, *(other.outlet for other in side.others)]
    return {name for outlet in outlets for name in (outlet.id, outlet.name)}
