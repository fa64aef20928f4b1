"""Slots: the points on which a claim can be disputed, read off its predicate and the happening it tells."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from crosswire.extract.attribute.sources import Source
from crosswire.extract.code.arguments import VERBAL, frame, phrase
from crosswire.extract.code.coded import Coded
from crosswire.extract.code.lexicon import Kind, kinds
from crosswire.extract.code.outcomes import outcome, word_list
from crosswire.extract.code.predicates import inside_preposition, predicate_of, weightier
from crosswire.extract.code.roles import measured
from crosswire.extract.code.things import Things
from crosswire.extract.code.triggers import of_class, predicate
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Party, Quantity, Slots, Thing

UNKNOWN = Kind(name="", root="OTHER")
EMPTY = frozenset({"it", "there", "this", "that", "which", "what"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
FIGURES = frozenset({"PERCENT", "MONEY", "QUANTITY", "CARDINAL"})
STEPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What slots are filled from: the article, its happenings by token number, its parties.

    ``numbers`` and ``places`` are the tokens that name such, ``things`` what it speaks of that is no party.
    """

    reading: Reading
    coded: Mapping[int, Coded]
    party: Callable[[Source], Party | None]
    things: Things
    numbers: frozenset[int]
    places: frozenset[int]


def slots(telling: Telling, root: Token) -> Slots | None:
    """Return the slots of the claim whose content has ``root`` at its head; None where nothing is said of anything."""
    main = weightier(predicate_of(root, telling.coded), telling.coded)
    if main is None:
        return None
    item = telling.coded.get(main.i)
    if item is not None:
        found = _of_event(telling, _in_state(telling, item, root))
        return found if found.actor is not None else _answered_for(telling, root, found)
    if main.lemma_ in word_list("lasting"):
        return _of_lasting(telling, main)
    if main.pos_ == "VERB" and main.lower_ in word_list("states"):
        return _of_copula(telling, main, main)
    if main.pos_ in VERBAL and main.lemma_ != "be" and main.dep_ not in {"acomp", "attr"}:
        return _of_verb(telling, main)
    return _of_copula(telling, main, root)


def _answered_for(telling: Telling, root: Token, found: Slots) -> Slots:
    """Fill in who is blamed for a happening or owns up to it; he is not whom it befell: "the attack on rebels"."""
    actor = _blamed(telling, root) or _owning(telling, root)
    same = actor is not None and found.target is not None and found.target.canonical == actor.canonical
    return replace(found, actor=actor, target=None if same else found.target)


def _blamed(telling: Telling, root: Token) -> Party | None:
    """Return who is said to have done it in "blamed Russia for the attack" and "blamed the attack on Russia"."""
    verb = root.head.head
    if root.dep_ == "dobj" and root.head.lemma_ in word_list("blaming"):
        hung = (child for word in (root, root.head) for child in word.rights if child.lower_ == "on")
        on = next((noun for child in hung for noun in child.children if noun.dep_ == "pobj"), None)
        return telling.party(phrase(on, root.head)) if on is not None else None
    if root.dep_ not in {"pobj", "pcomp"} or root.head.lower_ != "for" or verb.lemma_ not in word_list("blaming"):
        return None
    who = next((child for child in verb.rights if child.dep_ == "dobj" and child.i < root.i), None)
    return telling.party(phrase(who, verb)) if who is not None else None


def _owning(telling: Telling, root: Token) -> Party | None:
    """Return who "claimed responsibility for the attack", or denied it: it is said of himself."""
    verb = root.head
    if root.lemma_.lower() != "responsibility" or root.dep_ != "dobj" or verb.pos_ != "VERB":
        return None
    who = frame(verb).subject
    return telling.party(phrase(who, verb)) if who is not None else None


