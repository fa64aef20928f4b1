"""Effects: how many a happening killed, injured or drove out, by the parse and by what its sentence tells with it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Token

from crosswire.extract.code.attachment import Counted
from crosswire.extract.code.coded import Coded
from crosswire.extract.code.triggers import of_class, trigger
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Quantity

BEFALLEN = frozenset(
    {
        "killed",
        "injured",
        "casualties",
        "missing",
        "captured",
        "arrested",
        "displaced",
        "evacuated",
        "rescued",
        "infected",
    }
)
HOSTS = frozenset({"attack", "explode", "shoot", "crash", "disaster", "sinking"})
HARM = frozenset({"kill", "injure", "die", "damage", "destroy", "arrest", "missing"})
EFFECTS = frozenset({"killed", "injured", "casualties", "destroyed", "damaged", "missing", "displaced"})


def counts_of(token: Token, target: Token | None, name: str, counted: Sequence[Counted]) -> dict[str, Quantity]:
    """Return how many the happening at ``token`` befell, by what befell them; of a whole and its parts the whole.

    ``name``: as what those are counted whom this kind of happening befalls; empty where it counts nobody itself.
    """
    found: dict[str, Quantity] = {}
    tallied = _tallied(target)
    for item in counted:
        if item.part_of >= 0 or item.earlier:
            continue
        if tallied and item.verb == token.i:
            found.setdefault(tallied, item.quantity)
        elif name and _counts(item, token, target):
            found.setdefault(name, item.quantity)
        elif item.verb == token.i and item.quantity.of in BEFALLEN:
            found.setdefault(item.quantity.of, item.quantity)
    return found


def _tallied(target: Token | None) -> str:
    """Return as what those are counted of whom "the number of people killed" is said to rise."""
    if target is None or not of_class(target, "tally"):
        return ""
    of = (noun for child in target.children if child.dep_ == "prep" for noun in child.children if noun.dep_ == "pobj")
    told = (trigger(clause) for noun in of for clause in noun.children if clause.dep_ == "acl")
    return next((item.kind.count for item in told if item is not None), "")


def _counts(item: Counted, token: Token, target: Token | None) -> bool:
    doc = token.doc
    number = doc[item.token]
    head = doc[item.head] if item.head >= 0 else number
    if target is not None and (target.i in {item.token, item.head} or _governs(target, number)):
        return True
    return bool(head == token or (number.head == token and token.pos_ == "NOUN"))


def _governs(noun: Token, number: Token) -> bool:
    """Tell whether ``number`` counts ``noun``: "12 of the men", "at least 34 people"; not "people in 3 cars"."""
    at = number
    for _ in range(4):
        if at == noun:
            return True
        if at.dep_ not in {"nummod", "quantmod", "compound", "advmod", "amod", "det", "nmod"}:
            return False
        at = at.head
    return False


def with_effects(reading: Reading, coded: Sequence[Coded]) -> Iterator[Coded]:
    """Give an attack or a mishap the dead and injured that its own sentence counts as its effect."""
    for _, told in groupby(coded, key=lambda item: reading.sentence_index(item.anchor.i)):
        sentence = list(told)
        hosts = [item for item in sentence if item.kind in HOSTS]
        for item in sentence:
            effects = dict(item.counts)
            for other in sentence:
                if other is not item and set(other.counts) & EFFECTS and _follows(other, item, hosts):
                    for name, quantity in other.counts.items():
                        effects.setdefault(name, quantity)
            yield replace(item, counts=effects) if len(effects) > len(item.counts) else item


def _follows(effect: Coded, item: Coded, hosts: Sequence[Coded]) -> bool:
    """Tell whether ``effect`` counts what ``item`` did: told in one breath, or the only such thing near by."""
    if item.kind in HARM and effect.kind in HARM and effect.kind != item.kind:
        return effect.anchor.head == item.anchor or effect.anchor == item.anchor.head
    if item.kind not in HOSTS or effect.kind in HOSTS:
        return False
    return item is min(hosts, key=lambda host: abs(host.anchor.i - effect.anchor.i))
