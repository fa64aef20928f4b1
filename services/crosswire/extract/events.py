"""Events: what happened, coded by PLOVER: root, actor, target, place, time, outcome, counts, and on whose word."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from crosswire.extract.arguments import NAMES, VERBAL, frame, phrase, row
from crosswire.extract.attachment import Attached, Counted, Located, attach, counts_of
from crosswire.extract.document import Passage, Reading
from crosswire.extract.outcomes import modality, negated, outcome, word_list
from crosswire.extract.sources import Source
from crosswire.extract.triggers import Trigger, of_class, triggers
from crosswire_schemas import identity
from crosswire_schemas.records import Event, Interval, Party, Place, Quantity, Span

PARTY_CLASSES = ("people", "force", "official", "team")
HURT = frozenset({"kill", "injure", "destroy", "damage", "displace", "attack"})
EFFECTS = frozenset({"killed", "injured", "captured", "arrested", "abducted", "destroyed", "damaged", "downed", "missing", "displaced"})
FIGURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY"})
Resolve = Callable[[Source], Party | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One happening as the article's words tell it, before its parties are names; ``thing`` is what it befalls.

    ``target`` is the phrase of whom or what it is done to; ``state`` what that leaves it in; ``holder`` who then holds the place.
    """

    anchor: Token
    trigger: Span
    predicate: str
    root: str
    kind: str
    actor: Source | None
    target: Source | None
    places: tuple[Place, ...]
    happened_on: Interval | None
    outcome: str | None
    counts: Mapping[str, Quantity]
    negated: bool
    modality: str
    state: str | None
    holder: Source | None


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
    coded = [draft(reading, item, attached, counted) for item in found if item.kind.once]
    return tuple(_with_effects(coded))