def _of_event(telling: Telling, item: Coded) -> Slots:
    holds = bool(kinds()[item.kind].holder)
    actor = telling.party(item.actor) if item.actor else None
    target, thing = _sorted(telling, item.target, place_is_thing=holds)
    if item.thing is not None and not (holds and thing is not None):
        thing = _sorted(telling, item.thing)[1] or thing
    beside = item.target is not None and item.target.head.dep_ == "pobj" and frame(item.anchor).object is None
    aside = item.target is None or (beside and target is None and item.thing is None)
    if actor is None and item.actor is not None and aside:
        thing = telling.things.at(item.actor.head)
    holder = telling.party(item.holder) if item.holder else None
    return Slots(
        predicate=item.predicate,
        root=item.root,
        actor=actor,
        target=target,
        object=thing,
        outcome=item.outcome,
        holder=holder,
        state=item.state,
        counts=_counts(telling, item) or None,
    )


def _in_state(telling: Telling, item: Coded, root: Token) -> Coded:
    """Fill in of whom "is under arrest", "is in control of the town", "is under the control of the army" are said."""
    subject = _spoken(telling, frame(root).subject) if root.lemma_ in {"be", *word_list("lasting")} else None
    if item.anchor.dep_ != "pobj" or item.anchor.head.head != root or subject is None:
        return item
    who = phrase(subject, root)
    if item.anchor.head.lower_ != "under":
        holder = who if kinds()[item.kind].holder else None
        return replace(item, actor=item.actor or who, holder=holder)
    if not kinds()[item.kind].holder:
        return replace(item, target=who)
    holder = item.actor or item.target
    return replace(item, actor=holder, holder=holder, target=who)


def _counts(telling: Telling, item: Coded) -> dict[str, Quantity]:
    """Return what the happening counts, and what those told in one row with it count ("killed 12 and injured 30")."""
    found = dict(item.counts)
    for token in _row(item.anchor):
        other = telling.coded.get(token.i)
        for name, quantity in other.counts.items() if other is not None else ():
            found.setdefault(name, quantity)
    return found


def _row(token: Token, depth: int = STEPS) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in {"conj", "advcl"} and depth:
            yield child
            yield from _row(child, depth - 1)


def _of_verb(telling: Telling, verb: Token) -> Slots:
    arguments = frame(verb)
    subject, object_ = _spoken(telling, arguments.subject), _spoken(telling, arguments.object)
    object_ = measured(object_) if object_ is not None else None
    if object_ is not None and (object_.ent_type_ in FIGURES or of_class(object_, "extent")):
        object_ = None
    actor = telling.party(phrase(subject, verb)) if subject is not None else None
    target, thing = _sorted(telling, phrase(object_, verb) if object_ is not None else None)
    if object_ is None and actor is None and subject is not None:
        thing = telling.things.at(subject)
    return Slots(
        predicate=predicate(verb),
        root="OTHER",
        actor=actor,
        target=target,
        object=thing,
        outcome=outcome(verb, UNKNOWN),
    )


def _of_lasting(telling: Telling, verb: Token) -> Slots:
    """Fill in "remains in office": whose state it is, the state, and who holds what remains in his hands."""
    subject, inside = _spoken(telling, frame(verb).subject), inside_preposition(verb)
    whole = subject is not None and subject.ent_type_ != "PERSON" and not of_class(subject, "people")
    held = _held(telling, inside, subject) if whole and inside is not None else None  # no hostage of his captors
    target, thing = _sorted(
        telling, phrase(subject, verb) if subject is not None else None, place_is_thing=held is not None
    )
    name = predicate(verb) if held is None else "control"
    state = _state(inside) if inside is not None else None
    return Slots(predicate=name, root="OTHER", target=target, object=thing, holder=held, state=state)


