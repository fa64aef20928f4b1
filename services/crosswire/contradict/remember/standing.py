"""Which claims stand: an article's newest listing decides, whatever the order of arrival."""

from crosswire.contradict.rows import Lost, Telling
from crosswire_schemas.records import Extraction


def newer(a: Extraction, b: Extraction) -> Extraction:
    """Return the listing that counts: the higher revision, then the later fetched, then the later rules.

    What was forgotten stays so, whatever a replay brings.
    """
    return max(
        a, b, key=lambda found: (bool(found.forgotten), found.revision, found.fetched_at, found.rules, found.claim_ids)
    )


def stands(telling: Telling, listing: Extraction | None) -> bool:
    """Tell whether a claim is still made; a claim newer than the listing stands until its own listing comes."""
    if listing is None:
        return True
    if listing.forgotten:
        return False
    return telling.revision > listing.revision or telling.claim_id in listing.claim_ids


def lost(telling: Telling, listing: Extraction) -> Lost:
    """Return why and since when a claim that does not stand is no longer made."""
    gone = listing.withdrawn or listing.refused is not None
    because = "withdrawn" if gone else "revised"
    return Lost(telling=telling, because=because, since=listing.fetched_at)
