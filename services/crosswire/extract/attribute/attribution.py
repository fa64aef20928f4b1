"""An attribution: one cue with its content and its source, as far as it is known while an article is read."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from crosswire.extract.attribute.cues import CueWord
from crosswire.extract.attribute.passages import Found
from crosswire.extract.attribute.sources import Source
from crosswire.extract.read.document import Passage, Reading
from crosswire_schemas.records import Force


@dataclass(slots=True, kw_only=True, eq=False)
class Attribution:
    """One cue with its content and its source; ``root`` is the word at the head of the content."""

    anchor: Token
    cue: Passage
    lemma: str
    force: Force
    source: Source | None
    passages: tuple[Passage, ...] = ()
    root: Token | None = None
    quote: str = "indirect"
    negated: bool = False
    via: "Attribution | None" = field(default=None, repr=False)

    @property
    def start(self) -> int:
        """Where the content or the cue begins, whichever is first."""
        return min(self.cue.start, self.passages[0].start)


def draft(reading: Reading, anchor: Token, word: CueWord, source: Source | None, found: Found | None) -> Attribution:
    """Return the attribution that ``anchor`` makes as a cue."""
    return Attribution(
        anchor=anchor,
        cue=reading.passage(anchor.i, anchor.i),
        lemma=word.lemma,
        force=word.force,
        source=source,
        passages=found.passages if found else (),
        root=found.root if found else None,
    )