def _of_copula(telling: Telling, main: Token, root: Token) -> Slots | None:
    subject = _subject(telling, main, root)
    held = _held(telling, main, subject)
    copular = main != root or main.dep_ == "oprd" or main.pos_ == "VERB"
    name = main.lower_ if main.pos_ == "VERB" else predicate(main)
    if subject is not None and (main.pos_ == "NUM" or main.ent_type_ in FIGURES or main.i in telling.numbers):
        name = subject.lemma_.lower()
    if held is not None and main.dep_ == "pobj":
        name = "control"
    if main.lemma_ == "be" or (subject is None and main.pos_ not in {"NOUN", "PROPN", "ADJ"}):
        return None
    if main.lower_ in word_list("standing"):
        name = _state(main) or name
    target, thing = _sorted(
        telling, phrase(subject, root) if subject is not None else None, place_is_thing=held is not None
    )
    if subject is None:
        thing = telling.things.at(main)
    return Slots(
        predicate=name, root="OTHER", target=target, object=thing, holder=held, state=_state(main) if copular else None
    )


def _subject(telling: Telling, main: Token, root: Token) -> Token | None:
    """Return of whom or what a copula's complement is said: in "called it a lie" the object."""
    if main.dep_ == "oprd" and main.head.pos_ in VERBAL:
        return _spoken(telling, frame(main.head).object)
    for verb in (root, main.head) if main != root or main.pos_ == "VERB" else ():
        arguments = frame(verb)
        found = _spoken(telling, arguments.subject or arguments.object)
        if verb.pos_ in VERBAL and found is not None and found != main:
            return found
    return None


def _held(telling: Telling, main: Token, subject: Token | None) -> Party | None:
    """Return the holder in "is in Russian hands", "is in the hands of the army", "Crimea is Ukrainian"."""
    if (
        main.ent_type_ in {"NORP", "GPE"}
        and main.dep_ in {"attr", "acomp"}
        and subject is not None
        and subject.ent_type_ in PLACES
    ):
        return telling.party(phrase(main))
    if main.lemma_.lower() not in word_list("grip") or main.dep_ != "pobj":
        return None
    arguments = frame(main)
    who = arguments.object or arguments.subject
    who = who or next((child for child in main.children if child.ent_type_ in {"NORP", "GPE"}), None)
    return telling.party(phrase(who, main)) if who is not None else None


def _state(main: Token) -> str | None:
    if main.pos_ == "ADJ" or main.tag_ in {"VBN", "VBG"} or main.lemma_.lower() in word_list("states"):
        if main.dep_ == "pobj":
            return f"{main.head.lower_} {main.lemma_.lower()}"
        return main.lower_ if main.pos_ == "VERB" else main.lemma_.lower()
    if main.lower_ in word_list("standing"):
        of = (noun for child in main.children if child.lower_ == "of" for noun in child.children)
        return next((f"{main.lower_} of {noun.lemma_.lower()}" for noun in of), main.lower_)
    known = any(child.dep_ == "det" for child in main.children)  # "on the back foot" is no "on foot"
    bare = main.dep_ == "pobj" and main.ent_type_ == "" and not known
    if bare and main.head.lower_ in {"in", "under", "on", "at", "out"}:
        return f"{main.head.lower_} {main.lemma_.lower()}"
    return None


def _spoken(telling: Telling, token: Token | None) -> Token | None:
    """Return the word for whom or what is spoken of: for "it" the thing of the sentence before, where there is one."""
    if token is not None and token.lower_ == "it" and token.dep_ in {"nsubj", "nsubjpass"}:
        return telling.things.meant(token)
    return None if token is None or token.dep_ == "expl" or (token.pos_ == "PRON" and token.lower_ in EMPTY) else token


def _sorted(telling: Telling, found: Source | None, place_is_thing: bool = False) -> tuple[Party | None, Thing | None]:
    """Sort whom from what: a party by its name or its word, else a thing."""
    if found is None:
        return None, None
    if found.head.lower_ == "it" and (meant := telling.things.meant(found.head)) is not None:
        found = phrase(meant)
    people = any(of_class(found.head, name) for name in ("people", "force"))
    if place_is_thing and not people and found.head.pos_ in {"PROPN", "NOUN"}:
        return None, telling.things.at(found.head)
    party = telling.party(found)
    if party is None and found.head.pos_ in {"NUM", "PUNCT", "SYM"}:
        return None, None
    return (party, None) if party is not None else (None, telling.things.at(found.head))
