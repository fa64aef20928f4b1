"""Events: what happened, coded by PLOVER: root, actor, target, place, time, outcome, counts, and on whose word."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from spacy.tokens import Token

from crosswire.extract.attribute.sources import Source
from crosswire.extract.code.arguments import phrase
from crosswire.extract.code.attachment import Attached, Counted, Located, attach
from crosswire.extract.code.coded import Coded
from crosswire.extract.code.effects import counts_of, with_effects
from crosswire.extract.code.outcomes import ends, modality, negated, outcome, word_list
from crosswire.extract.code.roles import accident, is_figure, measured, sides
from crosswire.extract.code.triggers import Trigger, fulfils, of_class, triggers
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Interval, Span


def code(
    reading: Reading,
    located: Sequence[Located],
    counted: Sequence[Counted],
    when: Callable[[Token], Interval | None],
) -> tuple[Coded, ...]:
    """Return the happenings told in the article in the order of its text (PLOVER manual, draft of 17 September 2021).

    ``when`` says at what time the happening at a token was.
    """
    found = list(_kept(list(triggers(reading.doc))))
    attached = attach(reading, [item.token for item in found], located, when)
    numbers: dict[int, list[Counted]] = {}
    for number in counted:
        numbers.setdefault(reading.sentence_index(number.token), []).append(number)
    coded = [draft(reading, item, attached, numbers.get(reading.sentence_index(item.token.i), ())) for item in found]
    told = [item for item in coded if not _generic(item)]
    return tuple(with_effects(reading, told))


def _generic(item: Coded) -> bool:
    """Tell whether a noun names a sort of happening, none that happened: "death and destruction"."""
    token = item.anchor
    if token.pos_ != "NOUN" or token.tag_ != "NN" or item.actor or item.target or item.counts:
        return False
    if token.dep_ == "pobj" and token.head.head.pos_ == "AUX":
        return False
    return not any(child.dep_ in {"det", "poss", "nummod", "amod", "prep", "acl", "relcl"} for child in token.children)


def draft(reading: Reading, item: Trigger, attached: Attached, counted: Sequence[Counted]) -> Coded:
    """Fill in all that the words around a trigger say of it."""
    kind, token = item.kind, item.token
    actor, target = sides(item)
    thing = item.frame.object if token.pos_ == "VERB" else None
    thing = measured(thing) if thing is not None else None
    if thing is not None and (is_figure(thing) or of_class(thing, "extent")):
        thing = None
    mishap = kind.root == "ASSAULT" and accident(reading, item)
    return Coded(
        anchor=token,
        trigger=_trigger_span(reading, item),
        predicate=item.predicate,
        root="OTHER" if mishap else kind.root,
        kind=kind.name,
        actor=phrase(actor, token) if actor is not None else None,
        target=phrase(target, token) if target is not None else None,
        thing=phrase(thing, token) if thing is not None and thing not in (actor, target) else None,
        places=attached.places(token, target),
        happened_on=attached.when(token),
        outcome=outcome(token, kind),
        counts=counts_of(token, target, kind.count, counted),
        negated=negated(token),
        modality=modality(token),
        state=kind.state or None,
        holder=_holder(kind.holder, actor, target, token),
    )


def _kept(found: list[Trigger]) -> Iterator[Trigger]:
    """Leave out what is told twice: the light verb of a happening, and the noun in a verb's own idiom."""
    by_token = {item.token.i: item for item in found}
    for item in found:
        token = item.token
        if token.pos_ == "NOUN" and _in_idiom(token, by_token):
            continue
        if token.pos_ == "VERB" and any(_carries(item, below) for below in _below(item, by_token)):
            continue
        yield item


def _in_idiom(noun: Token, by_token: Mapping[int, Trigger]) -> bool:
    """Tell whether a noun is part of a verb's own idiom: the strike in "went on strike"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    over = by_token.get(verb.i)
    if (
        over is None
        or over.token.pos_ != "VERB"
        or not over.entry.object
        or over.kind.turned
        or over.token.lemma_.lower() in word_list("light")
    ):
        return False
    return any(fulfils(noun, condition) for condition in over.entry.object)


def _below(item: Trigger, by_token: Mapping[int, Trigger]) -> Iterator[Trigger]:
    for noun in (item.frame.object, item.frame.subject):
        below = by_token.get(noun.i) if noun is not None else None
        if below is not None and below.token.pos_ == "NOUN":
            yield below


def _carries(item: Trigger, below: Trigger) -> bool:
    """Tell whether a verb says of a noun's happening only that it came about, or how it ended."""
    lemma = item.token.lemma_.lower()
    if below.token.head != item.token:
        return False
    if item.kind.turned:
        return True
    if lemma not in word_list("light") and any(fulfils(below.token, condition) for condition in item.entry.object):
        return False
    if below.token.dep_ in {"dobj", "nsubjpass"} and lemma in word_list("light"):
        return below.kind.root != "OTHER" or item.kind.root == "OTHER"
    return ends(below.token) and not of_class(below.token, "mishap")


def _holder(where: str, actor: Token | None, target: Token | None, token: Token) -> Source | None:
    who = {"actor": actor, "target": target}.get(where)
    return phrase(who, token) if who is not None else None


def _trigger_span(reading: Reading, item: Trigger) -> Span:
    """Return the trigger with what belongs to it: "shot down", "opened fire"."""
    tokens = [item.token]
    for particle in item.entry.particles if item.token.pos_ == "VERB" else ():
        child = item.frame.marks[particle]
        if child.dep_ in {"prt", "advmod"} and 0 < child.i - item.token.i <= 3:
            tokens.append(child)
    thing = item.frame.object
    if item.entry.object and thing is not None and thing.i - item.token.i == 1 and item.entry.object[0][0] not in "@%":
        tokens.append(thing)
    whole = reading.passage(item.token.i, max(token.i for token in tokens))
    return reading.span(whole.start, whole.end)
