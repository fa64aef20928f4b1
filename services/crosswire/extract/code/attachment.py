"""Attachment: which place, date and number belongs to which happening, by the parse, else by nearness."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Token

from crosswire.extract.attribute.cues import verb
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Interval, Place, Quantity

HIGHEST = 12
WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "across",
        "around",
        "over",
        "off",
        "along",
        "of",
        "throughout",
        "within",
        "toward",
        "towards",
        "to",
        "into",
        "from",
        "between",
        "through",
        "under",
        "by",
        "against",
    }
)
WHOLE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
LOCAL = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "across", "around", "throughout", "within", "along", "off"}
)


class Located(Protocol):
    """A place found in the text, as places.Located has it."""

    @property
    def place(self) -> Place:
        """See there."""
        ...

    @property
    def token(self) -> int:
        """See there."""
        ...

    @property
    def kind(self) -> str:
        """See there."""
        ...


class Dated(Protocol):
    """A date found in the text, as dates.Dated has it."""

    @property
    def interval(self) -> Interval:
        """See there."""
        ...

    @property
    def kind(self) -> str:
        """See there."""
        ...

    @property
    def token(self) -> int:
        """See there."""
        ...


class Counted(Protocol):
    """A number found in the text, as quantities.Counted has it."""

    @property
    def quantity(self) -> Quantity:
        """See there."""
        ...

    @property
    def token(self) -> int:
        """See there."""
        ...

    @property
    def head(self) -> int:
        """See there."""
        ...

    @property
    def verb(self) -> int:
        """See there."""
        ...

    @property
    def earlier(self) -> bool:
        """See there."""
        ...

    @property
    def part_of(self) -> int:
        """See there."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What was found for each trigger by its token number; ``places`` and ``date`` fall back to the text around."""

    reading: Reading
    own: Mapping[int, tuple[Located, ...]]
    sentences: Mapping[int, tuple[Located, ...]]
    when: Callable[[Token], Interval | None]

    def places(self, token: Token, target: Token | None) -> tuple[Place, ...]:
        """Return where the happening at ``token`` was: its own places, else the sentence's, else the last named."""
        found = self.own.get(token.i) or self._targeted(target)
        if found or _unknown(token, target):
            return tuple(item.place for item in found)
        here = self.reading.sentence_index(token.i)
        inside = [item for item in self.sentences.get(here, ()) if _locative(self.reading.doc[item.token])]
        return tuple(item.place for item in inside[:1]) or self._before(here)

    def _targeted(self, target: Token | None) -> tuple[Located, ...]:
        if target is None:
            return ()
        here = self.sentences.get(self.reading.sentence_index(target.i), ())
        return tuple(item for item in here if item.token == target.i)

    def _before(self, here: int) -> tuple[Place, ...]:
        sentences = self.reading.sentences
        paragraph = self.reading.paragraph_index(sentences[here].start_char)
        for number in range(here - 1, max(here - 1 - HIGHEST, -1), -1):
            named = (item for item in self.sentences.get(number, ()) if not _venue(self.reading.doc[item.token]))
            inside = [item for item in named if _locative(self.reading.doc[item.token])]
            near = paragraph - self.reading.paragraph_index(sentences[number].start_char)
            if inside and (near <= 1 or number <= 2):
                return (inside[0].place,)
        return ()


def attach(
    reading: Reading,
    anchors: Sequence[Token],
    located: Sequence[Located],
    when: Callable[[Token], Interval | None],
) -> Attached:
    """Hand each place to the trigger it hangs on; ``when`` says at what time the happening at a token was."""
    numbers = frozenset(anchor.i for anchor in anchors)
    own: dict[int, list[Located]] = {}
    sentences: dict[int, list[Located]] = {}
    for item in located:
        if item.kind == "adjective":
            continue
        token = reading.doc[item.token]
        sentences.setdefault(reading.sentence_index(item.token), []).append(item)
        owner = _owner(token, numbers)
        if owner is not None:
            own.setdefault(owner, []).append(item)
    return Attached(
        reading=reading,
        own={number: tuple(items) for number, items in own.items()},
        sentences={number: tuple(items) for number, items in sentences.items()},
        when=when,
    )


def _owner(token: Token, anchors: frozenset[int]) -> int | None:
    """Climb from a place over prepositions to the trigger it says the place of; names of actors say none."""
    at, local = token, token.dep_ == "npadvmod"
    for _ in range(HIGHEST):
        if at.i in anchors and at != token:
            return at.i if local else None
        if at.dep_ == "pobj" and at.head.lower_ in WHERE:
            local = local or at.head.lower_ in LOCAL | {
                "of",
                "to",
                "toward",
                "towards",
                "into",
                "over",
                "between",
                "from",
                "through",
                "outside",
            }
        if (at.dep_ in {"nsubj", "ccomp", "relcl"} and not local) or at.head == at:
            return None
        at = at.head
    return None


def _unknown(token: Token, target: Token | None) -> bool:
    """Tell whether the words say a place by name that was not found: then no other place is meant."""
    if target is not None and target.ent_type_ in PLACES:
        return True
    return any(
        noun.ent_type_ in PLACES and noun.dep_ == "pobj" and noun.head.lower_ in LOCAL
        for child in token.children
        if child.dep_ == "prep"
        for noun in child.children
    )


def _venue(token: Token) -> bool:
    """Tell of "told reporters in Geneva": where something was said, and not where it was."""
    at = token
    for _ in range(HIGHEST):
        if at.pos_ in {"VERB", "AUX"} or at.head == at:
            break
        at = at.head
    word = verb(at) if at.pos_ == "VERB" else None
    return word is not None and "q" in word.frames and any(child.dep_ in {"nsubj", "ccomp"} for child in at.children)


def _locative(token: Token) -> bool:
    at = token
    for _ in range(3):
        if at.dep_ == "pobj":
            return at.head.lower_ in LOCAL or at.head.lower_ in {"to", "toward", "of"}
        if at.dep_ not in {"conj", "appos", "compound", "nmod"}:
            return False
        at = at.head
    return False
