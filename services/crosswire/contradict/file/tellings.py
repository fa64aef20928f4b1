"""A claim as the holder of its positions: who says it, who prints it, and when it was told."""

from crosswire.contradict.rows import Telling
from crosswire.contradict.values import days
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.names import fold, nation
from crosswire.contradict.words.wording import has
from crosswire_schemas.records import Claim

# An unnamed speaker is no voice of its own: two outlets that quote "an official" may quote two.
_UNNAMED = frozenset({"outlet", "anonymous"})


def telling(claim: Claim) -> Telling:
    """Return the claim as a holder of its positions."""
    start, end = days.told(claim)
    speaker = fold(claim.speaker.canonical)
    named = claim.speaker.kind not in _UNNAMED
    return Telling(
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        revision=claim.revision,
        outlet_id=claim.outlet.id,
        outlet=claim.outlet.name,
        speaker=claim.speaker.canonical,
        speaker_kind=claim.speaker.kind,
        voice=f"{claim.outlet.id}|{speaker}",
        source=nation(claim.speaker.canonical) if named else "",
        published_at=claim.published_at,
        told_from=start,
        told_to=end,
        rising=has(claim.content.text, lexicon().rising),
    )