def draft(reading: Reading, item: Trigger, attached: Attached, counted: Sequence[Counted]) -> Coded:
    """Fill in all that the words around a trigger say of it."""
    kind, token = item.kind, item.token
    actor, target = sides(item)
    count = kind.count or None
    accident = kind.name in HURT and kind.root == "ASSAULT" and _accident(reading, item)
    return Coded(
        anchor=token,
        trigger=_trigger_span(reading, item),
        predicate=item.predicate,
        root="OTHER" if accident else kind.root,
        kind=kind.name,
        actor=phrase(actor, token) if actor is not None and not accident else None,
        target=phrase(target, token) if target is not None else None,
        places=attached.places(token, target),
        happened_on=attached.when(token),
        outcome=outcome(token, kind),
        counts=counts_of(token, target, count, counted) if count else {},
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
        over = by_token.get(token.head.i) if token.dep_ in {"dobj", "nsubjpass", "attr"} else None
        light = over is not None and over.token.lemma_.lower() in word_list("light")
        if over is not None and over.entry.object and not light:
            continue
        thing = item.frame.object
        below = by_token.get(thing.i) if thing is not None and token.pos_ == "VERB" else None
        if below is not None and below.token.head is token and token.lemma_.lower() in word_list("light"):
            if below.kind.root != "OTHER" or item.kind.root == "OTHER":
                continue
        if item.kind.turned and below is not None:
            continue
        yield item


def sides(item: Trigger) -> tuple[Token | None, Token | None]:
    """Return the heads of actor and target of a happening."""
    kind, arguments = item.kind, item.frame
    if kind.turned:
        return arguments.object, arguments.subject
    actor = _actor(item)
    target = _target(item, actor)
    if actor is not None and target is None and kind.name in {"consult", "agree", "fight", "cooperate"}:
        others = row(actor)
        target = others[1] if len(others) > 1 else None
    return (None if actor is target else actor), target


def _actor(item: Trigger) -> Token | None:
    kind, arguments = item.kind, item.frame
    if kind.actor == "none" or (kind.target[0] == "subj" and kind.actor != "subj"):
        return None
    if kind.target[0] == "subj":
        return arguments.subject
    if kind.actor == "by":
        return arguments.obliques.get("by")
    doer = arguments.subject or _carrier(item.token)
    if doer is None and item.token.pos_ not in VERBAL:
        doer = arguments.obliques.get("between")
    return _behind(doer) if doer is not None and doer.dep_ != "expl" and not _undergoes(item, doer) else None


def _undergoes(item: Trigger, doer: Token) -> bool:
    """Tell whether the subject of "12 killed", "34 injured" is whom it befell: a count with no object is no actor."""
    return bool(
        item.kind.count and item.kind.target[0] == "obj" and item.token.pos_ == "VERB" and item.frame.object is None and not item.frame.passive
        and item.token.tag_ in {"VBD", "VBN"} and doer.dep_ != "agent" and doer is item.frame.subject and doer.i < item.token.i and item.token.dep_ != "advcl"
    )


def _behind(doer: Token) -> Token | None:
    """Return who acts through a missile or a raid; the doer itself otherwise."""
    if doer.pos_ != "NOUN" or not of_class(doer, "means"):
        return doer
    inner = frame(doer)
    return inner.subject or _carrier(doer) or doer


def _carrier(noun: Token) -> Token | None:
    """Return the subject of the verb that carries a noun ("launched an attack"), or who carried it out."""
    verb = noun.head
    if noun.pos_ in VERBAL or verb.pos_ not in VERBAL or verb.lemma_.lower() not in word_list("light"):
        return None
    return frame(verb).subject if noun.dep_ in {"dobj", "nsubjpass"} else None


def _target(item: Trigger, actor: Token | None) -> Token | None:
    candidates = list(_candidates(item, actor))
    return next((noun for noun in candidates if is_party(noun)), candidates[0] if candidates else None)


def _candidates(item: Trigger, actor: Token | None) -> Iterator[Token]:
    arguments, token = item.frame, item.token
    if arguments.subject is not None and _undergoes(item, arguments.subject):
        yield arguments.subject
    for place in item.kind.target:
        noun = {"obj": arguments.object, "subj": arguments.subject}.get(place) or arguments.obliques.get(place)
        if place == "subj" and token.pos_ == "VERB" and arguments.passive:
            noun = arguments.object
        if noun is not None and noun is not actor and noun.ent_type_ not in FIGURES and not (place == "obj" and _idiom(item, noun)):
            yield noun
    if token.pos_ == "NOUN" and token.head.pos_ in VERBAL:
        yield from _around_noun(item, actor)


def _around_noun(item: Trigger, actor: Token | None) -> Iterator[Token]:
    verb = item.token.head
    around = frame(verb)
    if item.token.dep_ == "dobj" and verb.lemma_.lower() in word_list("undergo") and around.subject is not None:
        yield around.subject
    elif item.token.dep_ == "dobj":
        for place in item.kind.target:
            noun = around.obliques.get(place)
            if noun is not None and noun is not actor:
                yield noun
    elif item.token.dep_ == "nsubj" and around.object is not None and around.object is not actor:
        yield around.object


def _idiom(item: Trigger, noun: Token) -> bool:
    conditions = item.entry.object
    return bool(conditions) and not is_party(noun) and any(place in item.frame.obliques for place in item.kind.target[1:])


def is_party(noun: Token) -> bool:
    """Tell whether a noun or pronoun can act: a name of somebody, or a word for people."""
    return noun.ent_type_ in NAMES or noun.pos_ == "PROPN" or any(of_class(noun, name) for name in PARTY_CLASSES)


def _accident(reading: Reading, item: Trigger) -> bool:
    """Tell whether nobody did it: the doer is a storm or a crash, or nobody is named and the sentence speaks of one."""
    doers = [item.frame.subject, *(item.frame.obliques.get(name) for name in ("by", "in", "from", "during", "after"))]
    named = [noun for noun in doers if noun is not None]
    if any(of_class(noun, "mishap") for noun in named):
        return True
    if any(of_class(noun, "means") or is_party(noun) and noun is item.frame.subject for noun in named):
        return False
    sentence = reading.sentence_of(item.token)
    nouns = [token for token in sentence if token.pos_ == "NOUN"]
    return any(of_class(noun, "mishap") for noun in nouns) and not any(of_class(noun, "means") for noun in nouns)


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


def _with_effects(coded: list[Coded]) -> Iterator[Coded]:
    """Give an attack the dead and injured that its own sentence counts as its effect."""
    for item in coded:
        effects = dict(item.counts)
        if item.kind in {"attack", "explode", "fight", "shoot", "crash", "disaster", "kill", "injure"}:
            for other in coded:
                if other is not item and _effect(other, item):
                    for name, quantity in other.counts.items():
                        effects.setdefault(name, quantity)
        yield replace(item, counts=effects) if effects != item.counts else item


def _effect(other: Coded, item: Coded) -> bool:
    if not other.counts or not set(other.counts) <= EFFECTS or other.anchor.sent.start != item.anchor.sent.start:
        return False
    anchor, head = other.anchor, item.anchor
    return anchor.head is head or head.head is anchor or (anchor.head is head.head and head.dep_ == "nsubj")


def within(coded: Sequence[Coded], passages: Sequence[Passage]) -> tuple[Coded, ...]:
    """Return those whose trigger begins in one of ``passages``."""
    return tuple(item for item in coded if any(item.trigger.start in passage for passage in passages))


def realis(item: Coded, force: str | None) -> str:
    """Return on whose word a happening stands; ``force`` is that of the cue over it, None where the outlet speaks."""
    if force == "deny" or item.negated:
        return "denied"
    if item.modality in {"planned", "hypothetical"} or force in {"promise", "order"}:
        return "hypothetical" if item.modality == "hypothetical" else "planned"
    if item.modality == "possible" or force == "question":
        return "hypothetical"
    return "asserted" if force is None else "claimed"


def tell(
    reading: Reading, item: Coded, resolve: Resolve, *, standing: str, claim_ids: tuple[str, ...], count: int = 0
) -> Event:
    """Return the record of a happening; ``standing`` is its realis, ``count`` its number among equals in the article."""
    article = reading.article
    sentence = reading.sentence_of(item.anchor).text
    return Event(
        event_id=identity.event_id(article.article_id, item.root, item.trigger.text, sentence, count),
        article_id=article.article_id,
        revision=article.revision,
        outlet=article.outlet,
        trigger=item.trigger,
        root=item.root,
        actor=resolve(item.actor) if item.actor else None,
        target=resolve(item.target) if item.target else None,
        places=item.places,
        happened_on=item.happened_on,
        outcome="denied" if standing == "denied" and item.outcome is None else item.outcome,
        counts=item.counts,
        realis=standing,
        claim_ids=claim_ids,
    )

