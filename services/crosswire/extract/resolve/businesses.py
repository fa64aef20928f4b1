"""Businesses: which of those named before "the carmaker" or "the company" means."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from crosswire.extract.attribute.cues import kinds, words
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve import registry
from crosswire_schemas.records import Party

MAKERS = frozenset({"maker", "manufacturer", "producer", "grower"})


class Named(NamedTuple):
    """A party as it was named: by which token, whether as a subject or source, and whether it speaks for itself."""

    party: Party
    salient: bool
    number: int
    noun: str
    speaks: bool


def meant_business(reading: Reading, head: Token, called: Mapping[str, Party], recent: Sequence[Named]) -> Party | None:
    """Return the business that "the carmaker", "the company" means: so ``called`` before, or the only one near."""
    noun = head.lemma_.lower()
    apposed = any(child.dep_ == "appos" for child in head.rights)
    if noun not in words("businesses.tsv") or head.tag_ == "NNS" or apposed:
        return None
    if noun in called:
        return called[noun]
    told = [child for child in head.lefts if child.dep_ in {"amod", "compound", "nmod"}]
    if not all(map(_says_which, told)):
        return None
    named = [item for item in recent[-80:] if not item.noun and is_business(item.party)]
    named = [item for item in named if not reading.in_title(head.doc[item.number])]
    here = reading.sentence_index(head.i)
    near = [item for item in named if here - reading.sentence_index(item.number) <= 2]
    found = {item.party.canonical: item.party for item in near or named}
    return next(iter(found.values())) if len(found) == 1 else None


def _says_which(word: Token) -> bool:
    """Tell whether a word before "maker" may be of any: where it has its seat, or what it makes."""
    made = word.dep_ == "compound" and word.pos_ == "NOUN" and word.head.lemma_.lower() in MAKERS
    return made or word.ent_type_ in {"NORP", "GPE"} or word.lower_.endswith("based")


def is_business(party: Party) -> bool:
    """Tell whether a name may be a business's: a body that the curated list lacks, and no ministry, union or court."""
    if party.kind != "organization" or registry.find(party.canonical) is not None:
        return False
    parts = party.canonical.casefold().split()
    sorts = {kinds().get(part) for part in parts if part not in words("businesses.tsv")}
    return not sorts & {"organization", "group", "person"} and parts[0][:1].isalpha()
