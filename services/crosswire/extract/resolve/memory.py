"""Memory: who has been named so far, and whom of them a pronoun or a bare noun means by where he stands."""

from collections.abc import Sequence

from spacy.tokens import Token

from crosswire.extract.attribute.subjects import subject_of
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve.businesses import Named
from crosswire.extract.resolve.phrases import befalling, beside_told, leads_told, teller_of, undergoes
from crosswire_schemas.records import Party, PartyKind

PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
FEMALE = frozenset({"she", "her", "hers"})
OBJECTS = frozenset({"dobj", "dative"})
SEVERAL = frozenset({"NNS", "NNPS"})
GOING_ON = 6  # sentences through which somebody is known to be the one who speaks


def doer_to(head: Token) -> Token | None:
    """Return who does what is done to an object: another than it means (Chomsky 1981, principle B)."""
    return subject_of(head.head) if head.dep_ in OBJECTS else None


class Memory:
    """Who has been named so far; ``sources`` are the numbers of tokens known to name a speaker."""

    def __init__(self, reading: Reading, sources: frozenset[int]) -> None:
        self.reading = reading
        self.sources = sources
        self.recent: list[Named] = []
        self.female: dict[str, bool] = {}

    def last(self, head: Token, sorts: tuple[PartyKind, ...], female: bool | None) -> Party | None:
        """Return who of some kinds of party was last spoken of, so that a word without a name goes on to mean him."""
        fits = [
            named
            for named in self.recent[-80:]
            if (named.party.kind in sorts and (named.party.kind != "anonymous" or named.speaks))
            and (female is None or self._one(named, female))
        ]
        if not fits:
            return None
        doer = doer_to(head)
        fits = [named for named in fits if doer is None or not self._is(named, doer)] or fits
        fits = [named for named in fits if not self._told(named, head)] or fits
        fits = [named for named in fits if not beside_told(self.reading.doc[named.number], head)] or fits
        here = self.reading.sentence_index(head.i)
        near = [named for named in fits if named.salient and here - self.reading.sentence_index(named.number) <= 3]
        spoke = [named for named in near if named.speaks] if head.i in self.sources else []
        last = self._leading(near, head)
        spoke = spoke if not last or (spoke and self.reading.sentence_index(spoke[-1].number) >= here - 1) else last
        chosen = (spoke or near or fits)[-1].party
        sole = len({named.party.canonical for named in fits}) == 1
        if female is not None and (sole or head.dep_ in {"nsubj", "nsubjpass"}):  # "her" may be another's of the clause
            self.female.setdefault(chosen.canonical, female)
        return chosen

    def speaking(self, head: Token, female: bool) -> Party | None:
        """Return whom a pronoun in what is said means: who says it, or whose lawyer, brother or agent he is."""
        teller = teller_of(head)
        if teller is None or teller == doer_to(head):
            return None
        owner = next((child for child in teller.lefts if child.dep_ == "poss" and child.lower_ in PERSONAL), None)
        if owner is not None and (owner.lower_ in FEMALE) != female:
            return None
        meant = owner or teller
        near = next((item.party for item in reversed(self.recent[-12:]) if self._of(item, meant)), None)
        if near is None or near.kind not in {"person", "anonymous"}:
            return None
        if self.female.get(near.canonical, female) != female:
            return None
        if head.dep_ in {"nsubj", "nsubjpass"}:  # "her" may be another's of the clause
            self.female.setdefault(near.canonical, female)
        return near

    def telling(self, head: Token, sorts: tuple[PartyKind, ...]) -> Party | None:
        """Return the body whom "it" means at the head of what that body says: "the ministry said it had won"."""
        teller = teller_of(head) if head.dep_ in {"nsubj", "nsubjpass"} else None
        if teller is None:
            return None
        own = (item.party for item in reversed(self.recent[-12:]) if item.number == teller.i)
        near = next(own, None)
        return near if near is not None and near.kind in sorts else None

    def befallen(self, head: Token) -> Party | None:
        """Return the one person named before whom befell what makes him "the suspect", "the victim"."""
        harms = befalling().get(head.lower_)
        if harms is None:
            return None
        people = [named for named in self.recent[-80:] if named.party.kind == "person" and not named.noun]
        hurt = (named.party for named in people if undergoes(self.reading.doc[named.number]) & harms)
        found = {party.canonical: party for party in hurt}
        return next(iter(found.values())) if len(found) == 1 else None

    def spoke(self, here: int) -> Party | None:
        """Return who spoke last, if not long before the sentence of that number."""
        told = (named for named in reversed(self.recent[-20:]) if named.speaks)
        near = (named.party for named in told if here - self.reading.sentence_index(named.number) <= GOING_ON)
        return next(near, None)

    def _leading(self, near: Sequence[Named], head: Token) -> list[Named]:
        """Return who leads the sentence before: its subject, or the first in "Pinto is hurt, coach Rui Costa said"."""
        before = self.reading.sentence_index(head.i) - 1
        there = [named for named in near if self.reading.sentence_index(named.number) == before]
        tokens = [(named, self.reading.doc[named.number]) for named in there]
        told = [named for named, token in tokens if leads_told(token)] if head.lower_ not in {"it", "its"} else []
        return told or [named for named, token in tokens if token.dep_ == "nsubj" and token.head.dep_ == "ROOT"]

    def _one(self, named: Named, female: bool) -> bool:
        """Tell whether "he", "she" may be somebody: no several, and nobody whom the other word meant before."""
        several = named.noun and self.reading.doc[named.number].tag_ in SEVERAL
        return not several and self.female.get(named.party.canonical, female) == female

    def _is(self, named: Named, doer: Token) -> bool:
        """Tell whether a name is that of who does it."""
        whose = {item.party.canonical for item in self.recent[-20:] if self._of(item, doer)}
        return named.party.canonical in whose

    def _of(self, named: Named, meant: Token) -> bool:
        """Tell whether a name is that of a teller: its own, or one in apposition to it."""
        token = self.reading.doc[named.number]
        return named.number == meant.i or (token.dep_ == "appos" and token.head == meant)

    def _told(self, named: Named, head: Token) -> bool:
        """Tell whether somebody is named in a quotation only, of which what stands outside does not go on to speak."""
        return (
            self.reading.quotation_at(head.idx) is None
            and self.reading.quotation_at(self.reading.doc[named.number].idx) is not None
        )
